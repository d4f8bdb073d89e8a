// Laying out render reports.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/render_output.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/measurement/render_meter.h"
#include "analysis/report/report_json.h"
#include "analysis/report/report_text.h"
#include "cli/terminal/console.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string stageText(const StageReport& stage) {
  if (stage.isBypassed) return fmt::format("  {:<20} off\n", stage.name);
  if (stage.activity.deepest.value < 0.005) return fmt::format("  {:<20} on\n", stage.name);
  return fmt::format("  {:<20} at most {} dB of reduction, at work in {} % of the time\n", stage.name,
                     fixedText(stage.activity.deepest.value, 2), fixedText(stage.activity.activeShare * 100, 1));
}

std::string formatText(const RenderReport& report) {
  return fmt::format("{}, {}, {} Hz, {}", containerName(report.format.container), encodingName(report.format.encoding),
                     report.audio.sampleRate, report.audio.layout.name());
}

}  // namespace

std::string reportText(const RenderReport& report) {
  std::string text = printable(report.title) + "\n";
  if (report.before && report.after)
    text += analysis::figureTable(std::vector<analysis::NamedMeasurement>{
        {"before", analysis::measurementOf(*report.before)}, {"after", analysis::measurementOf(*report.after)}});
  text += "\n";
  for (const StageReport& stage : report.stages) text += stageText(stage);
  if (const auto& proof = report.editProof)
    text += fmt::format(
        "  {:<20} {} region{}; {} samples outside them were changed (largest difference {} LSB of 24 bits)\n",
        "Spectral edits", proof->regions.size(), proof->regions.size() == 1 ? "" : "s", proof->changedOutside,
        exactText(NullReport::lsb(proof->largestOutside)));
  for (const std::string& note : report.notes) text += fmt::format("  {:<20} {}\n", "Note", note);
  if (report.target)
    text +=
        fmt::format("  {:<20} {} LUFS: {} dB of gain, found in {} trial{}\n", "Target", exactText(report.target->value),
                    fixedText(report.loudnessGain.value, 2), report.trials, report.trials == 1 ? "" : "s");
  if (report.ceiling)
    text += fmt::format("  {:<20} {} dBTP, kept by the file as written\n", "Ceiling", exactText(report.ceiling->value));
  if (!report.conversion.empty()) text += fmt::format("  {:<20} {}\n", "Sample rate", report.conversion);
  text += fmt::format("  {:<20} {}\n", "Word length", report.wordLength);
  text += fmt::format("  {:<20} {} ({})\n", "File", printable(report.file.string()), formatText(report));
  return text;
}

Json reportJson(const RenderReport& report) {
  Json stages = Json::array();
  for (const StageReport& stage : report.stages)
    stages.push_back({{"name", stage.name},
                      {"bypassed", stage.isBypassed},
                      {"deepest_reduction_db", stage.activity.deepest.value},
                      {"active_share", stage.activity.activeShare}});
  Json json = {{"file", report.file.string()},
               {"title", report.title},
               {"container", containerName(report.format.container)},
               {"encoding", encodingName(report.format.encoding)},
               {"sample_rate_hz", report.audio.sampleRate},
               {"channels", report.audio.channels()},
               {"frames", report.frames},
               {"target_lufs", report.target ? Json(report.target->value) : Json(nullptr)},
               {"ceiling_dbtp", report.ceiling ? Json(report.ceiling->value) : Json(nullptr)},
               {"loudness_gain_db", report.loudnessGain.value},
               {"trials", report.trials},
               {"sample_rate_conversion", report.conversion},
               {"word_length", report.wordLength},
               {"is_bit_exact", report.isBitExact},
               {"clipped_samples", report.clippedSamples},
               {"stages", stages},
               {"notes", report.notes},
               {"warnings", report.warnings}};
  if (const auto& proof = report.editProof) {
    Json regions = Json::array();
    for (const RegionDifference& region : proof->regions)
      regions.push_back(
          {{"start_frame", region.span.start}, {"end_frame", region.span.end}, {"largest_difference", region.largest}});
    json["edit_proof"] = {{"frames_outside", proof->framesOutside},
                          {"changed_samples_outside", proof->changedOutside},
                          {"largest_difference_outside_lsb24", NullReport::lsb(proof->largestOutside)},
                          {"regions", regions}};
  }
  if (report.before) json["before"] = analysis::toJson({"before", analysis::measurementOf(*report.before)});
  if (report.after) json["after"] = analysis::toJson({"after", analysis::measurementOf(*report.after)});
  return json;
}

std::string reportsJson(const std::vector<RenderReport>& reports,
                        const std::vector<std::pair<std::string, std::string>>& failures) {
  Json files = Json::array(), failed = Json::array();
  for (const RenderReport& report : reports) files.push_back(reportJson(report));
  for (const auto& [name, error] : failures) failed.push_back({{"name", name}, {"error", error}});
  Json json = {{"schema", "lathe/render"}, {"version", 1}, {"files", files}};
  if (!failed.empty()) json["failures"] = failed;
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lathe::cli
