// What the parameters of de-reverb are called, and what their texts mean.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/error.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/restoration/dereverb/dereverb.h"

namespace lathe {
namespace {

void checkTimes(const std::string& text) {
  for (const CurvePoint& point : parseCurve(text))
    if (point.gain.value < 0.05 || point.gain.value > 20)
      throw Error(ErrorKind::Invalid, "takes reverberation times of 0.05 to 20 s, as in 250:1.2 4000:0.7");
}

}  // namespace

const SettingsType& DereverbSettings::type() {
  using S = DereverbSettings;
  static const SettingsType type = describe<S>(
      "dereverb", "De-reverb", "Takes late reverberation away; works on whole recordings.",
      {
          bind<S>(&S::mode, {"mode",
                             "Made for",
                             Unit::Choice,
                             0,
                             0,
                             "Music is careful with sustained notes; dialogue takes more.",
                             Scale::Linear,
                             {{"music", "Music"}, {"dialogue", "Dialogue"}}}),
          bind<S>(&S::method, {"method",
                               "Method",
                               Unit::Choice,
                               0,
                               0,
                               "Predict the room's answer from the past and suppress the rest, or suppress alone.",
                               Scale::Linear,
                               {{"predict", "Predict"}, {"suppress", "Suppress"}}}),
          bind<S>(&S::reduction, {"reduction", "Reduction", Unit::Decibels, 0, 40, "Of late reverberation, at most."}),
          bind<S>(&S::amount, {"amount", "Amount", Unit::Percent, 0, 200,
                               "Counts the late reverberation as that much of what was found."}),
          bind<S>(&S::tail, {"tail", "Tail length", Unit::Milliseconds, 0, 600,
                             "How far back the prediction looks; 0: as the room's time asks. Longer is slower."}),
          bind<S>(&S::early, {"early", "Early sound", Unit::Milliseconds, 20, 120,
                              "What comes within it after the direct sound stays."}),
          bind<S>(&S::artefactControl, {"artefacts", "Artefact control", Unit::Percent, 0, 100,
                                        "More keeps chirps out, and lets more reverberation through."}),
          bind<S>(&S::keep, {"keep", "Reverberation to keep", Unit::Decibels, -140, -30,
                             "Nothing is taken below this level in dBFS."}),
      },
      {
          bindText<S>(&S::curve, {"curve",
                                  "Reduction curve",
                                  TextParameter::Kind::Plain,
                                  "Reduction over frequency, in dB more or less.",
                                  "HERTZ:DB pairs, as in 100:-6 4000:+3",
                                  {},
                                  {},
                                  {},
                                  [](const std::string& text) { parseCurve(text); }}),
          bindText<S>(&S::times, {"times",
                                  "Reverberation times",
                                  TextParameter::Kind::Plain,
                                  "Of the room over frequency; nothing: measured in the recording, by octave.",
                                  "HERTZ:SECONDS pairs, as in 250:1.2 4000:0.7",
                                  {},
                                  {},
                                  {},
                                  checkTimes}),
      });
  return type;
}

}  // namespace lathe
