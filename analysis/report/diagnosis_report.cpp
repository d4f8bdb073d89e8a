// A diagnosis for the terminal and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/diagnosis/diagnosis.h"

namespace lathe::analysis {

std::string text(const Diagnosis& diagnosis) {
  std::string faults, doubtful, fine;
  for (const Finding& f : diagnosis.findings) {
    if (f.severity == Severity::None)
      fine += fmt::format("  {:<24}{}\n", f.name, f.text);
    else
      (f.remedy.empty() ? doubtful : faults) +=
          fmt::format("  {:<24}{:<8}{:>4.0f} %  {}\n", f.name, severityText(f.severity), 100 * f.confidence, f.text);
  }
  std::string all = fmt::format("{:.1f} s of {}\n", diagnosis.seconds, diagnosis.isSpeech ? "speech" : "sound");
  if (!faults.empty()) all += "Found (severity, confidence)\n" + faults;
  if (!doubtful.empty()) all += "Perhaps\n" + doubtful;
  if (!fine.empty()) all += "In order\n" + fine;
  if (!diagnosis.hasFaults()) return all + "Nothing to repair\n";
  all += "Proposed chain:";
  for (const Stage& stage : diagnosis.remedy.stages) all += " " + stage.settings.type().id;
  return all + "\n";
}

nlohmann::ordered_json toJson(const Diagnosis& diagnosis) {
  nlohmann::ordered_json json = {{"seconds", diagnosis.seconds}, {"speech", diagnosis.isSpeech}};
  json["findings"] = nlohmann::ordered_json::array();
  for (const Finding& f : diagnosis.findings)
    json["findings"].push_back(
        {{"id", f.id},
         {"name", f.name},
         {"value", f.value},
         {"unit", f.unit},
         {"text", f.text},
         {"severity", severityText(f.severity)},
         {"confidence", f.confidence},
         {"remedy", f.remedy.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(f.remedy)}});
  json["chain"] = nlohmann::ordered_json::array();
  for (const Stage& stage : diagnosis.remedy.stages) json["chain"].push_back(stage.settings.type().id);
  return json;
}

}  // namespace lathe::analysis
