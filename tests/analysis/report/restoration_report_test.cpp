// The honesty meters on sounds of which is known what was taken.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/restoration_report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/restoration_signals.h"

namespace lathe::analysis {
namespace {

using namespace lathe::test;

TEST(RestorationReport, TellsWhatWasTaken) {
  const AudioBuffer clean = notes(1), noise = hiss(1, clean.frames(), 2, -40_dB);
  const RestorationReport r = compareRestoration(*clipAt44100(sum(clean, noise)), *clipAt44100(clean));
  EXPECT_NEAR(r.removed.value, -40, 0.1);
  EXPECT_LT(r.programmeCorrelation, 0.1) << "it was noise alone";
  EXPECT_NEAR(r.transientLoss.value, 0, 0.1);
  // White noise has power in proportion to bandwidth: the octaves' parts add up to all of it.
  double power = 0;
  for (const BandLevel& band : r.bands) power += std::pow(10, band.removed.value / 10);
  EXPECT_NEAR(10 * std::log10(power), -40, 0.5);
}

TEST(RestorationReport, SeesProgrammeInWhatWasTaken) {
  const AudioBuffer clean = notes(1);
  AudioBuffer softer = clean;
  for (float& x : softer[0]) x *= 0.7f;
  const RestorationReport r = compareRestoration(*clipAt44100(clean), *clipAt44100(softer));
  EXPECT_GT(r.programmeCorrelation, 0.9);
  EXPECT_GT(r.transients, 2);
  EXPECT_NEAR(r.transientLoss.value, 3.1, 0.1);
}

TEST(RestorationReport, OfTheSameSoundIsEmpty) {
  const AudioBuffer clean = sum(notes(2), hiss(2, 5 * kRestorationRate, 2, -50_dB));
  const RestorationReport r = compareRestoration(*clipAt44100(clean), *clipAt44100(clean));
  EXPECT_EQ(r.changedSamples, 0u);
  EXPECT_NEAR(r.musicalNoise.value_or(9), 0, 1e-9);
  EXPECT_EQ(toJson(r)["removed_dbfs"], nullptr);
  EXPECT_NE(text(r).find("-inf"), std::string::npos);
}

}  // namespace
}  // namespace lathe::analysis
