// One level of a non-uniformly partitioned convolution: partitions of one size, their work cut into small tasks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/compute/ops/convolution.h"
#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/fft/staged_fft.h"

namespace lathe {

/// The newest samples of some channels, as a ring that whole partitions lie in without a seam.
class InputRing {
 public:
  InputRing() = default;
  /// `length` is a power of two.
  InputRing(int channels, std::size_t length)
      : length_(length), samples_(static_cast<std::size_t>(channels) * length) {}

  float* at(int channel, std::uint64_t time) noexcept {
    return samples_.data() + static_cast<std::size_t>(channel) * length_ + time % length_;
  }
  const float* at(int channel, std::uint64_t time) const noexcept {
    return const_cast<InputRing*>(this)->at(channel, time);
  }
  void clear() noexcept { samples_.clear(); }

 private:
  std::size_t length_ = 0;
  AlignedArray<float> samples_;
};

/// The taps [start, end) of every path in partitions of `size`, each worked on as one product of spectra.
///
/// Time goes in ticks of `tickFrames`. At a tick on the size's grid the last `size` input samples are a new partition.
/// A level that starts at tap 2 * size has until the next such tick to work, which it does in equal shares, and
/// its output is read in the period after; one that starts at tap `size` works within that very tick.
class PartitionLevel {
 public:
  PartitionLevel(const ConvolutionSpec<float>& spec, std::size_t size, std::size_t start, std::size_t end,
                 std::size_t tickFrames);

  std::size_t size() const noexcept { return size_; }
  /// Does a tick's share of the work; `time` is the number of input samples so far, a multiple of tickFrames.
  void tick(std::uint64_t time, const InputRing& input) noexcept;
  /// The level's share of the output that belongs to the tickFrames samples from `time` on.
  const float* output(int channel, std::uint64_t time) const noexcept {
    return ready_.data() + static_cast<std::size_t>(channel) * size_ + time % size_;
  }
  void reset() noexcept;

  /// What a level costs per sample and how much of it is one indivisible step, in units of one product of two bins.
  static double costPerSample(int inputs, int outputs, std::size_t paths, std::size_t size, std::size_t taps);

 private:
  struct Part {
    int input;
    std::size_t delay;   ///< in partitions behind the newest one
    std::size_t filter;  ///< where its spectrum lies
  };
  struct Task {
    enum class Kind { Forward, Products, Inverse } kind;
    int channel;                        ///< input or output
    int step;                           ///< of an FFT
    std::size_t part = 0, parts = 0;    ///< products to add
    std::size_t group = 0, groups = 0;  ///< and for which bins
    double cost = 0;
    double done = 0;  ///< share of the period's work before this task
  };
  void addFilters(const ConvolutionSpec<float>& spec, std::size_t start, std::size_t end);
  void addTasks();
  void perform(const Task& task, const InputRing& input) noexcept;
  void beginPeriod(std::uint64_t time) noexcept;
  BinGroup<float>* spectrum(int input, std::uint64_t partition) noexcept {
    return spectra_.data() + (static_cast<std::size_t>(input) * ring_ + partition % ring_) * fft_.groups();
  }

  int inputs_, outputs_;
  std::size_t size_;
  std::size_t ticks_;  ///< in a period
  bool isImmediate_;
  StagedFft fft_;
  std::size_t ring_ = 1;                  ///< spectra kept per input
  std::vector<std::vector<Part>> parts_;  ///< per output
  std::vector<Task> tasks_;
  AlignedArray<BinGroup<float>> filters_, spectra_, sum_;
  AlignedArray<float> ready_, next_;  ///< outputs x size: what is being read, what is being made

  std::size_t nextTask_ = 0;
  std::uint64_t periodStart_ = 0;
};

}  // namespace lathe
