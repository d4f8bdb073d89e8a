// Un-limit: gives attacks back some of the level that a limiter took from them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/dsp/sample_history.h"
#include "core/dsp/sliding_maximum.h"
#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

struct UnlimitSettings {
  Decibels amount = 3_dB;    ///< most that an attack is raised by
  bool findsCeiling = true;  ///< the limiter's ceiling is the highest sample
  Decibels ceiling = -1_dB;  ///< else: where the limiter held peaks, dBFS
  Decibels nearness = 1_dB;  ///< only where peaks come this near to the ceiling was the limiter at work
  Seconds release = 40_ms;   ///< in which a raise falls off

  static const SettingsType& type();
  friend bool operator==(const UnlimitSettings&, const UnlimitSettings&) = default;
};

/// An upward expander on attacks, driven by detected limiting: where peaks touch the ceiling and the level has just
/// risen against what was before. It can't know how much was taken, and says so: amount is a guess that has to be
/// heard. All channels get one gain; elsewhere samples pass bit for bit. Peaks rise above the old ceiling. Live, an
/// automatic ceiling is the highest sample so far; in renders, of all of the recording.
class Unlimit : public Processor {
 public:
  explicit Unlimit(const UnlimitSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return lookAhead_; }
  std::size_t tail() const noexcept override { return 0; }

  /// dB, since reset().
  double deepest() const noexcept { return deepest_; }
  double activeShare() const noexcept;

 private:
  double wanted(AudioView block, std::size_t n) noexcept;

  UnlimitSettings settings_;
  double sampleRate_ = 44100;
  int channels_ = 0;
  std::size_t lookAhead_ = 0;
  SampleHistory history_;
  SlidingMaximum peak_{1}, held_{1};
  double highest_ = 0;
  double fast_ = 0, slow_ = 0, raise_ = 0;
  double fastStep_ = 1, slowStep_ = 1, attackStep_ = 1, releaseStep_ = 1;
  double deepest_ = 0;
  std::uint64_t active_ = 0, frames_ = 0;
};

/// What a limiter leaves: peaks that pile up under its ceiling.
struct Limiting {
  Decibels ceiling;  ///< the highest sample, dBFS
  double pile = 0;  ///< blocks of 20 ms that peak within 0.4 dB of it, per dB, over those of the 3 dB below; 1 is usual
};
Limiting findLimiting(const AudioClip& clip, const OfflineWork& work);

/// Changes nothing where the ceiling is to be found and the pile is below 2.
OfflineForm unlimitOffline();

}  // namespace lathe
