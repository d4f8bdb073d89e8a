// Batches, and what becomes of one whose device fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/sparse_solver.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/audio/error.h"
#include "core/audio/progress.h"

namespace lathe {

SparseSolver::SparseSolver(SparseSolverOptions options)
    : options_(std::move(options)), chunkLimit_(options_.chunkFrames) {
  if (options_.backends.empty()) options_.backends.push_back(&cpu_);
}

void SparseSolver::operator()(std::size_t size, std::size_t count, const Fill& fill, const Take& take) {
  for (std::size_t done = 0; done < count;) {
    Progress{{}, options_.stop}.throwIfStopped();
    SparseDeclipRun& run = runFor(size);
    const std::size_t batch = std::min(run.mostFrames(), count - done);
    for (std::size_t i = 0; i < batch; ++i) fill(done + i, run.frame(i));
    if (const Status status = run.solve(batch, options_.patience); !status.ok()) {
      replace(status, run.mostFrames(), size);
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
    const Status status = options_.backends[current_]->sparseDeclip(spec, {options_.threads, chunkLimit_, 0}, run);
    if (!status.ok()) replace(status, sparseBatch(spec, chunkLimit_), size);
  }
}

void SparseSolver::replace(const Status& status, std::size_t frames, std::size_t size) {
  runs_.clear();
  if (status.failure == Failure::OutOfMemory && frames > 1) {
    chunkLimit_ = frames / 2 * size;
    return;
  }
  const DeviceInfo info = options_.backends[current_]->info();
  if (current_ + 1 == options_.backends.size())
    throw Error(ErrorKind::NotPossible, fmt::format("declipping failed on {}: {}", info.name, status.text));
  ++current_;
  chunkLimit_ = options_.chunkFrames;
  if (options_.note)
    options_.note(
        fmt::format("{} failed ({}); {} carried on", info.id, status.text, options_.backends[current_]->info().id));
}

}  // namespace lathe
