// Gain: per-channel factors that glide to their targets.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/gain.h"

#include <algorithm>

namespace lathe {

const SettingsType& GainSettings::type() {
  using S = GainSettings;
  static const SettingsType type = describe<S>(
      "gain", "Gain", "Level, polarity and balance.",
      {
          bind<S>(&S::gain, {"gain", "Gain", Unit::Decibels, -96, 48, "Change of level."}),
          bind<S>(&S::invert,
                  {"invert", "Invert polarity", Unit::Switch, 0, 1, "Turns the polarity of all channels over."}),
          bind<S>(&S::balance, {"balance", "Balance", Unit::Percent, -100, 100,
                                "Turns one side of a stereo signal down: negative values turn down the right side."}),
      });
  return type;
}

double Gain::factor(int channel) const noexcept {
  double side = 1;
  if (format_.layout.isStereo()) side = std::min(1.0, channel == 0 ? 1 - settings_.balance : 1 + settings_.balance);
  return toGain(settings_.gain) * side * (settings_.invert ? -1 : 1);
}

void Gain::prepare(const ProcessFormat& format) {
  format_ = format.audio;
  glides_.assign(static_cast<std::size_t>(format_.channels()), Glide(20_ms, format_.sampleRate));
  reset();
}

void Gain::set(const Settings& settings) noexcept {
  settings_ = settings.as<GainSettings>();
  for (int c = 0; c < format_.channels(); ++c) glides_[static_cast<std::size_t>(c)].glideTo(factor(c));
}

void Gain::reset() noexcept {
  for (int c = 0; c < format_.channels(); ++c) glides_[static_cast<std::size_t>(c)].jumpTo(factor(c));
}

void Gain::process(AudioView block) noexcept {
  for (int c = 0; c < block.channels(); ++c) {
    Glide& glide = glides_[static_cast<std::size_t>(c)];
    if (glide.isSteady() && glide.value() == 1) continue;
    for (float& sample : block[c]) sample = static_cast<float>(sample * glide.next());
  }
}

}  // namespace lathe
