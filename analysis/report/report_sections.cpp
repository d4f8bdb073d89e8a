// The sections of a full text report.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/report_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/text/text_table.h"
#include "analysis/text/time_text.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kOversShown = 20;
constexpr int kBarWidth = 40;

template <class Tag>
std::string text(const std::optional<Quantity<Tag>>& value, int decimals) {
  return value ? fixedText(value->value, decimals) : "-";
}

std::string title(const std::string& words) { return "\n" + words + "\n"; }

std::string loudnessText(const Measurement& m, int decimals) {
  TextTable table;
  table.addRow({"Relative gate (LUFS)", text(m.relativeThreshold, decimals)});
  table.addRow({"True peak as a 4x meter reads it (dBTP)", text(m.annex2Peak, decimals)});
  return title("By the standard's letter") + table.text();
}

std::string channelText(const Measurement& m, int decimals) {
  TextTable table;
  table.addRow({"Channel", "dBTP", "4x dBTP", "dBFS", "RMS", "Crest", "DC", "Clips"});
  table.addRule();
  for (std::size_t c = 0; c < m.channels.size(); ++c) {
    const ChannelMeasurement& channel = m.channels[c];
    const double dc = std::abs(channel.dcOffset);
    table.addRow({channelName(m, c), text(channel.truePeak, decimals), text(channel.annex2Peak, decimals),
                  text(channel.samplePeak, decimals), text(channel.rms, decimals), text(channel.crest, decimals),
                  dc == 0 ? "-" : fixedText(toDecibels(dc).value, 1), fmt::format("{}", channel.clipped.count)});
  }
  return title("Channels") + table.text();
}

std::string oversText(const Measurement& m, const PeakOvers& overs, int decimals) {
  const std::string above = fixedText(overs.threshold.value, decimals);
  if (overs.count == 0) return title(fmt::format("No true peak above {} dBTP", above));
  const std::size_t shown = std::min(overs.listed.size(), kOversShown);
  std::string head = fmt::format("{} true peak{} above {} dBTP", overs.count, overs.count == 1 ? "" : "s", above);
  if (shown < overs.count)
    head +=
        fmt::format(", the first {} of {}", shown,
                    overs.listed.size() < overs.count ? fmt::format("the highest {}", overs.listed.size()) : "them");
  TextTable table;
  table.addRow({"At", "Channel", "dBTP", "Length (ms)"});
  table.addRule();
  for (const PeakOver& over : std::span(overs.listed).first(shown))
    table.addRow({timeText(over.time), channelName(m, static_cast<std::size_t>(over.channel)),
                  fixedText(over.level.value, decimals), fixedText(over.length.value * 1000, 2)});
  return title(head) + table.text();
}

std::string dialogueText(const Dialogue& dialogue, int decimals) {
  TextTable table;
  table.addRow({"Dialogue (LUFS)", text(dialogue.loudness, decimals)});
  table.addRow({"Share of the programme", fixedText(100 * dialogue.share, 1) + " %"});
  for (std::size_t i = 0; i < std::min(dialogue.passages.size(), kOversShown); ++i)
    table.addRow({"  " + timeText(dialogue.passages[i].start), "to " + timeText(dialogue.passages[i].end)});
  if (dialogue.passages.size() > kOversShown)
    table.addRow({fmt::format("  and {} passages more", dialogue.passages.size() - kOversShown), ""});
  return title("Dialogue, found by our own speech detector") + table.text();
}

/// Where the channels are clipped, or flat below full scale.
std::string runsText(const Measurement& m, FlatRuns ChannelMeasurement::*runs, const std::string& name) {
  TextTable table;
  table.addRow({"At", "Channel", "dBFS", "Samples"});
  table.addRule();
  std::size_t shown = 0;
  std::uint64_t count = 0;
  for (std::size_t c = 0; c < m.channels.size(); ++c) {
    const FlatRuns& all = m.channels[c].*runs;
    count += all.count;
    for (const FlatRun& run : all.first) {
      if (++shown > kOversShown) break;
      table.addRow({timeText({static_cast<double>(run.start) / m.format.sampleRate}), channelName(m, c),
                    fixedText(toDecibels(std::abs(static_cast<double>(run.level))).value, 2),
                    fmt::format("{}", run.length)});
    }
  }
  if (count == 0) return "";
  return title(fmt::format("{} {}{}", count, name, count > kOversShown ? ", the first of them" : "")) + table.text();
}

/// A row per LU.
std::string distributionText(const LoudnessHistogram& histogram) {
  constexpr auto kCells = static_cast<long>(1 / LoudnessHistogram::kWidth + 0.5);
  const long first = std::lround(histogram.first.value / LoudnessHistogram::kWidth);
  const long lowest = std::lround(std::floor(histogram.first.value));
  std::vector<double> rows;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    const auto row =
        static_cast<std::size_t>((first + static_cast<long>(i)) - lowest * kCells) / static_cast<std::size_t>(kCells);
    if (row >= rows.size()) rows.resize(row + 1);
    rows[row] += histogram.counts[i];
  }
  if (rows.empty()) return "";
  const double most = std::ranges::max(rows);
  const double all = std::accumulate(rows.begin(), rows.end(), static_cast<double>(histogram.below));
  TextTable table;
  for (std::size_t row = rows.size(); row-- > 0;) {
    const auto bar = static_cast<std::size_t>(std::lround(kBarWidth * rows[row] / most));
    table.addRow({fmt::format("{:>4} to {:>3}  {}", lowest + static_cast<long>(row),
                              lowest + static_cast<long>(row) + 1, std::string(bar, '#')),
                  fixedText(100 * rows[row] / all, 1)});
  }
  return title("Short-term loudness, LUFS: share of the time, %") + table.text();
}

}  // namespace

std::string channelName(const Measurement& m, std::size_t channel) {
  const Speaker speaker = m.channels[channel].speaker;
  return speaker == Speaker::Unknown ? fmt::format("{}", channel + 1) : std::string(speakerName(speaker));
}

std::string sectionText(const Measurement& m, int decimals) {
  std::string text = loudnessText(m, decimals) + channelText(m, decimals);
  if (m.overs) text += oversText(m, *m.overs, decimals);
  text += runsText(m, &ChannelMeasurement::clipped, "clipped runs");
  text += runsText(m, &ChannelMeasurement::flatTops, "flat tops below full scale");
  if (m.dialogue) text += dialogueText(*m.dialogue, decimals);
  return text + distributionText(m.histogram);
}

}  // namespace lathe::analysis
