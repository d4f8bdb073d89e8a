// Reading what can only be made in order as if it could be read anywhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/sequential_clip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/audio/error.h"

namespace lathe {
namespace {

/// 1, 3, 6, 10 ...: each sample needs all before it. Gives at most 100 frames at a time.
class RunningSum : public SequentialSource {
 public:
  RunningSum(std::size_t frames, std::size_t failsAt) : left_(frames), failsAt_(failsAt) {}

  std::size_t read(AudioView out) override {
    const std::size_t count = std::min({out.frames(), left_, std::size_t{100}});
    for (std::size_t i = 0; i < count; ++i) {
      if (at_ == failsAt_) throw Error(ErrorKind::Io, "the disk is gone");
      out[0][i] = static_cast<float>(sum_ += static_cast<double>(++at_));
    }
    left_ -= count;
    return count;
  }

 private:
  std::size_t left_, failsAt_, at_ = 0;
  double sum_ = 0;
};

constexpr std::size_t kFrames = 2000;

float expected(std::size_t frame) { return frame < kFrames ? static_cast<float>((frame + 1) * (frame + 2) / 2) : 0.0f; }

void expectRight(const SequentialClip& clip, std::size_t start, std::size_t count) {
  AudioBuffer out(1, count);
  std::ranges::fill(out[0], -1.0f);
  clip.read(start, out.view());
  for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(out[0][i], expected(start + i)) << start << " + " << i;
}

TEST(SequentialClip, GivesTheSameSamplesInAnyOrder) {
  const SequentialClip clip({48000, ChannelLayout::mono()}, kFrames,
                            [] { return std::make_unique<RunningSum>(kFrames, -1); });
  for (const std::size_t start : {0u, 500u, 1000u, 0u, 1999u, 1990u, 2000u, 5000u, 3u}) expectRight(clip, start, 500);
  constexpr unsigned kSeed = 5;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int i = 0; i < 100; ++i) expectRight(clip, random() % 2100, random() % 300);
}

TEST(SequentialClip, StartsItsSourceOnceWhenReadFromStartToEnd) {
  int starts = 0;
  const SequentialClip clip({48000, ChannelLayout::mono()}, kFrames,
                            [&] { return ++starts, std::make_unique<RunningSum>(kFrames, -1); });
  for (std::size_t at = 0; at < kFrames; at += 170) expectRight(clip, at, 150);
  EXPECT_EQ(starts, 1);
}

TEST(SequentialClip, IsSilentWhereItsSourceEndsTooSoon) {
  const SequentialClip clip({48000, ChannelLayout::mono()}, kFrames,
                            [] { return std::make_unique<RunningSum>(50, -1); });
  AudioBuffer out(1, 100);
  clip.read(10, out.view());
  EXPECT_EQ(out[0][39], expected(49));
  EXPECT_EQ(out[0][40], 0.0f);
  clip.read(500, out.view());
  EXPECT_EQ(out[0][0], 0.0f);
}

TEST(SequentialClip, StartsAnewAfterAnError) {
  bool isBroken = true;
  const SequentialClip clip({48000, ChannelLayout::mono()}, kFrames,
                            [&] { return std::make_unique<RunningSum>(kFrames, isBroken ? 450 : -1); });
  expectRight(clip, 0, 400);
  AudioBuffer out(1, 100);
  EXPECT_THROW(clip.read(400, out.view()), Error);
  isBroken = false;
  expectRight(clip, 400, 100);
}

}  // namespace
}  // namespace lathe
