// Un-limit: attacks that a limiter took come nearer to what they were; what was not limited is left alone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/unlimit.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/processors/limiter.h"
#include "core/processors/live_run.h"
#include "tests/core/render/render_signals.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;

/// Struck tones over a bed: attacks 12 dB over it, four a second.
AudioBuffer strokes() {
  AudioBuffer sound = noise(1, 6 * 44100, 9, {-40});
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double t = static_cast<double>(n) / 44100, beat = std::fmod(4 * t, 1.0) / 4;
    const double level = 0.05 + (0.22 + 0.03 * std::sin(7 * std::floor(4 * t))) * std::exp(-beat / 0.03);
    sound[0][n] += static_cast<float>(
        level * (std::sin(2 * std::numbers::pi * 196 * t) + std::sin(2 * std::numbers::pi * 1730 * t)));
  }
  return sound;
}

/// Ratio of signal to distortion in dB after the best gain.
double fittedRatio(std::span<const float> reference, std::span<const float> sound) {
  double rr = 0, rx = 0, xx = 0;
  for (std::size_t n = 0; n < reference.size(); ++n) {
    const auto a = static_cast<double>(reference[n]), b = static_cast<double>(sound[n]);
    rr += a * a, rx += a * b, xx += b * b;
  }
  const double g = rx / rr;
  return 10 * std::log10(g * g * rr / (xx - g * g * rr));
}

AudioBuffer limited(const AudioBuffer& sound) {
  AudioBuffer loud = sound;
  for (float& x : loud[0]) x *= 4;
  LimiterSettings settings;
  settings.ceiling = -1_dB;
  Limiter limiter(settings);
  return readAll(*throughProcessor(limiter, clipOf(loud), {}));
}

AudioBuffer unlimited(const AudioBuffer& sound) {
  return readAll(*unlimitOffline().apply(Settings(UnlimitSettings{}), clipOf(sound), false, {}));
}

TEST(Unlimit, BringsLimitedAttacksNearerToWhatTheyWere) {
  const AudioBuffer before = strokes(), hurt = limited(before), after = unlimited(hurt);
  EXPECT_GT(fittedRatio(before[0], after[0]), fittedRatio(before[0], hurt[0]) + 0.5);
  const double crest =
      20 * std::log10(peak(after.view()) / rms(after[0])) - 20 * std::log10(peak(hurt.view()) / rms(hurt[0]));
  EXPECT_GT(crest, 1);
}

TEST(Unlimit, LeavesWhatWasNotLimitedBitForBit) {
  AudioBuffer sound = strokes();
  for (std::size_t n = 0; n < sound.frames(); ++n)
    sound[0][n] *= static_cast<float>(0.6 + 0.4 * std::sin(1e-5 * static_cast<double>(n)));
  const AudioBuffer out = unlimited(sound);
  EXPECT_EQ(largestDifference(sound.view(), out.view()), 0);
}

TEST(Unlimit, TellsLimitedSoundByThePileOfItsPeaks) {
  AudioBuffer sound = music(2, 6, 44100);
  EXPECT_GT(findLimiting(*clipOf(limited(strokes())), {}).pile, 2);
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = 0; n < sound.frames(); ++n)
      sound[c][n] *= static_cast<float>(1 - 0.6 * static_cast<double>(n) / static_cast<double>(sound.frames()));
  EXPECT_LT(findLimiting(*clipOf(sound), {}).pile, 2);
}

}  // namespace
}  // namespace lathe::test
