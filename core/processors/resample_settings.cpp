// The parameters of sample-rate conversion.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/resample_settings.h"

namespace lathe {

int ResampleSettings::outputRate(int sourceRate) const noexcept {
  switch (rate) {
    case Rate::Source:
      return sourceRate;
    case Rate::R44100:
      return 44100;
    case Rate::R48000:
      return 48000;
    case Rate::R88200:
      return 88200;
    case Rate::R96000:
      return 96000;
    case Rate::R176400:
      return 176400;
    case Rate::R192000:
      return 192000;
    case Rate::Custom:
      break;
  }
  return static_cast<int>(std::lround(customRate.value));
}

const SettingsType& ResampleSettings::type() {
  using S = ResampleSettings;
  static const SettingsType type = describe<S>(
      "resample", "Sample rate", "The sample rate of the delivered audio, and how it is converted to it.",
      {
          bind<S>(&S::rate, {.id = "rate",
                             .name = "Sample rate",
                             .unit = Unit::Choice,
                             .text = "Rate of the delivered audio.",
                             .choices = {{"source", "As the source"},
                                         {"44100", "44.1 kHz"},
                                         {"48000", "48 kHz"},
                                         {"88200", "88.2 kHz"},
                                         {"96000", "96 kHz"},
                                         {"176400", "176.4 kHz"},
                                         {"192000", "192 kHz"},
                                         {"custom", "Custom"}}}),
          bind<S>(&S::customRate,
                  {"custom-rate", "Custom rate", Unit::Hertz, Resampler::kLowestRate, Resampler::kHighestRate,
                   "Rate of the delivered audio when it is a custom one; whole Hz.", Scale::Logarithmic}),
          bind<S>(&S::quality, {.id = "quality",
                                .name = "Quality",
                                .unit = Unit::Choice,
                                .text = "Precision of the conversion; the default is beyond 24 bits.",
                                .choices = {{"high", "High"}, {"very-high", "Very high"}, {"extreme", "Extreme"}}}),
          bind<S>(&S::phase,
                  {.id = "phase",
                   .name = "Phase",
                   .unit = Unit::Choice,
                   .text = "Linear phase keeps the wave's shape; minimum phase rings after a transient only.",
                   .choices = {{"linear", "Linear"}, {"intermediate", "Intermediate"}, {"minimum", "Minimum"}}}),
          bind<S>(&S::passband,
                  {"passband", "Passband", Unit::Percent, 80, 99,
                   "Up to where highs are kept, as a share of half the lower rate; steeper filters ring longer."}),
      });
  return type;
}

}  // namespace lathe
