// A queue of work with a thread of its own that does it in order, as a stream of a GPU does.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace lathe {

class Lane {
 public:
  Lane() : thread_([this] { run(); }) {}
  ~Lane() {
    discard();
    {
      std::lock_guard lock(mutex_);
      isEnding_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  void add(std::function<void()> work) {
    {
      std::lock_guard lock(mutex_);
      queue_.push_back(std::move(work));
    }
    wake_.notify_all();
  }

  /// Drops what has not begun and waits for what has.
  void discard() {
    std::unique_lock lock(mutex_);
    queue_.clear();
    wake_.wait(lock, [this] { return !isBusy_; });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return isEnding_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto work = std::move(queue_.front());
      queue_.pop_front();
      isBusy_ = true;
      lock.unlock();
      work();
      lock.lock();
      isBusy_ = false;
      wake_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool isBusy_ = false;
  bool isEnding_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace lathe
