// Followers and fast decibels: time constants as stated, errors as stated.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/envelope.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/dsp/decibel_math.h"
#include "core/dsp/sliding_maximum.h"

namespace lathe {
namespace {

TEST(AttackRelease, GoesTheWayOfItsTimeConstants) {
  for (const double rate : {44100.0, 192000.0}) {
    AttackRelease follower;
    follower.setTimes({.attack = 20_ms, .release = 300_ms}, rate);
    std::vector<float> targets(static_cast<std::size_t>(rate), 12.0f);
    follower.run(targets.data(), targets.size());
    EXPECT_NEAR(targets[static_cast<std::size_t>(std::lround(0.02 * rate)) - 1], 12 * (1 - std::exp(-1)), 1e-4);
    std::ranges::fill(targets, 0.0f);
    follower.run(targets.data(), targets.size());
    EXPECT_NEAR(targets[static_cast<std::size_t>(std::lround(0.3 * rate)) - 1], 12 * std::exp(-1), 1e-4);
  }
}

TEST(AttackRelease, LetsGoOfASinglePeakSoonerThanOfADensePassage) {
  const auto leftAfter = [](double seconds) {  // share of the reduction left 200 ms after a passage that long
    AttackRelease follower;
    follower.setTimes({.attack = 1_ms, .release = 50_ms, .slowShare = 0.8}, 48000);
    std::vector<float> targets(static_cast<std::size_t>(seconds * 48000), 10.0f);
    follower.run(targets.data(), targets.size());
    const double before = follower.value();
    targets.assign(9600, 0.0f);
    follower.run(targets.data(), targets.size());
    return follower.value() / before;
  };
  EXPECT_LT(leftAfter(0.01), 0.1);
  EXPECT_GT(leftAfter(2), 0.4);
}

TEST(AttackRelease, EndsInAnExactZero) {
  AttackRelease follower;
  follower.setTimes({.attack = 1_ms, .release = 5_ms, .slowShare = 0.8}, 44100);
  std::vector<float> targets(100, 20.0f);
  follower.run(targets.data(), targets.size());
  targets.assign(44100, 0.0f);
  follower.run(targets.data(), targets.size());
  EXPECT_EQ(targets.back(), 0);
}

TEST(MeanSquare, SettlesAtTheMeanOfTheSquares) {
  MeanSquare mean;
  mean.setWindow(50_ms, 48000);
  double value = 0;
  for (int i = 0; i < 48000; ++i) value = mean.next(0.5 * std::sin(0.1309 * i));
  EXPECT_NEAR(value, 0.125, 0.0005);
}

TEST(DecibelMath, IsAsExactAsItSays) {
  double worstLevel = 0, worstGain = 0;
  for (double level = -230; level < 120; level += 0.0137) {
    const auto amplitude = static_cast<float>(std::pow(10, level / 20));
    worstLevel =
        std::max(worstLevel, std::abs(amplitudeDecibels(amplitude) - 20 * std::log10(static_cast<double>(amplitude))));
    const auto decibels = static_cast<float>(level);
    worstGain = std::max(worstGain, std::abs(20 * std::log10(static_cast<double>(decibelGain(decibels))) - decibels));
  }
  EXPECT_LT(worstLevel, 0.00003);
  EXPECT_LT(worstGain, 0.00003);
  EXPECT_EQ(decibelGain(0), 1);
  EXPECT_EQ(amplitudeDecibels(1), 0);
  EXPECT_NEAR(amplitudeDecibels(0), -240, 0.001);
  EXPECT_NEAR(powerDecibels(0.5f), -3.0103, 0.0001);
}

TEST(SlidingMaximum, AgreesWithASearchOfItsWindow) {
  std::mt19937 random(5);
  for (const std::size_t window : {1, 2, 7, 64}) {
    SlidingMaximum maximum(100);
    maximum.setWindow(window);
    std::vector<float> values;
    for (int i = 0; i < 2000; ++i) {
      values.push_back(i / 200 % 2 == 0 ? static_cast<float>(random() % 50) : 0.0f);
      const auto begin = values.end() - static_cast<std::ptrdiff_t>(std::min(window, values.size()));
      ASSERT_EQ(maximum.next(values.back()), *std::max_element(begin, values.end())) << window << ", value " << i;
    }
  }
}

}  // namespace
}  // namespace lathe
