// Dither: its parameters, and settings handed to the quantiser.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/dither.h"

namespace lathe {

int DitherSettings::wordLength() const noexcept {
  switch (bits) {
    case Bits::Sixteen:
      return 16;
    case Bits::Twenty:
      return 20;
    case Bits::Auto:
    case Bits::TwentyFour:
      break;
  }
  return 24;
}

const SettingsType& DitherSettings::type() {
  using S = DitherSettings;
  static const SettingsType type = describe<S>(
      "dither", "Dither", "Rounds to the delivered word length without distortion; the last stage of a chain.",
      {
          bind<S>(&S::bits,
                  {.id = "bits",
                   .name = "Word length",
                   .unit = Unit::Choice,
                   .text = "Bits of the delivered samples; auto follows the file that is written.",
                   .choices = {{"auto", "As the file"}, {"16", "16 bits"}, {"20", "20 bits"}, {"24", "24 bits"}}}),
          bind<S>(&S::kind,
                  {.id = "kind",
                   .name = "Kind",
                   .unit = Unit::Choice,
                   .text = "How the rounding error sounds: as white noise, or moved to where the ear hears it least.",
                   .choices = {{"none", "None (plain rounding)"},
                               {"tpdf", "TPDF"},
                               {"tpdf-high-passed", "TPDF, high-passed"},
                               {"shaped-light", "Noise-shaped, light"},
                               {"shaped-medium", "Noise-shaped, medium"},
                               {"shaped-strong", "Noise-shaped, strong"}}}),
          bind<S>(&S::amount, {"amount", "Amount", Unit::Percent, 0, 200,
                               "Amplitude of the added noise; 100 % removes all distortion, less leaves some."}),
          bind<S>(&S::autoBlank,
                  {"auto-blank", "Blank silence", Unit::Switch, 0, 1,
                   "Lets digital silence stay digital silence, from 0.1 s after the last sample that is not 0."}),
      });
  return type;
}

void Dither::applySettings() noexcept {
  quantiser_.set({settings_.wordLength(), settings_.kind, settings_.amount, settings_.autoBlank});
}

void Dither::prepare(const ProcessFormat& format) {
  quantiser_.prepare(format.audio.channels(), format.audio.sampleRate);
  applySettings();
}

void Dither::set(const Settings& settings) noexcept {
  settings_ = settings.as<DitherSettings>();
  applySettings();
}

void Dither::reset() noexcept { quantiser_.reset(); }

void Dither::process(AudioView block) noexcept { quantiser_.process(block); }

std::size_t Dither::tail() const noexcept { return settings_.autoBlank ? quantiser_.blankAfter() : 0; }

}  // namespace lathe
