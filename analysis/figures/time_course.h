// Figures second by second: correlation, balance, peaks; and the highest peaks of all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// Element i stands for the second from i on; the last one may be shorter. NaN where there is no such figure.
struct TimeCourse {
  std::vector<float> correlation;  ///< of two channels, -1 to 1; NaN when one is silent
  std::vector<float> balance;      ///< RMS of left over right, dB
  std::vector<float> peak;         ///< sample peak of all channels, dBFS; -inf in silence
};

/// A sample peak: the largest magnitude within 100 ms to both sides of it, in its channel.
struct SamplePeak {
  std::uint64_t frame = 0;
  int channel = 0;
  Decibels level;  ///< dBFS
};

class TimeCourseMeter {
 public:
  static constexpr std::size_t kPeaks = 50;

  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  TimeCourse result() const;
  /// The highest ones, highest first.
  std::vector<SamplePeak> peaks() const;

 private:
  struct Second {
    double ll = 0, rr = 0, lr = 0;
    float peak = 0;
  };
  struct Candidate {
    std::uint64_t frame = 0;
    float magnitude = 0;
  };
  void endSecond();
  void note(int channel, Candidate candidate);

  int sampleRate_ = 48000, channels_ = 0;
  std::uint64_t frames_ = 0;
  Second open_;
  TimeCourse course_;
  std::vector<Candidate> open_peaks_;  ///< per channel, of the 200 ms that go on
  std::vector<SamplePeak> peaks_;
};

/// Peak to short-term loudness ratio at the end of each second: the sample peak of the last 3 s above their loudness,
/// dB (Lund's PSR, with sample peaks). `bins` as in loudnessSeries(). NaN before the third second and in silence.
std::vector<float> psrOverTime(const TimeCourse& course, std::span<const double> bins, int sampleRate);

/// Lowest and median of a series, NaN left out; nothing when it has no number.
struct SeriesFigures {
  double lowest = 0, median = 0, highest = 0;
  std::size_t lowestAt = 0;  ///< element
};
std::optional<SeriesFigures> figuresOf(std::span<const float> series);

}  // namespace lathe::analysis
