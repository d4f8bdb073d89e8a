// The picture of an impulse response: peaks, energy decay and reverberation time against closed forms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/response_sketch.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lathe::analysis {
namespace {

TEST(ResponseSketch, AnExponentialDecayHasItsReverberationTime) {
  constexpr int rate = 48000;
  constexpr double t60 = 0.8;
  AudioBuffer response(2, 2 * rate);
  for (std::size_t n = 0; n < response.frames(); ++n) {
    const auto x = static_cast<float>(0.3 * std::pow(10.0, -3 * static_cast<double>(n) / rate / t60));
    response[0][n] = n % 2 == 0 ? x : -x;
    response[1][n] = 0.5f * x;
  }
  const ResponseSketch sketch = sketchResponse(response.view(), rate, 400);
  EXPECT_NEAR(sketch.length.value, 2, 1e-9);
  EXPECT_NEAR(sketch.reverberationTime.value, t60, 0.002);
  EXPECT_EQ(sketch.peak[0], 0);
  // 60 dB in 0.8 s: column 80 begins at 0.4 s.
  EXPECT_NEAR(sketch.peak[80], -30, 0.01);
  EXPECT_NEAR(sketch.decay[80], -30, 0.02);
}

TEST(ResponseSketch, ASingleImpulseStandsWhereItIs) {
  AudioBuffer response(1, 1000);
  response[0][505] = -0.25f;
  const ResponseSketch sketch = sketchResponse(response.view(), 44100, 100);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(sketch.peak[i], i == 50 ? 0 : ResponseSketch::kFloor) << i;
    EXPECT_EQ(sketch.decay[i], i <= 50 ? 0 : ResponseSketch::kFloor) << i;
  }
}

TEST(ResponseSketch, SilenceStaysAtTheFloor) {
  const ResponseSketch sketch = sketchResponse(AudioBuffer(1, 5).view(), 44100, 10);
  for (const float level : sketch.peak) EXPECT_EQ(level, ResponseSketch::kFloor);
  EXPECT_EQ(sketch.reverberationTime.value, 0);
}

}  // namespace
}  // namespace lathe::analysis
