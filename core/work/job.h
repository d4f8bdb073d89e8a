// Work on a thread of its own, with a fraction, a way to stop it, and a result or an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <thread>

#include "core/work/progress.h"

namespace lathe {

/// Runs `work(progress)` on its own thread from the moment it is made. The command line and the window watch the same
/// object. Destroyed while running, it asks the work to stop and waits.
template <class Result>
class Job {
 public:
  template <class Work>
  explicit Job(Work work) {
    std::packaged_task<Result(const Progress&)> task(std::move(work));
    outcome_ = task.get_future();
    thread_ = std::jthread([this, task = std::move(task)](std::stop_token stop) mutable {
      task(Progress{[this](double fraction, std::string_view what) { note(fraction, what); }, stop});
      isDone_ = true;
    });
  }

  double fraction() const noexcept { return fraction_; }
  std::string what() const {
    const std::scoped_lock lock(mutex_);
    return what_;
  }
  bool isDone() const noexcept { return isDone_; }
  void stop() noexcept { thread_.request_stop(); }
  /// Waits for the thread's end, after which nobody else holds what it made or threw; gives the result or throws what
  /// the work threw. Call once.
  Result result() {
    if (thread_.joinable()) thread_.join();
    return outcome_.get();
  }

 private:
  void note(double fraction, std::string_view what) {
    fraction_ = fraction;
    const std::scoped_lock lock(mutex_);
    what_ = what;
  }

  std::atomic<double> fraction_ = 0;
  std::atomic<bool> isDone_ = false;
  mutable std::mutex mutex_;
  std::string what_;
  std::future<Result> outcome_;
  std::jthread thread_;
};

}  // namespace lathe
