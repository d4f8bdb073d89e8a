// The keys of a measurement's JSON, in the order of the schema.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace lathe::analysis {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  return rounded == 0 ? 0.0 : rounded;  // never -0.0
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

template <class Tag>
Json number(const std::optional<Quantity<Tag>>& value) {
  return value ? number(value->value) : Json(nullptr);
}

Json toJson(const FlatRuns& runs) {
  return {{"runs", runs.count}, {"samples", runs.samples}, {"longest_run", runs.longest}, {"first_frames", runs.first}};
}

Json toJson(const ChannelMeasurement& channel) {
  return {{"speaker", speakerName(channel.speaker)},
          {"true_peak_dbtp", number(channel.truePeak)},
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
  json["true_peak_time_s"] = m.truePeak ? number(m.truePeak->time.value) : Json(nullptr);
  json["true_peak_channel"] = m.truePeak ? Json(m.truePeak->channel) : Json(nullptr);
  json["sample_peak_dbfs"] = number(m.samplePeak);
  json["plr_db"] = number(m.peakToLoudness);
  json["correlation"] = m.correlation ? number(m.correlation->whole) : Json(nullptr);
  json["lowest_correlation"] = m.correlation ? number(m.correlation->minimum) : Json(nullptr);
  json["lowest_correlation_time_s"] =
      m.correlation && m.correlation->minimum ? number(m.correlation->minimumTime.value) : Json(nullptr);
  json["clipped_runs"] = m.clippedRuns;
  json["flat_top_runs"] = m.flatTopRuns;
  json["non_finite_samples"] = m.nonFiniteSamples;
  json["is_silent"] = m.isSilent;
  json["are_channels_identical"] = m.areChannelsIdentical;
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
