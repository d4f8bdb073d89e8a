// True peak against Tech 3341 cases 15 to 23 and pulses of known height and place; rows L15 to L23, T1 to T3 and D1.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/true_peak.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/interpolation_bound.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

constexpr int kRates[] = {44100, 48000, 88200, 96000, 176400, 192000};

TruePeaks measure(const AudioBuffer& signal, int rate, std::size_t blockFrames = 8192, bool screened = true) {
  TruePeakMeter meter({.isScreened = screened});
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result();
}

double levelOf(const AudioBuffer& signal, int rate) { return measure(signal, rate).overall().value().level.value; }

// L15 to L19
TEST(TruePeak, OfTonesIsThatOfTech3341) {
  struct Case {
    int divisor;
    double amplitude, phase;
  };
  const Case cases[] = {{4, 0.5, 0}, {4, 0.5, 45}, {6, 0.5, 60}, {8, 0.5, 67.5}, {4, 1.41, 45}};
  for (const int rate : kRates)
    for (const auto& c : cases) {
      const double expected = 20 * std::log10(c.amplitude);
      EXPECT_NEAR(levelOf(test::truePeakTone(rate, c.divisor, c.amplitude, c.phase), rate), expected, 0.02)
          << rate << " Hz, fs/" << c.divisor << " at " << c.phase << " degrees";
    }
}

// L20 to L23: the same signal decimated from four different samples on.
TEST(TruePeak, DoesNotDependOnWhereTheSamplesFall) {
  for (const int rate : {48000, 192000})
    for (int offset = 0; offset < 4; ++offset) {
      const AudioBuffer burst = test::truePeakBurst(rate, offset);
      const auto peak = measure(burst, rate).overall().value();
      EXPECT_NEAR(peak.level.value, -0.084, 0.02) << rate << ' ' << offset;
      EXPECT_NEAR(peak.time.value * rate, static_cast<double>(burst.frames()) / 2, 13) << rate << ' ' << offset;
    }
}

// T1
TEST(TruePeak, FindsThePulseBetweenTheSamples) {
  for (const int rate : kRates)
    for (const double fraction : {0.0, 0.125, 0.25, 0.375, 0.47, 0.5, 0.9}) {
      AudioBuffer signal(2, static_cast<std::size_t>(rate) / 4);
      for (int c = 0; c < 2; ++c) test::addPulse(signal[c], 2000 + fraction);
      const auto peak = measure(signal, rate).overall().value();
      EXPECT_NEAR(peak.level.value, -1.938, 0.03) << rate << ' ' << fraction;
      EXPECT_NEAR(peak.time.value * rate, 2000 + fraction, 0.05) << rate << ' ' << fraction;
      EXPECT_EQ(peak.channel, 0) << "the first of equals";
    }
}

/// The highest point within 1.5 frames of a place, by the sum of all samples' sincs: what a signal with silence around
/// it is between its samples.
double heightAround(std::span<const float> samples, double place) {
  double highest = 0;
  for (double t = place - 1.5; t <= place + 1.5; t += 1.0 / 128) {
    double sum = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double x = M_PI * (t - static_cast<double>(i));
      sum += samples[i] * (std::abs(x) < 1e-9 ? 1 : std::sin(x) / x);
    }
    highest = std::max(highest, std::abs(sum));
  }
  return 20 * std::log10(highest);
}

// T2 at the edges: a pulse that the file cuts in two is another signal, with another peak.
TEST(TruePeak, FindsThePulseThatAnEdgeCuts) {
  for (const double place : {0.0, 0.5, 3.3, 7.5, 992.5, 995.3, 998.5, 999.0}) {
    AudioBuffer signal(1, 1000);
    test::addPulse(signal[0], place);
    const auto peak = measure(signal, 48000).overall().value();
    EXPECT_NEAR(peak.level.value, heightAround(signal[0], place), 0.03) << place;
    EXPECT_NEAR(peak.time.value * 48000, place, 1) << place;
  }
}

// T2: the seams are those of runs (128) and blocks (8192) of the scan.
TEST(TruePeak, FindsThePulseAtEdgesAndSeamsInEveryChannel) {
  const std::size_t frames = 20000;
  for (const double place :
       {9.5, 127.5, 128.5, 4095.5, 8062.5, 8063.5, 8064.5, 8191.5, 8192.5, 16255.5, 16256.5, 19990.5})
    for (int channel = 0; channel < 3; ++channel) {
      AudioBuffer signal(3, frames);
      test::addPulse(signal[channel], place);
      const TruePeaks peaks = measure(signal, 48000);
      const auto peak = peaks.overall().value();
      EXPECT_NEAR(peak.level.value, -1.938, 0.03) << place;
      EXPECT_NEAR(peak.time.value * 48000, place, 1) << place;
      EXPECT_EQ(peak.channel, channel);
      EXPECT_FALSE(peaks.channels[static_cast<std::size_t>((channel + 1) % 3)]);
    }
}

TEST(TruePeak, IsNeverBelowTheLargestSample) {
  AudioBuffer click(1, 5000);
  click[0][2500] = -0.7f;
  EXPECT_GE(levelOf(click, 44100), 20 * std::log10(0.7f) - 1e-9);
  AudioBuffer square = test::signal(1, 5000, [](std::size_t i) { return i % 200 < 100 ? 1.0 : -1.0; });
  EXPECT_GT(levelOf(square, 44100), 1.0) << "a band-limited square rings";
  EXPECT_LT(levelOf(square, 44100), 3.0);
}

TEST(TruePeak, OfOneSampleIsThatSample) {
  AudioBuffer one(1, 1);
  one[0][0] = 0.5f;
  const auto peak = measure(one, 44100).overall().value();
  EXPECT_NEAR(peak.level.value, -6.0206, 0.001);
  EXPECT_NEAR(peak.time.value, 0, 1e-6);
}

TEST(TruePeak, OfSilenceIsAbsent) {
  EXPECT_FALSE(measure(AudioBuffer(2, 1000), 44100).overall());
  EXPECT_FALSE(measure(AudioBuffer(2, 0), 44100).overall());
}

/// Noise through a one-pole low-pass at a random rate of change, with a random swell: like music in its spectrum.
AudioBuffer wander(unsigned seed, std::size_t frames) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  double colour = 0.1, state = 0;
  return test::signal(1, frames, [&, i = 0](std::size_t) mutable {
    if (i++ % 3000 == 0) colour = std::exp(-3 * std::abs(normal(random)));
    state += colour * (normal(random) - state);
    return 0.2 * state / std::sqrt(colour);
  });
}

// T3
TEST(TruePeak, ScreenedEqualsAFullPass) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const AudioBuffer noise = wander(seed, 60000);
    const auto screened = measure(noise, 44100).overall().value();
    const auto full = measure(noise, 44100, 8192, false).overall().value();
    EXPECT_EQ(screened.level, full.level) << "seed " << seed;
    EXPECT_EQ(screened.time, full.time) << "seed " << seed;
  }
}

TEST(TruePeak, SparesMostOfTheInterpolationOfMusic) {
  TruePeakMeter meter;
  meter.begin({44100, ChannelLayout::mono()});
  meter.add(test::sine(1, 44100, 5, 440, -6).view());
  meter.add(test::sine(1, 44100, 5, 440, -9).view());
  EXPECT_LT(meter.scannedShare(), 0.6) << "the quieter half need not be looked at";
}

// D1
TEST(TruePeak, IsTheSameToTheBitForAnyBlockSize) {
  const AudioBuffer noise = wander(7, 30011);
  const auto whole = measure(noise, 48000, noise.frames()).overall().value();
  for (const std::size_t blockFrames : {1u, 64u, 441u, 1000u, 4096u, 8193u}) {
    const auto cut = measure(noise, 48000, blockFrames).overall().value();
    EXPECT_EQ(cut.level, whole.level) << blockFrames;
    EXPECT_EQ(cut.time, whole.time) << blockFrames;
  }
}

TEST(TruePeak, MayBeAskedAtAnyTime) {
  const AudioBuffer noise = wander(8, 30011);
  TruePeakMeter meter;
  meter.begin({48000, ChannelLayout::mono()});
  for (std::size_t start = 0; start < noise.frames(); start += 1000) {
    meter.add(noise.view().slice(start, std::min<std::size_t>(1000, noise.frames() - start)));
    meter.result();
  }
  EXPECT_EQ(meter.result().overall()->level, measure(noise, 48000).overall()->level);
}

TEST(InterpolationBound, IsNeverExceededAndIsTighterThanTheNorm) {
  const TruePeakFilter filter = TruePeakFilter::fast();
  const InterpolationBound bound(filter);
  EXPECT_LT(bound.bendNorm(), 0.8);
  std::size_t tighter = 0, runs = 0;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const AudioBuffer noise = wander(seed, 20000);
    const std::size_t reach = 128 + 31;
    for (std::size_t start = 0; start + reach <= noise.frames(); start += 128) {
      const float* samples = noise[0].data() + start;
      const float limit = bound.over(extremesOf(samples, reach));
      EXPECT_LE(filter.peak(samples, 128), limit) << "seed " << seed << " at " << start;
      tighter += limit < filter.l1Norm() * extremesOf(samples, reach).sample * 0.9;
      ++runs;
    }
  }
  EXPECT_GT(tighter, runs / 2);
}

// The worst case for each phase: samples that all pull the same way.
TEST(InterpolationBound, HoldsForTheWorstSamples) {
  const TruePeakFilter filter = TruePeakFilter::fast();
  const InterpolationBound bound(filter);
  for (int p = 0; p < filter.factor(); ++p) {
    std::vector<float> worst(static_cast<std::size_t>(filter.taps()));
    for (std::size_t t = 0; t < worst.size(); ++t) worst[t] = filter.phase(p)[t] < 0 ? -1.0f : 1.0f;
    EXPECT_LE(filter.peak(worst.data(), 1), bound.over(extremesOf(worst.data(), worst.size())));
  }
}

TEST(RunExtremes, AreThoseOfSamplesAndDifferences) {
  for (const std::size_t count : {1u, 2u, 3u, 17u, 18u, 19u, 159u}) {
    const AudioBuffer noise = wander(3, 200);
    const auto run = extremesOf(noise[0].data(), count);
    RunExtremes expected;
    for (std::size_t i = 0; i < count; ++i) {
      const auto x = noise[0].subspan(i);
      expected.sample = std::max(expected.sample, std::abs(x[0]));
      if (i + 1 < count) expected.slope = std::max(expected.slope, std::abs(x[1] - x[0]));
      if (i + 2 < count) expected.bend = std::max(expected.bend, std::abs((x[2] - x[1]) - (x[1] - x[0])));
    }
    EXPECT_EQ(run.sample, expected.sample) << count;
    EXPECT_EQ(run.slope, expected.slope) << count;
    EXPECT_EQ(run.bend, expected.bend) << count;
  }
}

}  // namespace
}  // namespace lathe::analysis
