// A matrix of impulse responses on live sound: no latency, no threads, work spread evenly, blocks of any length.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/partition_level.h"

namespace lathe {

/// Convolves block by block, with the output of a sample's direct sound in the same block.
///
/// The first taps are summed sample by sample. The rest is cut into levels of ever larger partitions (after Gardner,
/// "Efficient convolution without input-output delay", JAES 1995); each level's FFTs and products are small tasks that
/// are spread over its period, so no block does much more than another. The output depends on the input alone, not on
/// how it was cut into blocks. An input sample that is no finite number counts as silence, so nothing has to heal.
class RealtimeConvolver {
 public:
  /// Allocates, plans FFTs and transforms the responses: not on an audio thread. The taps are not needed afterwards.
  /// Throws Error Invalid when a path leads to a channel that is not there.
  explicit RealtimeConvolver(const ConvolutionSpec<float>& spec);

  /// `in` has spec.inputs rows, `out` spec.outputs rows of as many frames; they may be the same samples.
  /// Allocates nothing and takes no lock.
  void process(ConstAudioView in, AudioView out) noexcept;
  /// Forgets all sound: as if new.
  void reset() noexcept;

  /// Frames of sound after the input's end.
  std::size_t tail() const noexcept { return tail_; }
  /// The partition sizes in use, smallest first.
  std::vector<std::size_t> partitions() const;

  /// Frames between two shares of work, and the number of taps that are summed directly.
  static constexpr std::size_t tickFrames = 128;

 private:
  struct Head {
    int input;
    std::vector<float> taps;
  };
  void take(ConstAudioView in) noexcept;
  void give(AudioView out) noexcept;
  void tick() noexcept;

  int inputs_, outputs_;
  std::size_t tail_ = 0;
  std::vector<std::vector<Head>> heads_;  ///< per output
  std::vector<PartitionLevel> levels_;
  InputRing ring_;
  AlignedArray<float> recent_;   ///< inputs x 2 ticks: the tick before this one, and this one
  AlignedArray<float> pending_;  ///< outputs x tick: what the levels add to this tick
  std::size_t filled_ = 0;       ///< frames of this tick so far
  std::uint64_t time_ = 0;       ///< of the tick's beginning
};

}  // namespace lathe
