// One job per file: read it once, encode it as often as asked, judge each.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/checked_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>

#include "analysis/report/report_csv.h"
#include "analysis/report/report_html.h"
#include "analysis/report/report_json.h"
#include "core/file/atomic_file.h"
#include "core/file/audio_file.h"
#include "core/work/parallel.h"

namespace lathe::cli {
namespace {

using analysis::CheckedSignal;
using analysis::Evidence;
using analysis::FileFacts;
using analysis::Spec;

/// The same signal, as it is or through a codec, and the specs that count for it.
struct Variant {
  std::optional<CodecSettings> codec;
  std::vector<Spec> specs;
};

std::vector<Variant> variantsOf(const CheckRequest& request) {
  std::vector<Variant> variants;
  for (const CodecSettings& codec : request.after) variants.push_back({codec, request.specs});
  if (!request.after.empty()) {
    if (request.alsoAsItIs) variants.insert(variants.begin(), Variant{{}, request.specs});
    return variants;
  }
  variants.push_back({});
  for (const Spec& spec : request.specs) {
    if (spec.after.empty()) {
      variants.front().specs.push_back(spec);
      continue;
    }
    const CodecSettings codec = parseCodec(spec.after);
    const auto same = std::ranges::find_if(variants, [&](const Variant& variant) { return variant.codec == codec; });
    if (same != variants.end())
      same->specs.push_back(spec);
    else
      variants.push_back({codec, {spec}});
  }
  if (variants.front().specs.empty() && variants.size() > 1) variants.erase(variants.begin());
  return variants;
}

FileFacts factsAfter(const CodecSettings& codec, double seconds) {
  FileFacts facts;
  facts.format.encoding = Encoding::Lossy;
  switch (codec.codec) {
    case CodecSettings::Codec::Mp3:
      facts.format.container = Container::Mp3;
      break;
    case CodecSettings::Codec::Opus:
      facts.format.container = Container::OggOpus;
      break;
    case CodecSettings::Codec::Vorbis:
      facts.format.container = Container::OggVorbis;
      break;
    case CodecSettings::Codec::Aac:
      facts.format.container = Container::Other;
      break;
  }
  facts.bytes = static_cast<std::uint64_t>(codec.kilobits * 125.0 * seconds);
  return facts;
}

class FileCheck {
 public:
  FileCheck(const CheckRequest& request, const std::vector<Variant>& variants, const Context& context)
      : request_(request), variants_(variants), context_(context) {}

  std::vector<CheckedSignal> run(const std::filesystem::path& path, const Progress& progress) {
    const auto clip = openClip(path);
    for (const std::string& warning : clip->info().warnings) warnings.push_back(path.string() + ": " + warning);
    std::vector<CheckedSignal> checked;
    for (std::size_t i = 0; i < variants_.size(); ++i) {
      const double from = static_cast<double>(i) / static_cast<double>(variants_.size());
      const double to = static_cast<double>(i + 1) / static_cast<double>(variants_.size());
      checked.push_back(check(path, clip, variants_[i], progress.part(from, to)));
    }
    if (clip->replacedSamples() > 0)
      warnings.push_back(fmt::format("{}: {} samples are not numbers and were measured as silence", path.string(),
                                     clip->replacedSamples()));
    if (clip->lostFrames() > 0)
      warnings.push_back(fmt::format("{}: {} frames could not be decoded and were measured as silence", path.string(),
                                     clip->lostFrames()));
    return checked;
  }

  std::vector<std::string> warnings;

 private:
  CheckedSignal check(const std::filesystem::path& path, const std::shared_ptr<const FileClip>& file,
                      const Variant& variant, const Progress& progress) {
    CheckedSignal checked;
    checked.name = path.string();
    ClipPtr clip = file;
    if (variant.codec) {
      checked.after = codecText(*variant.codec);
      clip = throughCodec(file, *variant.codec, progress.part(0, 0.5));
    }
    const Progress measuring = variant.codec ? progress.part(0.5, 1) : progress;
    analysis::Wanted wanted = analysis::wantedFor(variant.specs, request_.loudness);
    wanted.dialogue = (wanted.dialogue && !request_.dialogue) || request_.findsDialogue;
    checked.evidence = gather(*clip, wanted, [&](double fraction) { measuring.at(fraction, "measuring"); });
    if (request_.figures) checked.figures = analysis::measureFigures(*clip, {{}, context_.stop});
    std::error_code ignored;
    if (request_.dialogue) checked.evidence.dialogue = request_.dialogue;
    checked.evidence.file = variant.codec ? factsAfter(*variant.codec, checked.evidence.measurement.duration.value)
                                          : FileFacts{file->info().format, std::filesystem::file_size(path, ignored)};
    for (const Spec& spec : variant.specs) checked.verdicts.push_back(analysis::judge(spec, checked.evidence));
    return checked;
  }

  /// On a device where one is asked for or faster.
  Evidence gather(const AudioClip& clip, const analysis::Wanted& wanted, const std::function<void(double)>& progress) {
    const std::uint64_t samples = clip.frames() * static_cast<std::uint64_t>(clip.format().channels());
    const auto backends = analysis::measuringBackends(context_.device, samples, 1);
    if (backends.empty()) return analysis::gatherEvidence(clip, wanted, progress, context_.stop);
    analysis::DeviceOptions device;
    device.backends = backends;
    device.stop = context_.stop;
    device.progress = progress;
    analysis::DeviceReport report;
    Evidence evidence = analysis::gatherEvidence(clip, wanted, device, report);
    std::ranges::move(report.fallbacks, std::back_inserter(warnings));
    return evidence;
  }

  const CheckRequest& request_;
  const std::vector<Variant>& variants_;
  const Context& context_;
};

std::string extensionIn(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return extension;
}

/// A report without specs is one of measurements.
std::string jsonReport(const CheckResults& results) {
  if (std::ranges::any_of(results.checked, [](const CheckedSignal& checked) {
        return !checked.verdicts.empty() || !checked.after.empty();
      }))
    return analysis::complianceReport(results.checked, results.failures);
  std::vector<analysis::NamedMeasurement> measurements;
  for (const CheckedSignal& checked : results.checked)
    measurements.push_back({checked.name, checked.evidence.measurement});
  return analysis::jsonReport(measurements);
}

}  // namespace

CheckResults checkFiles(const CheckRequest& request, Context& context) {
  struct FileResult {
    std::vector<CheckedSignal> checked;
    std::vector<std::string> warnings;
    std::string error;
  };
  const std::vector<Variant> variants = variantsOf(request);
  const std::size_t count = request.files.size();
  std::vector<FileResult> files(count);
  std::vector<double> fractions(count, 0);
  std::mutex mutex;
  forEachInParallel(count, context.jobs, [&](std::size_t i) {
    const auto report = [&](double fraction, std::string_view) {
      const std::scoped_lock lock(mutex);
      fractions[i] = fraction;
      double sum = 0;
      for (const double f : fractions) sum += f;
      context.console.progress(sum / static_cast<double>(count), request.files[i].filename().string());
    };
    FileCheck check(request, variants, context);
    try {
      files[i].checked = check.run(request.files[i], Progress{report, context.stop});
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled) throw;
      files[i].error = error.what();
    }
    files[i].warnings = check.warnings;
    report(1, "");
  });
  CheckResults results;
  for (std::size_t i = 0; i < count; ++i) {
    if (!files[i].error.empty()) results.failures.push_back({request.files[i].string(), files[i].error});
    std::ranges::move(files[i].checked, std::back_inserter(results.checked));
    std::ranges::move(files[i].warnings, std::back_inserter(results.warnings));
  }
  return results;
}

std::vector<Spec> findSpecs(const std::vector<std::string>& names) {
  std::vector<Spec> specs;
  for (const std::string& name : names) specs.push_back(analysis::findSpec(name));
  return specs;
}

std::vector<CodecSettings> parseCodecs(const std::vector<std::string>& names) {
  std::vector<CodecSettings> codecs;
  for (const std::string& name : names) codecs.push_back(parseCodec(name));
  return codecs;
}

std::optional<analysis::DialogueFigures> dialogueOf(const DialogueOptions& options) {
  if (!options.loudness) return {};
  if (!(options.share >= 0 && options.share <= 1))
    throw Error(ErrorKind::Invalid, "the share of dialogue is a number from 0 to 1, as in --dialogue-share 0.4");
  return analysis::DialogueFigures{Lufs{*options.loudness}, options.share, "as told"};
}

void checkReportPath(const std::filesystem::path& path) {
  const std::string extension = extensionIn(path);
  if (path.empty() || extension == ".html" || extension == ".htm" || extension == ".csv" || extension == ".json")
    return;
  throw Error(ErrorKind::Invalid, "the report " + path.string() + " has no known form; name it .html, .csv or .json");
}

void writeReport(const std::filesystem::path& path, const CheckResults& results, const Context& context) {
  checkReportPath(path);
  const std::string extension = extensionIn(path);
  const std::string text = extension == ".csv"    ? analysis::csvReport(results.checked, results.failures)
                           : extension == ".json" ? jsonReport(results)
                                                  : analysis::htmlReport(results.checked, results.failures);
  writeTextFileAtomically(path, text, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
}

}  // namespace lathe::cli
