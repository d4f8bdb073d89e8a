// Raised-cosine fades, and a clip with spans laid over it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/spans_clip.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/window.h"
#include "core/file/spool.h"

namespace lathe {
namespace {

/// The source with spans laid over it that are kept on disk: an hour of speech has some hundred seconds of breaths.
class SpansClip : public AudioClip {
 public:
  SpansClip(ClipPtr source, const std::filesystem::path& folder)
      : source_(std::move(source)), spool_(folder, source_->format().channels()) {}

  const AudioFormat& format() const noexcept override { return source_->format(); }
  std::uint64_t frames() const noexcept override { return source_->frames(); }
  bool isSequential() const noexcept override { return source_->isSequential(); }
  void read(std::uint64_t start, AudioView out) const override {
    source_->read(start, out);
    const std::uint64_t past = start + out.frames();
    auto piece = std::ranges::upper_bound(pieces_, start, {}, &Piece::end);
    for (; piece != pieces_.end() && piece->start < past; ++piece) {
      const std::uint64_t from = std::max(start, piece->start), to = std::min(past, piece->end);
      spool_.read(piece->place + (from - piece->start),
                  out.slice(static_cast<std::size_t>(from - start), static_cast<std::size_t>(to - from)));
    }
  }
  /// Behind the last one.
  void append(const SpeechSpan& span, ConstAudioView samples) {
    const std::uint64_t place = spool_.frames(), end = std::min(span.end, source_->frames());
    spool_.append(samples);
    if (end > span.start) pieces_.push_back({span.start, end, place});
  }

 private:
  struct Piece {
    std::uint64_t start, end, place;  ///< frames of the clip, and frame of the spool
  };
  ClipPtr source_;
  Spool spool_;
  std::vector<Piece> pieces_;
};

}  // namespace

double SpanFades::share(const SpeechSpan& span, std::uint64_t frame) const noexcept {
  const auto ramp = [](std::uint64_t done, std::uint64_t length) {
    return raisedCosine(static_cast<double>(done + 1) / static_cast<double>(length + 1));
  };
  return std::min(ramp(frame - span.start, in), ramp(span.end - 1 - frame, out));
}

ClipPtr changeSpans(const ClipPtr& clip, const std::vector<SpeechSpan>& spans, std::size_t margin,
                    const ChangeSpan& change, const OfflineWork& work) {
  const int channels = clip->format().channels();
  auto result = std::make_shared<SpansClip>(clip, work.folder);
  std::size_t done = 0;
  for (const SpeechSpan& span : spans) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(done++) / static_cast<double>(spans.size()), "repairing");
    const auto length = static_cast<std::size_t>(span.end - span.start);
    AudioBuffer sound(channels, length + 2 * margin);
    const auto lead = static_cast<std::size_t>(margin - std::min<std::uint64_t>(margin, span.start));
    clip->read(span.start - (margin - lead), sound.view().slice(lead, sound.frames() - lead));
    for (int c = 0; c < channels; ++c) change(sound[c], span);
    result->append(span, sound.view().slice(margin, length));
  }
  return result;
}

}  // namespace lathe
