// The equaliser, measured: curves, scopes, changes, exactness.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/eq.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/response.h"

namespace lathe {
namespace {

using test::processInBlocks;
using test::responseAt;
using test::sineWave;
using test::whiteNoise;

constexpr int kRate = 44100;

EqSettings oneBand(const EqBand& band) {
  EqSettings settings;
  settings.bands[0] = band;
  return settings;
}

Eq prepared(const EqSettings& settings, const ChannelLayout& layout = ChannelLayout::stereo(), int rate = kRate) {
  Eq eq(settings);
  eq.prepare({{rate, layout}, 4096});
  return eq;
}

/// What comes out for an impulse in the given channels.
AudioBuffer impulseResponse(Eq& eq, float left, float right, std::size_t frames = 32768) {
  AudioBuffer sound(2, frames);
  sound[0][0] = left;
  sound[1][0] = right;
  processInBlocks(eq, sound.view(), 1000);
  return sound;
}

double levelAt(const AudioBuffer& impulse, int channel, double frequency, int rate = kRate) {
  return 20 * std::log10(std::abs(responseAt(impulse[channel], frequency, rate)));
}

EqSettings mixture() {
  EqSettings settings;
  settings.bands[0] = {.type = EqType::HighPass, .frequency = 30_Hz, .slope = EqSlope::Db48};
  settings.bands[1] = {.type = EqType::Bell, .frequency = 300_Hz, .gain = -4_dB, .q = 1.4};
  settings.bands[2] = {.type = EqType::Bell, .frequency = 15_kHz, .gain = 6_dB, .q = 0.7, .scope = EqScope::Side};
  settings.bands[3] = {.type = EqType::HighShelf, .frequency = 12_kHz, .gain = 3_dB, .scope = EqScope::Left};
  settings.output = -1.5_dB;
  return settings;
}

TEST(Eq, ItsImpulseResponseHasTheAnalogueCurve) {
  EqSettings settings;
  settings.bands[0] = {.type = EqType::HighPass, .frequency = 40_Hz, .slope = EqSlope::Db24};
  settings.bands[1] = {.type = EqType::Bell, .frequency = 16_kHz, .gain = 12_dB, .q = 0.5};
  settings.bands[2] = {.type = EqType::HighShelf, .frequency = 18_kHz, .gain = -9_dB};
  settings.bands[3] = {.type = EqType::LowPass, .frequency = 19_kHz, .slope = EqSlope::Db36};
  settings.bands[4] = {.type = EqType::Tilt, .frequency = 1_kHz, .gain = 2_dB};
  settings.output = 1_dB;
  Eq eq = prepared(settings);
  const AudioBuffer impulse = impulseResponse(eq, 1, 1);
  for (const double f : {20.0, 40.0, 100.0, 1000.0, 5000.0, 10000.0, 15000.0, 18000.0, 20000.0, 20900.0}) {
    EXPECT_NEAR(levelAt(impulse, 0, f), eqTarget(settings, {f}).value, 0.05) << f;
    EXPECT_NEAR(levelAt(impulse, 1, f), eqResponse(settings, {f}, kRate).value, 0.001) << f;
  }
}

TEST(Eq, HoldsItsCurveAtTenHertzAndTwoHundredKilohertz) {
  const EqSettings settings = oneBand({.type = EqType::Bell, .frequency = 10_Hz, .gain = 12_dB, .q = 4});
  Eq eq = prepared(settings, ChannelLayout::stereo(), 192000);
  const AudioBuffer impulse = impulseResponse(eq, 1, 1, 400000);
  for (const double f : {5.0, 9.0, 10.0, 12.0, 100.0, 80000.0})
    EXPECT_NEAR(levelAt(impulse, 0, f, 192000), eqTarget(settings, {f}).value, 0.02) << f;
}

TEST(Eq, PassesBitsThroughWithoutAnActiveBand) {
  EqSettings settings;
  settings.bands[0] = {.isEnabled = false, .type = EqType::HighPass};
  Eq eq = prepared(settings);
  AudioBuffer sound = whiteNoise(2, 5000, 1, 1);
  sound[0][17] = 1e-42f;
  const AudioBuffer before = sound;
  processInBlocks(eq, sound.view(), 700);
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(sound[c], before[c]));
}

TEST(Eq, AMidBandLeavesAPureSideSignalUntouched) {
  for (const auto& [scope, sign] : {std::pair{EqScope::Mid, -1.0f}, std::pair{EqScope::Side, 1.0f}}) {
    Eq eq = prepared(oneBand({.gain = 12_dB, .scope = scope}));
    AudioBuffer sound = whiteNoise(2, 5000, 1, 2);
    for (std::size_t i = 0; i < sound.frames(); ++i) sound[1][i] = sign * sound[0][i];
    const AudioBuffer before = sound;
    processInBlocks(eq, sound.view(), 700);
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(sound[c], before[c]));
  }
}

TEST(Eq, AMidBandFiltersTheSumOnly) {
  Eq eq = prepared(oneBand({.frequency = 1_kHz, .gain = 12_dB, .scope = EqScope::Mid}));
  const AudioBuffer impulse = impulseResponse(eq, 1, 0);
  const auto left = responseAt(impulse[0], 1000, kRate), right = responseAt(impulse[1], 1000, kRate);
  EXPECT_NEAR(20 * std::log10(std::abs(left + right)), 12, 0.01);
  EXPECT_NEAR(20 * std::log10(std::abs(left - right)), 0, 0.001);
}

TEST(Eq, ALeftBandLeavesTheOtherChannelsUntouched) {
  const ChannelLayout surround = ChannelLayout::usual(6);
  Eq eq = prepared(oneBand({.gain = 12_dB, .scope = EqScope::Left}), surround);
  AudioBuffer sound = whiteNoise(6, 5000, 1, 3);
  const AudioBuffer before = sound;
  processInBlocks(eq, sound.view(), 700);
  for (int c = 0; c < 6; ++c) EXPECT_EQ(std::ranges::equal(sound[c], before[c]), surround[c] != Speaker::Left) << c;
}

TEST(Eq, AStereoBandTreatsEveryChannelOfALayoutAlike) {
  for (const int channels : {1, 3, 6, 8, 12}) {
    Eq eq = prepared(oneBand({.gain = 12_dB}), ChannelLayout::usual(channels));
    AudioBuffer sound(channels, 3000);
    const AudioBuffer noise = whiteNoise(1, 3000, 1, 4);
    for (int c = 0; c < channels; ++c) std::ranges::copy(noise[0], sound[c].begin());
    processInBlocks(eq, sound.view(), 700);
    EXPECT_FALSE(std::ranges::equal(sound[0], noise[0]));
    for (int c = 1; c < channels; ++c) EXPECT_TRUE(std::ranges::equal(sound[c], sound[0])) << channels << " " << c;
  }
}

TEST(Eq, AnySplitIntoBlocksGivesTheSameSamplesEvenWhileItGlides) {
  const auto render = [](std::size_t blockFrames) {
    Eq eq = prepared(EqSettings{});
    AudioBuffer sound = whiteNoise(2, 9000, 0.5, 5);
    processInBlocks(eq, sound.view().slice(0, 3000), blockFrames);
    eq.set(mixture());
    processInBlocks(eq, sound.view().slice(3000, 500), blockFrames);
    EqSettings other = mixture();
    other.bands[2] = {};
    eq.set(other);
    processInBlocks(eq, sound.view().slice(3500, 2500), blockFrames);
    eq.set(EqSettings{});
    processInBlocks(eq, sound.view().slice(6000, 3000), blockFrames);
    return sound;
  };
  const AudioBuffer whole = render(4096);
  for (const std::size_t blockFrames : {1, 7, 333}) {
    const AudioBuffer split = render(blockFrames);
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(split[c], whole[c])) << blockFrames;
  }
}

TEST(Eq, ResetIsAsGoodAsNew) {
  Eq used = prepared(mixture()), fresh = prepared(mixture());
  AudioBuffer noise = whiteNoise(2, 3000, 1, 6), a = whiteNoise(2, 3000, 1, 7), b = a;
  used.process(noise.view());
  used.reset();
  used.process(a.view());
  fresh.process(b.view());
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(a[c], b[c]));
}

/// Energy above 5 kHz that a change of settings adds to a 100 Hz tone, as the largest level of any single frequency
/// in a windowed stretch around the change.
double clickLevel(const EqSettings& before, const EqSettings& after) {
  Eq eq = prepared(before);
  AudioBuffer sound = sineWave(2, 16384, 100, kRate, 0.5);
  processInBlocks(eq, sound.view().slice(0, 8000), 500);
  eq.set(after);
  processInBlocks(eq, sound.view().slice(8000, 8384), 500);
  constexpr std::size_t kLength = 8192, kStart = 8000 - kLength / 4;
  std::vector<double> windowed(kLength);
  for (std::size_t i = 0; i < kLength; ++i) {
    const double t = 2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / kLength;
    windowed[i] = (0.35875 - 0.48829 * std::cos(t) + 0.14128 * std::cos(2 * t) - 0.01168 * std::cos(3 * t)) *
                  static_cast<double>(sound[0][kStart + i]);
  }
  double worst = 0;
  for (double f = 5000; f < 22000; f += 100) worst = std::max(worst, std::abs(responseAt(windowed, f, kRate)));
  return 20 * std::log10(worst / (0.35875 * kLength / 2) / 0.5);
}

TEST(Eq, ChangesMakeNoClick) {
  const EqSettings flat, bell = oneBand({.frequency = 100_Hz, .gain = 12_dB}),
                         moved = oneBand({.frequency = 3_kHz, .gain = 12_dB, .q = 4}),
                         pass = oneBand({.type = EqType::LowPass, .frequency = 500_Hz, .slope = EqSlope::Db48}),
                         side = oneBand({.frequency = 100_Hz, .gain = 12_dB, .scope = EqScope::Side});
  EqSettings louder;
  louder.output = 6_dB;
  EXPECT_LT(clickLevel(flat, flat), -120) << "the measurement itself";
  EXPECT_LT(clickLevel(flat, louder), -80);
  EXPECT_LT(clickLevel(flat, bell), -80);
  EXPECT_LT(clickLevel(bell, flat), -80);
  EXPECT_LT(clickLevel(bell, moved), -80);
  EXPECT_LT(clickLevel(bell, side), -80);
  EXPECT_LT(clickLevel(pass, flat), -80);
  EXPECT_LT(clickLevel(flat, pass), -80);
}

TEST(Eq, ABandThatWentCostsNothingOnceItHasRungOut) {
  Eq eq = prepared(oneBand({.frequency = 200_Hz, .gain = 12_dB, .scope = EqScope::Mid}));
  AudioBuffer sound = whiteNoise(2, 40000, 0.5, 10);
  const AudioBuffer before = sound;
  processInBlocks(eq, sound.view().slice(0, 1000), 300);
  eq.set(EqSettings{});
  processInBlocks(eq, sound.view().slice(1000, 39000), 300);
  for (int c = 0; c < 2; ++c) {
    EXPECT_FALSE(std::ranges::equal(sound[c].first(2000), before[c].first(2000)));
    EXPECT_TRUE(std::ranges::equal(sound[c].last(20000), before[c].last(20000)));
  }
}

TEST(Eq, BandsComeAndGoWithoutASwell) {
  for (const EqBand& band :
       {EqBand{.type = EqType::HighPass, .frequency = 30_Hz, .slope = EqSlope::Db48},
        EqBand{.type = EqType::HighPass, .frequency = 10_Hz, .slope = EqSlope::Db12},
        EqBand{.type = EqType::LowPass, .frequency = 1_kHz, .slope = EqSlope::Db48},
        EqBand{.type = EqType::LowPass, .frequency = 20_kHz, .slope = EqSlope::Db24},
        EqBand{.type = EqType::Notch, .frequency = 1_kHz}, EqBand{.frequency = 12_kHz, .gain = 12_dB},
        EqBand{.type = EqType::HighShelf, .frequency = 15_kHz, .gain = 12_dB}})
    for (const bool comes : {true, false}) {
      EqSettings off;
      Eq eq = prepared(comes ? off : oneBand(band));
      AudioBuffer sound = sineWave(2, 30000, 100, kRate, 0.5);
      processInBlocks(eq, sound.view().slice(0, 20000), 500);
      eq.set(comes ? oneBand(band) : off);
      processInBlocks(eq, sound.view().slice(20000, 10000), 500);
      float peak = 0;
      for (const float sample : sound[0].subspan(10000)) peak = std::max(peak, std::abs(sample));
      EXPECT_LT(peak, 0.55) << static_cast<int>(band.type) << (comes ? " comes" : " goes");
    }
}

TEST(Eq, WildChangesStayBounded) {
  Eq eq = prepared(EqSettings{});
  std::mt19937 random(8);
  AudioBuffer sound = whiteNoise(2, 200000, 0.1, 8);
  for (std::size_t start = 0; start < sound.frames(); start += 400) {
    EqSettings settings;
    const auto pick = [&](double low, double high) {
      return low * std::pow(high / low, std::uniform_real_distribution<double>(0, 1)(random));
    };
    settings.bands[0] = {.frequency = {pick(10, 40000)}, .gain = 6_dB, .q = pick(0.05, 40)};
    settings.bands[1] = {.type = EqType::HighPass, .frequency = {pick(10, 1000)}, .slope = EqSlope::Db48};
    eq.set(settings);
    eq.process(sound.view().slice(start, 400));
  }
  float peak = 0;
  for (const float sample : sound[0]) peak = std::max(peak, std::abs(sample));
  EXPECT_LT(peak, 4);
}

TEST(Eq, ASampleThatIsNotFiniteDoesNotPersist) {
  Eq eq = prepared(mixture());
  AudioBuffer sound = whiteNoise(2, 3000, 0.5, 9);
  sound[0][100] = std::numeric_limits<float>::quiet_NaN();
  sound[1][200] = std::numeric_limits<float>::infinity();
  processInBlocks(eq, sound.view(), 512);
  for (int c = 0; c < 2; ++c)
    for (const float sample : sound[c]) ASSERT_TRUE(std::isfinite(sample));
}

TEST(Eq, ItsTailIsOverWhenItSaysSo) {
  for (const EqSettings& settings :
       {mixture(), oneBand({.frequency = 50_Hz, .gain = 24_dB, .q = 8}), oneBand({.type = EqType::Notch, .q = 20})}) {
    Eq eq = prepared(settings);
    AudioBuffer sound = sineWave(2, 44100, settings.bands[0].frequency.value, kRate, 1);
    processInBlocks(eq, sound.view(), 4096);
    AudioBuffer after(2, eq.tail() + 1000);
    processInBlocks(eq, after.view(), 4096);
    for (std::size_t i = eq.tail(); i < after.frames(); ++i) ASSERT_LT(std::abs(after[0][i]), 1e-6f) << i;
  }
}

TEST(EqCurve, ShowsWhatThePartOfTheSoundHears) {
  const EqSettings settings = oneBand({.gain = 6_dB, .scope = EqScope::Side});
  EXPECT_NEAR(EqCurve(settings, kRate).at(1_kHz).value, 6, 0.01);
  EXPECT_NEAR(EqCurve(settings, kRate, EqScope::Side).at(1_kHz).value, 6, 0.01);
  EXPECT_EQ(EqCurve(settings, kRate, EqScope::Mid).at(1_kHz).value, 0);
}

TEST(EqSettings, AreReachedByBandNumber) {
  Settings settings = EqSettings{};
  settings.setText("band3.type", "high-shelf");
  settings.setText("band3.frequency", "2.5 kHz");
  settings.setText("band8.slope", "24");
  settings.setText("band8.scope", "side");
  const EqSettings& eq = settings.as<EqSettings>();
  EXPECT_EQ(eq.bands[2].type, EqType::HighShelf);
  EXPECT_EQ(eq.bands[2].frequency, 2500_Hz);
  EXPECT_EQ(eq.bands[7].slope, EqSlope::Db24);
  EXPECT_EQ(eq.bands[7].scope, EqScope::Side);
}

}  // namespace
}  // namespace lathe
