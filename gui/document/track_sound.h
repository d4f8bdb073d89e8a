// The sound of the current track before its chain, and the peaks that views draw of it, kept up to date in the
// background.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/overview/peak_pyramid.h"
#include "core/audio/audio_clip.h"
#include "core/session/session.h"
#include "core/spectral/spectral_edit.h"
#include "gui/document/document.h"
#include "gui/document/jobs.h"

class QTimer;

namespace lathe::gui {

/// Follows the document. All work is done by jobs; what is there can be looked at at any time.
class TrackSound : public QObject {
  Q_OBJECT
 public:
  TrackSound(Document& document, Jobs& jobs, std::filesystem::path cache, QObject* parent = nullptr);

  /// Regions and spectral edits, without the chain; null while there is no track or it is being opened.
  const ClipPtr& clip() const noexcept { return clip_; }
  /// The same without spectral edits.
  const ClipPtr& uneditedClip() const noexcept { return unedited_; }
  int channels() const noexcept { return clip_ ? clip_->format().channels() : 0; }
  double frames() const noexcept { return clip_ ? static_cast<double>(clip_->frames()) : 0; }
  int rate() const noexcept { return clip_ ? clip_->format().sampleRate : 48000; }
  /// Another number for each state of the samples; tiles made from an older one may be stale.
  int generation() const noexcept { return generation_; }

  /// Rows that peaks() knows: the channels, and for stereo mid and side behind them.
  int signals() const noexcept { return channels() == 2 ? 4 : channels(); }
  /// Peaks of columns of a signal (-1: the largest of all channels), from the best that is there; false: nothing is
  /// known of a column yet.
  void peaks(int signal, double start, double framesPerColumn, std::span<analysis::PeakPair> columns,
             std::span<bool> isKnown) const;
  /// Share of the track that the peaks know, 0..1.
  double knownShare() const noexcept;
  /// Where views may keep what they make of the clip as it is now; no fingerprint: it is not a file's own sound.
  struct Shelf {
    std::filesystem::path folder;
    std::string fingerprint;
  };
  Shelf shelf() const { return {cache_, clip_ == unedited_ ? fingerprint_ : std::string()}; }
  /// Why there is no sound, in one sentence; empty: there is, or it is on its way.
  const QString& problem() const noexcept { return problem_; }

 Q_SIGNALS:
  /// Another track, or another length.
  void opened();
  /// Samples are other ones within these spans; all of them when the list is empty.
  void soundChanged(const std::vector<lathe::SampleSpan>& spans);
  /// More peaks are known.
  void refined();
  /// The edits that were taken on last cannot be heard; why, in one sentence.
  void editFailed(const QString& sentence);

 private:
  struct Content {
    std::vector<Region> regions;
    Decibels gain;
    int rate;
    friend bool operator==(const Content&, const Content&) = default;
  };
  using Sketch = std::vector<std::vector<analysis::PeakPair>>;

  void follow();
  void openTrack(const Track& track, int rate);
  /// `wholeFile`: as Opened has it; its peaks are kept on disk.
  void gather(const std::filesystem::path& wholeFile);
  void takeEdits(const std::vector<SpectralEdit>& edits);
  /// Brings the peaks up to date where edits reach.
  void patch(std::vector<SampleSpan> spans);
  void fail(const QString& sentence);
  analysis::PeakPair sketched(int signal, double share) const;
  void largest(double start, double framesPerColumn, std::span<analysis::PeakPair> columns,
               std::span<bool> isKnown) const;

  Document& document_;
  Jobs& jobs_;
  std::filesystem::path cache_;
  std::optional<Content> content_;
  std::vector<SpectralEdit> edits_;
  ClipPtr unedited_, clip_;
  std::shared_ptr<analysis::PeakPyramid> basePeaks_;          ///< of the unedited clip
  std::shared_ptr<const analysis::PeakPyramid> editedPeaks_;  ///< null without edits, or while they are being made
  std::vector<SampleSpan> pending_;                           ///< not yet in editedPeaks_
  Sketch sketch_;
  std::string fingerprint_;  ///< of the file that the unedited clip is, sample for sample; empty: it is none
  QString problem_;
  int generation_ = 0;
  int opening_ = 0, gathering_ = 0, patching_ = 0;  ///< ids of jobs; 0: none
  QTimer* refresh_;
};

}  // namespace lathe::gui
