// Plain figures of the samples: peaks, RMS, DC, clipped runs, correlation, silence.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/peaks/clipping.h"
#include "analysis/stream/block_window.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

class MeasuredBlock;

struct ChannelStatistics {
  double peak = 0;       ///< largest magnitude, linear
  double rms = 0;        ///< linear, DC included
  double dcOffset = 0;   ///< mean, linear
  FlatRuns clipped;      ///< at full scale
  FlatRuns flatTops;     ///< at the channel's own ceiling below full scale
  bool isSilent = true;  ///< every sample is zero

  /// Sample peak above RMS; nothing for silence.
  std::optional<Decibels> crest() const;
};

/// How alike left and right are: 1 the same, 0 unrelated, -1 one is the other turned over.
struct Correlation {
  double whole = 0;
  /// The lowest of 400 ms windows, one every 10 ms, whose level (geometric mean of both powers) is above -80 dBFS, and
  /// when it ends. Nothing for shorter or quieter signals.
  std::optional<double> minimum;
  Seconds minimumTime;
};

struct Statistics {
  std::uint64_t frames = 0;
  std::vector<ChannelStatistics> channels;
  std::optional<Correlation> correlation;  ///< of two-channel signals whose channels both sound
  bool areChannelsIdentical = false;       ///< two or more channels, all the same, not silent
};

/// Streaming; independent of block sizes to the bit: sums are kept by 10 ms bins. Memory does not grow.
class StatisticsMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// The next block of a stream of such blocks, in place of add().
  void addMeasured(const MeasuredBlock& block);
  Statistics result() const;

 private:
  struct Channel {
    float peak = 0;
    double sum = 0;
    double squares = 0;
    ClippingSearch clipping;
  };
  /// Energies of left, right and their product over the last 400 ms, bin by bin.
  struct PairWindow {
    static constexpr std::size_t kBins = 40;
    struct Bin {
      double left = 0, right = 0, product = 0;
    };
    std::array<Bin, kBins> bins{};
    std::uint64_t count = 0;
    double product = 0;  ///< over the whole signal
    std::optional<double> minimum;
    std::uint64_t minimumEnd = 0;

    void add(const Bin& bin, double frames);
  };
  struct State {
    std::uint64_t frames = 0;
    std::vector<Channel> channels;
    PairWindow pair;
    bool isIdentical = true;
  };

  void addBlock(ConstAudioView window, std::size_t frames, State& state) const;
  void addBin(ConstAudioView bin, bool isWhole, State& state) const;

  int sampleRate_ = 0;
  BlockWindow window_;
  State state_;
};

}  // namespace lathe::analysis
