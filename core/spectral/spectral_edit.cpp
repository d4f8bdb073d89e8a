// Checking edits and finding the samples that they reach.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectral_edit.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/processors/registry.h"
#include "core/spectral/operators.h"

namespace lathe {

void checkSpectralEdit(const SpectralEdit& edit) {
  checkMask(edit.mask);
  const bool isPower = (edit.fftSize & (edit.fftSize - 1)) == 0;
  if (edit.fftSize < kSmallestFft || edit.fftSize > kLargestFft || !isPower)
    throw Error(ErrorKind::Invalid, "the FFT size of a spectral edit is a power of two from 512 to 16384, not " +
                                        std::to_string(edit.fftSize));
  if (edit.overlap != 4 && edit.overlap != 8)
    throw Error(ErrorKind::Invalid, "the overlap of a spectral edit is 4 or 8, not " + std::to_string(edit.overlap));
  if (!findSpectralOperator(edit.operation.type().id)) processorType(edit.operation.type().id);
}

std::string nameOf(const SpectralEdit& edit) { return edit.name.empty() ? edit.operation.type().name : edit.name; }

SampleSpan reachOf(const SpectralEdit& edit, double sampleRate, std::uint64_t frames) {
  const auto length = static_cast<std::int64_t>(frames);
  const auto span = timeSpan(edit.mask);
  if (!span) return {0, length};
  if (span->start == span->end) return {0, 0};
  // A cell may be selected that the span only touches: half a hop, and then half a window, or a whole one.
  const SpectralOperator* op = findSpectralOperator(edit.operation.type().id);
  const std::int64_t window = op && op->coversWindows ? edit.fftSize : edit.fftSize / 2;
  const std::int64_t around = window + edit.fftSize / edit.overlap;
  const auto start = static_cast<std::int64_t>(std::floor(std::min(span->start.value * sampleRate, 9e15))) - around;
  const auto end = static_cast<std::int64_t>(std::ceil(std::min(span->end.value * sampleRate, 9e15))) + around;
  return {std::clamp<std::int64_t>(start, 0, length), std::clamp<std::int64_t>(end, 0, length)};
}

std::vector<SampleSpan> reachOf(const std::vector<SpectralEdit>& edits, double sampleRate, std::uint64_t frames) {
  std::vector<SampleSpan> spans;
  for (const SpectralEdit& edit : edits)
    if (edit.isOn)
      if (const SampleSpan span = reachOf(edit, sampleRate, frames); span.start < span.end) spans.push_back(span);
  std::ranges::sort(spans, {}, &SampleSpan::start);
  std::vector<SampleSpan> joined;
  for (const SampleSpan& span : spans) {
    if (!joined.empty() && span.start <= joined.back().end)
      joined.back().end = std::max(joined.back().end, span.end);
    else
      joined.push_back(span);
  }
  return joined;
}

}  // namespace lathe
