// True peak: its stated bound, edges, screening; the standards' cases are in tests/analysis/conformance.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/peaks/true_peak.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/peaks/interpolation_bound.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

TruePeaks measure(const AudioBuffer& signal, int rate, std::size_t blockFrames = 8192, bool screened = true) {
  TruePeakMeter meter({.isScreened = screened});
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result();
}

double levelOf(const AudioBuffer& signal, int rate) { return measure(signal, rate).overall().value().level.value; }

TEST(TruePeak, FindsThePulseBetweenTheSamples) {
  for (const int rate : {44100, 192000})
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

// At the edges: a pulse that the file cuts in two is another signal, with another peak.
TEST(TruePeak, FindsThePulseThatAnEdgeCuts) {
  for (const double place : {0.0, 0.5, 3.3, 7.5, 992.5, 995.3, 998.5, 999.0}) {
    AudioBuffer signal(1, 1000);
    test::addPulse(signal[0], place);
    const auto peak = measure(signal, 48000).overall().value();
    EXPECT_NEAR(peak.level.value, heightAround(signal[0], place), 0.03) << place;
    EXPECT_NEAR(peak.time.value * 48000, place, 1) << place;
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

/// Partials up to the edge of the band under a bell that leaves nothing at the ends: a signal whose every point is
/// known.
struct Partials {
  static constexpr double kCentre = 1500, kWidth = 280;

  explicit Partials(unsigned seed, double lowest) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0, 1);
    // The bell spreads each partial by 4 / (2 pi kWidth) to either side.
    const double highest = TruePeak::kBandEdge - 4 / (2 * M_PI * kWidth);
    for (int i = 0; i < 6; ++i) {
      frequencies.push_back(2 * M_PI * (lowest + (highest - lowest) * share(random)));
      phases.push_back(2 * M_PI * share(random));
      heights.push_back(0.05 + 0.2 * share(random));
    }
    frequencies.back() = 2 * M_PI * highest;
  }
  double at(double t) const {
    double sum = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) sum += heights[i] * std::cos(frequencies[i] * t + phases[i]);
    return sum * std::exp(-0.5 * (t - kCentre) * (t - kCentre) / (kWidth * kWidth));
  }
  double highestPoint() const {
    constexpr double kStep = 1.0 / 32;
    std::vector<double> coarse;
    for (double t = kCentre - 3 * kWidth; t < kCentre + 3 * kWidth; t += kStep) coarse.push_back(std::abs(at(t)));
    const double floor = 0.998 * *std::ranges::max_element(coarse);  // between two points it may rise by 0.01 dB
    double highest = 0;
    for (std::size_t i = 1; i + 1 < coarse.size(); ++i)
      if (coarse[i] > floor && coarse[i] >= coarse[i - 1] && coarse[i] >= coarse[i + 1])
        for (double d = -kStep; d < kStep; d += kStep / 64)
          highest = std::max(highest, std::abs(at(kCentre - 3 * kWidth + static_cast<double>(i) * kStep + d)));
    return highest;
  }

  std::vector<double> frequencies, phases, heights;
};

TEST(TruePeak, IsWithinItsBound) {
  for (const double lowest : {0.001, 0.40})  // all over the band; and all where interpolation is hardest
    for (unsigned seed = 1; seed <= 60; ++seed) {
      const Partials partials(seed, lowest);
      const AudioBuffer signal =
          test::signal(1, 3000, [&](std::size_t i) { return partials.at(static_cast<double>(i)); });
      EXPECT_NEAR(levelOf(signal, 44100), 20 * std::log10(partials.highestPoint()), TruePeak::kBound.value)
          << "seed " << seed << " from " << lowest;
    }
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
