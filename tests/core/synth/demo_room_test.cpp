// The demo room: a real impulse response's shape, measured by Schroeder's backward integration.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/demo_room.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/audio/units.h"
#include "core/synth/tone.h"

namespace lathe {
namespace {

/// Seconds for a fall by 60 dB, from the fall between -5 and -25 dB of the backward-integrated energy (ISO 3382-1,
/// T20).
double decayTime(std::span<const float> response, double hertz) {
  synth::Filter first(hertz, 1.4), second(hertz, 1.4);
  std::vector<double> energy;
  for (const float sample : response) {
    const double band = second.band(first.band(static_cast<double>(sample)));
    energy.push_back(band * band);
  }
  for (std::size_t i = energy.size() - 1; i > 0; --i) energy[i - 1] += energy[i];
  const auto reaches = [&](double decibels) {
    const auto at = std::ranges::find_if(energy, [&](double e) { return e < energy[0] * std::pow(10, decibels / 10); });
    return static_cast<double>(at - energy.begin()) / synth::kSampleRate;
  };
  return 3 * (reaches(-25) - reaches(-5));
}

TEST(DemoRoom, StartsWithTheDirectSoundAtMinusOneDecibel) {
  const AudioBuffer room = makeDemoRoom();
  EXPECT_EQ(room.channels(), 2);
  EXPECT_EQ(room.frames(), 88200u);
  float before = 0;
  for (int c = 0; c < 2; ++c) before = std::max(before, std::abs(room[c][0]));
  EXPECT_NEAR(toDecibels(static_cast<double>(before)).value, -1, 0.01);
}

TEST(DemoRoom, DecaysFasterAtHighFrequencies) {
  const AudioBuffer room = makeDemoRoom();
  for (int c = 0; c < 2; ++c) {
    EXPECT_NEAR(decayTime(room[c], 250), 1.8, 0.3);
    EXPECT_NEAR(decayTime(room[c], 1000), 1.5, 0.25);
    EXPECT_NEAR(decayTime(room[c], 4000), 0.95, 0.2);
    EXPECT_NEAR(decayTime(room[c], 8000), 0.62, 0.2);
  }
}

TEST(DemoRoom, EndsInSilence) {
  const AudioBuffer room = makeDemoRoom();
  for (int c = 0; c < 2; ++c)
    for (const float sample : room[c].last(100)) EXPECT_LT(std::abs(sample), 1e-5f);
}

TEST(DemoRoom, SidesDifferInTheTail) {
  const AudioBuffer room = makeDemoRoom();
  double same = 0, left = 0, right = 0;
  for (std::size_t i = 8820; i < 44100; ++i) {
    const double l = static_cast<double>(room[0][i]), r = static_cast<double>(room[1][i]);
    same += l * r, left += l * l, right += r * r;
  }
  EXPECT_LT(std::abs(same / std::sqrt(left * right)), 0.2);
}

}  // namespace
}  // namespace lathe
