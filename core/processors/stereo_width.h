// Stereo width: narrower or wider, and mono in the bass, without touching the mono sum.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/dsp/biquad.h"
#include "core/dsp/glide.h"
#include "core/processors/processor.h"

namespace lathe {

struct StereoWidthSettings {
  double width = 1;          ///< 0 mono, 1 unchanged, 2 twice the side signal
  bool isBassMono = false;   ///< takes the side signal out of the bass
  Hertz monoBelow = 120_Hz;  ///< where the side signal is 6 dB down

  static const SettingsType& type();
  friend bool operator==(const StereoWidthSettings&, const StereoWidthSettings&) = default;
};

/// Changes only the side signal (L - R) / 2 of the left and right loudspeakers: scales it, and for a mono bass sends it
/// through a fourth-order Linkwitz-Riley high-pass (24 dB per octave). So L + R stays what it was, in level and phase.
/// Other channels, and layouts without that pair, pass untouched; so does everything at width 100 % without mono bass.
/// No latency. Changes glide over 20 ms. Samples that are not finite count as silence.
class StereoWidth : public Processor {
 public:
  explicit StereoWidth(const StereoWidthSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override;

 private:
  void aim() noexcept;

  StereoWidthSettings settings_;
  int sampleRate_ = 44100;
  int left_ = -1, right_ = -1;
  Glide width_;
  BiquadCascade highPass_;
};

}  // namespace lathe
