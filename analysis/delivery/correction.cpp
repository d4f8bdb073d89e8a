// Plan by the source's evidence, trials on written files, and a name only for what passes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/measurement/render_meter.h"
#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"

namespace lathe::analysis {
namespace {

constexpr int kMostTrials = 6;
constexpr double kCloseEnough = 0.02;  ///< LU or dB from a target, where another trial could do better

bool isContent(Measure measure) { return infoOf(measure).kind == MeasureKind::Content; }

std::string signedText(double value) { return (value > 0 ? "+" : "") + fixedText(value, 2); }

/// The rule whose target the gain follows, as judged.
const RuleVerdict* targetRule(const SpecVerdict& verdict) {
  const auto found = std::ranges::find_if(verdict.rules, [](const RuleVerdict& rule) {
    return rule.rule.target && rule.measured && std::isfinite(*rule.measured) && movesWithGain(rule.rule.measure) &&
           (rule.outcome == Outcome::Pass || rule.outcome == Outcome::Fail || rule.outcome == Outcome::Warning);
  });
  return found == verdict.rules.end() ? nullptr : &*found;
}

class Corrector {
 public:
  Corrector(const CorrectionRequest& request, const Progress& progress) : request_(request), progress_(progress) {}

  Correction run() {
    checkTask(request_.task);
    measureSource();
    plan();
    solve();
    written_->commit();
    describe();
    return std::move(result_);
  }

 private:
  Wanted wanted() const { return wantedFor(std::span(&request_.spec, 1), request_.loudness); }

  void measureSource() {
    const Progress progress = progress_.part(0, 0.2);
    result_.sourceEvidence = gatherEvidence(
        *request_.task.source, wanted(), [&](double fraction) { progress.at(fraction, "measuring"); }, progress_.stop);
    if (request_.dialogue) result_.sourceEvidence.dialogue = request_.dialogue;
    result_.before = judge(request_.spec, result_.sourceEvidence);
  }

  void plan() {
    for (const RuleVerdict& rule : result_.before.rules)
      if (rule.outcome == Outcome::Fail && isContent(rule.rule.measure))
        throw Error(
            ErrorKind::NotPossible,
            fmt::format(
                "'{}' cannot be made to pass {}: {} is {} and should be {}, which neither gain nor a limiter changes",
                request_.task.title, request_.spec.name, infoOf(rule.rule.measure).name, rule.measuredText,
                rule.limit));
    ceiling_ = truePeakLimit(request_.spec);
    if (request_.gain) return planGiven(*request_.gain);
    const RuleVerdict* target = targetRule(result_.before);
    const Remedy& remedy = result_.before.remedy;
    const bool hasGain = remedy.kind == Remedy::Kind::Gain || remedy.kind == Remedy::Kind::GainAndLimiter;
    if (remedy.kind == Remedy::Kind::NotByLevel && remedy.text.find("no gain meets") != std::string::npos)
      throw Error(ErrorKind::NotPossible, fmt::format("'{}' cannot be made to pass {}: {}", request_.task.title,
                                                      request_.spec.name, remedy.text));
    if (result_.before.outcome == Outcome::NotMeasured)
      throw Error(ErrorKind::NotPossible,
                  fmt::format("'{}' cannot be brought to {}, because what it asks for is not known{}",
                              request_.task.title, request_.spec.name, unknownRules()));
    for (const RuleVerdict& rule : result_.before.rules)
      if (rule.outcome == Outcome::Fail && !rule.measured && infoOf(rule.rule.measure).kind == MeasureKind::Level)
        throw Error(ErrorKind::NotPossible,
                    fmt::format("'{}' has no {} (it is silent or too short), so it cannot be brought to {}",
                                request_.task.title, nameOf(rule.rule.measure), rule.limit));
    if (hasGain) result_.gain = remedy.gain;
    if (remedy.kind == Remedy::Kind::GainAndLimiter) {
      if (!request_.mayLimit) refuseByGain(remedy, target);
      result_.isLimited = true;
    }
  }

  void planGiven(Decibels gain) {
    result_.gain = gain;
    const auto& peak = result_.sourceEvidence.measurement.truePeak;
    const double over = peak && ceiling_ ? peak->level.value + gain.value - ceiling_->value : -1;
    if (over <= 0) return;
    if (!request_.mayLimit)
      throw LimiterNeeded(
          fmt::format("'{}' would exceed {} dBTP by {} dB with {} dB of gain; ask for less, or allow a limiter",
                      request_.task.title, exactText(ceiling_->value), fixedText(over, 2), signedText(gain.value)));
    result_.isLimited = true;
  }

  static std::string nameOf(Measure measure) {
    std::string name(infoOf(measure).name);
    if (name.size() > 1 && name[1] >= 'a')
      name[0] = static_cast<char>(name[0] >= 'A' && name[0] <= 'Z' ? name[0] + 32 : name[0]);
    return name;
  }

  std::string unknownRules() const {
    std::string text;
    for (const RuleVerdict& rule : result_.before.rules)
      if (rule.outcome == Outcome::NotMeasured)
        text += fmt::format("; {}: {}", infoOf(rule.rule.measure).name, rule.remark);
    return text;
  }

  [[noreturn]] void refuseByGain(const Remedy& remedy, const RuleVerdict* target) const {
    const double most = remedy.gain.value - remedy.peakReduction.value;
    std::string reached;
    if (target) reached = fmt::format(", which gives {}", valueText(target->rule.measure, *target->measured + most));
    throw LimiterNeeded(
        fmt::format("'{}' would need {} dB of gain to pass {}, and its peaks would then be {} dB too high; "
                    "gain alone can give at most {} dB{}; ask for less, or allow a limiter",
                    request_.task.title, signedText(remedy.gain.value), request_.spec.name,
                    fixedText(remedy.peakReduction.value, 2), signedText(most), reached));
  }

  /// Integrated loudness behind a limiter is the renderer's own business.
  bool isSolvedByRenderer() const {
    const RuleVerdict* target = targetRule(result_.before);
    const bool isWhole =
        target && (target->rule.measure == Measure::Integrated ||
                   (target->rule.measure == Measure::Anchor && !isAnchoredByDialogue(result_.sourceEvidence)));
    return result_.isLimited && isWhole && !request_.gain && !request_.loudness.dualMono;
  }

  RenderTask taskFor(double gain) const {
    RenderTask task = request_.task;
    std::vector<Stage> stages;
    if (isSolvedByRenderer()) {
      const Rule& rule = targetRule(result_.before)->rule;
      task.target = Lufs{*rule.target};
      task.tolerance = std::clamp(rule.tolerance, 0.02, 0.05);
    } else if (gain != 0) {
      stages.push_back({GainSettings{.gain = Decibels{gain}}});
    }
    if (result_.isLimited) stages.push_back({LimiterSettings{}});
    task.ceiling = result_.isLimited ? std::optional(Decibels{std::min(0.0, limiterCeiling())}) : std::nullopt;
    task.chain.stages.insert(task.chain.stages.begin(), stages.begin(), stages.end());
    return task;
  }

  /// As the remedy has it: a limit of the sample peak keeps the true peak down too.
  double limiterCeiling() const {
    if (result_.before.remedy.ceiling) return result_.before.remedy.ceiling->value;
    return ceiling_.value_or(Decibels{0}).value;
  }

  void solve() {
    double gain = result_.gain.value;
    for (int trial = 1;; ++trial) {
      const double done = 1 - exact::pow(0.5, trial - 1), next = 1 - exact::pow(0.5, trial);
      const Progress part = progress_.part(0.2 + 0.8 * done, 0.2 + 0.8 * next);
      written_.reset();
      FinishedRender trialRender = finishTrack(taskFor(gain), renderMeters(), part.part(0, 0.8));
      result_.report = std::move(trialRender.report);
      written_ = std::move(trialRender.file);
      judgeWritten(part.part(0.8, 1));
      result_.gain = isSolvedByRenderer() ? result_.report.loudnessGain : Decibels{gain};
      const RuleVerdict* target = targetRule(result_.after);
      const double miss = target ? *target->measured - *target->rule.target : 0;
      const bool mayImprove = target && !request_.gain && !isSolvedByRenderer() &&
                              result_.before.remedy.kind != Remedy::Kind::None && std::abs(miss) > kCloseEnough &&
                              isTowardsTarget();
      if (!mayImprove || trial == kMostTrials) break;
      gain -= miss;
    }
    if (result_.after.passes() || (request_.gain && !isPeakBroken())) return;
    throw Error(ErrorKind::NotPossible, fmt::format("'{}' as written would not pass {}{}", request_.task.title,
                                                    request_.spec.name, missedRules()));
  }

  /// False where the target was given up for another rule's sake.
  bool isTowardsTarget() const {
    const RuleVerdict* target = targetRule(result_.before);
    return target && std::abs(*target->rule.target - *target->measured - result_.before.remedy.gain.value) < 1e-6;
  }

  bool isPeakBroken() const {
    return std::ranges::any_of(result_.after.rules, [](const RuleVerdict& rule) {
      return rule.outcome == Outcome::Fail && infoOf(rule.rule.measure).kind == MeasureKind::Peak;
    });
  }

  std::string missedRules() const {
    std::string text;
    for (const RuleVerdict& rule : result_.after.rules)
      if (rule.outcome == Outcome::Fail)
        text +=
            fmt::format("; {} is {} and should be {}", infoOf(rule.rule.measure).name, rule.measuredText, rule.limit);
    return text;
  }

  void judgeWritten(const Progress& progress) {
    const std::filesystem::path& file = written_->temporaryPath();
    const auto clip = openClip(file);
    Evidence evidence = gatherEvidence(
        *clip, wanted(), [&](double fraction) { progress.at(fraction, "checking"); }, progress_.stop);
    evidence.file = FileFacts{clip->info().format, std::filesystem::file_size(file)};
    if (request_.dialogue) evidence.dialogue = movedDialogue(evidence);
    result_.after = judge(request_.spec, evidence);
    result_.writtenEvidence = std::move(evidence);
  }

  /// Dialogue moves as the programme does.
  DialogueFigures movedDialogue(const Evidence& written) const {
    DialogueFigures dialogue = *request_.dialogue;
    const auto& from = result_.sourceEvidence.measurement.integrated;
    const auto& to = written.measurement.integrated;
    if (from && to) dialogue.loudness.value += to->value - from->value;
    dialogue.source += ", moved as the programme was";
    return dialogue;
  }

  void describe() {
    for (const StageReport& stage : result_.report.stages)
      result_.deepest = std::max(result_.deepest, stage.activity.deepest);
    std::string text =
        std::abs(result_.gain.value) < 0.005 ? "no gain" : signedText(result_.gain.value) + " dB of gain";
    if (result_.isLimited)
      text += fmt::format(" and a limiter, which took at most {} dB off", fixedText(result_.deepest.value, 2));
    else
      text += ", nothing else";
    if (const RuleVerdict* before = targetRule(result_.before))
      if (const RuleVerdict* after = targetRule(result_.after))
        text +=
            fmt::format("; {} from {} to {}", nameOf(before->rule.measure), before->measuredText, after->measuredText);
    const auto& dialogue = result_.sourceEvidence.dialogue;
    const RuleVerdict* target = targetRule(result_.before);
    const bool isByDialogue =
        target && dialogue &&
        (target->rule.measure == Measure::Dialogue ||
         (target->rule.measure == Measure::Anchor && isAnchoredByDialogue(result_.sourceEvidence)));
    if (isByDialogue)
      text +=
          fmt::format(" (dialogue {}, {} % of the programme)", dialogue->source, fixedText(100 * dialogue->share, 0));
    result_.text = text;
  }

  const CorrectionRequest& request_;
  const Progress& progress_;
  std::unique_ptr<AudioWriter> written_;  ///< the last trial, still without its name
  std::optional<Decibels> ceiling_;
  Correction result_;
};

}  // namespace

Correction correct(const CorrectionRequest& request, const Progress& progress) {
  return Corrector(request, progress).run();
}

Spec targetSpec(Measure measure, Lufs target, double tolerance, Decibels ceiling) {
  Spec spec;
  spec.id = "target";
  spec.name = fmt::format("{} LUFS under {} dBTP", exactText(target.value), exactText(ceiling.value));
  spec.source = "as asked for";
  Rule loudness, peak;
  loudness.measure = measure;
  loudness.target = target.value;
  loudness.tolerance = tolerance;
  peak.measure = Measure::TruePeak;
  peak.highest = ceiling.value;
  spec.rules = {loudness, peak};
  return spec;
}

}  // namespace lathe::analysis
