// The demo mix: the same samples always, levels like a real mix, and every planted fault where it is said to be.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/demo_mix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace lathe {
namespace {

const AudioBuffer& mix() {
  static const AudioBuffer made = makeDemoMix();
  return made;
}

std::size_t frameAt(Seconds time) { return static_cast<std::size_t>(std::lround(time.value * kDemoSampleRate)); }

std::span<const float> part(int channel, Seconds start, Seconds length) {
  return mix()[channel].subspan(frameAt(start), frameAt(length));
}

Decibels rms(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return toDecibels(std::sqrt(sum / static_cast<double>(samples.size())));
}

float peak(std::span<const float> samples) {
  float largest = 0;
  for (const float sample : samples) largest = std::max(largest, std::abs(sample));
  return largest;
}

/// FNV-1a over the samples as 24-bit integers, channel by channel.
std::uint64_t hash(const AudioBuffer& buffer) {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (int c = 0; c < buffer.channels(); ++c)
    for (const float sample : buffer[c]) {
      auto word = static_cast<std::uint32_t>(std::lrint(static_cast<double>(sample) * 8388608));
      for (int byte = 0; byte < 3; ++byte, word >>= 8) value = (value ^ (word & 0xFF)) * 0x100000001B3u;
    }
  return value;
}

/// Amplitude of the sine at `hertz` in samples that hold whole periods of it.
double amplitudeAt(std::span<const float> samples, double hertz) {
  double re = 0, im = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kDemoSampleRate;
    re += static_cast<double>(samples[i]) * std::cos(angle);
    im += static_cast<double>(samples[i]) * std::sin(angle);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(samples.size());
}

TEST(DemoMix, IsFortySecondsOfStereo) {
  EXPECT_EQ(mix().channels(), 2);
  EXPECT_EQ(mix().frames(), 40u * 44100u);
}

// The hash holds the promise across compilers, optimisation, sanitizers and processors. It changes only with the demo
// itself.
TEST(DemoMix, IsTheSameOnEveryMachine) {
  EXPECT_EQ(hash(mix()), 12915789020344930902u);
  EXPECT_EQ(hash(makeDemoMix()), hash(mix()));
}

TEST(DemoMix, HasTheLevelsOfAnUnmasteredMix) {
  for (int c = 0; c < 2; ++c) {
    const Decibels introduction = rms(part(c, 0.6_s, 9.4_s));
    const Decibels verse = rms(part(c, 10.2_s, 9_s));
    const Decibels chorus = rms(part(c, 19.8_s, 14.2_s));
    EXPECT_NEAR(chorus.value, -16, 2);
    EXPECT_GT((chorus - verse).value, 3);
    EXPECT_GT((verse - introduction).value, 4);
    EXPECT_LT(std::abs((rms(mix()[0]) - rms(mix()[1])).value), 1) << "the sides are balanced";
  }
}

TEST(DemoMix, IsWideButNotOutOfPhase) {
  double same = 0, left = 0, right = 0;
  for (std::size_t i = 0; i < mix().frames(); ++i) {
    const double l = static_cast<double>(mix()[0][i]), r = static_cast<double>(mix()[1][i]);
    same += l * r, left += l * l, right += r * r;
  }
  const double correlation = same / std::sqrt(left * right);
  EXPECT_GT(correlation, 0.5);
  EXPECT_LT(correlation, 0.98);
}

TEST(DemoMix, StaysWithinFullScaleOf24Bits) {
  for (int c = 0; c < 2; ++c) EXPECT_EQ(peak(mix()[c]), 8388607.0f / 8388608.0f);
}

TEST(DemoFaults, AreInOrderAndInsideTheMix) {
  const auto faults = demoFaults();
  EXPECT_TRUE(std::ranges::is_sorted(faults, {}, &PlantedFault::start));
  for (const PlantedFault& fault : faults) EXPECT_LE(frameAt(fault.start + fault.length), kDemoMixFrames);
  for (const FaultKind kind : {FaultKind::Hiss, FaultKind::Hum, FaultKind::Click, FaultKind::HotPeak})
    EXPECT_TRUE(std::ranges::count(faults, kind, &PlantedFault::kind) > 0);
}

TEST(DemoFaults, EveryClickStandsOutOfItsSurroundings) {
  for (const PlantedFault& fault : demoFaults()) {
    if (fault.kind != FaultKind::Click) continue;
    SCOPED_TRACE(fault.start.value);
    // A click is what changes from one sample to the next; music changes far more slowly.
    const auto steepest = [](std::span<const float> samples) {
      float largest = 0;
      for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max(largest, std::abs(samples[i] - samples[i - 1]));
      return largest;
    };
    const float click = steepest(part(fault.channel, fault.start - 0.1_ms, fault.length + 0.1_ms));
    EXPECT_GT(click, 3 * steepest(part(fault.channel, fault.start - 5_ms, 4.8_ms)));
    EXPECT_LT(steepest(part(1 - fault.channel, fault.start, fault.length)), click / 3) << "only one channel has it";
  }
}

TEST(DemoFaults, EveryHotPeakIsFlatAtFullScale) {
  for (const PlantedFault& fault : demoFaults()) {
    if (fault.kind != FaultKind::HotPeak) continue;
    SCOPED_TRACE(fault.start.value);
    int flat = 0;
    for (int c = 0; c < 2; ++c)
      for (const float sample : part(c, fault.start, fault.length)) flat += std::abs(sample) >= 8388607.0f / 8388608.0f;
    EXPECT_GE(flat, 4);
    EXPECT_LE(flat, 200);
  }
}

TEST(DemoFaults, NothingElseReachesFullScale) {
  AudioBuffer rest = mix();
  for (const PlantedFault& fault : demoFaults())
    if (fault.kind == FaultKind::HotPeak) clear(rest.view().slice(frameAt(fault.start), frameAt(fault.length)));
  for (int c = 0; c < 2; ++c) EXPECT_LT(peak(rest[c]), 0.9f);
}

TEST(DemoFaults, HumAndHissHaveTheLevelsThatTheyAreSaidToHave) {
  // 0.3 s before the first click: fifteen periods of the hum, no music.
  for (int c = 0; c < 2; ++c) {
    const auto lead = part(c, 0_s, 0.3_s);
    EXPECT_NEAR(toDecibels(amplitudeAt(lead, 50)).value, -57, 0.5);
    EXPECT_NEAR(toDecibels(amplitudeAt(lead, 150)).value, -61, 0.5);
    std::vector<float> hiss(lead.begin(), lead.end());
    constexpr std::size_t kPeriod = 44100 / 50;
    for (std::size_t i = 0; i + kPeriod < hiss.size(); ++i) hiss[i] -= hiss[i + kPeriod];
    hiss.resize(hiss.size() - kPeriod);
    EXPECT_NEAR(rms(hiss).value, -66 + 3.01, 0.3)
        << "two independent noises after a period is subtracted from the next";
  }
}

}  // namespace
}  // namespace lathe
