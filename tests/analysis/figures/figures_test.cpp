// The further figures against closed forms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/figures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "tests/support/signals.h"

namespace lathe::analysis {
namespace {

constexpr int kRate = 48000;

Figures measure(const AudioBuffer& signal, int rate = kRate, std::size_t blockFrames = 1000) {
  FiguresMeter meter;
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result();
}

AudioBuffer tone(double seconds, double hertz = 1000, double level = 0, int channels = 1, int rate = kRate) {
  return test::sine(channels, static_cast<std::size_t>(seconds * rate), rate, Hertz{hertz}, Decibels{level});
}

TEST(DynamicRange, OfASteadySineIsNone) {
  const auto range = measure(tone(60, 1000, -6, 2)).dynamicRange.value();
  EXPECT_EQ(range.rounded, 0);
  EXPECT_NEAR(range.exact, 0, 0.001);
}

// 20 blocks: 16 at -20 dB, 4 at -12 of which two hold a single sample at full scale. The loudest fifth is those 4.
TEST(DynamicRange, ComparesTheSecondPeakWithTheLoudestFifth) {
  AudioBuffer signal = tone(60, 1000, -20);
  const std::size_t block = 3 * kRate;
  for (std::size_t b = 0; b < 4; ++b)
    for (float& x : signal[0].subspan(b * block, block)) x *= static_cast<float>(std::pow(10, 8.0 / 20));
  signal[0][10] = 1;
  EXPECT_NEAR(measure(signal).dynamicRange->exact, 0, 0.001) << "a single peak does not count";
  signal[0][block + 10] = 1;
  EXPECT_NEAR(measure(signal).dynamicRange->exact, 12, 0.002);
  EXPECT_EQ(measure(signal).dynamicRange->rounded, 12);
}

// 132480 frames a block at 44.1 kHz: with pulses at 132479 and 132480 the two peaks lie in two blocks.
TEST(DynamicRange, HasBlocksOf132480FramesAt44100Hz) {
  AudioBuffer signal = tone(15, 1000, -20, 1, 44100);
  signal[0][132479] = signal[0][132480] = 1;
  const double apart = measure(signal, 44100).dynamicRange->exact;
  EXPECT_NEAR(apart, 20, 0.02);
  AudioBuffer together = tone(15, 1000, -20, 1, 44100);
  together[0][132478] = together[0][132479] = 1;
  EXPECT_NEAR(measure(together, 44100).dynamicRange->exact, 0, 0.02);
}

TEST(DynamicRange, OfAnAlbumIsTheMeanOfItsTracks) {
  const std::vector<DynamicRange> tracks = {{8, 8.4, {}}, {11, 10.6, {}}, {9, 9.0, {}}};
  EXPECT_EQ(albumDynamicRange(tracks), 9);
  EXPECT_FALSE(albumDynamicRange({}));
}

TEST(WordLength, IsThatOfTheGridTheSamplesLieOn) {
  AudioBuffer signal = test::noise(1, 1000, 7);
  const auto onGrid = [&](int bits) {
    AudioBuffer grid(1, signal.frames());
    const double steps = std::ldexp(1.0, bits - 1);
    for (std::size_t i = 0; i < grid.frames(); ++i)
      grid[0][i] = static_cast<float>(std::floor(static_cast<double>(signal[0][i]) * steps) / steps);
    return measure(grid).usedBits.at(0);
  };
  for (const int bits : {8, 12, 16, 20, 24}) EXPECT_EQ(onGrid(bits), bits);
  AudioBuffer fine(1, 1);
  fine[0][0] = 0.1f * 0.001f;
  EXPECT_GT(measure(fine).usedBits.at(0), 24);
  EXPECT_EQ(measure(test::silence(1, 100)).usedBits.at(0), 0);
}

TEST(StereoImage, OfUnequalChannelsIsItsClosedForm) {
  AudioBuffer signal = tone(1, 1000, -6, 2);
  for (float& x : signal[1]) x *= 0.5f;
  const auto image = measure(signal).stereo.value();
  EXPECT_NEAR(image.balance->value, 6.0206, 0.001);
  EXPECT_NEAR(image.sideToMid->value, 20 * std::log10(0.5 / 1.5), 0.001);
  EXPECT_NEAR(image.width, 0.25 / 2.5, 1e-6);
  EXPECT_NEAR(image.monoLoss->value, 10 * std::log10(2.25 / 2.5), 0.001);
}

TEST(StereoImage, LosesNothingAlikeHalfUnrelatedAndAllInverted) {
  EXPECT_NEAR(measure(tone(1, 1000, 0, 2)).stereo->monoLoss->value, 0, 1e-6);
  EXPECT_NEAR(measure(test::noise(2, 480000, 5)).stereo->monoLoss->value, -3.0103, 0.05);
  AudioBuffer inverted = tone(1, 1000, 0, 2);
  for (float& x : inverted[1]) x = -x;
  const auto image = measure(inverted).stereo.value();
  EXPECT_FALSE(image.monoLoss);
  EXPECT_EQ(image.width, 1);
  EXPECT_FALSE(measure(tone(1)).stereo);
}

// 60 Hz in phase, 8 kHz inverted.
TEST(CorrelationByBand, TellsBassFromTreble) {
  AudioBuffer signal = tone(2, 60, -12, 2);
  const AudioBuffer treble = tone(2, 8000, -12);
  for (std::size_t i = 0; i < signal.frames(); ++i) {
    signal[0][i] += treble[0][i];
    signal[1][i] -= treble[0][i];
  }
  const auto bands = measure(signal).correlations;
  ASSERT_EQ(bands.size(), 3u);
  EXPECT_NEAR(bands.front().value, 1, 0.001);
  EXPECT_NEAR(bands.back().value, -1, 0.001);
}

TEST(AverageSpectrum, HoldsTheEnergyOfTheSignal) {
  const AudioBuffer noise = test::noise(2, 30011, 3);
  for (const std::size_t block : {1, 441, 30011}) {
    AverageSpectrumMeter meter;
    meter.begin({kRate, ChannelLayout::usual(2)});
    for (std::size_t start = 0; start < noise.frames(); start += block)
      meter.add(noise.view().slice(start, std::min(block, noise.frames() - start)));
    double sum = 0;
    const auto spectrum = meter.result();
    for (const double power : spectrum.powers[1]) sum += power;
    EXPECT_NEAR(20 * std::log10(std::sqrt(sum) / test::rms(noise[1])), 0, 1e-6);
  }
}

TEST(ThirdOctaves, HoldAToneInItsBand) {
  for (const double hertz : {100.0, 1000.0, 10000.0})
    for (const Band& band : measure(tone(2, hertz)).thirdOctaves) {
      const double level = 10 * std::log10(2 * band.power + 1e-30);
      if (band.nominal.value == hertz)
        EXPECT_NEAR(level, 0, hertz < 1000 ? 0.05 : 0.01) << hertz;
      else
        EXPECT_LT(level, hertz < 1000 ? -22 : -30) << hertz << " Hz in the band of " << band.nominal.value;
    }
}

TEST(SpectralShape, OfWhiteNoiseIsFlatAndCentredAtAQuarterOfTheRate) {
  const auto shape = measure(test::noise(1, 20 * kRate, 11)).shape.value();
  EXPECT_NEAR(shape.tilt, 0, 0.1);
  EXPECT_NEAR(shape.centroid.value, kRate / 4.0, 50);
}

// IEC 61672-1, Table 3.
TEST(LeqA, WeighsTonesByTheStandardsTable) {
  EXPECT_NEAR(measure(tone(2, 1000)).leqA->value, 0, 0.01);
  EXPECT_NEAR(measure(tone(2, 100)).leqA->value, -19.1, 0.1);
  EXPECT_NEAR(measure(tone(2, 2511.886)).leqA->value, 1.3, 0.1);
  EXPECT_NEAR(measure(tone(2, 10000)).leqA->value, -2.5, 0.1);
}

TEST(Levels, OfASineAreThoseOfTheirScales) {
  const auto figures = measure(tone(2, 1000, -20, 2));
  EXPECT_NEAR(figures.rmsAes17->value, -20, 0.001);
  EXPECT_NEAR(kSystemLevel(*figures.rmsAes17, 14).value, -6, 0.001);
  EXPECT_EQ(replayGain(-23_LUFS), 5_dB);
}

/// Noise with nothing above `hertz`: a windowed sinc of 1023 taps.
AudioBuffer lowPassed(double hertz, int rate) {
  const AudioBuffer noise = test::noise(1, 60000, 9);
  constexpr int kHalf = 511;
  std::vector<double> taps;
  for (int i = -kHalf; i <= kHalf; ++i) {
    const double x = 2 * std::numbers::pi * hertz / rate * i, w = std::cos(std::numbers::pi * i / (2 * kHalf + 2));
    taps.push_back((i == 0 ? 2 * hertz / rate : std::sin(x) / (std::numbers::pi * i)) * w * w);
  }
  AudioBuffer out(1, noise.frames() - taps.size());
  for (std::size_t i = 0; i < out.frames(); ++i) {
    double sum = 0;
    for (std::size_t t = 0; t < taps.size(); ++t) sum += taps[t] * static_cast<double>(noise[0][i + t]);
    out[0][i] = static_cast<float>(sum);
  }
  return out;
}

TEST(CutOff, IsFoundWhereABandLimitLies) {
  const auto lossy = measure(lowPassed(16000, 44100), 44100).cutOff;
  ASSERT_TRUE(lossy);
  EXPECT_NEAR(lossy->frequency.value, 16000, 200);
  EXPECT_EQ(lossy->cause, CutOff::Cause::LossyCoding);
  EXPECT_GT(lossy->confidence, 0.8);
  const auto upsampled = measure(lowPassed(21500, 96000), 96000).cutOff;
  ASSERT_TRUE(upsampled);
  EXPECT_NEAR(upsampled->frequency.value, 21500, 300);
  EXPECT_EQ(upsampled->cause, CutOff::Cause::Upsampling);
}

TEST(CutOff, IsNotFoundInFullBandOrDarkSound) {
  EXPECT_FALSE(measure(test::noise(1, 60000, 13), 44100).cutOff);
  AudioBuffer dark = test::noise(1, 200000, 14);
  for (int pole = 0; pole < 4; ++pole) {  // 24 dB an octave from 1 kHz on
    double state = 0;
    for (float& x : dark[0]) x = static_cast<float>(state += 0.13 * (static_cast<double>(x) - state));
  }
  EXPECT_FALSE(measure(dark, 44100).cutOff);
  EXPECT_FALSE(measure(test::silence(1, 60000)).cutOff);
}

TEST(DefectScan, FindsSilenceDropoutsAndStuckSamplesAtTheirPlaces) {
  AudioBuffer signal = test::noise(2, 10 * kRate, 21, -6_dB);
  const auto fill = [&](int channel, std::size_t start, std::size_t count, float value) {
    for (float& x : signal[channel].subspan(start, count)) x = value;
  };
  for (const int c : {0, 1}) {
    fill(c, 0, 1000, 0);
    fill(c, 480000 - 2000, 2000, 0);
    fill(c, 200000, 60000, 0);
  }
  fill(1, 100000, 480, 0);
  fill(0, 150000, 300, 0.25f);
  fill(0, 170000, 30, 0);  // too short to be a dropout
  const Defects found = measure(signal, kRate, 777).defects;
  EXPECT_EQ(found.leadingSilence, 1000u);
  EXPECT_EQ(found.trailingSilence, 2000u);
  EXPECT_EQ(found.silences, (std::vector<Stretch>{{200000, 60000, -1}}));
  EXPECT_EQ(found.dropouts, (std::vector<Stretch>{{100000, 480, 1}}));
  EXPECT_EQ(found.stuck, (std::vector<Stretch>{{150000, 300, 0}}));
}

TEST(Figures, OfSilenceAndOfNothingAreAbsent) {
  for (const std::size_t frames : {0, 50000}) {
    const Figures figures = measure(test::silence(2, frames));
    EXPECT_FALSE(figures.stereo || figures.rmsAes17 || figures.leqA || figures.shape || figures.cutOff);
    EXPECT_EQ(figures.defects.leadingSilence, frames);
    EXPECT_FALSE(figuresText(figures).empty());
    EXPECT_TRUE(figuresJson(figures)["stereo"].is_null());
  }
}

}  // namespace
}  // namespace lathe::analysis
