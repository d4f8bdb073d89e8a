// Decays whose figures are known on paper.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/room_report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/audio/error.h"
#include "core/room/decay.h"
#include "core/room/tail.h"

namespace lathe {
namespace {

constexpr double kRate = 48000;
constexpr double kMillionLog = 13.815510557964274;

/// Gaussian noise that falls by 60 dB in `seconds`, from `start` on, over steady noise `floor` dB below it.
AudioBuffer decay(double seconds, double length, double floor, unsigned seed, std::size_t start = 0, int channels = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  AudioBuffer result(channels, static_cast<std::size_t>(length * kRate));
  const double noise = floor < 0 ? std::pow(10.0, floor / 20) : 0;
  for (int c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < result.frames(); ++i) {
      const double t = (static_cast<double>(i) - static_cast<double>(start)) / kRate;
      const double envelope = t >= 0 ? std::exp(-kMillionLog / 2 * t / seconds) : 0;
      result[c][i] = static_cast<float>(0.1 * (normal(random) * envelope + normal(random) * noise));
    }
  return result;
}

double decibels(double ratio) { return 10 * std::log10(ratio); }

// Of an exponential decay: C = 10 log(e^(k t) - 1), D = 1 - e^(-k t), Ts = 1 / k with k = ln(10^6) / T.
TEST(RoomReport, OfAnExponentialDecayIsAsOnPaper) {
  for (const double seconds : {0.4, 1.0, 2.5}) {
    const RoomReport report = analyseRoom(decay(seconds, seconds * 1.5, -70, 1, 0, 8).view(), kRate);
    const BandDecay& all = report.channels[0].broadband;
    const double k = kMillionLog / seconds;
    ASSERT_TRUE(all.t30 && all.t20 && all.edt && all.c80 && all.c50) << seconds;
    EXPECT_NEAR(*all.t30, seconds, 0.02 * seconds);
    EXPECT_NEAR(*all.t20, seconds, 0.03 * seconds);
    EXPECT_NEAR(*all.edt, seconds, 0.05 * seconds);
    EXPECT_NEAR(*all.c80, decibels(std::exp(k * 0.08) - 1), 0.3);
    EXPECT_NEAR(*all.c50, decibels(std::exp(k * 0.05) - 1), 0.3);
    EXPECT_NEAR(all.d50, 1 - std::exp(-k * 0.05), 0.015);
    EXPECT_NEAR(all.centreTime, 1 / k, 0.03 / k);
    // One decay of noise in a narrow band scatters around its time (ISO 3382-1, 8); the mean of eight does so less.
    for (std::size_t b = 0; b < report.channels[0].bands.size(); ++b) {
      double sum = 0, clarity = 0;
      for (const ChannelReport& channel : report.channels) {
        ASSERT_TRUE(channel.bands[b].t30 && channel.bands[b].c80);
        sum += *channel.bands[b].t30 / 8, clarity += *channel.bands[b].c80 / 8;
      }
      const double centre = report.channels[0].bands[b].centre;
      EXPECT_NEAR(sum, seconds, (centre >= 200 ? 0.05 : 0.15) * seconds) << centre << " Hz of " << seconds << " s";
      if (centre >= 1900) {
        EXPECT_NEAR(clarity, decibels(std::exp(k * 0.08) - 1), 0.5) << centre << " Hz of " << seconds << " s";
      }
    }
  }
}

TEST(RoomReport, TellsBandsApartThatDecayDifferently) {
  AudioBuffer mix(1, static_cast<std::size_t>(3 * kRate));
  const AudioBuffer slow = decay(2.0, 3, -75, 3), fast = decay(0.8, 3, -75, 4);
  const OctaveBands slowBands(slow[0], kRate), fastBands(fast[0], kRate);
  for (std::size_t b = 0; b < slowBands.centres().size(); ++b) {
    const std::vector<double> band = slowBands.centres()[b] < 800 ? slowBands.band(b, true) : fastBands.band(b, true);
    for (std::size_t i = 0; i < mix.frames(); ++i) mix[0][i] += static_cast<float>(band[i]);
  }
  const RoomReport report = analyseRoom(mix.view(), kRate);
  for (const BandDecay& band : report.channels[0].bands) {
    if (band.centre < 200 || (band.centre > 450 && band.centre < 1500)) continue;  // the edge between the two leaks
    const double expected = band.centre < 800 ? 2.0 : 0.8;
    ASSERT_TRUE(band.t30) << band.centre;
    EXPECT_NEAR(*band.t30, expected, 0.05 * expected) << band.centre;
  }
}

TEST(RoomReport, FloorOfNoiseDoesNotBendTheDecay) {
  for (const double floor : {-50.0, -60.0}) {
    const BandDecay all = analyseRoom(decay(1.2, 4, floor, 5).view(), kRate).channels[0].broadband;
    ASSERT_TRUE(all.t30);
    EXPECT_NEAR(*all.t30, 1.2, 0.05 * 1.2) << floor;
    EXPECT_NEAR(all.peakToNoise, -floor, 2) << floor;
    EXPECT_NEAR(all.knee, -floor / 60 * 1.2, 0.1) << floor;
  }
}

TEST(RoomReport, SaysWhenTheDecayIsTooShortToMeasure) {
  const BandDecay at40 = analyseRoom(decay(1, 4, -40, 6).view(), kRate).channels[0].broadband;
  EXPECT_FALSE(at40.t30);
  EXPECT_TRUE(at40.t20);
  const BandDecay at25 = analyseRoom(decay(1, 4, -25, 7).view(), kRate).channels[0].broadband;
  EXPECT_FALSE(at25.t20);
  EXPECT_TRUE(at25.edt);
  AudioBuffer silence(1, 48000);
  const BandDecay none = analyseRoom(silence.view(), kRate).channels[0].broadband;
  EXPECT_FALSE(none.edt || none.t20 || none.t30 || none.c80);
  EXPECT_TRUE(analyseRoom(AudioBuffer(1, 3).view(), kRate).channels.size() == 1) << "three samples are no crash";
}

TEST(RoomReport, FindsTheOnsetAndTheCorrelationOfTheEars) {
  const AudioBuffer two = decay(1, 2, -80, 8, 2400, 2);
  const RoomReport apart = analyseRoom(two.view(), kRate);
  EXPECT_NEAR(apart.channels[0].preDelay, 0.05, 0.0005);
  ASSERT_TRUE(apart.interaural);
  EXPECT_LT(apart.interaural->late, 0.1) << "independent noise";
  AudioBuffer same(2, two.frames());
  for (std::size_t i = 0; i < two.frames(); ++i) {
    same[0][i] = two[0][i];
    if (i >= 20) same[1][i] = -0.5f * two[0][i - 20];  // 0.4 ms later, softer and inverted: still one sound
  }
  EXPECT_GT(analyseRoom(same.view(), kRate).interaural->all, 0.99);
}

TEST(RoomReport, SpectrumOfAnImpulseIsFlat) {
  AudioBuffer impulse(1, 4800);
  impulse[0][100] = 1;
  const RoomReport report = analyseRoom(impulse.view(), kRate);
  EXPECT_GT(report.channels[0].spectrum.size(), 25u);
  for (const OctaveBands::Level& level : report.channels[0].spectrum) EXPECT_NEAR(level.decibels, 0, 1e-6);
}

TEST(OctaveBands, AddUpToTheSignal) {
  const AudioBuffer x = decay(0.5, 0.5, 0, 9);
  const OctaveBands bands(x[0], kRate);
  std::vector<double> sum(x.frames());
  for (std::size_t b = 0; b < bands.centres().size(); ++b) {
    const std::vector<double> band = bands.band(b, true);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += band[i];
  }
  for (std::size_t i = 0; i < sum.size(); ++i) ASSERT_NEAR(sum[i], x[0][i], 1e-12);
}

double levelBetween(std::span<const float> x, double from, double to) {
  double sum = 0;
  std::size_t count = 0;
  for (auto i = static_cast<std::size_t>(from * kRate); i < static_cast<std::size_t>(to * kRate); ++i, ++count)
    sum += static_cast<double>(x[i]) * x[i];
  return decibels(sum / static_cast<double>(count));
}

TEST(TailExtension, ContinuesTheDecayWhereTheNoiseWas) {
  const AudioBuffer noisy = decay(1.5, 3, -45, 10);
  const AudioBuffer longer = extendTail(noisy.view(), kRate);
  ASSERT_GT(longer.frames(), static_cast<std::size_t>(2.1 * kRate));
  for (double t = 0.1; t < 2.0; t += 0.1) {
    // Mean over 0.1 s of an exponential that starts at 0.1 rms.
    const double k = kMillionLog / 1.5, mean = (std::exp(-k * t) - std::exp(-k * (t + 0.1))) / (k * 0.1);
    EXPECT_NEAR(levelBetween(longer[0], t, t + 0.1), decibels(0.01 * mean), 2) << "at " << t << " s";
  }
  for (std::size_t i = 0; i < 24000; ++i) ASSERT_NEAR(longer[0][i], noisy[0][i], 1e-6) << "the early part is the same";
  EXPECT_NEAR(*analyseRoom(longer.view(), kRate).channels[0].broadband.t30, 1.5, 0.075);
}

TEST(TailExtension, RefusesPlainNoise) {
  std::mt19937 random(11);
  AudioBuffer noise(1, 48000);
  for (float& x : noise[0]) x = std::normal_distribution<float>()(random);
  EXPECT_THROW(extendTail(noise.view(), kRate), Error);
}

TEST(Trim, KeepsWhatIsAboveTheThresholds) {
  AudioBuffer x(2, 1000);
  x[0][300] = 1;
  x[1][310] = 0.5f;
  x[1][600] = 0.01f;
  x[0][900] = 0.0001f;
  TrimSettings settings;
  settings.startLevel = 20, settings.endLevel = 60, settings.lead = 100 / kRate;
  const AudioBuffer kept = trimResponse(x.view(), kRate, settings);
  EXPECT_EQ(kept.frames(), 401u);
  EXPECT_EQ(kept[0][100], 1.0f);
  EXPECT_EQ(kept[1][400], 0.01f);
}

}  // namespace
}  // namespace lathe
