// The compressor: its curve, its times, its side chain, and the laws of processors.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/compressor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace lathe {
namespace {

using std::numbers::pi;

Compressor prepared(const CompressorSettings& settings, int rate = 48000, int channels = 1) {
  AudioFormat format;
  format.sampleRate = rate;
  format.layout = ChannelLayout::usual(channels);
  Compressor compressor(settings);
  compressor.prepare({format, 4096});
  return compressor;
}

AudioBuffer make(int channels, std::size_t frames, const std::function<double(double)>& signal) {
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < frames; ++i) buffer[c][i] = static_cast<float>(signal(static_cast<double>(i)));
  return buffer;
}

std::function<double(double)> sine(double frequency, double rate, Decibels level) {
  return [=](double i) { return toGain(level) * std::sin(2 * pi * frequency * i / rate); };
}

std::function<double(double)> noise() {
  return [random = std::mt19937(9)](double) mutable { return static_cast<double>(random()) / 2147483648.0 - 1; };
}

void run(Processor& processor, AudioView view, std::size_t block = 512) {
  for (std::size_t i = 0; i < view.frames(); i += block)
    processor.process(view.slice(i, std::min(block, view.frames() - i)));
}

/// Level of a sine of that amplitude, from its mean square.
double sineLevel(std::span<const float> samples) {
  double sum = 0;
  for (const float x : samples) sum += static_cast<double>(x) * x;
  return 10 * std::log10(2 * sum / static_cast<double>(samples.size()));
}

TEST(Compressor, FollowsItsCurveWithSteadySines) {
  const CompressorSettings cases[] = {
      {.threshold = -20_dB, .ratio = 4, .knee = 0_dB},
      {.threshold = -24_dB, .ratio = 2, .knee = 12_dB},
      {.threshold = -30_dB, .ratio = 20, .knee = 6_dB, .makeUp = 4_dB},
      {.threshold = -20_dB, .ratio = 8, .knee = 24_dB, .range = 6_dB, .autoMakeUp = true, .mix = 0.6},
      {.threshold = -20_dB, .ratio = 3, .knee = 10_dB, .detector = LevelDetector::Rms, .rmsWindow = 50_ms},
  };
  for (CompressorSettings settings : cases) {
    settings.release = 50_ms;
    settings.attack = 5_ms;
    for (double level = -45; level <= 0; level += 4.5) {
      Compressor compressor = prepared(settings);
      AudioBuffer buffer = make(1, 48000, sine(997, 48000, {level}));
      run(compressor, buffer.view());
      const Decibels detected{level - (settings.detector == LevelDetector::Rms ? 3.0103 : 0)};
      const Decibels expected = compressedLevel(settings, detected) - detected + Decibels{level};
      EXPECT_NEAR(sineLevel(buffer[0].last(24000)), expected.value, 0.05)
          << "in " << level << ", ratio " << settings.ratio;
    }
  }
}

TEST(Compressor, CurveIsWhatThePublishedOneSays) {
  const CompressorSettings hard{.threshold = -20_dB, .ratio = 4, .knee = 0_dB};
  EXPECT_DOUBLE_EQ(compressedLevel(hard, -30_dB).value, -30);
  EXPECT_DOUBLE_EQ(compressedLevel(hard, -8_dB).value, -17);
  const CompressorSettings soft{.threshold = -20_dB, .ratio = 4, .knee = 8_dB};
  EXPECT_DOUBLE_EQ(compressedLevel(soft, -20_dB).value, -20 - 0.75 * 16 / 16);
  EXPECT_DOUBLE_EQ(compressedLevel(soft, -8_dB).value, -17);
  EXPECT_NEAR(compressedLevel(soft, -24_dB).value, -24, 1e-9);
  EXPECT_NEAR(compressedLevel(soft, -16_dB).value, -19, 1e-9);
  const CompressorSettings limit{.threshold = -20_dB, .ratio = 20, .knee = 0_dB, .autoMakeUp = true};
  EXPECT_DOUBLE_EQ(compressedLevel(limit, -3_dB).value, -10);
}

/// The gain in dB after each sample of a steady tone which steps from -40 dB to 0 dB after a second and back after two.
/// The tone is a quarter of the rate, so that every other sample shows its size.
std::vector<double> gainThroughAStep(const CompressorSettings& settings) {
  Compressor compressor = prepared(settings);
  const auto signal = [](double i) {
    return (i >= 48000 && i < 96000 ? 1.0 : 0.01) * (static_cast<int>(i) % 4 < 2 ? 1 : -1);
  };
  AudioBuffer buffer = make(1, 192000, signal);
  run(compressor, buffer.view());
  std::vector<double> gains;
  for (std::size_t i = compressor.latency(); i < buffer.frames(); ++i)
    gains.push_back(20 * std::log10(buffer[0][i] / signal(static_cast<double>(i - compressor.latency()))));
  return gains;
}

TEST(Compressor, AttacksAndReleasesWithItsTimeConstants) {
  const std::vector<double> gains =
      gainThroughAStep({.threshold = -20_dB, .ratio = 2, .knee = 0_dB, .attack = 30_ms, .release = 200_ms});
  EXPECT_NEAR(gains[48000 + 1440 - 1], -10 * (1 - std::exp(-1)), 0.01);
  EXPECT_NEAR(gains[95999], -10, 0.01);
  const std::size_t held = 480;  // the peak detector holds for 10 ms
  EXPECT_NEAR(gains[96000 + held + 9600 - 2], -10 * std::exp(-1), 0.01);
}

TEST(Compressor, LooksAheadByWhatItSays) {
  const CompressorSettings settings{
      .threshold = -20_dB, .ratio = 2, .knee = 0_dB, .attack = 2_ms, .release = 200_ms, .lookAhead = 5_ms};
  EXPECT_EQ(prepared(settings).latency(), 240u);
  const std::vector<double> gains = gainThroughAStep(settings);
  EXPECT_NEAR(gains[48000 - 241], 0, 1e-6);
  EXPECT_LT(gains[48000 - 240], -0.01);
  EXPECT_NEAR(gains[48000 - 240 + 96 - 1], -10 * (1 - std::exp(-1)), 0.01);
}

TEST(Compressor, UsesAShorterLookAheadSetLaterWithTheSameLatency) {
  const CompressorSettings settings{.threshold = -20_dB, .knee = 0_dB, .lookAhead = 5_ms};
  Compressor compressor = prepared(settings);
  CompressorSettings shorter = settings;
  shorter.lookAhead = 1_ms;
  compressor.set(shorter);
  AudioBuffer buffer = make(1, 8000, [](double i) { return i < 4000 ? 0.01 : 1.0; });
  run(compressor, buffer.view());
  EXPECT_EQ(compressor.latency(), 240u);
  EXPECT_EQ(buffer[0][4000 + 240 - 49], 0.01f);
  EXPECT_LT(buffer[0][4000 + 240 - 48], 0.01f);
}

TEST(Compressor, DoesNotHearTheBassThroughItsSideChainHighPass) {
  for (const double corner : {80.0, 250.0}) {
    const CompressorSettings settings{
        .threshold = -60_dB, .ratio = 20, .knee = 0_dB, .sidechainHighPass = true, .sidechainFrequency = {corner}};
    for (const double frequency : {corner / 4, corner / 2, corner, corner * 4}) {
      Compressor compressor = prepared(settings);
      AudioBuffer buffer = make(1, 96000, sine(frequency, 48000, -10_dB));
      run(compressor, buffer.view());
      const double ratio = frequency / corner;
      const double heard = -10 - 10 * std::log10(1 + 1 / std::pow(ratio, 4));
      const double out = sineLevel(buffer[0].last(48000));
      if (frequency >= 50) {
        EXPECT_NEAR(out, -10 - (heard + 60), 0.15) << frequency << " Hz, corner " << corner;
      } else {
        EXPECT_NEAR(out, -10 - (heard + 60), 1.0) << frequency << " Hz, corner " << corner;
      }
    }
  }
}

TEST(Compressor, PassesBitForBitWhereItHasNothingToDo) {
  const CompressorSettings cases[] = {{.ratio = 1},
                                      {.threshold = -40_dB, .ratio = 10, .makeUp = 6_dB, .mix = 0},
                                      {.threshold = 0_dB, .ratio = 20, .knee = 0_dB, .lookAhead = 3_ms},
                                      {.threshold = -40_dB, .ratio = 10, .range = 0_dB}};
  for (const CompressorSettings& settings : cases) {
    Compressor compressor = prepared(settings, 48000, 2);
    AudioBuffer buffer = make(2, 20000, noise());
    const AudioBuffer original = buffer;
    run(compressor, buffer.view());
    for (int c = 0; c < 2; ++c)
      for (std::size_t i = compressor.latency(); i < buffer.frames(); ++i)
        ASSERT_EQ(buffer[c][i], original[c][i - compressor.latency()]) << i;
  }
}

TEST(Compressor, LinksChannelsAsFarAsTold) {
  for (const double link : {0.0, 0.5, 1.0}) {
    Compressor compressor = prepared({.threshold = -20_dB, .ratio = 20, .knee = 0_dB, .link = link}, 48000, 12);
    AudioBuffer buffer = make(12, 48000, sine(997, 48000, -16_dB));
    for (float& x : buffer[5]) x *= 5.0118723f;  // -2 dB
    run(compressor, buffer.view());
    EXPECT_NEAR(sineLevel(buffer[5].last(24000)), -20, 0.05);
    for (const int c : {0, 11})
      EXPECT_NEAR(sineLevel(buffer[c].last(24000)), -16 - (4 + 14 * link), 0.05) << "link " << link;
  }
}

AudioBuffer withChanges(std::size_t block, bool isReset) {
  const CompressorSettings start{.threshold = -30_dB, .ratio = 4, .attack = 1_ms, .lookAhead = 4_ms};
  Compressor compressor = prepared(start, 44100, 3);
  AudioBuffer buffer = make(3, 24000, noise());
  for (std::size_t i = 0; i < 24000; ++i) buffer[1][i] *= i % 5000 < 900 ? 1.0f : 0.1f;
  if (isReset) {
    AudioBuffer other = make(3, 5000, noise());
    compressor.set(CompressorSettings{.detector = LevelDetector::Rms, .sidechainHighPass = true, .link = 0.3});
    run(compressor, other.view());
    compressor.set(start);
    compressor.reset();
  }
  run(compressor, buffer.view().slice(0, 6000), block);
  compressor.set(
      CompressorSettings{.autoRelease = true, .detector = LevelDetector::Rms, .lookAhead = 2_ms, .link = 0.3});
  run(compressor, buffer.view().slice(6000, 6000), block);
  compressor.set(CompressorSettings{.sidechainHighPass = true, .autoMakeUp = true, .mix = 0.5});
  run(compressor, buffer.view().slice(12000, 12000), block);
  return buffer;
}

TEST(Compressor, GivesTheSameSamplesForAnySplitAndAfterAReset) {
  const AudioBuffer whole = withChanges(4096, false);
  for (const std::size_t block : {1, 7, 64, 300, 1000}) {
    const AudioBuffer split = withChanges(block, false);
    for (int c = 0; c < 3; ++c) ASSERT_TRUE(std::ranges::equal(whole[c], split[c])) << "blocks of " << block;
  }
  const AudioBuffer again = withChanges(4096, true);
  for (int c = 0; c < 3; ++c) EXPECT_TRUE(std::ranges::equal(whole[c], again[c])) << "after reset";
}

TEST(Compressor, ChangesItsSettingsWithoutAClick) {
  Compressor compressor = prepared({.attack = 0.05_ms, .release = 5_ms}, 48000, 2);
  AudioBuffer buffer = make(2, 100000, sine(100, 48000, -3_dB));
  const CompressorSettings changes[] = {
      {.threshold = -40_dB, .ratio = 8, .attack = 0.05_ms, .release = 5_ms},
      {.threshold = -40_dB, .ratio = 2, .attack = 0.05_ms, .detector = LevelDetector::Rms, .makeUp = 12_dB},
      {.threshold = -20_dB, .attack = 0.05_ms, .detector = LevelDetector::Peak, .sidechainHighPass = true, .mix = 0.3},
      {.threshold = -20_dB, .ratio = 20, .attack = 0.05_ms, .range = 3_dB, .link = 0}};
  for (std::size_t i = 0; i < 4; ++i) {
    run(compressor, buffer.view().slice(i * 20000, 20000));
    compressor.set(changes[i]);
  }
  run(compressor, buffer.view().slice(80000, 20000));
  for (std::size_t i = 3000; i < buffer.frames(); ++i)
    ASSERT_LT(std::abs(buffer[0][i] - 2 * buffer[0][i - 1] + buffer[0][i - 2]), 0.003) << i;
}

TEST(Compressor, IsNotHurtByBrokenSamplesAndLeavesSilenceSilent) {
  Compressor compressor = prepared({.threshold = -30_dB}), other = prepared({.threshold = -30_dB});
  AudioBuffer broken = make(1, 20000, sine(440, 48000, -6_dB)), clean = broken;
  const float values[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e30f};
  for (std::size_t i = 0; i < 3; ++i) {
    broken[0][3000 + i] = values[i];
    clean[0][3000 + i] = 0;
  }
  run(compressor, broken.view());
  run(other, clean.view());
  EXPECT_TRUE(std::ranges::equal(broken[0], clean[0]));
  AudioBuffer silence(1, 50000);
  run(other, silence.view());
  EXPECT_TRUE(std::ranges::all_of(silence[0], [](float x) { return x == 0; }));
}

TEST(Compressor, TellsWhatItDid) {
  Compressor compressor = prepared({.threshold = -20_dB, .ratio = 2, .knee = 0_dB, .attack = 1_ms, .release = 5_ms});
  AudioBuffer buffer = make(1, 96000, [](double i) { return i < 48000 ? std::sin(0.13 * i) : 0.01; });
  run(compressor, buffer.view());
  EXPECT_NEAR(compressor.activity().deepest.value, 10, 0.02);
  EXPECT_EQ(compressor.activity().reduction, 0_dB);
  EXPECT_NEAR(compressor.activity().activeShare, 0.5 + (0.010 + 0.005 * std::log(100)) / 2, 0.0002);
}

}  // namespace
}  // namespace lathe
