// All tracks measured as they are rendered: each one's figures, those of the album, and the gains that conform them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/measurement/album.h"
#include "gui/document/document.h"
#include "gui/document/jobs.h"

namespace lathe::gui {

/// What was measured, and of which tracks through which master chain.
struct AlbumEvidence {
  std::vector<Track> tracks;        ///< those that were measured, in order
  std::vector<std::size_t> places;  ///< of each in the session
  Chain masterChain;
  std::vector<analysis::AlbumTrack> measured;
  analysis::AlbumMeasurement album;
};

class AlbumAnalysis : public QObject {
  Q_OBJECT
 public:
  AlbumAnalysis(Document& document, Jobs& jobs, QObject* parent = nullptr);

  /// Measures every track that is not muted, through its chain and the master chain; tracks that have not changed since
  /// the last time are not measured again. Starts over when it is at work already.
  void measure();
  bool isRunning() const;
  /// Null: nothing has been measured.
  const std::shared_ptr<const AlbumEvidence>& evidence() const noexcept { return evidence_; }
  /// What was measured of a track of the session; null when there is nothing, or it has changed since.
  const analysis::Measurement* figuresOf(std::size_t track) const;
  /// True when some track has changed, come or gone since.
  bool isStale() const;

  enum class Conform { Album, EachTrack };
  /// One step that brings the album (all tracks by the same gain, so that they keep their balance), or every track by
  /// itself, to an integrated loudness, by the tracks' gains. Nothing when it is not measured, or stale: gains before a
  /// chain that changes dynamics are not the gains behind it, so measure again afterwards.
  std::optional<Edit> conform(Lufs target, Conform how) const;

 Q_SIGNALS:
  void changed();

 private:
  Document& document_;
  Jobs& jobs_;
  std::shared_ptr<const AlbumEvidence> evidence_;
  int job_ = 0;
  bool wasRunning_ = false;
};

}  // namespace lathe::gui
