// The whole measurement in one pass: its figures fit together, and what the world gets wrong is told.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/measurement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/measurement/analyser.h"
#include "core/audio/error.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

static_assert(Analyser<Meter> && Analyser<LoudnessMeter> && Analyser<TruePeakMeter> && Analyser<StatisticsMeter>);

MemoryClip toneClip(double seconds, double level, int channels = 2) {
  return {{48000, ChannelLayout::usual(channels)}, test::sine(channels, 48000, seconds, 997, level)};
}

TEST(Measurement, OfAToneFitsTogether) {
  const Measurement m = measureClip(toneClip(10, -20));
  EXPECT_EQ(m.frames, 480000u);
  EXPECT_EQ(m.duration, 10.0_s);
  EXPECT_NEAR(m.integrated.value().value, -20, 0.01);
  EXPECT_NEAR(m.relativeThreshold.value().value, -30, 0.02);
  EXPECT_NEAR(m.truePeak.value().level.value, -20, 0.001);
  EXPECT_NEAR(m.samplePeak.value().value, -20, 0.001);
  EXPECT_NEAR(m.peakToLoudness.value().value, 0, 0.01);
  EXPECT_NEAR(m.loudnessRange.value().value, 0, 0.01);
  EXPECT_NEAR(m.correlation.value().whole, 1, 1e-9);
  EXPECT_TRUE(m.areChannelsIdentical);
  ASSERT_EQ(m.channels.size(), 2u);
  EXPECT_EQ(m.channels[1].speaker, Speaker::Right);
  EXPECT_NEAR(m.channels[1].rms.value().value, -23.0103, 0.001);
  EXPECT_FALSE(m.isSilent);
}

TEST(Measurement, OfSilenceHasNoLevels) {
  for (const std::size_t frames : {0u, 1u, 48000u}) {
    const Measurement m = measureClip(MemoryClip({48000, ChannelLayout::stereo()}, AudioBuffer(2, frames)));
    EXPECT_EQ(m.frames, frames);
    EXPECT_FALSE(m.integrated || m.maxMomentary || m.maxShortTerm || m.loudnessRange || m.truePeak || m.samplePeak ||
                 m.peakToLoudness || m.correlation);
    EXPECT_TRUE(m.isSilent);
    EXPECT_FALSE(m.channels[0].rms);
  }
}

// G3
TEST(Measurement, StaysFiniteForExtremeSamples) {
  AudioBuffer square = test::signal(2, 48000, [](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; });
  EXPECT_TRUE(std::isfinite(measureClip(MemoryClip({48000, ChannelLayout::stereo()}, square)).truePeak->level.value));
  AudioBuffer denormal = test::signal(2, 48000, [](std::size_t) { return std::numeric_limits<float>::denorm_min(); });
  EXPECT_FALSE(measureClip(MemoryClip({48000, ChannelLayout::stereo()}, denormal)).integrated);
  AudioBuffer huge = test::signal(2, 48000, [](std::size_t i) { return i % 100 < 50 ? 1e30 : -1e30; });
  EXPECT_TRUE(std::isfinite(measureClip(MemoryClip({48000, ChannelLayout::stereo()}, huge)).integrated->value));
}

TEST(Measurement, TakesNonFiniteSamplesForSilenceAndCountsThem) {
  AudioBuffer tone = test::sine(2, 48000, 5, 997, -20);
  const Measurement clean = measureClip(MemoryClip({48000, ChannelLayout::stereo()}, tone));
  tone[0][1000] = std::numeric_limits<float>::quiet_NaN();
  tone[1][100000] = -std::numeric_limits<float>::infinity();
  const Measurement m = measureClip(MemoryClip({48000, ChannelLayout::stereo()}, tone));
  EXPECT_EQ(m.nonFiniteSamples, 2u);
  EXPECT_NEAR(m.integrated->value, clean.integrated->value, 0.01);
  EXPECT_TRUE(std::isfinite(m.truePeak->level.value));
}

TEST(Measurement, OfNoNumbersAtAllIsAnError) {
  const AudioBuffer nan = test::signal(2, 4800, [](std::size_t) { return std::numeric_limits<double>::quiet_NaN(); });
  try {
    measureClip(MemoryClip({48000, ChannelLayout::stereo()}, nan));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Damaged);
  }
}

TEST(Measurement, RefusesRatesBelowTheFilter) {
  Meter meter;
  EXPECT_THROW(meter.begin({4000, ChannelLayout::mono()}), Error);
  EXPECT_THROW(meter.begin({48000, ChannelLayout()}), Error);
}

TEST(Measurement, TellsProgressAndStops) {
  std::stop_source stop;
  double last = 0;
  EXPECT_NO_THROW(measureClip(toneClip(3, -20), [&](double done) {
    EXPECT_GT(done, last);
    last = done;
  }));
  EXPECT_EQ(last, 1.0);
  const auto stopHalfWay = [&](double done) {
    if (done > 0.5) stop.request_stop();
  };
  try {
    measureClip(toneClip(3, -20), stopHalfWay, stop.get_token());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
  }
}

TEST(Measurement, MayBeginAnew) {
  Meter meter;
  meter.begin({48000, ChannelLayout::stereo()});
  meter.add(test::sine(2, 48000, 5, 997, 0).view());
  meter.begin({44100, ChannelLayout::mono()});
  meter.add(test::sine(1, 44100, 5, 997, -20).view());
  const Measurement m = meter.result();
  EXPECT_EQ(m.channels.size(), 1u);
  EXPECT_NEAR(m.truePeak->level.value, -20, 0.004);  // the band-limited signal rings where the tone begins
  EXPECT_NEAR(m.integrated->value, -23.01, 0.01);
  EXPECT_NEAR(m.maxMomentary->loudness.value, -23.01, 0.01);
}

}  // namespace
}  // namespace lathe::analysis
