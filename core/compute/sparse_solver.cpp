// Batches by size of frame.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/sparse_solver.h"

#include <algorithm>

#include "core/audio/error.h"
#include "core/work/progress.h"

namespace lathe {

SparseSolver::SparseSolver(SparseSolverOptions options)
    : options_(std::move(options)),
      device_("declipping", options_.backends, options_.note),
      chunkLimit_(options_.chunkFrames) {}

void SparseSolver::operator()(std::size_t size, std::size_t count, const Fill& fill, const Take& take) {
  for (std::size_t done = 0; done < count;) {
    Progress{{}, options_.stop}.throwIfStopped();
    SparseDeclipRun& run = runFor(size);
    const std::size_t batch = std::min(run.mostFrames(), count - done);
    for (std::size_t i = 0; i < batch; ++i) fill(done + i, run.frame(i));
    if (const Status status = run.solve(batch, options_.patience); !status.ok()) {
      recover(status, run.mostFrames(), size);
      continue;
    }
    for (std::size_t i = 0; i < batch; ++i) take(done + i, run.sound(i), run.bins(i));
    done += batch;
  }
}

SparseDeclipRun& SparseSolver::runFor(std::size_t size) {
  for (;;) {
    std::unique_ptr<SparseDeclipRun>& run = runs_[size];
    if (run) return *run;
    const SparseDeclipSpec spec{size};
    const Status status = device_.backend().sparseDeclip(spec, {options_.threads, chunkLimit_, 0}, run);
    if (!status.ok()) recover(status, sparseBatch(spec, chunkLimit_), size);
  }
}

void SparseSolver::recover(const Status& status, std::size_t frames, std::size_t size) {
  runs_.clear();
  const std::size_t fewer = device_.recover(status, frames);
  chunkLimit_ = fewer != 0 ? fewer * size : options_.chunkFrames;
}

}  // namespace lathe
