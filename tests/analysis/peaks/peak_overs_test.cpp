// The list of overs: places, levels, lengths, merging, its bound; and the 4x meter's reading.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/peak_overs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/peaks/true_peak.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

PeakOvers oversOf(const AudioBuffer& signal, int rate, Decibels threshold, std::size_t blockFrames = 8192,
                  bool isScreened = true) {
  TruePeakMeter meter({.isScreened = isScreened, .oversAbove = threshold});
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result().overs.value();
}

/// A pulse added to what is there.
void mixPulse(std::span<float> samples, double place, double height) {
  std::vector<float> pulse(samples.size());
  test::addPulse(pulse, place, height);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += pulse[i];
}

TEST(PeakOvers, HaveTheirTimeChannelAndLevel) {
  for (const int rate : {44100, 192000}) {
    AudioBuffer signal(2, 60000);
    mixPulse(signal[0], 5000.5, 0.8);
    mixPulse(signal[1], 20000.25, 0.5);
    mixPulse(signal[1], 40000, 0.7);
    mixPulse(signal[0], 55000.5, 0.49);
    const PeakOvers overs = oversOf(signal, rate, Decibels{20 * std::log10(0.495)});
    EXPECT_EQ(overs.count, 3u);
    ASSERT_EQ(overs.listed.size(), 3u);
    const struct {
      int channel;
      double place, height;
    } expected[] = {{0, 5000.5, 0.8}, {1, 20000.25, 0.5}, {1, 40000, 0.7}};
    for (std::size_t i = 0; i < 3; ++i) {
      const PeakOver& over = overs.listed[i];
      EXPECT_EQ(over.channel, expected[i].channel);
      EXPECT_NEAR(over.time.value * rate, expected[i].place, 0.05);
      EXPECT_NEAR(over.level.value, 20 * std::log10(expected[i].height), 0.01);
      EXPECT_LE(over.start.value * rate, expected[i].place);
      EXPECT_GE((over.start + over.length).value * rate, expected[i].place);
      EXPECT_LE(over.length.value * rate, 3.001) << "a pulse is narrow";
    }
  }
}

// All samples of fs/4 at 45 degrees are 3 dB below the peaks between them.
TEST(PeakOvers, AreFoundWhereNoSampleIsOver) {
  const AudioBuffer tone = test::truePeakTone(48000, 4, 1, 45);
  const PeakOvers overs = oversOf(tone, 48000, -1.0_dB);
  EXPECT_EQ(overs.count, 2u) << "one long over in each channel";
  EXPECT_NEAR(overs.listed[0].level.value, 0, 0.01);
  EXPECT_NEAR(overs.listed[0].length.value, 3.18, 0.01);
  EXPECT_EQ(oversOf(tone, 48000, 0.05_dB).count, 0u);
}

// A scan that reads a few hundredths of a dB more or less must not decide.
TEST(PeakOvers, AreDecidedByTheExactLevel) {
  for (const double place : {1000.0, 1000.13, 1000.5, 1000.77}) {
    AudioBuffer pulse(1, 2000);
    test::addPulse(pulse[0], place);
    EXPECT_EQ(oversOf(pulse, 44100, {-1.938 + 0.003}).count, 0u) << place;
    EXPECT_EQ(oversOf(pulse, 44100, {-1.938 - 0.003}).count, 1u) << place;
  }
}

TEST(PeakOvers, NearEachOtherAreOne) {
  AudioBuffer signal(1, 48000);
  for (const double place : {10000.0, 10400.0, 10800.0, 11300.0})
    mixPulse(signal[0], place, 0.9);  // 8.3 ms; then 10.4 ms
  const PeakOvers overs = oversOf(signal, 48000, -3.0_dB);
  ASSERT_EQ(overs.count, 2u);
  EXPECT_NEAR(overs.listed[0].length.value * 48000, 800, 4);
  EXPECT_NEAR(overs.listed[1].start.value * 48000, 11300, 2);
}

TEST(PeakOvers, AtTheVeryEdgesCount) {
  AudioBuffer signal(1, 5000);
  signal[0].front() = 0.9f;
  signal[0].back() = -0.8f;
  const PeakOvers overs = oversOf(signal, 44100, -6.0_dB);
  ASSERT_EQ(overs.count, 2u);
  EXPECT_NEAR(overs.listed[0].time.value, 0, 1e-4);
  EXPECT_NEAR(overs.listed[1].time.value * 44100, 4999, 0.5);
}

TEST(PeakOvers, BeyondTheListAreCountedAndTheHighestAreListed) {
  AudioBuffer signal(2, 480000);
  std::size_t made = 0;
  for (int c = 0; c < 2; ++c)
    for (std::size_t i = 200; i < signal.frames(); i += 500, ++made)
      signal[c][i] = 0.5f + 0.2f * static_cast<float>(i) / static_cast<float>(signal.frames());
  const PeakOvers overs = oversOf(signal, 48000, -12.0_dB);
  EXPECT_EQ(overs.count, made);
  ASSERT_EQ(overs.listed.size(), PeakOvers::kListed);
  EXPECT_NEAR(overs.listed.front().time.value, 4.8, 0.02) << "the later half is higher";
  for (std::size_t i = 1; i < overs.listed.size(); ++i) EXPECT_GE(overs.listed[i].start, overs.listed[i - 1].start);
}

AudioBuffer noise(unsigned seed, std::size_t frames) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  double state = 0;
  return test::signal(1, frames, [&](std::size_t i) {
    state += 0.2 * (normal(random) - state);
    return state * (0.5 + 0.4 * std::sin(static_cast<double>(i) / 3000));
  });
}

bool areEqual(const PeakOvers& a, const PeakOvers& b) {
  if (a.count != b.count || a.listed.size() != b.listed.size()) return false;
  for (std::size_t i = 0; i < a.listed.size(); ++i)
    if (a.listed[i].start != b.listed[i].start || a.listed[i].length != b.listed[i].length ||
        a.listed[i].time != b.listed[i].time || a.listed[i].level != b.listed[i].level)
      return false;
  return true;
}

TEST(PeakOvers, DoNotDependOnBlocksOrScreening) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const AudioBuffer signal = noise(seed, 50000);
    const PeakOvers whole = oversOf(signal, 44100, -6.0_dB, signal.frames());
    EXPECT_GT(whole.count, 2u);
    for (const std::size_t blockFrames : {1u, 441u, 8193u})
      EXPECT_TRUE(areEqual(oversOf(signal, 44100, -6.0_dB, blockFrames), whole)) << "seed " << seed;
    EXPECT_TRUE(areEqual(oversOf(signal, 44100, -6.0_dB, 8192, false), whole)) << "seed " << seed;
  }
}

// The table of BS.1770-5 Annex 2, phase by phase, newest sample first.
constexpr double kTable[4][12] = {
    {0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625,
     0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500},
    {-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250,
     0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375},
    {-0.0189208984375, 0.0330810546875, -0.0582275390625, 0.1015625000000, -0.2003173828125, 0.7797851562500,
     0.4650878906250, -0.1665039062500, 0.0891113281250, -0.0517578125000, 0.0292968750000, -0.0291748046875},
    {-0.0083007812500, 0.0148925781250, -0.0266113281250, 0.0476074218750, -0.1022949218750, 0.9721679687500,
     0.1373291015625, -0.0594482421875, 0.0332031250000, -0.0196533203125, 0.0109863281250, 0.0017089843750}};

TEST(Annex2Peak, IsTheLargestOutputOfTheTable) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const AudioBuffer signal = noise(seed, 3001 + 997 * seed);
    double largest = 0;
    for (std::size_t n = 0; n < signal.frames() + 12; ++n)
      for (const auto& phase : kTable) {
        double sum = 0;
        for (std::size_t k = 0; k < 12 && k <= n; ++k)
          if (n - k < signal.frames()) sum += phase[k] * signal[0][n - k];
        largest = std::max(largest, std::abs(sum));
      }
    for (const bool isScreened : {true, false}) {
      TruePeakMeter meter({.isScreened = isScreened});
      meter.begin({44100, ChannelLayout::mono()});
      meter.add(signal.view());
      EXPECT_NEAR(meter.result().annex2[0].value().value, 20 * std::log10(largest), 1e-5) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace lathe::analysis
