// A few threads that share out the pieces of one piece of work and wait for each other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lathe {

/// With one thread there is no other: everything runs in the caller.
class Workers {
 public:
  explicit Workers(int threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const noexcept { return static_cast<int>(others_.size()) + 1; }

  /// Calls work(piece, thread) for every piece in [0, pieces), each once, on any thread in [0, threads());
  /// returns when all are done. The work must not throw; sharing it out allocates nothing.
  template <class Work>
  void share(std::size_t pieces, const Work& work) {
    shareOut(pieces, std::cref(work));
  }

 private:
  void shareOut(std::size_t pieces, const std::function<void(std::size_t piece, int thread)>& work);
  void takePieces(int thread);
  void waitForWork(int thread);

  std::mutex mutex_;
  std::condition_variable start_, done_;
  const std::function<void(std::size_t, int)>* work_ = nullptr;
  std::size_t pieces_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::size_t round_ = 0;
  std::size_t busy_ = 0;
  bool isEnding_ = false;
  std::vector<std::thread> others_;
};

}  // namespace lathe
