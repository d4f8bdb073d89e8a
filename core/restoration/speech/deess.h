// De-ess: sibilants told by the ratio of their band to the rest of the voice, and turned down, alone or with all else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/dsp/biquad.h"
#include "core/dsp/sample_history.h"
#include "core/dsp/sliding_maximum.h"
#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

enum class DeessMode {
  Split,  ///< only what is above the frequency is turned down
  Wide,   ///< all of the sound is
};

struct DeessSettings {
  DeessMode mode = DeessMode::Split;
  bool findsFrequency = true;  ///< from the sibilants themselves
  Hertz frequency = 5_kHz;     ///< else: above it the sound is turned down
  Decibels threshold = -2_dB;  ///< of what is above 4 kHz over what is below
  Decibels range = 8_dB;       ///< deepest reduction
  Seconds release = 60_ms;

  static const SettingsType& type();
  friend bool operator==(const DeessSettings&, const DeessSettings&) = default;
};

/// The rule is on the ratio of bands, so it works at any level, except where the sound is 25 dB below what it was in
/// the second before: a pause's hiss is not a sibilant. All channels get one gain. Where nothing is turned down,
/// samples pass bit for bit. In split mode the band is taken off by a linear-phase filter, so that nothing rings or
/// turns its phase. Live, the frequency is found as the sound goes by; in renders, from all of it first.
class Deess : public Processor {
 public:
  explicit Deess(const DeessSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return lookAhead_ + reach_; }
  std::size_t tail() const noexcept override { return reach_; }
  Activity activity() const noexcept override;

  /// Middle of the sibilants' band as heard since reset(), and how much of them there was; 0 Hz while there is none.
  Hertz centre() const noexcept;
  Seconds heard() const noexcept;
  /// The frequency above which the sound is turned down now.
  Hertz splitFrequency() const noexcept;

 private:
  double reductionAt(const Pair& powers) noexcept;
  double detect(AudioView block, std::size_t n) noexcept;
  void chooseFilter() noexcept;

  DeessSettings settings_;
  double sampleRate_ = 44100;
  int channels_ = 0;
  std::size_t lookAhead_ = 0, reach_ = 0;  ///< frames; half of the split filter
  std::vector<std::vector<double>> lowPasses_;
  std::size_t filter_ = 0;
  bool isStale_ = true;  ///< another filter may be due, once nothing is turned down
  SampleHistory history_;
  std::vector<BiquadCascade> detectors_;  ///< per channel: lane 0 high, lane 1 low
  SlidingMaximum held_{1};
  Pair power_{};          ///< of high and low, about 3 ms
  double voice_ = 0;      ///< power of all, falling in about a second
  double reduction_ = 0;  ///< dB, smoothed
  double powerStep_ = 1, riseStep_ = 1, fallStep_ = 1, attackStep_ = 1, releaseStep_ = 1;
  double lastHigh_ = 0;
  double crossings_ = 0, sibilantFrames_ = 0;  ///< forgotten slowly when live
  double blockDeepest_ = 0, deepest_ = 0;
  std::uint64_t active_ = 0, frames_ = 0;
};

OfflineForm deessOffline();

}  // namespace lathe
