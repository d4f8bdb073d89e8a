// Running a processor over a region, its latency taken away.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/processed_region.h"

#include <algorithm>

#include "core/audio/simd.h"
#include "core/spectral/spectrogram.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

constexpr double kSettling = 2;  ///< seconds
constexpr std::size_t kBlock = 4096;

}  // namespace

AudioBuffer processedRegion(const Settings& settings, const AudioClip& clip, std::int64_t start, std::size_t frames,
                            const Progress& progress) {
  const AudioFormat& format = clip.format();
  const auto processor = makeProcessor(settings);
  processor->prepare({format, kBlock});
  const std::int64_t settling = std::min<std::int64_t>(std::max<std::int64_t>(start, 0),
                                                       static_cast<std::int64_t>(kSettling * format.sampleRate));
  const std::size_t late = processor->latency() + static_cast<std::size_t>(settling);
  AudioBuffer result(format.channels(), frames), block(format.channels(), kBlock);
  const FlushDenormals flush;
  for (std::size_t done = 0; done < frames + late; done += kBlock) {
    progress.throwIfStopped();
    readChannels(clip, start - settling + static_cast<std::int64_t>(done), block.view());
    processor->process(block.view());
    const std::size_t from = std::max(done, late), to = std::min(done + kBlock, frames + late);
    if (from < to) copy(block.view().slice(from - done, to - from), result.view().slice(from - late, to - from));
  }
  return result;
}

}  // namespace lathe
