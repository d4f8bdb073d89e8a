// Opening a track's audio, gathering its peaks, and taking on edits where they reach.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/track_sound.h"

#include <QtCore/QTimer>
#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/overview/overview_cache.h"
#include "analysis/overview/sketch.h"
#include "core/file/audio_file.h"
#include "core/render/track_clip.h"
#include "core/spectral/edited_clip.h"

namespace lathe::gui {
namespace {

using analysis::PeakPair;
using analysis::PeakPyramid;

constexpr int kSketchColumns = 2048;
constexpr std::size_t kBlock = 65536;  ///< frames, a multiple of the pyramid's cells

struct Opened {
  ClipPtr clip;
  std::vector<std::vector<PeakPair>> sketch;
  std::string fingerprint;
  std::filesystem::path wholeFile;  ///< set when the track is that file, sample for sample
};

Opened openClipOf(const Track& track, int rate) {
  auto clip = std::make_shared<TrackClip>(track, rate, [](const AudioSource& source) { return openClip(source.path); });
  Opened opened{clip, analysis::sketch(*clip, kSketchColumns), {}, {}};
  const ClipPtr only = clip->onlySource();
  const bool isWhole = only && only->frames() == clip->frames() && track.regions.size() == 1;
  if (isWhole) {
    opened.wholeFile = track.regions[0].source->path;
    opened.fingerprint = analysis::fingerprintOfFile(opened.wholeFile);
  }
  return opened;
}

/// Reads a clip, with mid and side as two more rows when it is stereo.
class SignalReader {
 public:
  explicit SignalReader(const AudioClip& clip)
      : clip_(clip), channels_(clip.format().channels()), block_(channels_ == 2 ? 4 : channels_, kBlock) {}

  ConstAudioView read(std::uint64_t start, std::size_t count) {
    clip_.read(start, block_.view().channelRange(0, channels_).slice(0, count));
    if (channels_ == 2)
      for (std::size_t n = 0; n < count; ++n) {
        block_[2][n] = 0.5f * (block_[0][n] + block_[1][n]);
        block_[3][n] = 0.5f * (block_[0][n] - block_[1][n]);
      }
    return std::as_const(block_).view().slice(0, count);
  }

 private:
  const AudioClip& clip_;
  int channels_;
  AudioBuffer block_;
};

int signalsOf(const AudioClip& clip) { return clip.format().channels() == 2 ? 4 : clip.format().channels(); }

/// Adds a clip to a pyramid, block by block; gives up when asked to.
void gatherPeaks(const AudioClip& clip, PeakPyramid& peaks, const Progress& progress) {
  SignalReader reader(clip);
  for (std::uint64_t at = peaks.known(); at < clip.frames();) {
    progress.throwIfStopped();
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at));
    peaks.add(reader.read(at, count));
    at += count;
    progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "reading");
  }
}

/// Puts the samples of `clip` within `spans` into the peaks.
void replacePeaks(const AudioClip& clip, const std::vector<SampleSpan>& spans, PeakPyramid& peaks,
                  const Progress& progress) {
  SignalReader reader(clip);
  constexpr auto kCell = static_cast<std::int64_t>(PeakPyramid::kBase);
  for (const SampleSpan& span : spans) {
    const std::int64_t end = std::min((span.end + kCell - 1) / kCell * kCell, static_cast<std::int64_t>(clip.frames()));
    for (std::int64_t at = std::max<std::int64_t>(span.start, 0) / kCell * kCell; at < end;) {
      progress.throwIfStopped();
      const auto count = static_cast<std::size_t>(std::min<std::int64_t>(kBlock, end - at));
      peaks.replace(static_cast<std::uint64_t>(at), reader.read(static_cast<std::uint64_t>(at), count));
      at += static_cast<std::int64_t>(count);
    }
  }
}

/// Edits from the first one on that differs.
std::vector<SpectralEdit> differing(const std::vector<SpectralEdit>& a, const std::vector<SpectralEdit>& b) {
  const auto same = std::ranges::mismatch(a, b);
  std::vector<SpectralEdit> all(same.in1, a.end());
  all.insert(all.end(), same.in2, b.end());
  return all;
}

}  // namespace

TrackSound::TrackSound(Document& document, Jobs& jobs, std::filesystem::path cache, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs), cache_(std::move(cache)), refresh_(new QTimer(this)) {
  refresh_->setInterval(100);
  connect(refresh_, &QTimer::timeout, this, &TrackSound::refined);
  connect(&document_, &Document::changed, this, &TrackSound::follow);
  connect(&document_, &Document::currentTrackChanged, this, &TrackSound::follow);
}

double TrackSound::knownShare() const noexcept {
  if (!basePeaks_ || basePeaks_->frames() == 0) return 0;
  return static_cast<double>(basePeaks_->known()) / static_cast<double>(basePeaks_->frames());
}

void TrackSound::follow() {
  if (!document_.hasTrack() || document_.track().regions.empty()) {
    if (!content_ && !clip_) return;
    content_.reset();
    clip_ = unedited_ = nullptr;
    basePeaks_ = nullptr;
    editedPeaks_ = nullptr;
    problem_.clear();
    ++generation_;
    Q_EMIT opened();
    return;
  }
  const Track& track = document_.track();
  Content content{track.regions, track.gain, document_.session().rate()};
  if (!content_ || !(content == *content_)) {
    content_ = std::move(content);
    openTrack(track, content_->rate);
  } else if (clip_ && !(track.spectralEdits == edits_)) {
    takeEdits(track.spectralEdits);
  }
}

void TrackSound::openTrack(const Track& track, int rate) {
  for (const int id : {opening_, gathering_, patching_}) jobs_.stop(id);
  problem_.clear();
  const Content asked = *content_;
  opening_ = jobs_.run<Opened>(
      tr("Open %1").arg(QString::fromStdString(track.title)),
      [this, track, rate](const Progress&) -> Opened {
        try {
          return openClipOf(track, rate);
        } catch (const std::exception& error) {
          const QString sentence = QString::fromUtf8(error.what());
          QMetaObject::invokeMethod(
              this, [this, sentence] { fail(sentence); }, Qt::QueuedConnection);
          throw;
        }
      },
      [this, asked](Opened found) {
        if (!content_ || !(asked == *content_)) return;  // yet another track meanwhile
        unedited_ = found.clip;
        sketch_ = std::move(found.sketch);
        basePeaks_ = std::make_shared<PeakPyramid>(signalsOf(*unedited_), unedited_->frames());
        editedPeaks_ = nullptr;
        edits_.clear();
        clip_ = unedited_;
        ++generation_;
        const auto wholeFile = found.wholeFile;
        fingerprint_ = found.fingerprint;
        if (!document_.track().spectralEdits.empty()) {
          edits_ = document_.track().spectralEdits;
          clip_ = withEdits(unedited_, edits_);
        }
        Q_EMIT this->opened();
        gather(wholeFile);
      },
      false);
}

void TrackSound::fail(const QString& sentence) {
  problem_ = sentence;
  clip_ = unedited_ = nullptr;
  basePeaks_ = nullptr;
  editedPeaks_ = nullptr;
  ++generation_;
  Q_EMIT opened();
}

void TrackSound::gather(const std::filesystem::path& wholeFile) {
  refresh_->start();
  const auto peaks = basePeaks_;
  const auto clip = unedited_;
  const auto folder = cache_;
  const auto fingerprint = fingerprint_;
  using Peaks = std::shared_ptr<PeakPyramid>;
  gathering_ = jobs_.run<Peaks>(
      tr("Peaks"),
      [=](const Progress& progress) -> Peaks {
        if (!wholeFile.empty()) {
          if (auto kept = analysis::keptPeaks(folder, fingerprint, signalsOf(*clip), clip->frames())) return kept;
        }
        gatherPeaks(*clip, *peaks, progress);
        if (!wholeFile.empty() && clip->frames() > kBlock) {
          try {
            analysis::keepPeaks(folder, fingerprint, *peaks);
          } catch (const Error&) {  // a full disk costs reading again, nothing else
          }
        }
        return peaks;
      },
      [this, clip](Peaks whole) {
        if (clip != unedited_) return;
        basePeaks_ = std::move(whole);
        gathering_ = 0;
        refresh_->stop();
        if (!edits_.empty()) patch(reachOf(edits_, rate(), clip_->frames()));
        Q_EMIT refined();
      },
      false);
}

void TrackSound::takeEdits(const std::vector<SpectralEdit>& edits) {
  const auto spans = reachOf(differing(edits_, edits), rate(), clip_->frames());
  edits_ = edits;
  clip_ = edits.empty() ? unedited_ : withEdits(unedited_, edits);
  ++generation_;
  if (!spans.empty()) patch(spans);
  Q_EMIT soundChanged(spans);
}

void TrackSound::patch(std::vector<SampleSpan> spans) {
  if (!basePeaks_ || !basePeaks_->isWhole()) return;  // gather() does it when it is through
  if (edits_.empty()) {
    jobs_.stop(patching_);
    editedPeaks_ = nullptr;
    pending_.clear();
    return;
  }
  // What a job that is stopped here had to do is left to this one.
  if (patching_ != 0) jobs_.stop(patching_);
  pending_.insert(pending_.end(), spans.begin(), spans.end());
  const std::shared_ptr<const PeakPyramid> from = editedPeaks_ ? editedPeaks_ : basePeaks_;
  if (!editedPeaks_) pending_ = reachOf(edits_, rate(), clip_->frames());
  const auto todo = pending_;
  const auto clip = clip_;
  using Peaks = std::shared_ptr<const PeakPyramid>;
  patching_ = jobs_.run<Peaks>(
      tr("Peaks of edits"),
      [=, this](const Progress& progress) -> Peaks {
        auto peaks = std::make_shared<PeakPyramid>(*from);
        try {
          replacePeaks(*clip, todo, *peaks, progress);
        } catch (const Error& error) {
          if (error.kind() == ErrorKind::Cancelled) throw;
          const QString sentence = QString::fromUtf8(error.what());
          QMetaObject::invokeMethod(
              this,
              [this, clip, sentence] {
                if (clip == clip_) Q_EMIT editFailed(sentence);
              },
              Qt::QueuedConnection);
          throw Error(ErrorKind::Cancelled, error.what());
        }
        return peaks;
      },
      [this, clip](Peaks peaks) {
        if (clip != clip_) return;
        editedPeaks_ = std::move(peaks);
        pending_.clear();
        patching_ = 0;
        Q_EMIT refined();
      },
      false);
}

void TrackSound::peaks(int signal, double start, double framesPerColumn, std::span<PeakPair> columns,
                       std::span<bool> isKnown) const {
  std::ranges::fill(isKnown, false);
  if (!clip_ || signal >= signals()) return;
  if (signal < 0) {
    largest(start, framesPerColumn, columns, isKnown);
    return;
  }
  const PeakPyramid* best = editedPeaks_ ? editedPeaks_.get() : basePeaks_.get();
  best->read(signal, start, framesPerColumn, columns, isKnown);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (isKnown[c]) continue;
    const double share = (start + static_cast<double>(c) * framesPerColumn) / frames();
    if (share < 0 || share >= 1) continue;
    columns[c] = sketched(signal, share);
    isKnown[c] = true;
  }
}

PeakPair TrackSound::sketched(int signal, double share) const {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sketch_[0].size()));
  if (signal < channels()) return sketch_[static_cast<std::size_t>(signal)][at];
  // Of mid and side no more is known than that they are no larger than the channels.
  const PeakPair l = sketch_[0][at], r = sketch_[1][at];
  if (signal == 2) return {(l.lowest + r.lowest) / 2, (l.highest + r.highest) / 2};
  const float a = (l.lowest - r.lowest) / 2, b = (l.highest - r.highest) / 2;
  return {std::min(a, b), std::max(a, b)};
}

void TrackSound::largest(double start, double framesPerColumn, std::span<PeakPair> columns,
                         std::span<bool> isKnown) const {
  std::vector<PeakPair> other(columns.size());
  const auto known = std::make_unique<bool[]>(columns.size());
  for (int c = 0; c < channels(); ++c) {
    peaks(c, start, framesPerColumn, other, {known.get(), columns.size()});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!known[i]) continue;
      columns[i] = isKnown[i] ? joined(columns[i], other[i]) : other[i];
      isKnown[i] = true;
    }
  }
}

}  // namespace lathe::gui
