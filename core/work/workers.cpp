// A few threads that share out the pieces of one piece of work and wait for each other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/work/workers.h"

namespace lathe {

Workers::Workers(int threads) {
  for (int thread = 1; thread < threads; ++thread) others_.emplace_back([this, thread] { waitForWork(thread); });
}

Workers::~Workers() {
  {
    std::lock_guard lock(mutex_);
    isEnding_ = true;
  }
  start_.notify_all();
  for (auto& other : others_) other.join();
}

void Workers::shareOut(std::size_t pieces, const std::function<void(std::size_t, int)>& work) {
  if (others_.empty() || pieces <= 1) {
    for (std::size_t piece = 0; piece < pieces; ++piece) work(piece, 0);
    return;
  }
  {
    std::lock_guard lock(mutex_);
    work_ = &work;
    pieces_ = pieces;
    next_ = 0;
    busy_ = others_.size();
    ++round_;
  }
  start_.notify_all();
  takePieces(0);
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return busy_ == 0; });
}

void Workers::takePieces(int thread) {
  for (std::size_t piece = next_++; piece < pieces_; piece = next_++) (*work_)(piece, thread);
}

void Workers::waitForWork(int thread) {
  std::unique_lock lock(mutex_);
  for (std::size_t seen = 0;;) {
    start_.wait(lock, [&] { return isEnding_ || round_ != seen; });
    if (isEnding_) return;
    seen = round_;
    lock.unlock();
    takePieces(thread);
    lock.lock();
    if (--busy_ == 0) done_.notify_one();
  }
}

}  // namespace lathe
