// True peak of each channel: the largest value of the signal between its samples, with its place, and the overs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/peaks/peak_overs.h"
#include "analysis/peaks/true_peak_search.h"
#include "analysis/stream/block_window.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

class MeasuredBlock;

/// The highest point of a signal between its samples.
///
/// How exact it is: of a signal without content above kBandEdge of its sample rate (20 kHz at 44.1 kHz, 21.8 kHz at 48
/// kHz) the level is within kBound of the highest point of the band-limited signal that the samples stand for, silence
/// before and after them. Content above that edge has no such bound in any meter: the nearer to half the rate, the
/// longer the filter that sees it. There the level is that of a 128-tap interpolation at 32 points to a sample.
struct TruePeak {
  static constexpr double kBandEdge = 0.4535;
  static constexpr Decibels kBound{0.002};

  Decibels level;  ///< dBTP
  Seconds time;    ///< from the first sample; the point may lie a little before it or after the last one
  int channel = 0;
};

/// Per channel; nothing for a channel without a sample other than zero.
struct TruePeaks {
  std::vector<std::optional<TruePeak>> channels;
  /// What the 4x meter of BS.1770-5 Annex 2 reads, with the standard's own table of coefficients, in dBTP.
  std::vector<std::optional<Decibels>> annex2;
  std::optional<PeakOvers> overs;  ///< when they were asked for

  /// The largest of all channels; the first of equal ones.
  std::optional<TruePeak> overall() const;
};

struct TruePeakOptions {
  bool isScreened = true;                ///< false scans everything, for comparison
  std::optional<Decibels> oversAbove{};  ///< list what exceeds this level
};

/// Streaming measurement of all channels; independent of block sizes to the bit. Memory: some 40 kB per channel, and up
/// to 50 kB more per channel for overs.
class TruePeakMeter {
 public:
  explicit TruePeakMeter(TruePeakOptions options = {}) : options_(options) {}

  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// The next block of a stream of such blocks, in place of add().
  void addMeasured(const MeasuredBlock& block);
  TruePeaks result() const;
  double scannedShare() const;

 private:
  void scan(ConstAudioView window, std::size_t frames, std::int64_t first, std::vector<TruePeakSearch>& searches) const;
  PeakOvers oversOf(const std::vector<TruePeakSearch>& searches) const;

  TruePeakOptions options_;
  int sampleRate_ = 0;
  bool isMeasured_ = false;  ///< by addMeasured()
  std::int64_t next_ = 0;    ///< frame that the next block starts with
  BlockWindow window_;
  std::vector<TruePeakSearch> searches_;
};

}  // namespace lathe::analysis
