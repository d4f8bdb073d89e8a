// Measuring tracks one after the other on a job.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/album_analysis.h"

#include <algorithm>
#include <cmath>

#include "analysis/compliance/evidence.h"
#include "core/play/programme.h"
#include "core/render/chain_clip.h"
#include "core/session/edits.h"

namespace lathe::gui {
namespace {

using EvidencePtr = std::shared_ptr<const AlbumEvidence>;

/// What was measured before of the same track through the same chain; null when there is nothing.
const analysis::AlbumTrack* knownFigures(const EvidencePtr& before, const Track& track, const Chain& master) {
  if (!before || !(before->masterChain == master)) return nullptr;
  for (std::size_t i = 0; i < before->tracks.size(); ++i)
    if (before->tracks[i] == track) return &before->measured[i];
  return nullptr;
}

EvidencePtr gather(const Session& session, const EvidencePtr& before, const Progress& progress) {
  auto found = std::make_shared<AlbumEvidence>();
  found->masterChain = session.masterChain;
  for (std::size_t i = 0; i < session.tracks.size(); ++i) {
    const Track& track = session.tracks[i];
    if (track.isMuted || track.regions.empty()) continue;
    found->tracks.push_back(track);
    found->places.push_back(i);
  }
  const double count = static_cast<double>(found->tracks.size());
  for (std::size_t i = 0; i < found->tracks.size(); ++i) {
    if (const auto* known = knownFigures(before, found->tracks[i], found->masterChain)) {
      found->measured.push_back(*known);
      continue;
    }
    const Progress part = progress.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count);
    const ProgrammeItem item = programmeOf(session, {found->places[i]}).items.front();
    const ClipPtr sound = item.chain.stages.empty()
                              ? item.clip
                              : throughChain(item.clip, item.chain, false, nullptr, {.progress = {{}, progress.stop}});
    const analysis::Evidence evidence = analysis::gatherEvidence(
        *sound, {}, [&part, &track = found->tracks[i]](double fraction) { part.at(fraction, track.title); },
        progress.stop);
    found->measured.push_back({evidence.measurement, evidence.bins});
  }
  found->album = analysis::measureAlbum(found->measured);
  return found;
}

}  // namespace

AlbumAnalysis::AlbumAnalysis(Document& document, Jobs& jobs, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs) {
  connect(&document_, &Document::replaced, this, [this] {
    if (isRunning()) jobs_.stop(job_);
    evidence_ = nullptr;
    Q_EMIT changed();
  });
  connect(&document_, &Document::changed, this, &AlbumAnalysis::changed);
  connect(&jobs_, &Jobs::changed, this, [this] {
    if (isRunning() != wasRunning_) Q_EMIT changed();
    wasRunning_ = isRunning();
  });
}

bool AlbumAnalysis::isRunning() const {
  return std::ranges::any_of(jobs_.rows(), [this](const JobRow& row) { return row.id == job_ && row.isRunning; });
}

void AlbumAnalysis::measure() {
  if (document_.session().tracks.empty()) return;
  if (isRunning()) jobs_.stop(job_);
  job_ = jobs_.run<EvidencePtr>(
      tr("Measure the album"),
      [session = document_.session(), before = evidence_](const Progress& progress) {
        return gather(session, before, progress);
      },
      [this](EvidencePtr found) {
        evidence_ = std::move(found);
        Q_EMIT changed();
      });
  wasRunning_ = true;
  Q_EMIT changed();
}

const analysis::Measurement* AlbumAnalysis::figuresOf(std::size_t track) const {
  const Session& session = document_.session();
  if (!evidence_ || track >= session.tracks.size()) return nullptr;
  const auto* known = knownFigures(evidence_, session.tracks[track], session.masterChain);
  return known ? &known->measurement : nullptr;
}

bool AlbumAnalysis::isStale() const {
  if (!evidence_) return false;
  const Session& session = document_.session();
  std::vector<Track> now;
  std::ranges::copy_if(session.tracks, std::back_inserter(now),
                       [](const Track& track) { return !track.isMuted && !track.regions.empty(); });
  return now != evidence_->tracks || !(session.masterChain == evidence_->masterChain);
}

std::optional<Edit> AlbumAnalysis::conform(Lufs target, Conform how) const {
  if (!evidence_ || isStale() || !evidence_->album.integrated) return {};
  std::vector<std::pair<std::size_t, Decibels>> gains;
  for (std::size_t i = 0; i < evidence_->tracks.size(); ++i) {
    const auto& from = how == Conform::Album ? evidence_->album.integrated : evidence_->album.tracks[i].integrated;
    if (!from) continue;
    const double gain = std::round((evidence_->tracks[i].gain.value + target.value - from->value) * 100) / 100;
    gains.emplace_back(evidence_->places[i], Decibels{gain});
  }
  return Edit{how == Conform::Album ? "Bring the album to a loudness" : "Bring every track to a loudness",
              [gains](const Session& before) {
                Session session = before;
                for (const auto& [track, gain] : gains) session = setTrackGain(track, gain).apply(session);
                return session;
              }};
}

}  // namespace lathe::gui
