// Second-order sections and their gliding cascade.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/biquad.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "core/dsp/matched_filter.h"
#include "tests/support/response.h"

namespace lathe {
namespace {

std::vector<double> impulseResponse(BiquadCascade& cascade, std::size_t frames, int lane) {
  std::vector<Pair> pairs(frames, Pair{0, 0});
  pairs[0][lane] = 1;
  cascade.process(pairs.data(), frames);
  std::vector<double> result(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    result[i] = pairs[i][lane];
    EXPECT_EQ(pairs[i][1 - lane], 0);
  }
  return result;
}

TEST(BiquadCascade, HasTheResponseOfItsSectionsForAnyNumberOfThem) {
  const Biquad section = {0.9, -0.8, 0.3, -1.1, 0.5};
  for (int count = 0; count <= 13; ++count) {
    BiquadCascade cascade(count + 3);
    for (int k = 0; k < count; ++k) cascade.aim(k + 2, section, {});
    cascade.jump();
    EXPECT_EQ(cascade.isIdle(), count == 0);
    const std::vector<double> impulse = impulseResponse(cascade, 400, 0);
    for (const double omega : {0.0, 0.5, 3.0}) {
      const double level = std::norm(test::responseAt(impulse, omega, 2 * std::numbers::pi));
      EXPECT_NEAR(level, std::pow(power(section, omega), count), 1e-9 * level) << count;
    }
  }
}

TEST(BiquadCascade, KeepsItsLanesApart) {
  BiquadCascade cascade(1);
  cascade.aim(0, {}, {0.5, 0, 0, -0.5, 0});
  cascade.jump();
  EXPECT_EQ(impulseResponse(cascade, 4, 1), (std::vector<double>{0.5, 0.25, 0.125, 0.0625}));
  cascade.clear();
  EXPECT_EQ(impulseResponse(cascade, 3, 0), (std::vector<double>{1, 0, 0}));
}

TEST(BiquadCascade, GlidesToItsAimAndRestsThere) {
  BiquadCascade cascade(1);
  cascade.aim(0, {3, 0, 0, 0, 0}, {3, 0, 0, 0, 0});
  cascade.glide(4);
  std::vector<Pair> ones(6, Pair{1, 1});
  cascade.process(ones.data(), 6);
  const double expected[] = {1.5, 2, 2.5, 3, 3, 3};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(ones[i][0], expected[i]);
  cascade.aim(0, {}, {});
  cascade.glide(2);
  cascade.process(ones.data(), 2);
  EXPECT_TRUE(cascade.isIdle());
}

TEST(BiquadCascade, RoundsFarBelowTheSamplesEvenAtTenHertz) {
  BiquadCascade cascade(1);
  const Biquad bell = matchFilter(analogBell(10_Hz, 12_dB, 4), 192000).sections[0];
  cascade.aim(0, bell, bell);
  cascade.jump();
  const std::size_t frames = 100000;
  const AudioBuffer noise = test::whiteNoise(1, frames, 1, 1);
  std::vector<Pair> pairs(frames);
  for (std::size_t i = 0; i < frames; ++i) pairs[i] = Pair{noise[0][i], noise[0][i]};
  cascade.process(pairs.data(), frames);
  // The same recursion in 80-bit arithmetic.
  long double s1 = 0, s2 = 0, worst = 0;
  for (std::size_t i = 0; i < frames; ++i) {
    const long double x = noise[0][i], y = bell.b0 * x + s1;
    s1 = bell.b1 * x - bell.a1 * y + s2;
    s2 = bell.b2 * x - bell.a2 * y;
    worst = std::max(worst, std::abs(y - static_cast<long double>(pairs[i][0])));
  }
  EXPECT_LT(20 * std::log10(static_cast<double>(worst)), -180);
}

TEST(Biquad, AnInverseUndoesItsSection) {
  const Biquad section = {0.9, -0.8, 0.3, -1.1, 0.5}, undo = inverse(section);
  for (const double omega : {0.0, 1.0, 3.0}) EXPECT_NEAR(power(section, omega) * power(undo, omega), 1, 1e-12);
  EXPECT_NEAR(poleRadius(section), std::sqrt(0.5), 1e-12);
  EXPECT_NEAR(poleRadius({1, 0, 0, -1.3, 0.4}), 0.8, 1e-12);
}

}  // namespace
}  // namespace lathe
