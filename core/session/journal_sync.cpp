// A thread that sleeps until something was written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/journal_sync.h"

#include <algorithm>
#include <utility>

#include "core/audio/error.h"

namespace lathe {

void SyncPlan::written(Time now) {
  if (!unsynced_) unsynced_ = now;
}

std::optional<SyncPlan::Time> SyncPlan::due() const {
  if (!unsynced_ || isRunning_) return std::nullopt;
  return lastBegin_ ? std::max(*unsynced_, *lastBegin_ + kBetweenSyncs) : *unsynced_;
}

void SyncPlan::begin(Time now) {
  unsynced_.reset();
  lastBegin_ = now;
  isRunning_ = true;
}

void SyncPlan::end() { isRunning_ = false; }

JournalSync::JournalSync(std::function<void()> sync)
    : sync_(std::move(sync)), thread_([this](std::stop_token stop) { run(std::move(stop)); }) {}

JournalSync::~JournalSync() = default;

void JournalSync::noteWritten() {
  const std::scoped_lock lock(mutex_);
  plan_.written(std::chrono::steady_clock::now());
  wake_.notify_all();
}

void JournalSync::throwIfFailed() {
  const std::scoped_lock lock(mutex_);
  if (!failure_.empty()) throw Error(ErrorKind::Io, std::exchange(failure_, ""));
}

void JournalSync::drop() noexcept {
  const std::scoped_lock lock(mutex_);
  isDropped_ = true;
  wake_.notify_all();
}

/// False when there is nothing left to do: asked to stop with all on the disk, or dropped.
bool JournalSync::waitUntilDue(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
  wake_.wait(lock, stop, [this] { return isDropped_ || plan_.due().has_value(); });
  if (isDropped_ || !plan_.due()) return false;
  wake_.wait_until(lock, stop, *plan_.due(), [this] { return isDropped_; });
  return !isDropped_;
}

void JournalSync::run(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (waitUntilDue(lock, stop)) {
    plan_.begin(std::chrono::steady_clock::now());
    lock.unlock();
    std::string failure;
    try {
      sync_();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    lock.lock();
    plan_.end();
    if (!failure.empty()) failure_ = std::move(failure);
  }
}

}  // namespace lathe
