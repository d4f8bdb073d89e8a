// Stereo width: what changes in the side signal is added to one channel and taken from the other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/stereo_width.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/matched_filter.h"

namespace lathe {
namespace {

constexpr Seconds kGlideTime = 20_ms;
constexpr std::size_t kChunk = 256;
constexpr int kSections = 2;

}  // namespace

const SettingsType& StereoWidthSettings::type() {
  using S = StereoWidthSettings;
  static const SettingsType type = describe<S>(
      "width", "Stereo width", "Scales what differs between left and right; the mono sum stays the same.",
      {
          bind<S>(&S::width,
                  {"width", "Width", Unit::Percent, 0, 200, "0 % is mono, 100 % leaves the sound as it is."}),
          bind<S>(&S::isBassMono, {"bass-mono", "Mono bass", Unit::Switch, 0, 1, "Makes low frequencies mono."}),
          bind<S>(&S::monoBelow, {"mono-below", "Mono below", Unit::Hertz, 20, 1000,
                                  "Where the difference between left and right is 6 dB down.", Scale::Logarithmic}),
      });
  return type;
}

void StereoWidth::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  left_ = format.audio.layout.indexOf(Speaker::Left);
  right_ = format.audio.layout.indexOf(Speaker::Right);
  width_ = Glide(kGlideTime, sampleRate_);
  highPass_ = BiquadCascade(kSections);
  reset();
}

void StereoWidth::aim() noexcept {
  width_.glideTo(settings_.width);
  Biquad section;
  if (settings_.isBassMono)
    section = matchFilter(analogHighPass(settings_.monoBelow, 2, std::numbers::sqrt2 / 2), sampleRate_).sections[0];
  for (int k = 0; k < kSections; ++k) highPass_.aim(k, section, {});
}

void StereoWidth::set(const Settings& settings) noexcept {
  const StereoWidthSettings before = settings_;
  settings_ = settings.as<StereoWidthSettings>();
  aim();
  if (settings_.isBassMono != before.isBassMono || settings_.monoBelow != before.monoBelow)
    highPass_.glide(std::max(1, static_cast<int>(kGlideTime.value * sampleRate_)));
}

void StereoWidth::reset() noexcept {
  aim();
  width_.jumpTo(width_.target());
  highPass_.jump();
}

void StereoWidth::process(AudioView block) noexcept {
  if (left_ < 0 || right_ < 0) return;
  const FlushDenormals flush;
  for (std::size_t start = 0; start < block.frames(); start += kChunk) {
    const std::size_t frames = std::min(kChunk, block.frames() - start);
    if (width_.isSteady() && width_.value() == 1 && highPass_.isIdle()) return;
    float *const left = block[left_].data() + start, *const right = block[right_].data() + start;
    Pair side[kChunk];
    double before[kChunk];
    for (std::size_t i = 0; i < frames; ++i) {
      before[i] = (finiteOrZero(left[i]) - finiteOrZero(right[i])) * 0.5;
      side[i] = Pair{before[i], 0};
    }
    highPass_.process(side, frames);
    for (std::size_t i = 0; i < frames; ++i) {
      const double change = side[i][0] * width_.next() - before[i];
      left[i] = static_cast<float>(finiteOrZero(left[i]) + change);
      right[i] = static_cast<float>(finiteOrZero(right[i]) - change);
    }
  }
}

std::size_t StereoWidth::tail() const noexcept {
  if (!settings_.isBassMono) return 0;
  // The poles of a Butterworth pair decay by exp(-sqrt(1/2) w t); there are two equal pairs.
  const double decay = std::numbers::sqrt2 * std::numbers::pi * settings_.monoBelow.value / sampleRate_;
  return static_cast<std::size_t>(std::ceil(exact::log(1e8) / decay));
}

}  // namespace lathe
