// A sweep through a known filter gives the filter back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/sweep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr double kRate = 48000;

SweepSettings shortSweep() {
  SweepSettings s;
  s.low = 20, s.high = 22000, s.seconds = 2, s.silence = 0.5, s.level = -6;
  return s;
}

/// A few taps: direct sound after a delay, reflections, a little low-pass filtering by neighbours.
std::vector<double> filter() {
  std::vector<double> h(3000);
  h[100] = 0.5, h[101] = 0.3, h[102] = 0.1, h[700] = -0.25, h[701] = -0.1, h[1500] = 0.1, h[2999] = 0.05;
  return h;
}

AudioBuffer filtered(const AudioBuffer& x, const std::vector<double>& h, double cubic = 0) {
  AudioBuffer y(1, x.frames());
  std::vector<double> sum(x.frames());
  for (std::size_t k = 0; k < h.size(); ++k)
    if (h[k] != 0)
      for (std::size_t i = k; i < sum.size(); ++i) {
        const double v = x[0][i - k];
        sum[i] += h[k] * (v + cubic * v * v * v);
      }
  for (std::size_t i = 0; i < sum.size(); ++i) y[0][i] = static_cast<float>(sum[i]);
  return y;
}

/// dB of what is left of `measured` when `expected` convolved with `pulse` is taken away, against `expected`.
double remainder(std::span<const float> measured, const std::vector<double>& expected, std::span<const float> pulse,
                 std::ptrdiff_t centre, double gain = 1) {
  double difference = 0, all = 0;
  const auto frames = static_cast<std::ptrdiff_t>(measured.size());
  for (std::ptrdiff_t i = 0; i < frames; ++i) {
    double y = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const std::ptrdiff_t at = i - static_cast<std::ptrdiff_t>(k) + centre;
      if (expected[k] != 0 && at >= 0 && at < static_cast<std::ptrdiff_t>(pulse.size()))
        y += gain * expected[k] * pulse[static_cast<std::size_t>(at)];
    }
    const double d = measured[static_cast<std::size_t>(i)] - y;
    difference += d * d, all += y * y;
  }
  return 10 * std::log10(difference / all);
}

DeconvolutionSettings band(const SweepSettings& s) {
  DeconvolutionSettings d;
  d.low = s.low, d.high = s.high, d.length = 0.25;
  return d;
}

/// The pulse that the sweep's own band makes of a perfect room, with 0.2 s from before its centre.
AudioBuffer pulseOf(const AudioBuffer& sweep, DeconvolutionSettings settings) {
  settings.lead = 0.2;
  return deconvolve(sweep.view(), sweep.view(), kRate, settings);
}

TEST(Sweep, ThroughAFilterGivesTheFilter) {
  const SweepSettings s = shortSweep();
  const AudioBuffer sweep = makeSweep(s, kRate);
  const AudioBuffer measured = deconvolve(filtered(sweep, filter()).view(), sweep.view(), kRate, band(s));
  const AudioBuffer pulse = pulseOf(sweep, band(s));
  const double left = remainder(measured[0], filter(), pulse[0], 9600);
  RecordProperty("remainder_dB", std::to_string(left));
  EXPECT_LT(left, -90);
  EXPECT_NEAR(measured[0][700], -0.25, 0.05) << "within the band's own ripple";
}

TEST(Sweep, DistortionEndsUpBeforeTheDirectSound) {
  const SweepSettings s = shortSweep();
  const AudioBuffer sweep = makeSweep(s, kRate);
  const AudioBuffer distorted = filtered(sweep, filter(), 0.1);
  DeconvolutionSettings settings = band(s);
  const AudioBuffer measured = deconvolve(distorted.view(), sweep.view(), kRate, settings);
  // sin^3 holds three quarters of the fundamental.
  const double peak = std::pow(10.0, s.level / 20), gain = 1 + 0.1 * 0.75 * peak * peak;
  // The fades lower the sweep, and so the cube, at its two ends: the gain differs there, and only there.
  const double left = remainder(measured[0], filter(), pulseOf(sweep, band(s))[0], 9600, gain);
  RecordProperty("remainder_dB", std::to_string(left));
  EXPECT_LT(left, -50);
  // Third harmonic: log(3) of the sweep's rate earlier, T ln 3 / ln(f2 / f1).
  settings.lead = 0.5;
  const AudioBuffer withLead = deconvolve(distorted.view(), sweep.view(), kRate, settings);
  const double before = s.seconds * std::log(3.0) / std::log(s.high / s.low);
  const auto at = static_cast<std::size_t>((0.5 - before) * kRate) + 100;
  float highest = 0;
  for (std::size_t i = at - 20; i < at + 20; ++i) highest = std::max(highest, std::abs(withLead[0][i]));
  EXPECT_GT(highest, 5e-4f) << "the third harmonic is where Farina says";
}

TEST(Sweep, RepeatsAreAveragedAgainstNoise) {
  SweepSettings s = shortSweep();
  s.seconds = 1;
  const AudioBuffer one = makeSweep(s, kRate);
  s.repeats = 8;
  const AudioBuffer sweep = makeSweep(s, kRate);
  EXPECT_EQ(sweep.frames(), 8 * sweepPeriod(s, kRate));
  AudioBuffer recorded = filtered(sweep, filter());
  std::mt19937 random(1);
  for (float& x : recorded[0]) x += 0.01f * std::normal_distribution<float>()(random);
  DeconvolutionSettings settings = band(s);
  const AudioBuffer pulse = pulseOf(one, settings);
  const double single = remainder(deconvolve(recorded.view().slice(0, one.frames()), one.view(), kRate, settings)[0],
                                  filter(), pulse[0], 9600);
  settings.repeats = 8, settings.period = sweepPeriod(s, kRate);
  const double mean = remainder(deconvolve(recorded.view(), one.view(), kRate, settings)[0], filter(), pulse[0], 9600);
  EXPECT_NEAR(single - mean, 9.03, 1.5) << "eight repeats, 9 dB";
}

TEST(Deconvolution, TakesAnyExcitation) {
  std::mt19937 random(2);
  AudioBuffer noise(1, 48000);
  for (std::size_t i = 0; i < 40000; ++i) noise[0][i] = 0.1f * std::normal_distribution<float>()(random);
  DeconvolutionSettings settings;
  settings.length = 0.1;
  const AudioBuffer measured = deconvolve(filtered(noise, filter()).view(), noise.view(), kRate, settings);
  for (std::size_t i = 0; i < 3000; ++i) ASSERT_NEAR(measured[0][i], filter()[i], 1e-4) << i;
}

TEST(Deconvolution, RefusesSilenceAndNothing) {
  AudioBuffer silent(1, 100);
  EXPECT_THROW(deconvolve(silent.view(), silent.view(), kRate), Error);
  EXPECT_THROW(deconvolve(AudioBuffer(1, 0).view(), silent.view(), kRate), Error);
  SweepSettings s;
  s.high = 40000;
  EXPECT_THROW(makeSweep(s, kRate), Error);
}

}  // namespace
}  // namespace lathe
