// At which rate audio is delivered, and how it is converted: a setting of the delivery, not a stage of a chain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/dsp/resampler.h"
#include "core/processors/settings.h"

namespace lathe {

struct ResampleSettings {
  enum class Rate { Source, R44100, R48000, R88200, R96000, R176400, R192000, Custom };

  Rate rate = Rate::Source;
  Hertz customRate = 48_kHz;  ///< for Rate::Custom, whole Hz
  ResampleQuality quality = ResampleQuality::VeryHigh;
  ResamplePhase phase = ResamplePhase::Linear;
  double passband = 0.913;  ///< as in ResampleOptions

  /// Rate in Hz at which a source of `sourceRate` Hz is delivered.
  int outputRate(int sourceRate) const noexcept;
  ResampleOptions options() const noexcept { return {quality, phase, passband}; }
  static const SettingsType& type();
  friend bool operator==(const ResampleSettings&, const ResampleSettings&) = default;
};

}  // namespace lathe
