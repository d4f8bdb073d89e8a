// Frames of a clipped signal solved on whatever backend is best, in batches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/compute/device_run.h"

namespace lathe {

struct SparseSolverOptions {
  std::vector<Backend*> backends{};  ///< to try, best first; empty means the CPU alone
  int threads = 1;                   ///< of the CPU
  std::size_t chunkFrames = 0;       ///< the most samples of a batch; 0 leaves it to the backend
  std::chrono::milliseconds patience{kDevicePatience};
  OnFallback note{};
  std::stop_token stop{};
};

/// A device that fails costs time, never frames (DeviceRun). One thread at a time.
class SparseSolver {
 public:
  explicit SparseSolver(SparseSolverOptions options = {});

  /// Fills a frame's rows; may be asked for the same frame again.
  using Fill = std::function<void(std::size_t index, const SparseFrameRows& rows)>;
  /// Takes a frame's sound and how many bins it took; each frame once, in their order.
  using Take = std::function<void(std::size_t index, const float* sound, double bins)>;
  /// Throws Error NotPossible when the last backend fails too, Cancelled when stopped.
  void operator()(std::size_t size, std::size_t count, const Fill& fill, const Take& take);

 private:
  SparseDeclipRun& runFor(std::size_t size);
  void recover(const Status& status, std::size_t frames, std::size_t size);

  SparseSolverOptions options_;
  DeviceRun device_;
  std::size_t chunkLimit_ = 0;
  std::map<std::size_t, std::unique_ptr<SparseDeclipRun>> runs_;  ///< by size
};

}  // namespace lathe
