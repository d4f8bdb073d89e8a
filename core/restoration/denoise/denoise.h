// De-noise: takes steady noise away that a profile describes, learned or found by itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

enum class DenoiseMode {
  Music,     ///< trusts the profile: what is sustained is music
  Dialogue,  ///< also follows the noise where it grows beyond the profile, as pauses between words show it
};

enum class DenoiseMethod {
  Learned,   ///< one noise for the whole recording
  Adaptive,  ///< noise that changes in time, seen from both sides
};

/// More and longer windows: finer, slower.
enum class DenoiseQuality {
  A,  ///< one window, 46 ms
  B,  ///< 93 ms below 400 Hz
  C,  ///< 23 ms above 3 kHz as well
  D,  ///< the mean of two or three windows everywhere
};

enum class DenoiseChannels { Linked, Separate, MidSide };

/// The numbers, apart from the texts, so that they can be taken over without memory.
struct DenoiseValues {
  DenoiseMode mode = DenoiseMode::Music;
  DenoiseMethod method = DenoiseMethod::Learned;
  DenoiseQuality quality = DenoiseQuality::B;
  Decibels reduction = 24.0_dB;       ///< of broadband noise, at most
  Decibels tonalReduction = 24.0_dB;  ///< of lines in the profile (hum, whine), at most
  Decibels threshold = 0.0_dB;        ///< higher takes more: counts the broadband noise as that much louder
  Decibels tonalThreshold = 0.0_dB;
  double artefactControl = 0.5;     ///< 0 lets more detail and more chirping through, 1 less of both
  Seconds smoothing = {0.1};        ///< length in time of the neighbourhood that decides
  double frequencySmoothing = 0.5;  ///< its width, 0 one bin, 1 five bins
  double transients = 0.5;          ///< how much of a sudden attack is let through
  Decibels keep = {-140};           ///< noise is not taken below that level (dBFS)
  DenoiseChannels channels = DenoiseChannels::Linked;

  friend bool operator==(const DenoiseValues&, const DenoiseValues&) = default;
};

struct DenoiseSettings : DenoiseValues {
  std::string profile;  ///< a file; empty: learned from `learn`
  std::string learn;    ///< ranges of noise alone, "0.5-1.2 30-31.5" in seconds; empty: the quietest passages
  std::string anchors;  ///< ranges of noise alone between which an adaptive noise floor is interpolated
  std::string curve;    ///< reduction over frequency, "100:+3 8000:-6": dB more or less at Hz, straight between

  static const SettingsType& type();
  friend bool operator==(const DenoiseSettings&, const DenoiseSettings&) = default;
};

/// The whole-recording form (docs/user/denoise.md): no latency, both sides of every moment are seen.
ClipPtr applyDenoise(const Settings& settings, const ClipPtr& input, bool keepsTail, const OfflineWork& work);

}  // namespace lathe
