// A pool of files, a lock around what they share, and lines in the order in which files end.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/batch.h"

#include <fmt/core.h>

#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>

#include "analysis/catalog/catalog.h"
#include "cli/support/file_list.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/file/content_hash.h"
#include "core/file/file_stamp.h"
#include "core/file/json_object.h"
#include "core/work/parallel.h"

namespace lathe::cli {
namespace {

using analysis::Catalog;
using analysis::CatalogRow;
using analysis::CheckedSignal;
using Json = nlohmann::ordered_json;

CatalogRow rowOf(const CheckedSignal& checked) {
  const analysis::Measurement& m = checked.evidence.measurement;
  CatalogRow row;
  row.after = checked.after;
  if (!checked.verdicts.empty()) row.passes = std::ranges::all_of(checked.verdicts, &analysis::SpecVerdict::passes);
  if (m.integrated) row.integrated = m.integrated->value;
  if (m.maxMomentary) row.maxMomentary = m.maxMomentary->loudness.value;
  if (m.maxShortTerm) row.maxShortTerm = m.maxShortTerm->loudness.value;
  if (m.loudnessRange) row.range = m.loudnessRange->value;
  if (m.truePeak) row.truePeak = m.truePeak->level.value;
  if (m.samplePeak) row.samplePeak = m.samplePeak->value;
  if (m.peakToLoudness) row.plr = m.peakToLoudness->value;
  row.duration = m.duration.value;
  row.rate = m.format.sampleRate;
  row.channels = m.format.channels();
  Json json = analysis::toJson(checked);
  json.erase("name");
  row.report = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return row;
}

std::string figure(const std::optional<double>& value, int decimals) {
  return value ? fixedText(*value, decimals) : "-";
}

std::string lineText(const std::string& name, const CatalogRow& row) {
  return fmt::format("{:<4} I {:>6} LUFS  LRA {:>4} LU  TP {:>6} dBTP  {}{}\n",
                     row.passes ? (*row.passes ? "pass" : "FAIL") : "", figure(row.integrated, 2), figure(row.range, 1),
                     figure(row.truePeak, 2), name, row.after.empty() ? "" : ", " + row.after);
}

Json signalsJson(const std::vector<CatalogRow>& rows) {
  Json signals = Json::array();
  for (const CatalogRow& row : rows) signals.push_back(parseJson(row.report));
  return signals;
}

std::string timeLeft(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

class Batch {
 public:
  Batch(const CheckRequest& request, const BatchOptions& options, const std::string& key, Context& context)
      : request_(request), options_(options), key_(key), context_(context) {
    if (!options.catalog.empty()) catalog_.emplace(options.catalog);
  }

  int run() {
    forEachInParallel(request_.files.size(), context_.jobs, [&](std::size_t i) {
      if (context_.stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "stopped; what was measured is kept in the catalog, if there is one");
      runFile(request_.files[i]);
    });
    return finish();
  }

 private:
  void runFile(const std::filesystem::path& file) {
    std::vector<CatalogRow> rows;
    std::string error;
    std::vector<std::string> warnings;
    bool isKnown = false;
    try {
      const std::optional<FileStamp> stamp = stampOf(file);
      rows = known(file, stamp);
      isKnown = !rows.empty();
      if (!isKnown) rows = measured(file, stamp, error, warnings);
    } catch (const Error& failure) {
      if (failure.kind() == ErrorKind::Cancelled) throw;
      error = failure.what();
    }
    tell(file, rows, error, warnings, isKnown);
  }

  /// By path, size and time; else by content, which costs one reading.
  std::vector<CatalogRow> known(const std::filesystem::path& file, const std::optional<FileStamp>& stamp) {
    if (!catalog_) return {};
    {
      const std::scoped_lock lock(mutex_);
      if (auto rows = catalog_->find(file, key_); !rows.empty()) return rows;
    }
    const std::string hash = sha256OfFile(file, {{}, context_.stop});
    mustBeAsBefore(file, stamp);
    const std::scoped_lock lock(mutex_);
    auto rows = catalog_->findContent(hash, key_);
    if (!rows.empty()) catalog_->store(file, stamp, hash, key_, rows);
    return rows;
  }

  /// What is measured and kept must be one and the same file from the first byte that was read to the last.
  static void mustBeAsBefore(const std::filesystem::path& file, const std::optional<FileStamp>& stamp) {
    if (stampOf(file) != stamp)
      throw Error(ErrorKind::Io, file.string() + " was changed while it was measured; measure it again");
  }

  std::vector<CatalogRow> measured(const std::filesystem::path& file, const std::optional<FileStamp>& stamp,
                                   std::string& error, std::vector<std::string>& warnings) {
    CheckRequest one = request_;
    one.files = {file};
    Console silent(true);
    Context own{silent, context_.stop, context_.isJson, true, context_.mayOverwrite, 1, context_.device};
    CheckResults results = checkFiles(one, own);
    warnings = results.warnings;
    if (!results.failures.empty()) {
      error = results.failures.front().error;
      return {};
    }
    std::vector<CatalogRow> rows;
    for (const CheckedSignal& checked : results.checked) rows.push_back(rowOf(checked));
    const std::string hash = catalog_ ? sha256OfFile(file, {{}, context_.stop}) : "";
    mustBeAsBefore(file, stamp);
    if (catalog_) {
      const std::scoped_lock lock(mutex_);
      catalog_->store(file, stamp, hash, key_, rows);
    }
    return rows;
  }

  void tell(const std::filesystem::path& file, const std::vector<CatalogRow>& rows, const std::string& error,
            const std::vector<std::string>& warnings, bool isKnown) {
    const std::scoped_lock lock(mutex_);
    ++done_;
    known_ += isKnown ? 1 : 0;
    const std::string name = file.string();
    if (!error.empty()) {
      ++failed_;
      if (options_.isLines) line(Json{{"file", name}, {"error", error}});
      context_.console.error(error);
    } else {
      const bool passes = std::ranges::none_of(rows, [](const CatalogRow& row) { return row.passes && !*row.passes; });
      broken_ += passes ? 0 : 1;
      if (options_.isLines || context_.isJson) {
        Json json = {{"file", name}, {"is_from_catalog", isKnown}};
        if (std::ranges::any_of(rows, [](const CatalogRow& row) { return row.passes.has_value(); }))
          json["passes"] = passes;
        json["signals"] = signalsJson(rows);
        line(json);
      } else {
        for (const CatalogRow& row : rows) context_.console.result(lineText(printable(name), row));
      }
    }
    for (const std::string& warning : warnings) context_.console.warning(warning);
    const double share = static_cast<double>(done_) / static_cast<double>(request_.files.size());
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    context_.console.progress(
        share, fmt::format("{} of {}, {} left", done_, request_.files.size(), timeLeft(elapsed * (1 - share) / share)));
  }

  void line(const Json& json) {
    context_.console.result(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  }

  int finish() {
    std::string summary = fmt::format("{} file{}", done_, done_ == 1 ? "" : "s");
    if (catalog_) summary += fmt::format(", {} of them known from the catalog", known_);
    if (broken_ > 0) summary += fmt::format(", {} fail", broken_);
    if (failed_ > 0) summary += fmt::format(", {} could not be read", failed_);
    if (done_ > 1 || failed_ == 0) context_.console.note(summary);
    if (failed_ > 0) return failed_ == done_ ? kFailed : kPartOfBatchFailed;
    return broken_ > 0 ? kNotCompliant : kDone;
  }

  const CheckRequest& request_;
  const BatchOptions& options_;
  const std::string& key_;
  Context& context_;
  std::optional<Catalog> catalog_;
  std::mutex mutex_;
  std::size_t done_ = 0, known_ = 0, failed_ = 0, broken_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

bool BatchOptions::isWanted(const Paths& files) const {
  return !catalog.empty() || isLines || !shard.empty() || hasFoldersOrPatterns(files);
}

void BatchOptions::refuseBeside(const std::string& options) const {
  if (!catalog.empty() || isLines || !shard.empty())
    throw Error(ErrorKind::Invalid,
                "--catalog, --jsonl and --shard give a line or a row for each file, and go with none of " + options +
                    "; 'lathe catalog query' makes reports of what a catalog holds");
}

std::uint64_t fnv1a(std::string_view text) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

int runBatch(CheckRequest request, const BatchOptions& options, const std::string& key, Context& context) {
  const FileList list(request.files);
  request.files = shardOf(list.files(), options.shard);
  if (request.files.empty()) {
    context.console.note("this share of the list is empty");
    return list.exitCode(kDone, context);
  }
  const int code = Batch(request, options, key, context).run();
  return list.exitCode(code, context);
}

}  // namespace lathe::cli
