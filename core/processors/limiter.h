// Look-ahead true-peak limiter: no peak above the ceiling, neither on the samples nor between them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/dsp/glide.h"
#include "core/processors/limiter_stage.h"
#include "core/processors/processor.h"

namespace lathe {

/// How the gain comes back after a peak.
enum class LimiterCharacter {
  Transparent,  ///< single peaks fast, dense passages slowly
  Punchy,       ///< fast, with a little of the slow part
  Smooth,       ///< slow
  Loud,         ///< as fast as it goes: most loudness, most distortion
};

struct LimiterSettings {
  Decibels ceiling = -1.0_dB;  ///< dBTP
  Decibels drive = 0.0_dB;     ///< gain before the limiter
  LimiterCharacter character = LimiterCharacter::Transparent;
  Seconds lookAhead = 5_ms;
  Seconds release = 100_ms;  ///< time constant, for a character whose factor is 1
  bool autoRelease = true;   ///< lasting reduction goes back slowly
  double link = 1;           ///< 0 each channel for itself .. 1 all channels alike

  static const SettingsType& type();
  friend bool operator==(const LimiterSettings&, const LimiterSettings&) = default;
};

/// Two passes of limiting. The first looks between the samples eight-fold at every rate, with the look-ahead and
/// release of the settings; the second holds what is left against a 32-fold interpolation with 1.5 ms of look-ahead.
/// Samples pass bit for bit, delayed, where nothing is over. Samples that are not finite, or above +120 dBFS, count as
/// broken and become silence. The latency is that of the longest look-ahead whatever the settings, so it never changes.
class Limiter : public Processor {
 public:
  explicit Limiter(const LimiterSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override;
  std::size_t tail() const noexcept override { return 0; }
  Activity activity() const noexcept override;

 private:
  void apply() noexcept;
  void drive(AudioView run) noexcept;
  void count(const float* gains, std::size_t frames, float& deepest) noexcept;

  LimiterSettings settings_;
  AudioFormat format_;
  Glide drive_;
  float ceiling_ = 1;
  std::optional<LimiterStage> first_, second_;
  std::vector<float> driveGains_;
  float deepest_ = 1;         ///< smallest gain since reset
  float deepestOfBlock_ = 1;  ///< and of the last block
  std::uint64_t frames_ = 0;
  std::uint64_t activeFrames_ = 0;
};

}  // namespace lathe
