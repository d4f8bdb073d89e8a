// When what was written into a journal goes to the disk, and the thread that sees to it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace lathe {

/// The next sync, by a clock that is told: as soon as something was written, but not more often than the disk is spared
/// for (kBetweenSyncs). So whatever was written is on its way to the disk within that time and the time of one sync.
class SyncPlan {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kBetweenSyncs{250};

  void written(Time now);
  /// When the next sync has to begin; nothing while one is running and when all is on the disk.
  std::optional<Time> due() const;
  /// From here on, what is written needs another sync.
  void begin(Time now);
  void end();

 private:
  std::optional<Time> unsynced_;  ///< since when there is something
  std::optional<Time> lastBegin_;
  bool isRunning_ = false;
};

/// Calls `sync` on a thread of its own by that plan. Destroyed, it first brings what was written to the disk.
class JournalSync {
 public:
  /// `sync` may throw; it is called by one thread at a time.
  explicit JournalSync(std::function<void()> sync);
  ~JournalSync();
  JournalSync(JournalSync&&) = delete;

  void noteWritten();
  /// Throws Error (Io) when a sync has failed since the last call.
  void throwIfFailed();
  /// Nothing more is brought to the disk: what was written is not wanted any more.
  void drop() noexcept;

 private:
  void run(std::stop_token stop);
  bool waitUntilDue(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);

  std::function<void()> sync_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  SyncPlan plan_;
  std::string failure_;
  bool isDropped_ = false;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace lathe
