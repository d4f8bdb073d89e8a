// Sounds and caches that several threads read at once: edited clips that share their work, tiles on disk, plans.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "analysis/overview/overview_cache.h"
#include "core/compute/null/null_gpu.h"
#include "core/file/spool.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "tests/core/spectral/spectral_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

constexpr int kThreads = 4;

template <class Work>
void onThreads(Work work) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&work, i] { work(i); });
}

TEST(SharedReading, EditsThatShareADeviceGiveEveryReaderTheSameSamples) {
  const ClipPtr clip = spectralClip(chord(kSpectralRate));
  const std::vector<SpectralEdit> edits = {{Mask{{box(0.2, 0.3, 500, 2000)}}, operationOf("attenuate")},
                                           {Mask{{box(0.5, 0.55, 100, 4000)}}, operationOf("heal")},
                                           {Mask{{passage(0.7, 0.72)}}, operationOf("delete")}};
  const AudioBuffer expected = readWhole(*withEdits(clip, edits));
  NullGpu gpu({.faults = Faults::parse("lost@2")});
  CpuBackend cpu;
  const auto work = std::make_shared<EditWork>(StftDeviceOptions{.backends = {&gpu, &cpu}, .batchSamples = 2048});
  const ClipPtr edited = withEdits(clip, edits, work), alone = withEdit(clip, edits[0], EditListen::Removed, work);
  onThreads([&](int i) {
    if (i == 0) readWhole(*alone);
    EXPECT_EQ(largestDifference(readWhole(*edited).view(), expected.view()), 0);
  });
}

TEST(SharedReading, TilesAreKeptAndFoundByAllAtOnce) {
  const testing::TemporaryFolder folder;
  const ClipPtr clip = spectralClip(chord(kSpectralRate));
  analysis::SpectrumTileSpec spec{.fftSize = 1024, .start = 0, .step = 64, .columns = 64, .mostSpectra = 2};
  const analysis::SpectrumTile tile = analysis::spectrumTile(*clip, spec, {});
  onThreads([&](int i) {
    for (int n = 0; n < 20; ++n) {
      analysis::SpectrumTileSpec own = spec;
      own.start = n % 3;  // the same places as the others'
      analysis::keepTile(folder.path(), "recording", own, tile);
      const auto kept = analysis::keptTile(folder.path(), "recording", own);
      if (kept) {
        EXPECT_EQ(kept->levels, tile.levels);
      }
      if (i == 0) analysis::pruneTiles(folder.path(), 1000);
    }
  });
}

TEST(SharedReading, AScratchFileIsReadByAllAtOnce) {
  const testing::TemporaryFolder folder;
  const AudioBuffer sound = chord(kSpectralRate);
  SpoolClip spool({kSpectralRate, ChannelLayout::stereo()}, folder.path());
  spool.append(sound.view());
  onThreads([&](int) { EXPECT_EQ(largestDifference(readWhole(spool).view(), sound.view()), 0); });
}

}  // namespace
}  // namespace lathe::test
