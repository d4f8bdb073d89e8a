// What the de-noiser's parameters are called, and what their texts mean.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/denoise.h"
#include "core/processors/denoise_text.h"

namespace lathe {

const SettingsType& DenoiseSettings::type() {
  using S = DenoiseSettings;
  const auto rangesCheck = [](const std::string& text) { parseRanges(text); };
  static const SettingsType type = describe<S>(
      "denoise", "De-noise", "Takes away steady noise: hiss, hum, room, rain.",
      {
          bind<S>(&S::mode, {"mode", "Made for", Unit::Choice, 0, 0,
                             "Music trusts the noise as learned; dialogue follows it between the words.", Scale::Linear,
                             {{"music", "Music"}, {"dialogue", "Dialogue"}}}),
          bind<S>(&S::method, {"method", "Noise", Unit::Choice, 0, 0,
                               "One learned noise for all of the recording, or one that changes in time.", Scale::Linear,
                               {{"learned", "Learned"}, {"adaptive", "Adaptive"}}}),
          bind<S>(&S::quality, {"quality", "Quality", Unit::Choice, 0, 0,
                                "A one window, B two, C three, D the mean of several; each slower.", Scale::Linear,
                                {{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"}}}),
          bind<S>(&S::reduction, {"reduction", "Reduction", Unit::Decibels, 0, 60, "Of broadband noise, at most."}),
          bind<S>(&S::tonalReduction, {"tonal-reduction", "Tonal reduction", Unit::Decibels, 0, 60,
                                       "Of lines in the noise such as hum and whine, at most."}),
          bind<S>(&S::threshold, {"threshold", "Threshold", Unit::Decibels, -20, 20,
                                  "Counts the noise as that much louder than learned: more is taken away."}),
          bind<S>(&S::tonalThreshold, {"tonal-threshold", "Tonal threshold", Unit::Decibels, -20, 20,
                                       "The same for lines in the noise."}),
          bind<S>(&S::artefactControl, {"artefacts", "Artefact control", Unit::Percent, 0, 100,
                                        "More keeps chirps out, and takes more faint detail with them."}),
          bind<S>(&S::smoothing, {"smoothing", "Smoothing in time", Unit::Milliseconds, 10, 300,
                                  "Length of the neighbourhood that decides about a moment."}),
          bind<S>(&S::frequencySmoothing, {"frequency-smoothing", "Smoothing over frequency", Unit::Percent, 0, 100,
                                           "Width of that neighbourhood."}),
          bind<S>(&S::transients, {"transients", "Transient protection", Unit::Percent, 0, 100,
                                   "Lets sudden attacks through whole."}),
          bind<S>(&S::keep, {"keep", "Noise to keep", Unit::Decibels, -140, -30,
                             "Noise is never taken below this level in dBFS."}),
          bind<S>(&S::channels, {"channels", "Channels", Unit::Choice, 0, 0,
                                 "One gain for all channels keeps the image; separate ones follow each channel.", Scale::Linear,
                                 {{"linked", "Linked"}, {"separate", "Separate"}, {"mid-side", "Mid and side"}}}),
      },
      {
          bindText<S>(&S::profile, {"profile", "Noise profile", TextParameter::Kind::InputFile,
                                    "A profile saved before.", "a file", {}, {}, {}, {}}),
          bindText<S>(&S::learn, {"learn", "Learn from", TextParameter::Kind::Plain,
                                  "Where there is noise alone; nothing: the quietest passages are found.",
                                  "ranges in seconds, as in 0.5-1.2 30-31.5", {}, {}, {}, rangesCheck}),
          bindText<S>(&S::anchors, {"anchors", "Anchors", TextParameter::Kind::Plain,
                                    "Places of noise alone from which an adaptive noise floor is drawn.",
                                    "ranges in seconds, as in 0.5-1.2 30-31.5", {}, {}, {}, rangesCheck}),
          bindText<S>(&S::curve, {"curve", "Reduction curve", TextParameter::Kind::Plain,
                                  "Reduction over frequency, in dB more or less.",
                                  "HERTZ:DB pairs, as in 100:+3 8000:-6", {}, {}, {},
                                  [](const std::string& text) { parseCurve(text); }}),
      });
  return type;
}

}  // namespace lathe
