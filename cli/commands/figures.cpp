// Measures file after file, and goes on past one that cannot be read.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/figures.h"

#include <fmt/core.h>

#include <mutex>
#include <nlohmann/json.hpp>

#include "analysis/figures/figures.h"
#include "cli/terminal/terminal_text.h"
#include "core/file/audio_file.h"
#include "core/work/parallel.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

struct FileFigures {
  std::optional<analysis::Figures> figures;
  std::string error;
};

FileFigures measure(const std::filesystem::path& path, const Progress& progress) {
  try {
    return {analysis::measureFigures(*openClip(path), progress), ""};
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Cancelled) throw;
    return {{}, error.what()};
  }
}

/// The published album value, of the files that have one.
std::optional<int> albumOf(const std::vector<FileFigures>& results) {
  std::vector<analysis::DynamicRange> tracks;
  for (const auto& r : results)
    if (r.figures && r.figures->dynamicRange) tracks.push_back(*r.figures->dynamicRange);
  if (tracks.size() < 2) return {};
  return analysis::albumDynamicRange(tracks);
}

std::string jsonText(const FiguresOptions& options, const std::vector<FileFigures>& results) {
  Json measured = Json::array(), failures = Json::array();
  for (std::size_t i = 0; i < results.size(); ++i) {
    Json one = {{"name", options.files[i].string()}};
    if (results[i].figures) {
      one.update(analysis::figuresJson(*results[i].figures));
      measured.push_back(std::move(one));
    } else {
      one["error"] = results[i].error;
      failures.push_back(std::move(one));
    }
  }
  const auto album = albumOf(results);
  Json report = {{"schema", "lathe/figures"}, {"version", 1}, {"figures", measured}};
  report["album_dr14"] = album ? Json(*album) : Json(nullptr);
  if (!failures.empty()) report["failures"] = failures;
  return report.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string text(const FiguresOptions& options, const std::vector<FileFigures>& results) {
  std::string all;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].figures) continue;
    if (!all.empty()) all += "\n";
    if (results.size() > 1) all += printable(options.files[i].filename().string()) + "\n\n";
    all += analysis::figuresText(*results[i].figures);
  }
  if (const auto album = albumOf(results)) all += fmt::format("\nDynamic range of the album (DR14)  DR{}\n", *album);
  return all;
}

}  // namespace

int runFigures(const FiguresOptions& options, Context& context) {
  const std::size_t count = options.files.size();
  std::vector<FileFigures> results(count);
  std::vector<double> fractions(count, 0);
  std::mutex mutex;
  forEachInParallel(count, context.jobs, [&](std::size_t i) {
    const auto report = [&](double fraction, std::string_view) {
      const std::scoped_lock lock(mutex);
      fractions[i] = fraction;
      double sum = 0;
      for (const double f : fractions) sum += f;
      context.console.progress(sum / static_cast<double>(count), options.files[i].filename().string());
    };
    results[i] = measure(options.files[i], {report, context.stop});
  });
  context.console.result(context.isJson ? jsonText(options, results) : text(options, results));
  std::size_t failures = 0;
  for (const auto& r : results) {
    if (r.figures) continue;
    context.console.error(r.error);
    ++failures;
  }
  if (failures == count) return kFailed;
  return failures > 0 ? kPartOfBatchFailed : kDone;
}

}  // namespace lathe::cli
