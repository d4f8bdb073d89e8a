// Saturator: adds harmonics like an overdriven stage, oversampled so that they do not fold back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <vector>

#include "core/dsp/biquad.h"
#include "core/dsp/glide.h"
#include "core/dsp/oversampler.h"
#include "core/processors/processor.h"

namespace lathe {

enum class SaturatorCharacter {
  Soft,  ///< tanh: odd harmonics
  Tube,  ///< an asymmetric curve, even harmonics too; the offset it makes is blocked below 5 Hz
  Tape,  ///< tanh with highs raised before and lowered after it: highs saturate earlier
  Clip,  ///< hard clip
};

struct SaturatorSettings {
  Decibels drive = 6.0_dB;  ///< gain of quiet sounds before compensation; 0 dB: unchanged
  SaturatorCharacter character = SaturatorCharacter::Soft;
  double mix = 1;           ///< 0 the input, 1 the saturated sound
  bool compensates = true;  ///< a sine at -12 dBFS keeps its RMS level
  Decibels output = 0.0_dB;

  static const SettingsType& type();
  friend bool operator==(const SaturatorSettings&, const SaturatorSettings&) = default;
};

/// With G the drive as a ratio and g = G - 1, a sample x becomes f(g x) G / g: the input itself at 0 dB, and f at the
/// level of full scale at high drive. Works at 16 times 44.1 and 48 kHz (8 times up to 96 kHz, 4 times above), linear
/// phase; the input waits for it, so mixing does not colour. Changes glide over 20 ms. At 0 dB drive or mix 0, with
/// output at 0 dB, samples pass bit for bit, late by latency(). Samples that are not finite count as silence.
class Saturator : public Processor {
 public:
  explicit Saturator(const SaturatorSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return oversampler_.latency(); }
  std::size_t tail() const noexcept override;

 private:
  /// What glides, for one chunk: per frame of the base rate or of the raised rate.
  struct Controls;
  /// The tape's emphasis and the tube's offset blocker, for two channels.
  struct Colour {
    BiquadCascade before, after;
  };
  void aim() noexcept;
  void jumpWet() noexcept;
  bool isWetIdle() const noexcept { return wet_.isSteady() && wet_.value() == 0; }
  void makeWet(AudioView wet, const Controls& controls) noexcept;
  void processChunk(AudioView block) noexcept;

  SaturatorSettings settings_;
  int sampleRate_ = 44100;
  Oversampler oversampler_;
  Glide drive_, compensation_, wet_, output_;
  std::array<Glide, 3> curves_;             ///< how much of each SaturationCurve there is
  std::vector<Colour> colours_;             ///< per two channels
  std::vector<float> driven_, bent_, sum_;  ///< of one channel, a chunk at the raised rate
  std::vector<std::array<float, 2>> past_;  ///< per channel the last two driven samples
  AudioBuffer waiting_;                     ///< per channel the last latency() samples and a chunk
  AudioBuffer wetBuffer_;
};

}  // namespace lathe
