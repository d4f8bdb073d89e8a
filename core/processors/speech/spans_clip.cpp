// Raised-cosine fades, and patches made span by span.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/speech/spans_clip.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lathe {

double SpanFades::share(const SpeechSpan& span, std::uint64_t frame) const noexcept {
  const auto ramp = [](std::uint64_t done, std::uint64_t length) {
    if (done >= length) return 1.0;
    const double phase = static_cast<double>(done + 1) / static_cast<double>(length + 1);
    return 0.5 - 0.5 * std::cos(std::numbers::pi * phase);
  };
  return std::min(ramp(frame - span.start, in), ramp(span.end - 1 - frame, out));
}

ClipPtr changeSpans(const ClipPtr& clip, const std::vector<SpeechSpan>& spans, std::size_t margin,
                    const ChangeSpan& change, const OfflineWork& work) {
  const int channels = clip->format().channels();
  std::vector<std::vector<Patch>> patches(static_cast<std::size_t>(channels));
  std::size_t done = 0;
  for (const SpeechSpan& span : spans) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(done++) / static_cast<double>(spans.size()), "repairing");
    const auto length = static_cast<std::size_t>(span.end - span.start);
    AudioBuffer sound(channels, length + 2 * margin);
    const auto lead = static_cast<std::size_t>(margin - std::min<std::uint64_t>(margin, span.start));
    clip->read(span.start - (margin - lead), sound.view().slice(lead, sound.frames() - lead));
    for (int c = 0; c < channels; ++c) {
      change(sound[c], span);
      const auto middle = std::as_const(sound)[c].subspan(margin, length);
      patches[static_cast<std::size_t>(c)].push_back({span.start, {middle.begin(), middle.end()}});
    }
  }
  return patched(clip, std::move(patches));
}

}  // namespace lathe
