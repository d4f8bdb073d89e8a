// K-weighting: the tables of BS.1770-5 at 48 kHz, and the same curve at every other rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/k_weighting.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <utility>

namespace lathe::analysis {
namespace {

constexpr int kRates[] = {8000, 11025, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000, 384000};

// Conformance row K2.
TEST(KWeighting, IsTheStandardsTableAt48kHz) {
  const KWeighting k = KWeighting::at(48000);
  EXPECT_NEAR(k.shelf.b0, 1.53512485958697, 1e-12);
  EXPECT_NEAR(k.shelf.b1, -2.69169618940638, 1e-12);
  EXPECT_NEAR(k.shelf.b2, 1.19839281085285, 1e-12);
  EXPECT_NEAR(k.shelf.a1, -1.69065929318241, 1e-12);
  EXPECT_NEAR(k.shelf.a2, 0.73248077421585, 1e-12);
  EXPECT_NEAR(k.highPass.b0, 1, 1e-12);
  EXPECT_NEAR(k.highPass.b1, -2, 1e-12);
  EXPECT_NEAR(k.highPass.b2, 1, 1e-12);
  EXPECT_NEAR(k.highPass.a1, -1.99004745483398, 1e-12);
  EXPECT_NEAR(k.highPass.a2, 0.99007225036621, 1e-12);
}

// Gain relative to the calibration at 997 Hz, from the 48 kHz filter of the standard.
constexpr std::pair<double, double> kGains[] = {{20, -13.9664}, {25, -11.0838}, {40, -6.2579},   {100, -1.8245},
                                                {500, -0.6485}, {997, 0},       {1000, 0.0067},  {2000, 2.3803},
                                                {4000, 3.2770}, {8000, 3.3484}, {10000, 3.3509}, {20000, 3.3521}};

TEST(KWeighting, HasTheSameGainAtEveryRate) {
  for (const int rate : kRates)
    for (const auto& [frequency, gain] : kGains) {
      if (frequency >= 0.46 * rate) continue;
      const double tolerance = rate == 48000 ? 0.0001 : rate < 11025 || rate > 176400 ? 0.02 : 0.01;
      const double measured = KWeighting::at(rate).gain({frequency}, rate).value + kLoudnessOffset;
      EXPECT_NEAR(measured, gain, tolerance) << frequency << " Hz at " << rate << " Hz";
    }
}

/// The analogue prototypes themselves, as the bilinear transform sees them before it bends the frequency axis.
double analogueGain(double frequency) {
  const auto response = [&](double f0, double q, double b2, double b1, double b0) {
    const std::complex<double> s(0, frequency / f0);
    return (b2 * s * s + b1 * s + b0) / (s * s + s / q + 1.0);
  };
  const double high = std::pow(10.0, 3.999843853973347 / 20), band = std::pow(high, 0.4996667741545416);
  const double k = std::tan(M_PI * 38.13547087602444 / 48000);
  const double passBand = 1 + k / 0.5003270373238773 + k * k;
  return 20 * std::log10(std::abs(response(1681.974450955533, 0.7071752369554196, high, band / 0.7071752369554196, 1) *
                                  response(38.13547087602444, 0.5003270373238773, passBand, 0, 0)));
}

TEST(KWeighting, FollowsTheAnalogueCurveWhereTheAudioIs) {
  for (const int rate : kRates)
    for (const double frequency : {20.0, 30.0, 50.0, 100.0, 300.0, 1000.0, 1681.97, 3000.0, 7000.0, 14000.0, 20000.0}) {
      if (frequency >= 0.46 * rate) continue;
      const double tolerance = rate < 11025 || rate > 176400 ? 0.02 : 0.01;
      EXPECT_NEAR(KWeighting::at(rate).gain({frequency}, rate).value, analogueGain(frequency), tolerance)
          << frequency << " Hz at " << rate << " Hz";
    }
}

}  // namespace
}  // namespace lathe::analysis
