// The backends of this program: opened when first wanted, kept until it ends.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/backend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/audio/error.h"
#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/gpu_module.h"
#include "core/compute/null_gpu.h"

namespace lathe {
namespace {

constexpr double worthStartingADevice = 0.5;  // seconds of the processor's work

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

CpuBackend& processor() {
  static CpuBackend cpu;
  return cpu;
}

GpuModule& gpus() {
  static GpuModule module = openGpuModule(findGpuModule());
  return module;
}

/// Kept like a real device, so that what it lost stays lost.
NullGpu& nullGpu() {
  static NullGpu device({.faults = Faults::parse(environment("LATHE_FAULT"))});
  return device;
}

std::vector<Backend*> fastest(const std::function<double(const Backend&)>& seconds) {
  std::vector<Backend*> best;
  const double onProcessor = seconds(processor());
  if (onProcessor > worthStartingADevice) {
    for (const auto& device : gpus().devices) {
      if (seconds(*device) < onProcessor) best.push_back(device.get());
    }
    std::ranges::stable_sort(best, {}, [&](const Backend* backend) { return seconds(*backend); });
  }
  best.push_back(&processor());
  return best;
}

}  // namespace

std::vector<BackendDescription> describeBackends() {
  std::vector<BackendDescription> lines{{processor().info(), ""}};
  for (const auto& device : gpus().devices) {
    lines.push_back({device->info(), ""});
    lines.back().info.copyRate = device->measureCopyRate();
  }
  if (!gpus().trouble.empty()) {
    DeviceInfo unknown;
    std::snprintf(unknown.id, sizeof unknown.id, "cuda");
    std::snprintf(unknown.name, sizeof unknown.name, "NVIDIA GPU");
    lines.push_back({unknown, gpus().trouble});
  }
  return lines;
}

bool isDeviceChoice(std::string_view choice) noexcept {
  if (choice == "auto" || choice == "cpu" || choice == "null") return true;
  if (!choice.starts_with("cuda:")) return false;
  const std::string_view number = choice.substr(5);
  return !number.empty() && number.size() < 4 &&
         std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<Backend*> chooseBackends(std::string_view choice, const std::function<double(const Backend&)>& seconds) {
  const std::string told = choice.empty() ? environment("LATHE_DEVICE") : std::string(choice);
  if (told.empty() || told == "auto") return fastest(seconds);
  if (told == "cpu") return {&processor()};
  if (told == "null") return {&nullGpu(), &processor()};
  if (!isDeviceChoice(told))
    throw Error(ErrorKind::Invalid, fmt::format("\"{}\" is no device; say auto, cpu or cuda:0", told));
  for (const auto& device : gpus().devices) {
    if (told == device->info().id) return {device.get(), &processor()};
  }
  return {&processor()};
}

}  // namespace lathe
