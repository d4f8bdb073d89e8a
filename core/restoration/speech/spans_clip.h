// Spans of a recording worked on with fades, the rest copied: what de-plosive and breath control give.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>

#include "core/processors/offline.h"
#include "core/restoration/speech/speech_frames.h"

namespace lathe {

/// Fades inside a span: how far the work is done at a frame, 0 just outside, 1 between the fades.
struct SpanFades {
  std::uint64_t in = 0, out = 0;  ///< frames

  double share(const SpeechSpan& span, std::uint64_t frame) const noexcept;
};

/// `clip` with each span (apart from each other, in order) replaced by what `change` makes of it: it gets the sound
/// with `margin` frames to either side (silence beyond the ends), and works in place on the middle. All other samples
/// are the clip's own, bit for bit. The spans are kept on disk, in work.folder.
using ChangeSpan = std::function<void(std::span<float> withMargins, const SpeechSpan& span)>;
ClipPtr changeSpans(const ClipPtr& clip, const std::vector<SpeechSpan>& spans, std::size_t margin,
                    const ChangeSpan& change, const OfflineWork& work);

}  // namespace lathe
