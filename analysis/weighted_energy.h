// K-weighted energy of a stream in 10 ms bins: all that loudness needs to know of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "analysis/block_window.h"
#include "analysis/k_weighting.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

/// Loudness weight of a channel by BS.1770-5 Annex 3: 1.41 for |azimuth| 60 to 120 degrees below 30 degrees of elevation
/// (the surround pair), 0 for the LFE, 1 for all others. In a layout without side speakers the back pair is the surround
/// pair; beside side speakers it stands at 135 degrees and counts 1.
double channelWeight(const ChannelLayout& layout, int channel);

/// Sum over channels of weight times energy (sum of squares after K-weighting) of each whole 10 ms bin.
/// Memory: 8 bytes a bin, 2.9 MB an hour, and a window of about four seconds of samples.
/// The filter runs over eight stretches of half a second side by side, each warmed up over the eighth of a second before
/// it, which leaves less than -200 dB of its start. The stretches stand on a fixed grid: any block size gives the same bits.
class WeightedEnergy {
 public:
  WeightedEnergy() = default;
  /// `dualMono`: a single channel counts twice, as if both loudspeakers played it.
  explicit WeightedEnergy(const AudioFormat& format, bool dualMono = false);

  void add(ConstAudioView input);
  /// The bins so far, the not yet filtered ones included.
  std::vector<double> bins() const;

 private:
  static constexpr int kStretches = 8;
  static constexpr int kBinsPerStretch = 50;
  static constexpr int kBinsPerBlock = kStretches * kBinsPerStretch;

  void addBlock(ConstAudioView window, std::size_t bins, std::vector<double>& to) const;

  KWeighting filter_;
  std::vector<double> weights_;
  std::size_t warmUp_ = 0;                             ///< frames
  std::array<std::size_t, kBinsPerBlock + 1> starts_{};  ///< of the bins within a block
  BlockWindow window_;
  std::vector<double> bins_;
};

}  // namespace lathe::analysis
