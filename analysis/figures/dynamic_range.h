// The TT dynamic range value ("DR14") of a track, and of an album.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

struct DynamicRange {
  int rounded = 0;               ///< the value that is published: the mean of the channels, rounded half up
  double exact = 0;              ///< the same before rounding, dB
  std::vector<double> channels;  ///< dB
};

/// "Measuring DR" v1.3 (Algorithmix, 2009): per channel, blocks of 3 s (132480 frames at 44.1 kHz), each with its peak
/// and the root of twice its mean square; the second highest peak against the quadratic mean of the loudest fifth of
/// the blocks. A last block that is not full counts with its own length. A silent channel has 0.
/// Memory: 16 bytes per channel and block of 3 s.
class DynamicRangeMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Nothing before the first frame.
  std::optional<DynamicRange> result() const;

 private:
  struct Block {
    double squares = 0;
    double peak = 0;
  };

  std::size_t blockFrames_ = 1;
  std::size_t filled_ = 0;                    ///< frames in the last block
  std::vector<std::vector<Block>> channels_;  ///< the last block of each may be partial
};

/// The mean of the tracks' rounded values, rounded: as album values are published. Nothing without tracks.
std::optional<int> albumDynamicRange(std::span<const DynamicRange> tracks);

}  // namespace lathe::analysis
