// The parameters of the convolution reverb.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/reverb_settings.h"

namespace lathe {
namespace {

using S = ReverbSettings;

template <class Member>
auto shape(Member ResponseShape::*member) {
  return [member](S& s) -> Member& { return s.shape.*member; };
}

template <class Member>
auto mix(Member ReverbMix::*member) {
  return [member](S& s) -> Member& { return s.mix.*member; };
}

std::vector<Parameter> mixParameters() {
  using M = ReverbMix;
  const double off = M::kOff.value;
  return {
      bind<S>(mix(&M::dry),
              {"dry", "Dry", Unit::Decibels, off, 12, "Level of the sound as it came in; off at -96 dB."}),
      bind<S>(mix(&M::wet), {"wet", "Wet", Unit::Decibels, off, 24, "Level of the reverb; off at -96 dB."}),
      bind<S>(mix(&M::wetOnly), {"wet-only", "Wet only", Unit::Switch, 0, 1, "Leaves the dry sound out."}),
      bind<S>(mix(&M::width), {"width", "Width", Unit::Percent, 0, 200,
                               "Width of a stereo reverb: 0 is mono, 100 as it is, above that wider."}),
      bind<S>(mix(&M::ducking), {"ducking", "Ducking", Unit::Decibels, 0, 40,
                                 "By how much at most the reverb is turned down while the dry sound is loud."}),
      bind<S>(mix(&M::threshold), {"ducking-threshold", "Ducking threshold", Unit::Decibels, -60, 0,
                                   "Level of the dry sound from which on the reverb is turned down, dB for dB."}),
      bind<S>(mix(&M::attack), {"ducking-attack", "Ducking attack", Unit::Milliseconds, 0.1, 500,
                                "How fast the reverb is turned down.", Scale::Logarithmic}),
      bind<S>(mix(&M::release), {"ducking-release", "Ducking release", Unit::Milliseconds, 10, 5000,
                                 "How fast the reverb comes back.", Scale::Logarithmic}),
  };
}

std::vector<Parameter> timeParameters() {
  using R = ResponseShape;
  return {
      bind<S>(shape(&R::preDelay), {"pre-delay", "Pre-delay", Unit::Milliseconds, 0, 500,
                                    "Silence before the response, beyond what it has of its own."}),
      bind<S>(shape(&R::trimStart),
              {"trim-start", "Trim start", Unit::Milliseconds, 0, 1000, "Cut from the response's beginning."}),
      bind<S>(shape(&R::length),
              {"length", "Length", Unit::Seconds, 0.01, R::kWholeLength.value,
               "Cuts the response's end: so much of it is kept, and all of it at 60 s.", Scale::Logarithmic}),
      bind<S>(shape(&R::fadeIn),
              {"fade-in", "Fade in", Unit::Milliseconds, 0, 2000, "Raised-cosine fade at the response's beginning."}),
      bind<S>(shape(&R::fadeOut),
              {"fade-out", "Fade out", Unit::Milliseconds, 0, 10000, "Raised-cosine fade at the response's end."}),
      bind<S>(shape(&R::reverse), {"reverse", "Reverse", Unit::Switch, 0, 1, "Plays the response backwards."}),
      bind<S>(shape(&R::size),
              {"size", "Size", Unit::Percent, 50, 200,
               "Plays the response slower or faster: a larger or smaller room, with its resonances moved.",
               Scale::Logarithmic}),
      bind<S>(shape(&R::stretch),
              {"stretch", "Stretch", Unit::Percent, 25, 300,
               "Length of the late sound; its resonances stay where they are.", Scale::Logarithmic}),
      bind<S>(shape(&R::split), {"split", "Early/late split", Unit::Milliseconds, 5, 500,
                                 "Where the early sound ends, after the direct sound.", Scale::Logarithmic}),
      bind<S>(shape(&R::balance), {"balance", "Early/late balance", Unit::Percent, -100, 100,
                                   "Turns the late sound down below 0, and the early sound above."}),
  };
}

std::vector<Parameter> toneParameters() {
  using R = ResponseShape;
  const auto decay = [](std::string id, std::string name, double R::*member, std::string band) {
    return bind<S>(shape(member),
                   {std::move(id), std::move(name), Unit::Percent, 20, 200,
                    "Reverberation time " + band + ", as a share of the response's own.", Scale::Logarithmic});
  };
  return {
      decay("decay-low", "Decay low", &R::decayLow, "below the low crossover"),
      decay("decay-mid", "Decay mid", &R::decayMid, "between the crossovers"),
      decay("decay-high", "Decay high", &R::decayHigh, "above the high crossover"),
      bind<S>(shape(&R::crossoverLow), {"crossover-low", "Low crossover", Unit::Hertz, 40, 1000,
                                        "Where the low band of the decay ends.", Scale::Logarithmic}),
      bind<S>(shape(&R::crossoverHigh), {"crossover-high", "High crossover", Unit::Hertz, 1000, 16000,
                                         "Where the high band of the decay begins.", Scale::Logarithmic}),
      bind<S>(shape(&R::lowCut), {"low-cut", "Low cut", Unit::Hertz, 10, 1000,
                                  "Takes the reverb's bass away, 12 dB per octave; off at 10 Hz.", Scale::Logarithmic}),
      bind<S>(shape(&R::highCut),
              {"high-cut", "High cut", Unit::Hertz, 1000, 24000,
               "Takes the reverb's treble away, 12 dB per octave; off at 24 kHz.", Scale::Logarithmic}),
      bind<S>(shape(&R::lowShelf), {"low-shelf", "Low shelf", Unit::Decibels, -18, 18, "Bass of the reverb."}),
      bind<S>(shape(&R::lowShelfFrequency), {"low-shelf-frequency", "Low shelf frequency", Unit::Hertz, 40, 1000,
                                             "Middle of the low shelf.", Scale::Logarithmic}),
      bind<S>(shape(&R::highShelf), {"high-shelf", "High shelf", Unit::Decibels, -18, 18, "Treble of the reverb."}),
      bind<S>(shape(&R::highShelfFrequency), {"high-shelf-frequency", "High shelf frequency", Unit::Hertz, 1000, 16000,
                                              "Middle of the high shelf.", Scale::Logarithmic}),
  };
}

std::vector<Parameter> levelParameters() {
  using R = ResponseShape;
  return {
      bind<S>(shape(&R::normalise), {"normalise",
                                     "Normalise",
                                     Unit::Choice,
                                     0,
                                     0,
                                     "What is brought to 1 before the gain.",
                                     Scale::Linear,
                                     {{"off", "Off"}, {"peak", "Largest sample"}, {"energy", "Energy"}}}),
      bind<S>(shape(&R::gain), {"gain", "Gain", Unit::Decibels, -48, 48, "Level of the response."}),
      bind<S>(shape(&R::order),
              {"path-order",
               "Path order",
               Unit::Choice,
               0,
               0,
               "Order of a response with a channel for each pair of input and output: LL LR RL RR, or LL RL LR RR.",
               Scale::Linear,
               {{"by-input", "By input (LL LR RL RR)"}, {"by-output", "By output (LL RL LR RR)"}}}),
  };
}

std::vector<Parameter> allParameters() {
  std::vector<Parameter> all;
  for (auto part : {mixParameters(), timeParameters(), toneParameters(), levelParameters()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

const SettingsType& ReverbSettings::type() {
  static const SettingsType type = describe<S>(
      "reverb", "Convolution reverb", "The sound of a room or a device, by its impulse response.", allParameters(),
      {bindText<S>(&S::response,
                   {.id = "response",
                    .name = "Impulse response",
                    .kind = TextParameter::Kind::InputFile,
                    .text = "A file of any rate and length up to 60 s at 192 kHz, or the name of a built-in response.",
                    .form = "a file, or the name of a response"})});
  return type;
}

ReverbSettings plainConvolution(std::string response) {
  ReverbSettings settings;
  settings.response = std::move(response);
  settings.shape.normalise = ResponseNormalise::Off;
  settings.mix.wet = 0.0_dB;
  settings.mix.wetOnly = true;
  return settings;
}

}  // namespace lathe
