// What a convolution reverb is set to: which response, how it is shaped, and how dry and wet are mixed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/processors/settings.h"

namespace lathe {

enum class ResponseNormalise { Off, Peak, Energy };
/// The order of a response's channels when there is one for each pair of an input and an output.
enum class PathOrder {
  ByInput,   ///< LL, LR, RL, RR: first all ways that start in the first input
  ByOutput,  ///< LL, RL, LR, RR: first all ways that end in the first output
};

/// How a response is made ready; every change of it makes another response.
struct ResponseShape {
  static constexpr Seconds kWholeLength{60};

  Seconds preDelay = 0_ms;        ///< silence in front of it
  Seconds trimStart = 0_ms;       ///< cut from its beginning
  Seconds length = kWholeLength;  ///< kept of the rest; all of it at its longest
  Seconds fadeIn = 0_ms;
  Seconds fadeOut = 0_ms;
  Decibels gain = 0.0_dB;
  ResponseNormalise normalise = ResponseNormalise::Energy;
  bool reverse = false;
  double size = 1;     ///< plays it that much slower: a larger room of the same kind
  double stretch = 1;  ///< makes what follows the split that much longer, without moving its spectrum
  double decayLow = 1, decayMid = 1, decayHigh = 1;  ///< reverberation time of a band, as a share of the natural one
  Hertz crossoverLow = 250_Hz, crossoverHigh = 4000_Hz;
  Seconds split = 80_ms;     ///< where the early sound ends, after the direct sound
  double balance = 0;        ///< -1 early sound only .. +1 late sound only
  Hertz lowCut = 10_Hz;      ///< 12 dB per octave; off at its lowest
  Hertz highCut = 24000_Hz;  ///< 12 dB per octave; off at its highest
  Decibels lowShelf = 0.0_dB, highShelf = 0.0_dB;
  Hertz lowShelfFrequency = 200_Hz, highShelfFrequency = 6000_Hz;
  PathOrder order = PathOrder::ByInput;

  friend bool operator==(const ResponseShape&, const ResponseShape&) = default;
};

/// How dry and wet come together; changes glide.
struct ReverbMix {
  static constexpr Decibels kOff{-96};  ///< a level of silence

  Decibels dry = 0.0_dB;
  Decibels wet = -12.0_dB;
  bool wetOnly = false;
  double width = 1;           ///< of the wet sound: 0 mono .. 1 as it is .. 2
  Decibels ducking = 0.0_dB;  ///< at most by so much is the wet sound turned down while the dry one is loud
  Decibels threshold = -30.0_dB;
  Seconds attack = 10_ms;
  Seconds release = 300_ms;

  friend bool operator==(const ReverbMix&, const ReverbMix&) = default;
};

struct ReverbSettings {
  std::string response = {};  ///< a file, or the name of a built-in response; empty: the built-in hall
  ResponseShape shape = {};
  ReverbMix mix = {};

  static const SettingsType& type();
  friend bool operator==(const ReverbSettings&, const ReverbSettings&) = default;
};

/// The file's response as it is and nothing of the dry sound: plain convolution, with gain 1 for a unit impulse.
ReverbSettings plainConvolution(std::string response);

}  // namespace lathe
