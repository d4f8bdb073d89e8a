// The oversampler's passband, stopband and delay, measured.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/oversampler.h"

#include <gtest/gtest.h>

#include "tests/support/response.h"

namespace lathe {
namespace {

using test::responseAt;

constexpr int kFactors[] = {2, 4, 8, 16};

/// The raised-rate impulse response of up() alone.
std::vector<float> upResponse(int factor) {
  Oversampler oversampler(factor, 1, 512);
  AudioBuffer impulse(1, 512);
  impulse[0][0] = 1;
  const AudioView high = oversampler.up(impulse.view());
  return {high[0].begin(), high[0].end()};
}

TEST(Oversampler, PassesTheAudibleBandAndStopsItsImages) {
  for (const int factor : kFactors) {
    const std::vector<float> impulse = upResponse(factor);
    const double rate = 44100.0 * factor;
    const auto level = [&](double f) { return 20 * std::log10(std::abs(responseAt(impulse, f, rate)) / factor); };
    for (double f = 0; f <= 20000; f += 250) EXPECT_NEAR(level(f), 0, 0.001) << factor << "x at " << f;
    for (double image = 44100; image <= rate / 2; image += 44100)
      for (double f = image - 20000; f <= std::min(image + 20000, rate / 2); f += 250)
        EXPECT_LT(level(f), -125) << factor << "x at " << f;
  }
}

TEST(Oversampler, ReturnsWhatItWasGivenAfterItsLatency) {
  for (const int factor : kFactors)
    for (const std::size_t innerDelay : {std::size_t{0}, std::size_t{1}}) {
      Oversampler oversampler(factor, 2, 1024, innerDelay);
      AudioBuffer sound = test::sineWave(2, 1024, 7000, 44100, 0.5);
      const AudioBuffer before = sound;
      const AudioView high = oversampler.up(sound.view());
      if (innerDelay == 1)
        for (int c = 0; c < 2; ++c) {
          std::shift_right(high[c].begin(), high[c].end(), 1);
          high[c][0] = 0;
        }
      oversampler.down(sound.view());
      const std::size_t latency = oversampler.latency();
      for (std::size_t i = 400; i < 1024; ++i)
        ASSERT_NEAR(sound[1][i], before[1][i - latency], 3e-6) << factor << "x, frame " << i;
    }
}

TEST(Oversampler, StopsWhatWouldFoldIntoTheAudibleBand) {
  for (const int factor : kFactors) {
    Oversampler oversampler(factor, 1, 2048);
    AudioBuffer sound(1, 2048);
    for (double f = 24100; f < 22050.0 * factor; f += 3370) {
      const double folded = std::abs(f - 44100 * std::round(f / 44100));
      if (folded > 20000) continue;
      oversampler.reset();
      const AudioView high = oversampler.up(AudioBuffer(1, 2048).view());
      for (std::size_t i = 0; i < high.frames(); ++i)
        high[0][i] =
            static_cast<float>(std::sin(2 * std::numbers::pi * f / (44100.0 * factor) * static_cast<double>(i)));
      oversampler.down(sound.view());
      float peak = 0;
      for (std::size_t i = 500; i < 2048; ++i) peak = std::max(peak, std::abs(sound[0][i]));
      EXPECT_LT(20 * std::log10(peak), -120) << factor << "x at " << f;
    }
  }
}

TEST(Oversampler, AnySplitIntoBlocksGivesTheSameSamples) {
  const AudioBuffer noise = test::whiteNoise(2, 1500, 1, 1);
  const auto render = [&](std::size_t blockFrames) {
    Oversampler oversampler(8, 2, 512);
    AudioBuffer sound = noise;
    for (std::size_t start = 0; start < 1500; start += blockFrames) {
      const AudioView block = sound.view().slice(start, std::min(blockFrames, 1500 - start));
      oversampler.up(block);
      oversampler.down(block);
    }
    return sound;
  };
  const AudioBuffer whole = render(500);
  for (const std::size_t blockFrames : {1, 13, 512}) {
    const AudioBuffer split = render(blockFrames);
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(split[c], whole[c])) << blockFrames;
  }
}

}  // namespace
}  // namespace lathe
