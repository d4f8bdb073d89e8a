// The table of measures.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/measure.h"

#include <algorithm>
#include <array>

#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

using enum MeasureKind;

// In the order of the enum.
constexpr std::array kMeasures = {
    MeasureInfo{Measure::Integrated, "integrated", "Integrated loudness", "LUFS", 2, Level},
    MeasureInfo{Measure::Dialogue, "dialogue", "Dialogue loudness", "LUFS", 2, Level},
    MeasureInfo{Measure::Anchor, "anchor", "Anchor loudness", "LUFS", 2, Level},
    MeasureInfo{Measure::MaxShortTerm, "max_short_term", "Max short-term", "LUFS", 2, Level},
    MeasureInfo{Measure::MaxMomentary, "max_momentary", "Max momentary", "LUFS", 2, Level},
    MeasureInfo{Measure::LoudnessRange, "loudness_range", "Loudness range", "LU", 2, Content},
    MeasureInfo{Measure::DialogueDistance, "dialogue_distance", "Programme above dialogue", "LU", 2, Content},
    MeasureInfo{Measure::TruePeak, "true_peak", "True peak", "dBTP", 2, Peak},
    MeasureInfo{Measure::SamplePeak, "sample_peak", "Sample peak", "dBFS", 2, Peak},
    MeasureInfo{Measure::Plr, "plr", "Peak to loudness", "dB", 2, Content},
    MeasureInfo{Measure::Rms, "rms", "RMS level", "dBFS", 2, Level},
    MeasureInfo{Measure::NoiseFloor, "noise_floor", "Noise floor (RMS)", "dBFS", 2, Level},
    MeasureInfo{Measure::LeqM, "leq_m", "Leq(m)", "dB", 2, Level},
    MeasureInfo{Measure::DcOffset, "dc_offset", "DC offset", "dBFS", 1, Content},
    MeasureInfo{Measure::ClippedRuns, "clipped_runs", "Clipped runs", "", 0, Content},
    MeasureInfo{Measure::LowestCorrelation, "lowest_correlation", "Lowest correlation", "", 2, Content},
    MeasureInfo{Measure::BassCorrelation, "bass_correlation", "Correlation below 150 Hz", "", 2, Content},
    MeasureInfo{Measure::HeadSilence, "head_silence", "Silence at the head", "s", 2, Content},
    MeasureInfo{Measure::TailSilence, "tail_silence", "Silence at the tail", "s", 2, Content},
    MeasureInfo{Measure::Duration, "duration", "Duration", "s", 2, Content},
    MeasureInfo{Measure::SampleRate, "sample_rate", "Sample rate", "Hz", 0, Format},
    MeasureInfo{Measure::Bits, "bits", "Word length", "bit", 0, Format},
    MeasureInfo{Measure::Channels, "channels", "Channels", "", 0, Format},
    MeasureInfo{Measure::BitRate, "bit_rate", "Bit rate", "kbit/s", 0, Format},
    MeasureInfo{Measure::Codec, "codec", "Format", "", 0, Format},
};

constexpr bool isInOrder() {
  for (std::size_t i = 0; i < kMeasures.size(); ++i)
    if (static_cast<std::size_t>(kMeasures[i].measure) != i) return false;
  return true;
}
static_assert(isInOrder());

}  // namespace

const MeasureInfo& infoOf(Measure measure) noexcept { return kMeasures[static_cast<std::size_t>(measure)]; }

std::optional<Measure> measureFromId(std::string_view id) noexcept {
  const auto found = std::ranges::find(kMeasures, id, &MeasureInfo::id);
  if (found == kMeasures.end()) return {};
  return found->measure;
}

std::span<const MeasureInfo> allMeasures() noexcept { return kMeasures; }

std::string valueText(Measure measure, double value) { return valueText(measure, value, infoOf(measure).decimals); }

std::string valueText(Measure measure, double value, int decimals) {
  const std::string_view unit = infoOf(measure).unit;
  return fixedText(value, decimals) + (unit.empty() ? "" : " " + std::string(unit));
}

}  // namespace lathe::analysis
