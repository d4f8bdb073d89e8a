// K-weighted energy of a stream in short cells: all that loudness needs to know of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/loudness/k_weighting.h"
#include "analysis/stream/block_window.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

class MeasuredBlock;

/// Sum over channels of weight times energy (sum of squares after K-weighting) of each whole 2.5 ms cell of a stream.
/// The filter runs over eight rows of samples side by side. Signals with many channels (7.1, 9.1.6, 22.2) give it eight
/// channels; others eight stretches of half a second, each warmed up over the eighth of a second before it, which
/// leaves less than -200 dB of its start. Stretches and cells stand on a fixed grid: any block size gives the same
/// bits. Memory: a window of about four seconds of samples, or of a tenth of a second when the rows are channels.
/// Samples must be finite.
class WeightedEnergy {
 public:
  static constexpr int kCellsPerSecond = 400;
  /// Receives the energies of the next cells.
  using Sink = std::function<void(std::span<const double>)>;

  WeightedEnergy() = default;
  /// `weights`: one per channel (channel_weight.h); channels of weight 0 cost nothing.
  WeightedEnergy(const AudioFormat& format, std::span<const double> weights);

  void add(ConstAudioView input, const Sink& sink);
  /// The whole cells of the next block of a stream of such blocks, in place of add().
  void addMeasured(const MeasuredBlock& block, const Sink& sink) const;
  /// The cells that add() has not given yet; the stream may go on.
  void rest(const Sink& sink) const;

 private:
  static constexpr std::size_t kStretches = 8;
  static constexpr std::size_t kCellsPerStretch = kCellsPerSecond / 2;
  static constexpr std::size_t kCellsPerBlock = kStretches * kCellsPerStretch;

  /// A channel that counts.
  struct Heard {
    int channel = 0;
    double weight = 0;  ///< the filter's gain included
  };

  /// The filter's memory of eight channels.
  struct EightChannels {
    std::array<std::array<double, kStretches>, 4> memory{};
  };

  void filterBlock(ConstAudioView window, std::size_t cells, const Sink& sink) const;
  void filterChannels(ConstAudioView window, std::size_t cells, std::vector<EightChannels>& channels,
                      const Sink& sink) const;
  void addChannels(ConstAudioView window, std::span<const Heard> channels, std::span<double> energies) const;

  KWeighting filter_;
  std::vector<Heard> heard_;
  std::size_t warmUp_ = 0;                                ///< frames
  std::array<std::size_t, kCellsPerBlock + 1> starts_{};  ///< of the cells within a block
  std::size_t cellsPerBlock_ = kCellsPerBlock;
  std::vector<EightChannels> channels_;  ///< empty when the rows are stretches
  BlockWindow window_;
};

}  // namespace lathe::analysis
