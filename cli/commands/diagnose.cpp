// Diagnoses file after file; the session has a track with a chain for each file that needs one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/diagnose.h"

#include <nlohmann/json.hpp>

#include "analysis/diagnosis/diagnosis.h"
#include "cli/support/delivery.h"
#include "cli/terminal/terminal_text.h"
#include "core/file/audio_file.h"
#include "core/render/destinations.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

analysis::Material materialOf(const std::string& word) {
  if (word == "speech") return analysis::Material::Speech;
  return word == "music" ? analysis::Material::Music : analysis::Material::Automatic;
}

struct FileDiagnosis {
  std::filesystem::path file;
  std::optional<analysis::Diagnosis> diagnosis;
  std::string error;
};

/// Writes the session; false where no file needs one.
bool writeSession(const DiagnoseOptions& options, const std::vector<FileDiagnosis>& results, Context& context) {
  Session start;
  start.name = options.session.stem().string();
  History history(start);
  std::optional<FileFormat> format;
  for (const FileDiagnosis& one : results) {
    if (!one.diagnosis || !one.diagnosis->hasFaults()) continue;
    const SourcePtr source = makeSource(one.file);
    Track track = trackOf(source, rateForNewTrack(history.session(), *source));
    track.chain = one.diagnosis->remedy;
    history.apply(addTrack(std::move(track)));
    if (!format) format = describeFile(one.file).format;
  }
  if (!format) return false;
  // Restored peaks may exceed full scale, and what is not repaired shall stay as it is: float, without dither.
  Delivery delivery;
  DeliveryOptions wanted;
  wanted.format = "wav";
  wanted.bits = "32f";
  delivery.format = deliveryFormat(wanted, "", *format);
  history.apply(setDelivery(delivery));
  refuseToWriteOver(options.files, options.session);
  saveSession(options.session, history, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  return true;
}

std::string jsonText(const std::vector<FileDiagnosis>& results, const DiagnoseOptions& options, bool isWritten) {
  Json files = Json::array(), failures = Json::array();
  for (const FileDiagnosis& one : results) {
    Json file = {{"file", one.file.string()}};
    if (one.diagnosis) {
      file.update(analysis::toJson(*one.diagnosis));
      files.push_back(std::move(file));
    } else {
      file["error"] = one.error;
      failures.push_back(std::move(file));
    }
  }
  Json report = {{"schema", "lathe/diagnosis"}, {"version", 1}, {"files", files}};
  report["session"] = isWritten ? Json(options.session.string()) : Json(nullptr);
  if (!failures.empty()) report["failures"] = failures;
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

int runDiagnose(const DiagnoseOptions& options, Context& context) {
  std::vector<FileDiagnosis> results;
  std::string shown;
  std::size_t failures = 0;
  for (const auto& file : options.files) {
    FileDiagnosis one{file, {}, {}};
    try {
      one.diagnosis = analysis::diagnose(openClip(file), materialOf(options.material), context.progress());
      shown += (shown.empty() ? "" : "\n") +
               (options.files.size() > 1 ? printable(file.filename().string()) + ": " : std::string()) +
               analysis::text(*one.diagnosis);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled) throw;
      one.error = error.what();
      context.console.error(one.error);
      ++failures;
    }
    results.push_back(std::move(one));
  }
  bool isWritten = false;
  if (!options.session.empty()) {
    isWritten = writeSession(options, results, context);
    shown +=
        isWritten ? "Repair: lathe render " + printable(options.session.string()) + "\n" : "No session was written\n";
  }
  context.console.result(context.isJson ? jsonText(results, options, isWritten) : shown);
  if (failures == options.files.size()) return kFailed;
  return failures > 0 ? kPartOfBatchFailed : kDone;
}

}  // namespace lathe::cli
