// The compressor's parameters and its static curve.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/compressor_curve.h"

#include <algorithm>
#include <cmath>

namespace lathe {

const SettingsType& CompressorSettings::type() {
  using S = CompressorSettings;
  constexpr Scale kLog = Scale::Logarithmic;
  static const SettingsType type = describe<S>(
      "compressor", "Compressor", "Reduces level above a threshold.",
      {
          bind<S>(&S::threshold,
                  {"threshold", "Threshold", Unit::Decibels, -60, 0, "Level above which gain is taken away."}),
          bind<S>(&S::ratio,
                  {"ratio", "Ratio", Unit::Ratio, 1, 20,
                   "Decibels above the threshold for each one that is let through; 20 lets none through.", kLog}),
          bind<S>(&S::knee, {"knee", "Knee", Unit::Decibels, 0, 24,
                             "Width of the soft passage around the threshold; 0 is a hard corner."}),
          bind<S>(&S::attack, {"attack", "Attack", Unit::Milliseconds, 0.05, 250,
                               "Time constant with which the gain falls.", kLog}),
          bind<S>(&S::release, {"release", "Release", Unit::Milliseconds, 5, 3000,
                                "Time constant with which the gain comes back.", kLog}),
          bind<S>(&S::autoRelease, {"auto-release", "Automatic release", Unit::Switch, 0, 1,
                                    "Lets lasting reduction go back eight times slower than single peaks."}),
          bind<S>(&S::detector, {"detector",
                                 "Detector",
                                 Unit::Choice,
                                 0,
                                 0,
                                 "What is compared with the threshold: the peak, or the effective level.",
                                 Scale::Linear,
                                 {{"peak", "Peak"}, {"rms", "RMS"}}}),
          bind<S>(&S::rmsWindow,
                  {"rms-window", "RMS window", Unit::Milliseconds, 1, 500, "Time constant of the RMS detector.", kLog}),
          bind<S>(&S::lookAhead, {"look-ahead", "Look-ahead", Unit::Milliseconds, 0, 20,
                                  "How long before the sound the gain moves; it delays the sound by as much."}),
          bind<S>(&S::sidechainHighPass, {"sidechain-high-pass", "Side-chain high-pass", Unit::Switch, 0, 1,
                                          "Keeps the bass from working the compressor."}),
          bind<S>(&S::sidechainFrequency, {"sidechain-frequency", "Side-chain frequency", Unit::Hertz, 20, 500,
                                           "Corner of the side-chain high-pass, 12 dB per octave.", kLog}),
          bind<S>(&S::range, {"range", "Range", Unit::Decibels, 0, 60, "The most that is ever turned down."}),
          bind<S>(&S::autoMakeUp, {"auto-make-up", "Automatic make-up", Unit::Switch, 0, 1,
                                   "Adds half of what a full-scale level loses."}),
          bind<S>(&S::makeUp, {"make-up", "Make-up gain", Unit::Decibels, -24, 36, "Gain after the compression."}),
          bind<S>(&S::mix, {"mix", "Mix", Unit::Percent, 0, 100,
                            "How much of the compressed sound is heard beside the untouched one."}),
          bind<S>(&S::link, {"link", "Channel link", Unit::Percent, 0, 100,
                             "How far all channels are turned down together; 100 % keeps the stereo image."}),
      });
  return type;
}

Decibels compressorReduction(const CompressorSettings& settings, Decibels level) {
  const double slope = settings.ratio >= 20 ? 1 : 1 - 1 / settings.ratio;
  const double over = (level - settings.threshold).value, half = settings.knee.value / 2;
  double above = std::max(over, 0.0);
  if (half > 0 && std::abs(over) < half) above = (over + half) * (over + half) / (4 * half);
  return {std::min(slope * above, settings.range.value)};
}

Decibels compressorMakeUp(const CompressorSettings& settings) {
  const Decibels automatic = settings.autoMakeUp ? 0.5 * compressorReduction(settings, 0_dB) : 0_dB;
  return settings.makeUp + automatic;
}

Decibels compressedLevel(const CompressorSettings& settings, Decibels in) {
  const double gain = toGain(compressorMakeUp(settings) - compressorReduction(settings, in));
  return in + toDecibels(1 - settings.mix + settings.mix * gain);
}

}  // namespace lathe
