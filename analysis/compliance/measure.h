// The things a delivery specification may set limits to: their names in files and reports, units and decimals.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lathe::analysis {

enum class Measure {
  Integrated,
  Dialogue,
  Anchor,
  MaxShortTerm,
  MaxMomentary,
  LoudnessRange,
  DialogueDistance,
  TruePeak,
  SamplePeak,
  Plr,
  Rms,
  NoiseFloor,
  LeqM,
  DcOffset,
  ClippedRuns,
  LowestCorrelation,
  BassCorrelation,
  HeadSilence,
  TailSilence,
  Duration,
  SampleRate,
  Bits,
  Channels,
  BitRate,
  Codec,
};

/// How a measure answers to gain: level and count rules can be met by turning the volume, shape rules cannot.
enum class MeasureKind {
  Level,    ///< changes by the gain, dB for dB
  Peak,     ///< so too, and a limiter can lower it by itself
  Content,  ///< what gain does not change
  Format,   ///< of the file, not of its sound
};

struct MeasureInfo {
  Measure measure;
  std::string_view id;    ///< in spec files and JSON: "true_peak"
  std::string_view name;  ///< "True peak"
  std::string_view unit;  ///< "dBTP"; empty for words and counts
  int decimals;
  MeasureKind kind;
};

const MeasureInfo& infoOf(Measure measure) noexcept;
std::optional<Measure> measureFromId(std::string_view id) noexcept;
std::span<const MeasureInfo> allMeasures() noexcept;

/// True for loudness and levels: gain moves them.
inline bool movesWithGain(Measure measure) noexcept {
  const MeasureKind kind = infoOf(measure).kind;
  return kind == MeasureKind::Level || kind == MeasureKind::Peak;
}

/// A value with its unit, as reports write it.
std::string valueText(Measure measure, double value);
std::string valueText(Measure measure, double value, int decimals);

}  // namespace lathe::analysis
