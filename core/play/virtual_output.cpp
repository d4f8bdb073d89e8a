// The thread of an output without a device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/virtual_output.h"

#include <chrono>
#include <utility>

namespace lathe {

VirtualOutput::~VirtualOutput() { stop(); }

OutputFormat VirtualOutput::open(const OutputRequest& request, Fill fill, Ready ready) {
  request_ = request;
  if (sampleRate_ > 0) request_.sampleRate = sampleRate_;
  fill_ = std::move(fill);
  ready_ = std::move(ready);
  return {"none", request_.sampleRate, request_.channels, 0};
}

void VirtualOutput::start() {
  thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void VirtualOutput::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void VirtualOutput::run(std::stop_token stop) {
  const auto frames = static_cast<std::size_t>(request_.blockFrames);
  AudioBuffer block(request_.channels, frames);
  const std::chrono::duration<double> length(static_cast<double>(frames) / request_.sampleRate);
  auto due = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    if (keepsTime_) {
      due += std::chrono::duration_cast<std::chrono::steady_clock::duration>(length);
      std::this_thread::sleep_until(due);
    } else if (!ready_(frames)) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      continue;
    }
    fill_(block.view());
    if (sink_) sink_(std::as_const(block).view());
  }
}

}  // namespace lathe
