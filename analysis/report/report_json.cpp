// The keys of a measurement's JSON, in the order of the schema.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace lathe::analysis {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  return rounded == 0 ? 0.0 : rounded;  // never -0.0
}

/// Of long lists: 0.01 LU is more than a plot shows.
Json hundredths(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? 0.0 : rounded;
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

template <class Tag>
Json number(const std::optional<Quantity<Tag>>& value) {
  return value ? number(value->value) : Json(nullptr);
}

constexpr std::size_t kFirstFrames = 16;  ///< as the schema promises; `listed` has more

Json toJson(const FlatRuns& runs) {
  Json frames = Json::array(), listed = Json::array();
  for (const FlatRun& run : runs.first) {
    if (frames.size() < kFirstFrames) frames.push_back(run.start);
    listed.push_back(
        {{"frame", run.start}, {"samples", run.length}, {"value", number(static_cast<double>(run.level))}});
  }
  return {{"runs", runs.count},
          {"samples", runs.samples},
          {"longest_run", runs.longest},
          {"first_frames", frames},
          {"listed", listed}};
}

Json toJson(const Dialogue& dialogue) {
  Json passages = Json::array();
  for (const TimeSpan& span : dialogue.passages) passages.push_back({number(span.start.value), number(span.end.value)});
  return {{"share", number(dialogue.share)}, {"loudness_lufs", number(dialogue.loudness)}, {"passages_s", passages}};
}

Json toJson(const LoudnessHistogram& histogram) {
  return {{"width_lu", LoudnessHistogram::kWidth},
          {"first_lufs", histogram.counts.empty() ? Json(nullptr) : number(histogram.first.value)},
          {"counts", histogram.counts},
          {"below", histogram.below}};
}

Json levels(const std::vector<float>& series) {
  Json values = Json::array();
  for (const float loudness : series) values.push_back(std::isinf(loudness) ? Json(nullptr) : hundredths(loudness));
  return values;
}

Json toJson(const LoudnessSeries& series) {
  return {{"step_s", number(series.step.value)},
          {"momentary_lufs", levels(series.momentary)},
          {"short_term_lufs", levels(series.shortTerm)}};
}

Json toJson(const PeakOvers& overs) {
  Json listed = Json::array();
  for (const PeakOver& over : overs.listed)
    listed.push_back({{"channel", over.channel},
                      {"start_s", number(over.start.value)},
                      {"length_s", number(over.length.value)},
                      {"time_s", number(over.time.value)},
                      {"level_dbtp", number(over.level.value)}});
  return {{"threshold_dbtp", number(overs.threshold.value)}, {"count", overs.count}, {"listed", std::move(listed)}};
}

Json toJson(const ChannelMeasurement& channel) {
  return {{"speaker", speakerName(channel.speaker)},
          {"true_peak_dbtp", number(channel.truePeak)},
          {"true_peak_4x_dbtp", number(channel.annex2Peak)},
          {"sample_peak_dbfs", number(channel.samplePeak)},
          {"rms_dbfs", number(channel.rms)},
          {"crest_db", number(channel.crest)},
          {"dc_offset", number(channel.dcOffset)},
          {"clipped", toJson(channel.clipped)},
          {"flat_tops", toJson(channel.flatTops)},
          {"is_silent", channel.isSilent}};
}

void addMaximum(Json& to, const std::string& name, const std::optional<LoudnessMaximum>& maximum) {
  to[name + "_lufs"] = maximum ? number(maximum->loudness.value) : Json(nullptr);
  to[name + "_time_s"] = maximum ? number(maximum->time.value) : Json(nullptr);
}

}  // namespace

nlohmann::ordered_json toJson(const NamedMeasurement& named) {
  const Measurement& m = named.measurement;
  Json json = {{"name", named.name},
               {"sample_rate_hz", m.format.sampleRate},
               {"channel_count", m.format.channels()},
               {"layout", m.format.layout.name()},
               {"frames", m.frames},
               {"duration_s", number(m.duration.value)},
               {"integrated_lufs", number(m.integrated)},
               {"relative_threshold_lufs", number(m.relativeThreshold)},
               {"loudness_range_lu", number(m.loudnessRange)}};
  addMaximum(json, "max_short_term", m.maxShortTerm);
  addMaximum(json, "max_momentary", m.maxMomentary);
  json["true_peak_dbtp"] = m.truePeak ? number(m.truePeak->level.value) : Json(nullptr);
  json["true_peak_4x_dbtp"] = number(m.annex2Peak);
  json["true_peak_time_s"] = m.truePeak ? number(m.truePeak->time.value) : Json(nullptr);
  json["true_peak_channel"] = m.truePeak ? Json(m.truePeak->channel) : Json(nullptr);
  json["sample_peak_dbfs"] = number(m.samplePeak);
  json["plr_db"] = number(m.peakToLoudness);
  json["replaygain_db"] = m.integrated ? number(replayGain(*m.integrated).value) : Json(nullptr);
  json["correlation"] = m.correlation ? number(m.correlation->whole) : Json(nullptr);
  json["lowest_correlation"] = m.correlation ? number(m.correlation->minimum) : Json(nullptr);
  json["lowest_correlation_time_s"] =
      m.correlation && m.correlation->minimum ? number(m.correlation->minimumTime.value) : Json(nullptr);
  json["clipped_runs"] = m.clippedRuns;
  json["flat_top_runs"] = m.flatTopRuns;
  json["non_finite_samples"] = m.nonFiniteSamples;
  json["is_silent"] = m.isSilent;
  json["are_channels_identical"] = m.areChannelsIdentical;
  json["short_term_distribution"] = toJson(m.histogram);
  if (m.series) json["series"] = toJson(*m.series);
  if (m.overs) json["overs"] = toJson(*m.overs);
  if (m.dialogue) json["dialogue"] = toJson(*m.dialogue);
  if (named.figures) json["figures"] = figuresJson(*named.figures);
  Json& channels = json["channels"] = Json::array();
  for (const auto& channel : m.channels) channels.push_back(toJson(channel));
  return json;
}

std::string jsonReport(std::span<const NamedMeasurement> measurements) {
  Json report = {{"schema", "lathe/measurement"}, {"version", 1}, {"measurements", Json::array()}};
  for (const auto& measurement : measurements) report["measurements"].push_back(toJson(measurement));
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace lathe::analysis
