// Loudness of a programme by ITU-R BS.1770-5, EBU Tech 3341 and Tech 3342.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/loudness/channel_weight.h"
#include "analysis/loudness/loudness_gate.h"
#include "analysis/loudness/weighted_energy.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

struct LoudnessOptions {
  /// A mono signal is measured as it sounds from two loudspeakers: 3.01 LU more.
  bool dualMono = false;
  /// Silence taken to follow the signal when its range is read. Tech 3342 has file-based meters append 1.5 s or more,
  /// so that the very end counts; then a piece of a few seconds reads the range of its own fall into that silence. None
  /// is appended unless asked for, which is what libebur128 and ffmpeg do.
  Seconds rangeTail{0};
  LoudnessRevision revision = LoudnessRevision::Bs1770_5;
  /// Weights of the channels, for loudspeakers that no layout names (weightsOf in channel_weight.h); empty: by the
  /// signal's layout.
  std::vector<double> weights{};
};

/// The loudest window of a kind, and when it ends (the moment at which a meter shows it), from the start of the signal.
struct LoudnessMaximum {
  Lufs loudness;
  Seconds time;
};

/// What is not there could not be measured: the signal is too short or too quiet.
struct Loudness {
  std::optional<Lufs> integrated;
  std::optional<Lufs> relativeThreshold;        ///< none when ungated
  std::optional<LoudnessMaximum> maxMomentary;  ///< 400 ms windows, one every 2.5 ms; above -inf
  std::optional<LoudnessMaximum> maxShortTerm;  ///< 3 s windows, one every 10 ms; above -inf
  std::optional<LoudnessUnits> range;           ///< from 3 s windows, ten a second
  std::optional<Lufs> momentary;                ///< of the last window: what a live meter shows
  std::optional<Lufs> shortTerm;
};

/// All figures from the weighted energies of 10 ms bins, for a part of a signal too; momentary windows then start every
/// 10 ms.
Loudness loudnessOf(std::span<const double> bins, int sampleRate, const LoudnessOptions& options = {});

/// The loudest window of a stream of energies, found as they come.
class LoudestWindow {
 public:
  LoudestWindow() = default;
  LoudestWindow(const TimeGrid& grid, int length) : grid_(grid), length_(length) {}

  void add(std::span<const double> energies);
  std::optional<LoudnessMaximum> result() const;

 private:
  TimeGrid grid_;
  int length_ = 1;              ///< cells
  std::vector<double> recent_;  ///< the cells that the next windows reach back to
  std::uint64_t first_ = 0;     ///< cell that recent_ starts with
  double loudest_ = 0;          ///< mean square
  std::uint64_t loudestEnd_ = 0;
};

/// Streaming measurement; memory grows by 2.9 MB an hour (the 10 ms bins), whatever the rate and the channels.
class LoudnessMeter {
 public:
  explicit LoudnessMeter(LoudnessOptions options = {}) : options_(options) {}

  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// The next block of a stream of such blocks, in place of add().
  void addMeasured(const MeasuredBlock& block);
  Loudness result() const;
  /// Weighted energies of the whole 10 ms bins so far.
  std::vector<double> bins() const { return upToNow().bins; }

 private:
  struct State {
    std::vector<double> bins;
    double open = 0;  ///< energy of the bin that is not whole yet
    int openCells = 0;
    LoudestWindow momentary;

    void add(std::span<const double> cells);
  };
  State upToNow() const;

  LoudnessOptions options_;
  int sampleRate_ = 0;
  WeightedEnergy energy_;
  State state_;
};

}  // namespace lathe::analysis
