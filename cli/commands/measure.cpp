// `lathe measure`: every figure of each file, and requirements that they must meet.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>

#include "analysis/measurement/device_measurement.h"
#include "analysis/report/report_json.h"
#include "analysis/report/report_text.h"
#include "analysis/text/time_text.h"
#include "cli/options/measure_and_more.h"
#include "cli/support/file_list.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"
#include "core/work/parallel.h"

namespace lathe::cli {
namespace {

using analysis::Measurement;
using Json = nlohmann::ordered_json;

constexpr std::size_t kOpenAtOnce = 200;  ///< files

struct FileResult {
  std::optional<Measurement> measurement;
  std::optional<analysis::Figures> figures;  ///< with --full
  std::string error;
  std::vector<std::string> notes;       ///< warnings of the file
  std::vector<std::string> shortfalls;  ///< requirements that are not met
};

std::vector<std::string> shortfallsOf(const Measurement& m, const MeasureOptions& options) {
  std::vector<std::string> missed;
  if (options.requiredLoudness) {
    const double miss = m.integrated ? m.integrated->value - *options.requiredLoudness : 0;
    if (!m.integrated)
      missed.push_back("has no integrated loudness");
    else if (std::abs(miss) > options.tolerance)
      missed.push_back(fmt::format("integrated loudness is {} LUFS, {} LU {} than required",
                                   fixedText(m.integrated->value, 2), fixedText(std::abs(miss), 2),
                                   miss > 0 ? "more" : "less"));
  }
  if (options.requiredTruePeak && m.truePeak && m.truePeak->level.value > *options.requiredTruePeak)
    missed.push_back(fmt::format("true peak is {} dBTP at {}, {} dB above what is allowed",
                                 fixedText(m.truePeak->level.value, 2), analysis::timeText(m.truePeak->time),
                                 fixedText(m.truePeak->level.value - *options.requiredTruePeak, 2)));
  return missed;
}

analysis::MeterOptions meterOptions(const MeasureOptions& options) {
  analysis::MeterOptions meter;
  meter.loudness.dualMono = options.isDualMono;
  meter.loudness.revision = static_cast<analysis::LoudnessRevision>(options.revision - 1);
  if (!options.speakers.empty()) meter.loudness.weights = analysis::weightsOf(options.speakers);
  if (options.oversAbove) meter.oversAbove = Decibels{*options.oversAbove};
  if (options.isFull && !meter.oversAbove) meter.oversAbove = 0.0_dB;
  meter.dialogue = options.findsDialogue;
  if (options.seriesStep) meter.seriesStep = Seconds{std::round(*options.seriesStep * 100) / 100};
  return meter;
}

using FileClipPtr = std::shared_ptr<const FileClip>;

/// What `measured` gives, with what there is to say of the file; an error of the file becomes its result.
template <class Measured>
FileResult resultOf(const FileClip& clip, const MeasureOptions& options, std::stop_token stop,
                    const Measured& measured) {
  FileResult result;
  try {
    result.notes = clip.info().warnings;
    result.measurement = measured();
    if (options.isFull) result.figures = analysis::measureFigures(clip, {{}, stop});
    result.shortfalls = shortfallsOf(*result.measurement, options);
    if (result.measurement->nonFiniteSamples + clip.replacedSamples() > 0)
      result.notes.push_back(fmt::format("{} samples are not numbers and were measured as silence",
                                         result.measurement->nonFiniteSamples + clip.replacedSamples()));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Cancelled) throw;
    result.error = error.what();
  }
  return result;
}

/// Some of the command's files, from the first to the one before the last.
struct Share {
  std::size_t first, last;
};

/// Nothing for those that cannot be opened, whose results say why.
std::vector<FileClipPtr> open(const MeasureOptions& options, const Share& share, std::vector<FileResult>& results) {
  std::vector<FileClipPtr> clips;
  for (std::size_t i = share.first; i < share.last; ++i) {
    clips.emplace_back();
    try {
      clips.back() = openClip(options.files[i]);
    } catch (const Error& error) {
      results[i].error = error.what();
    }
  }
  return clips;
}

/// All of them together on a device.
void measureOnDevice(const MeasureOptions& options, const Share& share, const std::vector<FileClipPtr>& clips,
                     std::span<Backend* const> backends, Context& context, std::vector<FileResult>& results) {
  std::vector<const AudioClip*> opened;
  for (const FileClipPtr& clip : clips)
    if (clip) opened.push_back(clip.get());
  analysis::DeviceOptions device;
  device.backends = backends;
  device.threads = context.jobs;
  device.stop = context.stop;
  device.progress = [&](double fraction) {
    const double before = static_cast<double>(share.first), count = static_cast<double>(share.last - share.first);
    context.console.progress((before + fraction * count) / static_cast<double>(options.files.size()), "measuring");
  };
  analysis::DeviceReport report;
  auto measured = analysis::measureClips(opened, meterOptions(options), device, report);
  for (std::size_t i = 0, next = 0; i < clips.size(); ++i) {
    if (!clips[i]) continue;
    analysis::ClipMeasurement& one = measured[next++];
    results[share.first + i] = resultOf(*clips[i], options, context.stop, [&] {
      if (one.failure) std::rethrow_exception(one.failure);
      return std::move(*one.measurement);
    });
  }
  for (const std::string& fallback : report.fallbacks) context.console.warning(fallback);
  context.console.note("measured on " + report.device);
}

/// One file per thread.
void measureOnProcessor(const MeasureOptions& options, const Share& share, const std::vector<FileClipPtr>& clips,
                        Context& context, std::vector<FileResult>& results) {
  std::vector<double> fractions(clips.size(), 0);
  std::mutex mutex;
  const auto told = [&](std::size_t i, double fraction) {
    const std::scoped_lock lock(mutex);
    fractions[i] = fraction;
    double sum = static_cast<double>(share.first);
    for (const double f : fractions) sum += f;
    context.console.progress(sum / static_cast<double>(options.files.size()),
                             options.files[share.first + i].filename().string());
  };
  forEachInParallel(clips.size(), context.jobs, [&](std::size_t i) {
    if (!clips[i]) return;
    results[share.first + i] = resultOf(*clips[i], options, context.stop, [&] {
      return analysis::measureClip(
          *clips[i], [&](double fraction) { told(i, fraction); }, context.stop, meterOptions(options));
    });
  });
}

void measure(const MeasureOptions& options, const Share& share, Context& context, std::vector<FileResult>& results) {
  const std::vector<FileClipPtr> clips = open(options, share, results);
  std::uint64_t samples = 0;
  for (const FileClipPtr& clip : clips)
    if (clip) samples += clip->frames() * static_cast<std::uint64_t>(clip->format().channels());
  const auto backends = analysis::measuringBackends(context.device, samples, context.jobs);
  if (backends.empty())
    measureOnProcessor(options, share, clips, context, results);
  else
    measureOnDevice(options, share, clips, backends, context, results);
}

std::string jsonText(const MeasureOptions& options, const std::vector<FileResult>& results) {
  Json measured = Json::array(), failures = Json::array();
  for (std::size_t i = 0; i < results.size(); ++i) {
    const FileResult& r = results[i];
    const std::string name = options.files[i].string();
    if (!r.measurement) {
      failures.push_back({{"name", name}, {"error", r.error}});
      continue;
    }
    Json one = analysis::toJson({name, *r.measurement, r.figures});
    if (!r.notes.empty()) one["warnings"] = r.notes;
    if (options.requiredLoudness || options.requiredTruePeak) {
      one["passes"] = r.shortfalls.empty();
      one["shortfalls"] = r.shortfalls;
    }
    measured.push_back(std::move(one));
  }
  Json report = {{"schema", "lathe/measurement"}, {"version", 1}, {"measurements", measured}};
  if (!failures.empty()) report["failures"] = failures;
  return report.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string tableText(const MeasureOptions& options, const std::vector<FileResult>& results) {
  std::vector<analysis::NamedMeasurement> named;
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results[i].measurement)
      named.push_back({printable(options.files[i].filename().string()), *results[i].measurement, results[i].figures});
  if (named.empty()) return "";
  if (!options.isFull) return options.files.size() == 1 ? analysis::figureTable(named) : analysis::fileTable(named);
  std::string text;
  for (const auto& one : named) text += (text.empty() ? "" : "\n") + analysis::fullText(one);
  return text;
}

int measureAll(const MeasureOptions& options, Context& context) {
  const std::size_t count = options.files.size();
  std::vector<FileResult> results(count);
  for (std::size_t first = 0; first < count; first += kOpenAtOnce)
    measure(options, {first, std::min(first + kOpenAtOnce, count)}, context, results);

  std::size_t failures = 0;
  bool isCompliant = true;
  context.console.result(context.isJson ? jsonText(options, results) : tableText(options, results));
  for (std::size_t i = 0; i < count; ++i) {
    const FileResult& r = results[i];
    for (const std::string& note : r.notes) context.console.warning(options.files[i].string() + ": " + note);
    if (!r.measurement) context.console.error(r.error);
    for (const std::string& shortfall : r.shortfalls)
      context.console.note(options.files[i].string() + ": " + shortfall);
    failures += r.measurement ? 0 : 1;
    isCompliant = isCompliant && r.shortfalls.empty();
  }
  if (failures == count) return kFailed;
  if (failures > 0) return kPartOfBatchFailed;
  return isCompliant ? kDone : kNotCompliant;
}

}  // namespace

int runMeasure(const MeasureOptions& given, Context& context) {
  const analysis::MeterOptions wanted = meterOptions(given);  // a wrong one fails before any file is read
  if (given.batch.isWanted(given.files) && given.report.empty() && !given.writesTags && !given.isFull)
    return runMeasureBatch(given, wanted.loudness, context);
  given.batch.refuseBeside("--report, --full and --write-tags");
  MeasureOptions options = given;
  const FileList list(given.files);
  options.files = list.files();
  if (options.isAlbum) list.mustBeWhole("an album's loudness");
  const bool isMore = !options.after.empty() || !options.report.empty() || options.writesTags;
  const int code = isMore ? runMeasureAndMore(options, wanted.loudness, context) : measureAll(options, context);
  return list.exitCode(code, context);
}

}  // namespace lathe::cli
