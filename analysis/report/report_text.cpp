// Which figures a table shows, and how each is written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/report_text.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <vector>

#include "analysis/report/report_sections.h"
#include "analysis/text/text_table.h"
#include "analysis/text/time_text.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

constexpr const char* kAbsent = "-";

template <class Tag>
std::string text(const std::optional<Quantity<Tag>>& value, int decimals) {
  return value ? fixedText(value->value, decimals) : kAbsent;
}

std::string withTime(const std::string& value, Seconds time) { return fmt::format("{} at {}", value, timeText(time)); }

std::string text(const std::optional<LoudnessMaximum>& maximum, int decimals) {
  return maximum ? withTime(fixedText(maximum->loudness.value, decimals), maximum->time) : kAbsent;
}

std::string formatText(const AudioFormat& format) {
  return fmt::format("{} Hz {}", format.sampleRate, format.layout.name());
}

std::string truePeakText(const Measurement& m, int decimals) {
  if (!m.truePeak) return kAbsent;
  const std::string level = withTime(fixedText(m.truePeak->level.value, decimals), m.truePeak->time);
  if (m.channels.size() < 2) return level;
  return level + " " + channelName(m, static_cast<std::size_t>(m.truePeak->channel));
}

std::string loudestDcText(const Measurement& m) {
  double loudest = 0;
  for (const auto& channel : m.channels) loudest = std::max(loudest, std::abs(channel.dcOffset));
  return loudest == 0 ? kAbsent : fixedText(toDecibels(loudest).value, 1);
}

std::string runsText(const Measurement& m, FlatRuns ChannelMeasurement::*runs) {
  std::uint64_t count = 0, longest = 0;
  for (const auto& channel : m.channels) {
    count += (channel.*runs).count;
    longest = std::max(longest, (channel.*runs).longest);
  }
  return count == 0 ? "0" : fmt::format("{} (longest {})", count, longest);
}

std::string correlationText(const Measurement& m) {
  return m.correlation ? fixedText(m.correlation->whole, 2) : kAbsent;
}

std::string lowestCorrelationText(const Measurement& m) {
  if (!m.correlation || !m.correlation->minimum) return kAbsent;
  return withTime(fixedText(*m.correlation->minimum, 2), m.correlation->minimumTime);
}

struct Figure {
  const char* name;
  std::function<std::string(const Measurement&)> text;
};

std::vector<Figure> allFigures(int d) {
  return {
      {"Format", [](const Measurement& m) { return formatText(m.format); }},
      {"Duration", [](const Measurement& m) { return timeText(m.duration); }},
      {"Integrated (LUFS)", [d](const Measurement& m) { return text(m.integrated, d); }},
      {"Loudness range (LU)", [d](const Measurement& m) { return text(m.loudnessRange, d); }},
      {"Max short-term (LUFS)", [d](const Measurement& m) { return text(m.maxShortTerm, d); }},
      {"Max momentary (LUFS)", [d](const Measurement& m) { return text(m.maxMomentary, d); }},
      {"True peak (dBTP)", [d](const Measurement& m) { return truePeakText(m, d); }},
      {"Sample peak (dBFS)", [d](const Measurement& m) { return text(m.samplePeak, d); }},
      {"PLR (dB)", [d](const Measurement& m) { return text(m.peakToLoudness, d); }},
      {"ReplayGain 2 (dB)",
       [d](const Measurement& m) { return m.integrated ? fixedText(replayGain(*m.integrated).value, d) : kAbsent; }},
      {"DC offset (dBFS)", loudestDcText},
      {"Clipped runs", [](const Measurement& m) { return runsText(m, &ChannelMeasurement::clipped); }},
      {"Flat tops below 0 dBFS", [](const Measurement& m) { return runsText(m, &ChannelMeasurement::flatTops); }},
      {"Correlation", correlationText},
      {"Lowest correlation", lowestCorrelationText},
  };
}

}  // namespace

std::string figureTable(std::span<const NamedMeasurement> measurements, int decimals) {
  TextTable table;
  std::vector<std::string> head{""};
  for (const auto& m : measurements) head.push_back(m.name);
  table.addRow(std::move(head));
  table.addRule();
  for (const Figure& figure : allFigures(decimals)) {
    std::vector<std::string> row{figure.name};
    for (const auto& m : measurements) row.push_back(figure.text(m.measurement));
    table.addRow(std::move(row));
  }
  return table.text();
}

std::string fullText(const NamedMeasurement& named, int decimals) {
  std::string text = figureTable(std::span(&named, 1), decimals) + sectionText(named.measurement, decimals);
  if (named.figures) text += "\n" + figuresText(*named.figures);
  return text;
}

std::string fileTable(std::span<const NamedMeasurement> measurements, int decimals) {
  TextTable table;
  table.addRow({"File", "Duration", "LUFS", "LRA", "Max S", "Max M", "dBTP", "dBFS", "PLR", "Clips"});
  table.addRule();
  for (const auto& [name, m, figures] : measurements) {
    const auto loudest = [&](const std::optional<LoudnessMaximum>& maximum) {
      return maximum ? fixedText(maximum->loudness.value, decimals) : kAbsent;
    };
    table.addRow({name, timeText(m.duration), text(m.integrated, decimals), text(m.loudnessRange, decimals),
                  loudest(m.maxShortTerm), loudest(m.maxMomentary),
                  m.truePeak ? fixedText(m.truePeak->level.value, decimals) : kAbsent, text(m.samplePeak, decimals),
                  text(m.peakToLoudness, decimals), fmt::format("{}", m.clippedRuns)});
  }
  return table.text();
}

}  // namespace lathe::analysis
