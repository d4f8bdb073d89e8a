// The queue of the device that is not there for runs with slots: work in order, failures on demand, waits with an end.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

#include "core/compute/lane.h"
#include "core/compute/null_gpu.h"

namespace lathe {

/// What a slot is given is done by a lane, or fails as the device is told to. A slot that timed out stays without an
/// end until the queue is destroyed.
template <std::size_t slots>
class SlotQueue {
 public:
  explicit SlotQueue(NullGpu& device) : device_(device) {}
  ~SlotQueue() {
    {
      std::lock_guard lock(mutex_);
      isStopping_ = true;
    }
    changed_.notify_all();
    lane_.discard();
  }

  /// `work` computes; `poison` runs in its place when the device fails: nobody may read what it leaves.
  Status submit(int slot, std::function<Status()> work, std::function<void()> poison) noexcept {
    const Failure fault = device_.nextFault();
    if (fault == Failure::OutOfMemory) return Status::fail(fault, "no memory for this batch");
    at(slot).isDone = false;
    try {
      lane_.add([this, slot, fault, work = std::move(work), poison = std::move(poison)] {
        dawdle();
        if (fault == Failure::Timeout) return waitForTheEnd();
        if (fault != Failure::None) poison();
        end(slot, fault == Failure::None ? work() : Status::fail(fault, "the device fell off the bus"));
      });
    } catch (const std::bad_alloc&) {
      return Status::fail(Failure::OutOfMemory, "no memory for the queue");
    }
    return {};
  }

  Status finish(int slot, std::chrono::milliseconds patience) noexcept {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return at(slot).isDone; })) {
      return Status::fail(Failure::Timeout, "the device did not answer in time");
    }
    return at(slot).status;
  }

 private:
  struct Slot {
    bool isDone = true;
    Status status;
  };
  Slot& at(int slot) noexcept { return slots_[static_cast<std::size_t>(slot)]; }

  void dawdle() {
    const auto longest = device_.longestDelay().count();
    if (longest <= 0) return;
    std::this_thread::sleep_for(std::chrono::microseconds(static_cast<std::int64_t>(random_()) % (longest + 1)));
  }

  void waitForTheEnd() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return isStopping_; });
  }

  void end(int slot, const Status& status) {
    {
      std::lock_guard lock(mutex_);
      at(slot) = {true, status};
    }
    changed_.notify_all();
  }

  NullGpu& device_;
  std::array<Slot, slots> slots_;
  std::minstd_rand random_{1};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool isStopping_ = false;
  Lane lane_;  // last: it uses the others
};

}  // namespace lathe
