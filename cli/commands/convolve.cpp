// `lathe convolve` and `lathe reverb`: a chain of one reverb, rendered; and the way in double precision.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/convolve.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/render_run.h"
#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/processors/reverb/response_source.h"
#include "core/processors/reverb/reverb_settings.h"
#include "core/render/destinations.h"
#include "core/render/double_convolution.h"
#include "core/render/spread_clip.h"

namespace lathe::cli {
namespace {

bool keepsTail(const ConvolveFileOptions& options) {
  if (options.tail == "keep" || options.tail == "cut") return options.tail == "keep";
  throw Error(ErrorKind::Invalid, fmt::format("--tail is keep or cut, not '{}'", options.tail));
}

Settings wantedSettings(Settings settings, const ConvolveFileOptions& options) {
  if (!options.response.empty()) setTyped(settings, "response", options.response);
  if (!options.normalise.empty()) settings.setText("normalise", options.normalise);
  for (const std::string& change : options.changes) {
    const auto equals = change.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorKind::Invalid,
                  fmt::format("'{}' should have the form PARAMETER=VALUE, as in size=120%", change));
    setTyped(settings, change.substr(0, equals), change.substr(equals + 1));
  }
  if (options.wet) settings.set("wet", *options.wet);
  if (options.dry) {
    settings.set("dry", *options.dry);
    settings.set("wet-only", 0);
  }
  if (options.isWetOnly) settings.set("wet-only", 1);
  return settings;
}

/// A mono sound gets as many channels as the response has.
ClipPtr spreadFor(const Settings& settings, ClipPtr clip, const Context& context) {
  const int rows = openResponse(settings.as<ReverbSettings>().response, {{}, context.stop})->samples.channels();
  return clip->format().channels() == 1 && rows > 1 ? std::make_shared<SpreadClip>(std::move(clip), rows) : clip;
}

/// What is measured and computed with is kept whole: 32-bit float where the container holds it.
FileFormat keptWhole(FileFormat format, const FileFormat& source, const ConvolveFileOptions& options) {
  if (options.delivery.bits.empty() && isWritable({format.container, Encoding::Float32}))
    format.encoding = source.encoding == Encoding::Float64 ? Encoding::Float64 : Encoding::Float32;
  return format;
}

RenderTask taskOf(const Settings& settings, const ConvolveFileOptions& options, const Context& context) {
  const auto clip = openClip(options.file);
  const FileDelivery delivery = fileDelivery(options.delivery, options.output, 1, clip->info(), context);
  const Chain chain = withDither({{Stage{settings}}}, options.delivery.dither);
  RenderTask task = fileTask(spreadFor(settings, clip, context), {clip}, chain, delivery);
  task.keepsTail = keepsTail(options);
  return task;
}

int renderInDouble(const ConvolveFileOptions& options, Context& context) {
  FileInfo source = describeFile(options.file);
  source.format = {};  // the result is a WAV whatever the source is
  const FileDelivery delivery = fileDelivery(options.delivery, options.output, 1, source, context);
  if (!options.changes.empty() || !options.normalise.empty() || options.delivery.rate != 0 ||
      !options.delivery.dither.empty())
    throw Error(ErrorKind::Invalid,
                "--double takes the response as it is: leave --set, --normalise, --rate and --dither away");
  if (delivery.format.container != Container::Wav || (!options.delivery.bits.empty() && options.delivery.bits != "64f"))
    throw Error(ErrorKind::Unsupported,
                "--double writes 64-bit float WAV; name an output that ends in .wav, and no other --bits");
  refuseToWriteOver(std::array<std::filesystem::path, 2>{options.file, options.response}, delivery.file);
  DoubleConvolution work{options.file, options.response, delivery.file};
  work.wet = {options.wet.value_or(0)};
  work.dry = options.dry && !options.isWetOnly ? Decibels{*options.dry} : ReverbMix::kOff;
  work.keepsTail = keepsTail(options);
  work.threads = context.jobs;
  work.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
  const DoubleConvolutionReport report = convolveInDouble(work, context.progress());
  for (const std::string& note : report.notes) context.console.note(note);
  if (context.isJson) {
    const nlohmann::ordered_json json = {{"schema", "lathe/convolve"},     {"version", 1},
                                         {"file", delivery.file.string()}, {"frames", report.frames},
                                         {"channels", report.channels},    {"device", report.device},
                                         {"precision", "double"},          {"notes", report.notes}};
    context.console.result(json.dump(2));
  } else {
    context.console.result(fmt::format("{}: {} frames, {} channels, 64-bit float, on {}", delivery.file.string(),
                                       report.frames, report.channels, report.device));
  }
  return kDone;
}

}  // namespace

int runConvolve(const ConvolveFileOptions& options, Context& context) {
  if (options.isDouble) return renderInDouble(options, context);
  RenderTask task = taskOf(wantedSettings(plainConvolution({}), options), options, context);
  task.format = keptWhole(task.format, task.sourceFiles.front()->info().format, options);
  renderOneAndReport(task, context);
  return kDone;
}

int runReverb(const ConvolveFileOptions& options, Context& context) {
  renderOneAndReport(taskOf(wantedSettings(ReverbSettings{}, options), options, context), context);
  return kDone;
}

}  // namespace lathe::cli
