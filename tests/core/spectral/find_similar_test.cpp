// The same sound is found again wherever it is, and only there.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/find_similar.h"

#include "core/audio/error.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

/// A chirp of 0.2 s, like a bird's.
void addChirp(AudioBuffer& sound, double at, double level) {
  const auto start = static_cast<std::size_t>(at * kSpectralRate);
  for (std::size_t n = 0; n < kSpectralRate / 5; ++n) {
    const double t = static_cast<double>(n) / kSpectralRate;
    sound[0][start + n] += static_cast<float>(level * std::sin(std::numbers::pi * t / 0.2) *
                                              std::sin(2 * std::numbers::pi * (2000 * t + 5000 * t * t)));
  }
}

TEST(FindSimilar, FindsTheSameSoundLouderAndSofterAndNothingElse) {
  AudioBuffer sound = noise(1, 20 * kSpectralRate, 8, {-50});
  for (const double at : {2.0, 7.31, 12.9, 16.05}) addChirp(sound, at, at == 12.9 ? 0.05 : 0.2);
  const auto found = findSimilar(*spectralClip(sound), {{box(2.0, 2.2, 1500, 4500)}});
  ASSERT_EQ(found.size(), 3u);
  std::vector<double> times;
  for (const Similar& one : found) times.push_back(one.start.value);
  std::ranges::sort(times);
  EXPECT_NEAR(times[0], 7.31, 0.012);
  EXPECT_NEAR(times[1], 12.9, 0.012);
  EXPECT_NEAR(times[2], 16.05, 0.012);
  for (const Similar& one : found) EXPECT_GT(one.score, 0.7);
}

TEST(FindSimilar, MovesTheMaskToWhatItFound) {
  const Mask mask{{box(2.0, 2.2, 1500, 4500)}};
  const Mask moved = movedTo(mask, 5.0_s);
  EXPECT_NEAR(timeSpan(moved)->start.value, 5, 1e-9);
  EXPECT_NEAR(timeSpan(moved)->end.value, 5.2, 1e-9);
}

TEST(FindSimilar, RefusesWhatHasNoEnd) {
  EXPECT_THROW(findSimilar(*spectralClip(silence(1, 44100)), {{{BandShape{{1_Hz, 2_Hz}}}}}), Error);
}

}  // namespace
}  // namespace lathe::test
