// Four seconds of a signal whose heavy figures a backend has made, with its samples for where a closer look is due.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/compute/ops/measure.h"

namespace lathe::analysis {

/// What core/compute/ops/measure.h is to do for a signal: K-weighting and the scans of the true-peak meters.
/// `fileChannels`: as in MeasureSpec.
MeasureSpec measureSpec(const AudioFormat& format, Packing packing, std::vector<int> fileChannels);

/// A block of a signal, from front to back. A view: bytes and figures belong to the run that made them.
class MeasuredBlock {
 public:
  MeasuredBlock(const MeasureSpec& spec, const std::byte* bytes, MeasureFigures figures, MeasureBlock shape,
                std::uint64_t firstFrame, bool isLast)
      : spec_(spec), bytes_(bytes), figures_(figures), shape_(shape), firstFrame_(firstFrame), isLast_(isLast) {}

  int channels() const noexcept { return spec_.channels; }
  std::uint64_t firstFrame() const noexcept { return firstFrame_; }
  std::size_t frames() const noexcept { return shape_.frames; }
  /// Of the block, at which the first run of 128 intervals begins.
  std::int64_t firstRun() const noexcept { return shape_.firstRun; }
  bool isLast() const noexcept { return isLast_; }
  const MeasureFigures& figures() const noexcept { return figures_; }

  /// Samples of a channel from frame `start` of the block on, which may lie before it or reach behind it, as far as its
  /// context goes; silence where the signal is not. What is no number is silence too.
  void read(int channel, std::int64_t start, std::span<float> out) const;
  /// All of the block.
  AudioBuffer samples() const;

 private:
  const MeasureSpec& spec_;
  const std::byte* bytes_;
  MeasureFigures figures_;
  MeasureBlock shape_;
  std::uint64_t firstFrame_;
  bool isLast_;
};

}  // namespace lathe::analysis
