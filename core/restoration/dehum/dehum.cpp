// Parameters of the de-hummer and its notches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dehum/dehum.h"

#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/restoration/denoise/denoise_text.h"

namespace lathe {
namespace {

constexpr Seconds kGlideTime = 20_ms;

}  // namespace

const SettingsType& DehumSettings::type() {
  using S = DehumSettings;
  static const SettingsType type = describe<S>(
      "dehum", "De-hum", "Takes mains hum and its harmonics away and leaves the notes at their frequencies.",
      {
          bind<S>(&S::base, {"base",
                             "Base",
                             Unit::Choice,
                             0,
                             0,
                             "Frequency of the mains.",
                             Scale::Linear,
                             {{"auto", "Automatic"}, {"50", "50 Hz"}, {"60", "60 Hz"}, {"free", "Free"}}}),
          bind<S>(&S::frequency,
                  {"frequency", "Frequency", Unit::Hertz, 20, 500, "Of a free base.", Scale::Logarithmic}),
          bind<S>(&S::harmonics,
                  {"harmonics", "Harmonics", Unit::None, 1, 100, "At most so many, the base being the first."}),
          bind<S>(&S::which, {"which",
                              "Which",
                              Unit::Choice,
                              0,
                              0,
                              "All harmonics, or the odd or even ones.",
                              Scale::Linear,
                              {{"all", "All"}, {"odd", "Odd"}, {"even", "Even"}}}),
          bind<S>(&S::method,
                  {"method",
                   "Method",
                   Unit::Choice,
                   0,
                   0,
                   "Subtraction leaves notes as they are and needs the whole recording; notches take them too.",
                   Scale::Linear,
                   {{"subtract", "Subtract"}, {"notch", "Notch"}}}),
          bind<S>(&S::followsDrift,
                  {"drift", "Follow drift", Unit::Switch, 0, 1, "Tracks the mains' slow changes of frequency."}),
          bind<S>(&S::tracking, {"tracking", "Tracking", Unit::Seconds, 0.5, 10,
                                 "Over which a harmonic is averaged: shorter follows faster and takes more music."}),
          bind<S>(&S::ceiling, {"ceiling", "Ceiling", Unit::Decibels, 0, 12,
                                "How far above the learned hum a harmonic may be taken for hum."}),
          bind<S>(&S::quality, {"q", "Notch Q", Unit::Quality, 5, 500,
                                "Of the notch at the base; higher ones are as wide in hertz.", Scale::Logarithmic}),
      },
      {
          bindText<S>(&S::learn, {"learn",
                                  "Learn from",
                                  TextParameter::Kind::Plain,
                                  "Where there is hum without music; nothing: the quietest passages are found.",
                                  "ranges in seconds, as in 0.5-1.2 30-31.5",
                                  {},
                                  {},
                                  {},
                                  [](const std::string& text) { parseRanges(text); }}),
      });
  return type;
}

bool isWanted(const DehumValues& values, int harmonic) noexcept {
  if (harmonic > std::lround(values.harmonics)) return false;
  if (values.which == HumHarmonics::Odd) return harmonic % 2 == 1;
  return values.which == HumHarmonics::All || harmonic % 2 == 0;
}

Biquad Dehum::notch(int harmonic) const noexcept {
  const bool isOff = settings_.method != HumMethod::Notch || settings_.base == HumBase::Automatic;
  const double base = settings_.base == HumBase::Hertz50   ? 50
                      : settings_.base == HumBase::Hertz60 ? 60
                                                           : settings_.frequency.value;
  const double frequency = base * harmonic;
  if (isOff || !isWanted(settings_, harmonic) || frequency > 0.45 * sampleRate_) return {};
  // RBJ's notch, of the same width in hertz at every harmonic.
  const double omega = 2 * std::numbers::pi * frequency / sampleRate_;
  const double alpha = exact::sin(omega) / (2 * settings_.quality * harmonic), scale = 1 / (1 + alpha);
  const double middle = -2 * exact::cos(omega) * scale;
  return {scale, middle, scale, middle, (1 - alpha) * scale};
}

void Dehum::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  pairs_.assign(static_cast<std::size_t>(format.audio.channels() + 1) / 2, BiquadCascade(kMostNotches));
  reset();
}

void Dehum::aim() noexcept {
  for (int k = 0; k < kMostNotches; ++k) {
    const Biquad section = notch(k + 1);
    for (BiquadCascade& pair : pairs_) pair.aim(k, section, section);
  }
}

void Dehum::set(const Settings& settings) noexcept {
  const DehumValues before = settings_;
  static_cast<DehumValues&>(settings_) = settings.as<DehumSettings>();
  aim();
  if (before == settings_) return;
  for (BiquadCascade& pair : pairs_) pair.glide(std::max(1, static_cast<int>(kGlideTime.value * sampleRate_)));
}

void Dehum::reset() noexcept {
  aim();
  for (BiquadCascade& pair : pairs_) pair.jump();
}

void Dehum::process(AudioView block) noexcept {
  const FlushDenormals flush;
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    const int first = static_cast<int>(2 * p), second = first + 1;
    pairs_[p].process(block[first].data(), second < block.channels() ? block[second].data() : nullptr, block.frames());
  }
}

std::size_t Dehum::tail() const noexcept {
  double radius = 0;
  for (int k = 1; k <= kMostNotches; ++k)
    if (const Biquad section = notch(k); !section.isIdentity()) radius = std::max(radius, poleRadius(section));
  return radius == 0 ? 0 : static_cast<std::size_t>(std::ceil(exact::log(1e9) / -exact::log(radius)));
}

}  // namespace lathe
