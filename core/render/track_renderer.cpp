// Trials of gain and ceiling until the written file is what was asked for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/track_renderer.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"
#include "core/chain/live_chain.h"
#include "core/file/metadata_store.h"
#include "core/processors/dither.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"
#include "core/render/chain_clip.h"
#include "core/render/destinations.h"
#include "core/render/finishing.h"
#include "core/render/front_end.h"
#include "core/render/loudness_solver.h"

namespace lathe {
namespace {

constexpr int kMostTrials = 16;
constexpr double kWantedTolerance = 0.02;  ///< LU; trials aim closer than what is promised
constexpr double kCeilingMargin = 0.005;   ///< dB added when a trial was over
constexpr double kOvershootSpread =
    1.2;  ///< and this times what it was over: an encoder's peaks change with every trial
constexpr double kHarmlessLimiting =
    1;                             ///< dB off the highest peak, which seldom changes the loudness by kWantedTolerance
constexpr double kNearMiss = 0.5;  ///< LU; after it the next proposal is worth writing
constexpr std::size_t kBlock = 65536;

/// One task on its way: what the trials change, and what they share.
class TrackRender {
 public:
  TrackRender(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress)
      : task_(task), makeMeter_(makeMeter), progress_(progress) {}

  FinishedRender run() {
    checkChain(task_.chain);
    settleWordLength();
    const SplitChain parts = splitForDelivery(chain_);
    after_ = parts.after;
    if (task_.target) after_.stages.insert(after_.stages.begin(), Stage{GainSettings{}, false, "Loudness gain"});
    offlineShare_ = hasOfflineStage(parts.before) ? 0.4 : 0;
    front_.emplace(FrontEnd::Request{task_.source, parts.before, task_.keepsTail, task_.conversion,
                                     offlineWork(progress_.part(0, offlineShare_))},
                   makeMeter_);
    before_ = parts.before;
    limiter_ = lastActive(after_, "limiter");
    setCeiling();
    describeConversion();
    std::unique_ptr<AudioWriter> writer = task_.target || task_.ceiling ? solve() : renderOnce();
    finishReport(*writer);
    updateBroadcastLoudness(*writer);
    progress_.at(1, "done");
    return {std::move(report_), std::move(writer)};
  }

 private:
  /// The dither follows the file's word length, and is left out where it has nothing to do.
  void settleWordLength() {
    chain_ = task_.chain;
    const int bits = isFloat(task_.format.encoding) ? 0 : bitsOf(task_.format.encoding);
    const bool isCopy = task_.untouchedEncoding && isUntouched();
    const auto dither = lastActive(chain_, "dither");
    report_.isBitExact = isCopy && holds(*task_.untouchedEncoding);
    if (report_.isBitExact) {
      report_.wordLength = "samples copied bit for bit";
    } else if (bits == 0) {
      report_.wordLength =
          isFloat(task_.format.encoding) ? "floating point, no dither needed" : "lossy encoding, no dither";
    } else if (!dither || bits > 24) {
      report_.wordLength = fmt::format("rounded to {} bits without dither", bits);
    } else {
      Settings settings = chain_.stages[*dither].settings;
      if (settings.text("bits") == "auto" || settings.as<DitherSettings>().wordLength() > bits)
        settings.setText("bits", std::to_string(bits));
      chain_.stages[*dither].settings = settings;
      const std::string kind = settings.text("kind");
      report_.wordLength = kind == "none" ? fmt::format("rounded to {} bits without dither", settings.text("bits"))
                                          : fmt::format("{} dither to {} bits", kind, settings.text("bits"));
      return;
    }
    if (dither) chain_.stages[*dither].isBypassed = true;
  }

  bool isUntouched() const {
    const int rate = task_.source->format().sampleRate;
    return !task_.target && task_.conversion.outputRate(rate) == rate &&
           std::ranges::all_of(task_.chain.stages, [](const Stage& stage) {
             const bool changesNothing =
                 stage.settings.type().id == "dither" || stage.settings == Settings(GainSettings{});
             return stage.isBypassed || (changesNothing && !stage.listensToRemoved);
           });
  }

  /// True when the file's encoding can hold every sample of a source in `encoding` as read, that is, as 32-bit floats.
  bool holds(Encoding encoding) const {
    const Encoding to = task_.format.encoding;
    if (to == Encoding::Lossy || encoding == Encoding::Lossy) return false;
    if (isFloat(to)) return true;
    return !isFloat(encoding) && bitsOf(encoding) <= bitsOf(to) && bitsOf(encoding) <= 24;
  }

  void describeConversion() {
    const int from = task_.source->format().sampleRate, to = front_->format().sampleRate;
    if (from != to)
      report_.conversion = fmt::format("{} Hz to {} Hz, soxr {}", from, to, Settings(task_.conversion).text("quality"));
  }

  /// The task's ceiling is the limiter's; a task without one leaves the limiter as it is set.
  void setCeiling() {
    if (task_.ceiling) {
      setCeiling(*task_.ceiling);
    } else if (limiter_) {
      limiterCeiling_ = after_.stages[*limiter_].settings.as<LimiterSettings>().ceiling;
    }
  }

  void setCeiling(Decibels ceiling) {
    limiterCeiling_ = ceiling;
    if (limiter_) after_.stages[*limiter_].settings.set("ceiling", std::clamp(ceiling.value, -20.0, 0.0));
  }

  std::unique_ptr<AudioWriter> renderOnce() {
    auto writer = writeTrial(0.0_dB, progress_.part(offlineShare_, 0.9));
    measure(*writer, progress_.part(0.9, 1));
    return writer;
  }

  std::unique_ptr<AudioWriter> solve() {
    const double prepared = offlineShare_ + 0.3 * (1 - offlineShare_);
    front_->spool(folder(), progress_.part(offlineShare_, prepared));
    if (!front_->isSpooled())
      report_.warnings.push_back("there is too little room in " + folder().string() +
                                 " to keep what the trials share, so the whole chain was run for each of them");
    const Levels before = front_->outputLevels();
    if (task_.target && !before.integrated)
      throw Error(ErrorKind::NotPossible,
                  "'" + task_.title +
                      "' has no integrated loudness (it is silent or shorter than 0.4 s), so it "
                      "cannot be brought to " +
                      wanted() + "; render it without a target");
    LoudnessSolver solver({task_.target ? task_.target->value : 0}, before.integrated.value_or(Lufs{0}),
                          before.truePeak.value_or(-100.0_dB), limiterCeiling_);
    bool isDraft =
        task_.target && limiter_ && task_.format.encoding != Encoding::Lossy &&
        (solver.next() + before.truePeak.value_or(-100.0_dB)).value > limiterCeiling_.value + kHarmlessLimiting;
    for (report_.trials = 1; report_.trials <= kMostTrials; ++report_.trials) {
      const Decibels gain = task_.target ? solver.next() : 0.0_dB;
      const double done = 1 - exact::pow(0.6, report_.trials - 1), next = 1 - exact::pow(0.6, report_.trials);
      const Progress part = progress_.part(prepared + (1 - prepared) * done, prepared + (1 - prepared) * next);
      auto writer = isDraft ? nullptr : writeTrial(gain, part.part(0, 0.85));
      const Levels levels = isDraft ? hear(gain, part) : measure(*writer, part.part(0.85, 1));
      const Lufs loudness = levels.integrated.value_or(Lufs{-200});
      const double miss = task_.target ? std::abs(loudness.value - task_.target->value) : 0;
      const double over = task_.ceiling ? levels.truePeak.value_or(-200.0_dB).value - task_.ceiling->value : 0;
      report_.loudnessGain = gain;
      solver.add(gain, loudness);
      const bool isEnough = report_.trials > kMostTrials / 2 || solver.isHopeless();
      const double tolerance = isEnough ? task_.tolerance : std::min(kWantedTolerance, task_.tolerance);
      if (writer && over <= 0 && miss <= tolerance) return writer;
      isDraft = isDraft && miss > kNearMiss;
      if (over > 0) {
        const Decibels by{kOvershootSpread * over + kCeilingMargin};
        lowerCeiling(over, by, gain);
        solver.lowerCeiling(by);
      } else if (solver.isHopeless()) {
        throw Error(ErrorKind::NotPossible, tooLoudAnAim(*solver.loudest()));
      }
    }
    throw Error(ErrorKind::NotPossible,
                fmt::format("'{}' was not brought{}{} within {} trials, because its encoding changes level and peaks "
                            "from trial to trial; "
                            "choose a higher quality or a lossless format",
                            task_.title, task_.target ? " to " + wanted() : "", underCeiling(), kMostTrials));
  }

  void lowerCeiling(double over, Decibels by, Decibels gain) {
    if (!limiter_)
      throw Error(ErrorKind::NotPossible, fmt::format("'{}' would exceed the ceiling of {} dBTP by {} dB{} and its "
                                                      "chain has no limiter; add one, or ask for less",
                                                      task_.title, exactText(task_.ceiling->value), fixedText(over, 2),
                                                      task_.target ? " with the " + fixedText(gain.value, 2) +
                                                                         " dB of gain that " + wanted() + " takes"
                                                                   : ""));
    setCeiling(limiterCeiling_ - by);
  }

  /// Stages that work on the whole recording keep what they make beside the file, and tell the report what happened.
  OfflineWork offlineWork(const Progress& progress) const {
    OfflineWork work;
    work.progress = progress;
    work.folder = folder();
    work.device = task_.device;
    work.note = [notes = notes_](const std::string& sentence) {
      if (std::ranges::find(*notes, sentence) == notes->end()) notes->push_back(sentence);
    };
    return work;
  }

  std::filesystem::path folder() const {
    return task_.file.parent_path().empty() ? std::filesystem::path(".") : task_.file.parent_path();
  }

  std::string wanted() const { return exactText(task_.target->value) + " LUFS"; }

  std::string underCeiling() const {
    return task_.ceiling ? " under a ceiling of " + exactText(task_.ceiling->value) + " dBTP" : "";
  }

  std::string tooLoudAnAim(Lufs loudest) const {
    return fmt::format(
        "'{}' cannot be brought to {}{}: the loudest that its chain gives is {} LUFS; ask for less, or raise its level "
        "before the limiter with compression or saturation",
        task_.title, wanted(), underCeiling(), fixedText(loudest.value, 2));
  }

  /// The end of the chain at that gain.
  ClipPtr behind(Decibels gain, Chain after) const {
    if (task_.target) after.stages.front().settings.set("gain", gain.value);
    return throughChain(front_->output(), after, task_.keepsTail, activities_, offlineWork({{}, progress_.stop}));
  }

  template <class Work>
  static void forEachBlock(const AudioClip& clip, const Progress& progress, std::string_view what, Work work) {
    AudioBuffer buffer(clip.format().channels(), kBlock);
    for (std::uint64_t at = 0; at < clip.frames(); at += kBlock) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), what);
      const AudioView block =
          buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at)));
      clip.read(at, block);
      work(block);
    }
  }

  /// Measures what that gain gives without rounding and without a file, at two thirds of what a written trial costs.
  Levels hear(Decibels gain, const Progress& progress) const {
    Chain after = after_;
    if (const auto dither = lastActive(after, "dither")) after.stages[*dither].isBypassed = true;
    const ClipPtr sound = behind(gain, std::move(after));
    const auto meter = makeMeter_(sound->format());
    forEachBlock(*sound, progress, "finding the gain", [&](ConstAudioView block) { meter->add(block); });
    return meter->levels();
  }

  /// The end of the chain at that gain into a finished temporary file.
  std::unique_ptr<AudioWriter> writeTrial(Decibels gain, const Progress& progress) {
    const ClipPtr sound = behind(gain, after_);
    auto writer =
        std::make_unique<AudioWriter>(task_.file, task_.format, sound->format(), task_.metadata, task_.overwrite);
    forEachBlock(*sound, progress, "rendering", [&](ConstAudioView block) { writer->write(block); });
    writer->finish();
    return writer;
  }

  /// Reads the written file back.
  Levels measure(const AudioWriter& writer, const Progress& progress) {
    const auto clip = openClip(writer.temporaryPath());
    std::shared_ptr<LevelMeter> meter = makeMeter_(clip->format());
    forEachBlock(*clip, progress, "measuring", [&](ConstAudioView block) { meter->add(block); });
    meter->finish();
    if (clip->lostFrames() > 0)
      throw Error(ErrorKind::Io, fmt::format("{} was not written, because {} of its {} frames cannot be read back",
                                             quoted(task_.file), clip->lostFrames(), clip->frames()));
    report_.after = meter;
    report_.audio = clip->format();
    report_.frames = clip->frames();
    return meter->levels();
  }

  void finishReport(const AudioWriter& writer) {
    report_.title = task_.title;
    report_.file = task_.file;
    report_.format = task_.format;
    report_.target = task_.target;
    report_.ceiling = task_.ceiling;
    report_.before = front_->finishSourceMeter();
    report_.clippedSamples = writer.clippedSamples();
    addStages(before_, front_->activities());
    addStages(after_, *activities_);
    if (report_.clippedSamples > 0)
      report_.warnings.push_back(
          fmt::format("{} samples were above full scale and were clipped; use a limiter or a float format",
                      report_.clippedSamples));
    if (task_.editedSource) report_.editProof = task_.editedSource->report();
    if (task_.editWork)
      for (const std::string& note : task_.editWork->device().fallbacks()) report_.notes.push_back(note);
    for (const std::string& note : *notes_) report_.notes.push_back(note);
    for (const std::string& lost : lostMetadata(task_.metadata, task_.format.container))
      report_.warnings.push_back(lost);
    for (const auto& file : task_.sourceFiles) {
      const std::string name = file->info().path.string();
      for (const std::string& warning : file->info().warnings) report_.warnings.push_back(name + ": " + warning);
      if (file->lostFrames() > 0)
        report_.warnings.push_back(
            fmt::format("{}: {} frames could not be decoded and were taken as silence", name, file->lostFrames()));
      if (file->replacedSamples() > 0)
        report_.warnings.push_back(
            fmt::format("{}: {} samples were not numbers and were taken as silence", name, file->replacedSamples()));
    }
  }

  /// A broadcast extension carries the loudness of the file it is in, never that of the file it came from.
  void updateBroadcastLoudness(AudioWriter& writer) const {
    if (!task_.metadata.broadcast) return;
    Metadata metadata = task_.metadata;
    const Levels levels = report_.after->levels();
    const auto number = [](const auto& value) { return value ? std::optional(value->value) : std::nullopt; };
    metadata.broadcast->loudness = number(levels.integrated);
    metadata.broadcast->maxTruePeak = number(levels.truePeak);
    metadata.broadcast->maxMomentary = number(levels.maxMomentary);
    metadata.broadcast->maxShortTerm = number(levels.maxShortTerm);
    metadata.broadcast->loudnessRange = levels.loudnessRange;
    writer.setMetadata(metadata);
    writer.finish();
  }

  void addStages(const Chain& chain, const std::vector<Activity>& activities) {
    for (std::size_t i = 0; i < chain.stages.size(); ++i) {
      const Stage& stage = chain.stages[i];
      report_.stages.push_back({stage.label.empty() ? stage.settings.type().name : stage.label, stage.isBypassed,
                                i < activities.size() ? activities[i] : Activity{}});
    }
  }

  const RenderTask& task_;
  const MeterFactory& makeMeter_;
  const Progress& progress_;
  Chain chain_;  ///< the task's, with the word length settled
  Chain before_;
  Chain after_;                         ///< with the loudness gain in front
  std::optional<std::size_t> limiter_;  ///< in after_
  Decibels limiterCeiling_;
  std::optional<FrontEnd> front_;
  double offlineShare_ = 0;  ///< of the progress, for stages that work on the whole recording
  std::shared_ptr<std::vector<std::string>> notes_ = std::make_shared<std::vector<std::string>>();
  Activities activities_ = std::make_shared<std::vector<Activity>>();  ///< of after_
  RenderReport report_;
};

}  // namespace

void checkTask(const RenderTask& task) {
  checkDestinations({&task, 1});
  AudioFormat audio = task.source->format();
  audio.sampleRate = task.conversion.outputRate(audio.sampleRate);
  const AudioWriter trial(task.file, task.format, audio, {}, task.overwrite);  // the disk itself says what it refuses
}

FinishedRender finishTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress) {
  if (task.editWork) task.editWork->stopWith(progress.stop);
  return TrackRender(task, makeMeter, progress).run();
}

RenderReport renderTrack(const RenderTask& task, const MeterFactory& makeMeter, const Progress& progress) {
  checkTask(task);
  FinishedRender finished = finishTrack(task, makeMeter, progress);
  finished.file->commit();
  return std::move(finished.report);
}

}  // namespace lathe
