// Halving, passing on, remembering, and the sentence on each.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/device_run.h"

#include <fmt/format.h>

#include <string_view>

#include "core/audio/error.h"
#include "core/compute/cpu/cpu_backend.h"

namespace lathe {
namespace {

/// As messages call it.
std::string nameOf(const Backend& backend) { return isCpu(backend) ? "the CPU" : std::string(backend.info().id); }

}  // namespace

DeviceRun::DeviceRun(std::string work, std::span<Backend* const> backends, OnFallback note)
    : work_(std::move(work)), backends_(backends.begin(), backends.end()), note_(std::move(note)) {
  if (backends_.empty()) backends_.push_back(&cpuBackend());
}

Backend& DeviceRun::backend() noexcept {
  while (!isLast() && backends_[current_]->isLost()) {
    ++current_;
    isShort_ = false;
  }
  return *backends_[current_];
}

bool DeviceRun::isOnCpu() noexcept { return isCpu(backend()); }

std::size_t DeviceRun::recover(const Status& status, std::size_t batch, std::size_t step) {
  Backend& failed = *backends_[current_];
  const std::size_t half = batch / 2 / step * step;
  if (status.failure == Failure::OutOfMemory && half > 0) {
    if (!isShort_)
      report(fmt::format("{} had too little memory ({}), so it works in smaller batches", nameOf(failed), status.text));
    isShort_ = true;
    return half;
  }
  if (status.failure == Failure::DeviceLost) failed.markLost();
  if (isLast())
    throw Error(ErrorKind::NotPossible, fmt::format("{} failed on {}: {}", work_, failed.info().name, status.text));
  ++current_;
  isShort_ = false;
  report(fmt::format("{} failed ({}); {} did the rest", nameOf(failed), status.text, nameOf(backend())));
  return 0;
}

void DeviceRun::report(std::string sentence) {
  if (note_) note_(sentence);
  fallbacks_.push_back(std::move(sentence));
}

}  // namespace lathe
