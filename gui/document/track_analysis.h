// The whole current track measured, before and after its chains, and judged by a specification.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/verdict_report.h"
#include "core/chain/chain.h"
#include "gui/document/document.h"
#include "gui/document/jobs.h"
#include "gui/document/track_sound.h"

namespace lathe::gui {

/// What was measured, and of which state of the track.
struct TrackEvidence {
  std::string title;
  int generation = 0;  ///< of TrackSound
  Chain chain;         ///< the track's and the master's, joined
  analysis::Wanted wanted;
  analysis::Evidence before, after;
};

/// The tightest limit that rules which apply set to the true peak.
std::optional<Decibels> peakLimitOf(const analysis::SpecVerdict& verdict);

/// Measures when it is asked to; what it found stays until another track is shown, and is marked as stale when the
/// track or its chains have changed since.
class TrackAnalysis : public QObject {
  Q_OBJECT
 public:
  TrackAnalysis(Document& document, TrackSound& sound, Jobs& jobs, QObject* parent = nullptr);

  /// Judged at once by what is known; measures anew when the specification looks at more than was measured.
  void setSpec(analysis::Spec spec);
  const analysis::Spec& spec() const noexcept { return spec_; }
  /// Starts over when it is at work already.
  void measure();
  bool isRunning() const;
  bool isStale() const;

  /// Null: nothing has been measured.
  const std::shared_ptr<const TrackEvidence>& evidence() const noexcept { return evidence_; }
  /// Of the sound after the chains.
  const std::optional<analysis::SpecVerdict>& verdict() const noexcept { return verdict_; }
  /// For reports: the track before its chains, when there are some, and after them with the verdict.
  std::vector<analysis::CheckedSignal> checkedSignals() const;

 Q_SIGNALS:
  void changed();

 private:
  Chain chain() const;
  bool covers(const analysis::Wanted& wanted) const;
  void forget();

  Document& document_;
  TrackSound& sound_;
  Jobs& jobs_;
  analysis::Spec spec_;
  std::shared_ptr<const TrackEvidence> evidence_;
  std::optional<analysis::SpecVerdict> verdict_;
  int job_ = 0;
  bool wasRunning_ = false, wasStale_ = false;
};

}  // namespace lathe::gui
