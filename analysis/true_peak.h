// True peak of each channel: the largest value of the signal between its samples, with its place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/block_window.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// The highest point of a signal between its samples.
struct TruePeak {
  Decibels level;  ///< dBTP
  Seconds time;    ///< from the first sample; the point may lie a little before it or after the last one
  int channel = 0;
};

/// Per channel; nothing for a channel without a sample other than zero.
struct TruePeaks {
  std::vector<std::optional<TruePeak>> channels;
  /// The largest of all channels; the first of equal ones.
  std::optional<TruePeak> overall() const;
};

/// The search within one channel: a scan with eight points to each sample and 32 taps (four times what BS.1770-5 Annex
/// 2 asks for at 48 kHz, and the same at every rate), then a closer look at the best places with 32 points to a sample,
/// 128 taps and a parabola. Places whose scan reads within 0.2 dB of the highest are looked at, the highest 64 of them.
/// Stretches that a bound on the interpolation proves to be lower are not scanned; the result is that of a full scan.
class TruePeakSearch {
 public:
  /// `screened`: false scans everything, for comparison.
  explicit TruePeakSearch(bool screened = true) : isScreened_(screened) {}

  /// Frames around a block that scan() may read.
  static constexpr std::size_t kBefore = 80, kAfter = 80;

  /// `samples` points at the first of `count` intervals, frame `frame` of the stream, with kBefore samples before it
  /// and kAfter behind the last interval.
  void scan(const float* samples, std::size_t count, std::int64_t frame);

  struct Peak {
    double value = 0;     ///< magnitude
    double position = 0;  ///< in frames
  };
  /// The closer look. A value of 0 for silence.
  Peak result() const;

  /// Share of the intervals that had to be interpolated, 0 to 1.
  double scannedShare() const;

 private:
  /// An interval between two samples that may hold the highest point, with the samples that the closer look needs.
  struct Candidate {
    float level;
    std::int64_t frame;
    std::array<float, 130> samples;
  };

  void scanRun(const float* samples, std::size_t count, std::int64_t frame);
  void keep(const float* samples, std::int64_t frame, float level);
  void updateThreshold();

  bool isScreened_;
  std::vector<Candidate> candidates_;
  float highest_ = 0;
  float threshold_ = 0;  ///< only higher intervals are candidates
  std::uint64_t seen_ = 0, scanned_ = 0;
};

/// Streaming measurement of all channels; independent of block sizes to the bit. Memory: some 100 kB per channel.
class TruePeakMeter {
 public:
  explicit TruePeakMeter(bool screened = true) : isScreened_(screened) {}

  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  TruePeaks result() const;
  double scannedShare() const;

 private:
  void scan(ConstAudioView window, std::size_t frames, std::int64_t first, std::vector<TruePeakSearch>& searches) const;

  bool isScreened_;
  int sampleRate_ = 0;
  std::int64_t next_ = 0;  ///< frame that the next block starts with
  BlockWindow window_;
  std::vector<TruePeakSearch> searches_;
};

}  // namespace lathe::analysis
