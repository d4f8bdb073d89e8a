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
#include "core/compute/null/null_gpu.h"

namespace lathe {
namespace {

constexpr double kWorthStartingADevice = 0.5;  ///< seconds of the CPU's work

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
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

std::vector<Backend*> withCpu(Backend& device) {
  if (device.isLost()) return {&cpuBackend()};
  return {&device, &cpuBackend()};
}

std::vector<Backend*> fastest(const std::function<double(const Backend&)>& seconds) {
  std::vector<Backend*> best;
  const double onCpu = seconds(cpuBackend());
  if (onCpu > kWorthStartingADevice) {
    for (const auto& device : gpus().devices) {
      if (!device->isLost() && seconds(*device) < onCpu) best.push_back(device.get());
    }
    std::ranges::stable_sort(best, {}, [&](const Backend* backend) { return seconds(*backend); });
  }
  best.push_back(&cpuBackend());
  return best;
}

}  // namespace

std::vector<BackendDescription> describeBackends() {
  std::vector<BackendDescription> lines{{cpuBackend().info(), ""}};
  for (const auto& device : gpus().devices) {
    lines.push_back({device->info(), device->isLost() ? "it was lost; start the program again to use it" : ""});
    if (!device->isLost()) lines.back().info.copyRate = device->measureCopyRate();
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
  if (told == "cpu") return {&cpuBackend()};
  if (told == "null") return withCpu(nullGpu());
  if (!isDeviceChoice(told))
    throw Error(ErrorKind::Invalid, fmt::format("\"{}\" is no device; say auto, cpu or cuda:0", told));
  for (const auto& device : gpus().devices) {
    if (told == device->info().id) return withCpu(*device);
  }
  return {&cpuBackend()};
}

}  // namespace lathe
