// Frames shared out among threads, each solved to its end by itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/sparse_declip_cpu.h"

#include <algorithm>
#include <vector>

#include "core/compute/cpu/sparse_frame.h"
#include "core/fft/aligned_array.h"
#include "core/work/workers.h"

namespace lathe {
namespace {

/// Few: a stop is obeyed between batches.
constexpr std::size_t framesPerThread = 2;

class SparseDeclipCpu : public SparseDeclipRun {
 public:
  SparseDeclipCpu(const SparseDeclipSpec& spec, const RunLimits& limits)
      : size_(spec.size),
        workers_(limits.threads),
        batch_(std::min(sparseBatch(spec, limits.chunkFrames),
                        framesPerThread * static_cast<std::size_t>(workers_.threads()))),
        heard_(batch_ * size_),
        limits_(batch_ * size_),
        sound_(batch_ * size_),
        clipped_(batch_ * size_),
        bins_(batch_) {
    for (int thread = 0; thread < workers_.threads(); ++thread) frames_.emplace_back(size_);
  }

  std::size_t mostFrames() const noexcept override { return batch_; }
  SparseFrameRows frame(std::size_t i) noexcept override {
    return {heard_.data() + i * size_, clipped_.data() + i * size_, limits_.data() + i * size_};
  }
  const float* sound(std::size_t i) const noexcept override { return sound_.data() + i * size_; }
  double bins(std::size_t i) const noexcept override { return bins_[i]; }

  Status solve(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(count, [&](std::size_t i, int thread) {
      const SparseFrameRows rows = frame(i);
      bins_[i] = frames_[static_cast<std::size_t>(thread)]({rows.heard, size_}, {rows.clipped, size_},
                                                           {rows.limits, size_}, {sound_.data() + i * size_, size_});
    });
    return {};
  }

 private:
  std::size_t size_;
  Workers workers_;
  std::size_t batch_;
  AlignedArray<float> heard_, limits_, sound_;
  AlignedArray<Clipped> clipped_;
  std::vector<double> bins_;
  std::vector<SparseFrame> frames_;
};

}  // namespace

std::unique_ptr<SparseDeclipRun> makeSparseDeclipCpu(const SparseDeclipSpec& spec, const RunLimits& limits) {
  return std::make_unique<SparseDeclipCpu>(spec, limits);
}

}  // namespace lathe
