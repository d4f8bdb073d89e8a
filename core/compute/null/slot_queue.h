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

#include "core/compute/null/null_gpu.h"
#include "core/work/lane.h"

namespace lathe {

/// Waits as long as a step of the device may take, at random.
class RandomDelay {
 public:
  RandomDelay(std::chrono::microseconds longest, unsigned seed) : longest_(longest), random_(seed) {}
  void operator()() {
    const auto longest = longest_.count();
    if (longest <= 0) return;
    std::this_thread::sleep_for(std::chrono::microseconds(static_cast<std::int64_t>(random_()) % (longest + 1)));
  }

 private:
  std::chrono::microseconds longest_;
  std::minstd_rand random_;
};

/// What a slot is given is done by a lane, or fails as the device is told to. A slot that timed out stays without an
/// end until the queue is destroyed.
template <std::size_t slots>
class SlotQueue {
 public:
  explicit SlotQueue(NullGpu& device) : device_(device), delay_(device.longestDelay(), 1) {}
  ~SlotQueue() {
    {
      std::lock_guard lock(mutex_);
      isStopping_ = true;
    }
    changed_.notify_all();
    lane_.discard();
  }

  /// `work` computes; `fillWithNan` runs in its place when the device fails: nobody may read what it leaves.
  Status submit(int slot, std::function<Status()> work, std::function<void()> fillWithNan) noexcept {
    const Failure fault = device_.nextFault();
    if (fault == Failure::OutOfMemory) return Status::fail(fault, "no memory for this batch");
    at(slot).isDone = false;
    try {
      lane_.add([this, slot, fault, work = std::move(work), fillWithNan = std::move(fillWithNan)] {
        delay_();
        if (fault == Failure::Timeout) return waitUntilDestroyed();
        if (fault != Failure::None) fillWithNan();
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

  /// Both for the first slot.
  Status complete(std::function<Status()> work, std::function<void()> fillWithNan,
                  std::chrono::milliseconds patience) noexcept {
    const Status status = submit(0, std::move(work), std::move(fillWithNan));
    return status.ok() ? finish(0, patience) : status;
  }

 private:
  struct Slot {
    bool isDone = true;
    Status status;
  };
  Slot& at(int slot) noexcept { return slots_[static_cast<std::size_t>(slot)]; }

  void waitUntilDestroyed() {
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
  RandomDelay delay_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool isStopping_ = false;
  Lane lane_;  // last: it uses the others
};

}  // namespace lathe
