// Operators that change cells where they are: level, delete, attenuate to the surroundings, fill with noise, blur.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/spectral/operators/surroundings.h"

namespace lathe {

struct LevelSettings {
  Decibels gain = -12_dB;
  Seconds fadeIn = 0.0_s;   ///< from the selection's beginning until the gain is reached, in dB along a raised cosine
  Seconds fadeOut = 0.0_s;  ///< at its end
  Hertz lowFade = 0_Hz;     ///< from its lowest selected frequency at each moment upwards
  Hertz highFade = 0_Hz;    ///< and from its highest downwards
  static const SettingsType& type();
};
void levelGains(const Settings& settings, const Mask& mask, const MaskRaster& weights, std::span<float> gains);

struct DeleteSettings {
  static const SettingsType& type();
};
void deleteGains(const Settings& settings, const Mask& mask, const MaskRaster& weights, std::span<float> gains);

/// Turns what is louder than its surroundings down to their level, and keeps its phase.
struct AttenuateSettings {
  double strength = 1;
  Decibels offset = 0.0_dB;  ///< from the surroundings' level
  SurroundingsFrom from = SurroundingsFrom::Around;
  Seconds context = 300_ms;
  static const SettingsType& type();
};
void applyAttenuate(const Settings& settings, EditRegion& region);

/// Replaces cells by noise as loud as their surroundings.
struct NoiseFillSettings {
  Decibels offset = 0.0_dB;
  SurroundingsFrom from = SurroundingsFrom::Around;
  Seconds context = 300_ms;
  static const SettingsType& type();
};
void applyNoiseFill(const Settings& settings, EditRegion& region);

/// Smooths magnitudes over time and frequency, and keeps phases.
struct BlurSettings {
  Seconds time = 50_ms;
  Hertz frequency = 100_Hz;
  static const SettingsType& type();
};
void applyBlur(const Settings& settings, EditRegion& region);

/// Two independent Gaussian numbers of variance 1/2 each, the same for the same seed, frame and bin on every machine.
std::complex<float> noiseCell(std::uint64_t seed, std::int64_t frame, int bin) noexcept;

}  // namespace lathe
