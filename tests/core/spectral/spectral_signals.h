// Clips and masks for the tests of spectral editing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "tests/support/signals.h"

namespace lathe::test {

constexpr int kSpectralRate = 44100;

inline ClipPtr spectralClip(AudioBuffer samples, int rate = kSpectralRate) {
  const auto layout = ChannelLayout::usual(samples.channels());
  return std::make_shared<MemoryClip>(AudioFormat{rate, layout}, std::move(samples));
}

inline AudioBuffer readWhole(const AudioClip& clip) {
  AudioBuffer out(clip.format().channels(), static_cast<std::size_t>(clip.frames()));
  clip.read(0, out.view());
  return out;
}

inline MaskPart box(double from, double to, double low, double high) {
  return {RectangleShape{{{from}, {to}}, {{low}, {high}}}};
}
inline MaskPart passage(double from, double to) { return {PassageShape{{{from}, {to}}}}; }

/// A chord with slow vibrato and decaying partials over soft noise, in stereo.
inline AudioBuffer chord(std::size_t frames, double noiseLevel = -60, int rate = kSpectralRate) {
  AudioBuffer sound = noise(2, frames, 11, {noiseLevel});
  const double notes[] = {110, 164.8, 220, 277.2, 329.6};
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = 0; n < frames; ++n) {
      const double t = static_cast<double>(n) / rate;
      double sum = 0;
      for (const double note : notes)
        for (int h = 1; h <= 8; ++h)
          sum += std::sin(2 * std::numbers::pi * note * h * t + 0.3 * std::sin(2 * std::numbers::pi * 0.7 * t + h) + c +
                          h) /
                 (h * h);
      sound[c][n] += static_cast<float>(0.08 * sum);
    }
  return sound;
}

/// 10 log10 of the power of `reference` over that of the difference, in a stretch of channel 0.
inline double snr(const AudioBuffer& reference, const AudioBuffer& other, std::size_t from, std::size_t to) {
  double signal = 0, error = 1e-30;
  for (std::size_t n = from; n < to; ++n) {
    signal += std::pow(static_cast<double>(reference[0][n]), 2);
    error += std::pow(static_cast<double>(reference[0][n]) - static_cast<double>(other[0][n]), 2);
  }
  return 10 * std::log10(signal / error);
}

}  // namespace lathe::test
