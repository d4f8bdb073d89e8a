// A stretch of a stream's work, timed by the device's own clock, and waiting for its end with patience.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <thread>
#include <vector>

#include "gpu/cuda_resources.h"

namespace lathe::gpu {

inline Event makeTimedEvent() {
  cudaEvent_t event;
  check(cudaEventCreate(&event));
  return Event(event);
}

/// Asks until the answer is another than "not ready"; Timeout when it is not after `patience`.
template <class Query>
Status waitFor(const Query& query, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const cudaError_t answer = query();
    if (answer != cudaErrorNotReady) return statusOf(answer);
    if (std::chrono::steady_clock::now() > deadline) {
      return Status::fail(Failure::Timeout, "the GPU did not answer in time");
    }
    std::this_thread::sleep_for(std::chrono::microseconds(30));
  }
}

/// For an event, and for a stream's whole queue.
inline Status waitFor(const Event& event, std::chrono::milliseconds patience) {
  return waitFor([&] { return cudaEventQuery(event.get()); }, patience);
}
inline Status waitFor(const Stream& stream, std::chrono::milliseconds patience) {
  return waitFor([&] { return cudaStreamQuery(stream.get()); }, patience);
}

/// Two events around a stretch of a stream's work.
class Stopwatch {
 public:
  void make() {
    begin_ = makeTimedEvent();
    end_ = makeTimedEvent();
  }
  void start(const Stream& stream) { check(cudaEventRecord(begin_.get(), stream.get())); }
  void stop(const Stream& stream) { check(cudaEventRecord(end_.get(), stream.get())); }
  const Event& end() const noexcept { return end_; }
  /// Seconds, once the end has come; 0 before.
  double seconds() const {
    float milliseconds = 0;
    if (cudaEventElapsedTime(&milliseconds, begin_.get(), end_.get()) == cudaSuccess) return milliseconds * 1e-3;
    cudaGetLastError();
    return 0;
  }

 private:
  Event begin_, end_;
};

/// Where a queue that copies and computes in turns spends its time: a mark behind every step of it.
class LapClock {
 public:
  enum class Part { Start, Up, Compute, Down };

  /// Begins anew.
  void start(const Stream& stream) {
    laps_ = 0;
    mark(stream, Part::Start);
  }
  /// What was queued since the last mark is `part`.
  void mark(const Stream& stream, Part part) {
    if (laps_ == events_.size()) {
      events_.push_back(makeTimedEvent());
      parts_.push_back(part);
    }
    parts_[laps_] = part;
    check(cudaEventRecord(events_[laps_++].get(), stream.get()));
  }
  /// Once all marks have come.
  void addTo(RunTimes& times) const {
    for (std::size_t lap = 1; lap < laps_; ++lap) {
      float milliseconds = 0;
      if (cudaEventElapsedTime(&milliseconds, events_[lap - 1].get(), events_[lap].get()) != cudaSuccess) {
        cudaGetLastError();
        return;
      }
      (parts_[lap] == Part::Up     ? times.up
       : parts_[lap] == Part::Down ? times.down
                                   : times.compute) += milliseconds * 1e-3;
    }
  }

 private:
  std::vector<Event> events_;
  std::vector<Part> parts_;
  std::size_t laps_ = 0;
};

/// Up, compute and down of one slot.
struct SlotClock {
  Stopwatch up, compute, down;
  void make() {
    up.make();
    compute.make();
    down.make();
  }
  void addTo(RunTimes& times) const {
    times.up += up.seconds();
    times.compute += compute.seconds();
    times.down += down.seconds();
  }
};

}  // namespace lathe::gpu
