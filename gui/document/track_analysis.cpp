// Reading the track through twice on a job's thread, and noticing when the result is no longer that of the track.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/track_analysis.h"

#include <algorithm>

#include "core/render/chain_clip.h"
#include "gui/document/transport.h"

namespace lathe::gui {
namespace {

using EvidencePtr = std::shared_ptr<const TrackEvidence>;

EvidencePtr gather(TrackEvidence asked, const ClipPtr& clip, const Progress& progress) {
  const auto through = [&](const ClipPtr& sound, const Progress& part, const char* what) {
    return analysis::gatherEvidence(
        *sound, asked.wanted, [&part, what](double fraction) { part.at(fraction, what); }, part.stop);
  };
  if (asked.chain.stages.empty()) {
    asked.before = asked.after = through(clip, progress, "measuring");
  } else {
    asked.before = through(clip, progress.part(0, 0.4), "measuring before the chain");
    const Progress second = progress.part(0.4, 1);
    const ClipPtr processed = throughChain(clip, asked.chain, false, nullptr, {.progress = {{}, progress.stop}});
    asked.after = through(processed, second, "measuring after the chain");
  }
  return std::make_shared<const TrackEvidence>(std::move(asked));
}

}  // namespace

std::optional<Decibels> peakLimitOf(const analysis::SpecVerdict& verdict) {
  using analysis::Outcome;
  std::optional<Decibels> limit;
  for (const analysis::RuleVerdict& rule : verdict.rules) {
    const auto highest = rule.rule.highestAllowed();
    const bool applies =
        rule.outcome == Outcome::Pass || rule.outcome == Outcome::Warning || rule.outcome == Outcome::Fail;
    if (rule.rule.measure == analysis::Measure::TruePeak && applies && highest && (!limit || *highest < limit->value))
      limit = Decibels{*highest};
  }
  return limit;
}

TrackAnalysis::TrackAnalysis(Document& document, TrackSound& sound, Jobs& jobs, QObject* parent)
    : QObject(parent), document_(document), sound_(sound), jobs_(jobs) {
  connect(&document_, &Document::currentTrackChanged, this, &TrackAnalysis::forget);
  connect(&document_, &Document::replaced, this, &TrackAnalysis::forget);
  const auto look = [this] {
    const bool running = isRunning(), stale = isStale();
    if (running == wasRunning_ && stale == wasStale_) return;
    wasRunning_ = running;
    wasStale_ = stale;
    Q_EMIT changed();
  };
  connect(&document_, &Document::changed, this, look);
  connect(&sound_, &TrackSound::soundChanged, this, look);
  connect(&sound_, &TrackSound::opened, this, look);
  connect(&jobs_, &Jobs::changed, this, look);
}

Chain TrackAnalysis::chain() const {
  if (!document_.hasTrack()) return {};
  return HeardChain{document_.track().chain, document_.session().masterChain}.joined();
}

bool TrackAnalysis::isRunning() const {
  return std::ranges::any_of(jobs_.rows(), [this](const JobRow& row) { return row.id == job_ && row.isRunning; });
}

bool TrackAnalysis::isStale() const {
  return evidence_ && (evidence_->generation != sound_.generation() || !(evidence_->chain == chain()));
}

bool TrackAnalysis::covers(const analysis::Wanted& wanted) const {
  const analysis::Wanted& has = evidence_->wanted;
  return has.overThreshold <= wanted.overThreshold && (has.leqM || !wanted.leqM) &&
         (has.bassCorrelation || !wanted.bassCorrelation);
}

void TrackAnalysis::setSpec(analysis::Spec spec) {
  spec_ = std::move(spec);
  if (evidence_) {
    verdict_ = analysis::judge(spec_, evidence_->after);
    if (!covers(analysis::wantedFor({&spec_, 1}))) measure();
  }
  Q_EMIT changed();
}

void TrackAnalysis::measure() {
  const ClipPtr clip = sound_.clip();
  if (!clip || !document_.hasTrack()) return;
  if (isRunning()) jobs_.stop(job_);
  TrackEvidence asked{document_.track().title, sound_.generation(), chain(), analysis::wantedFor({&spec_, 1}), {}, {}};
  const std::size_t track = document_.currentTrack();
  job_ = jobs_.run<EvidencePtr>(
      tr("Measure %1").arg(QString::fromStdString(asked.title)),
      [asked, clip](const Progress& progress) { return gather(asked, clip, progress); },
      [this, track](EvidencePtr found) {
        if (track != document_.currentTrack()) return;
        evidence_ = std::move(found);
        verdict_ = analysis::judge(spec_, evidence_->after);
        Q_EMIT changed();
      });
  wasRunning_ = true;
  Q_EMIT changed();
}

std::vector<analysis::CheckedSignal> TrackAnalysis::checkedSignals() const {
  if (!evidence_) return {};
  std::vector<analysis::CheckedSignal> checked;
  if (!evidence_->chain.stages.empty())
    checked.push_back({evidence_->title + " " + tr("(before its chain)").toStdString(), {}, evidence_->before, {}});
  checked.push_back({evidence_->title, {}, evidence_->after, {}});
  if (verdict_) checked.back().verdicts.push_back(*verdict_);
  return checked;
}

void TrackAnalysis::forget() {
  if (isRunning()) jobs_.stop(job_);
  job_ = 0;
  evidence_ = nullptr;
  verdict_.reset();
  Q_EMIT changed();
}

}  // namespace lathe::gui
