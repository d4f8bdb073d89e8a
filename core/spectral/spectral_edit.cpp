// Checking edits and finding the samples that they reach.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectral_edit.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

void checkSize(int size) {
  if (size < kSmallestFft || size > kLargestFft || (size & (size - 1)) != 0)
    throw Error(ErrorKind::Invalid,
                "the FFT size of a spectral edit is a power of two from 512 to 16384, not " + std::to_string(size));
}

}  // namespace

std::vector<BandResolution> multiResolution() { return {{400_Hz, 4096}, {1600_Hz, 2048}, {6400_Hz, 1024}}; }

int largestFft(const SpectralEdit& edit) noexcept {
  int largest = edit.fftSize;
  for (const BandResolution& band : edit.bands) largest = std::max(largest, band.fftSize);
  return largest;
}

void checkSpectralEdit(const SpectralEdit& edit) {
  checkMask(edit.mask);
  checkSize(edit.fftSize);
  if (edit.bands.size() > kMostBands)
    throw Error(ErrorKind::Invalid, "a spectral edit has at most " + std::to_string(kMostBands) + " resolutions more");
  double last = 0;
  for (const BandResolution& band : edit.bands) {
    checkSize(band.fftSize);
    if (!(band.from.value > last) || !std::isfinite(band.from.value))
      throw Error(ErrorKind::Invalid, "the resolutions of a spectral edit begin at rising frequencies above 0 Hz");
    last = band.from.value;
  }
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
  const int size = largestFft(edit);
  const std::int64_t window = op && op->coversWindows ? size : size / 2;
  const std::int64_t around = window + size / edit.overlap;
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
