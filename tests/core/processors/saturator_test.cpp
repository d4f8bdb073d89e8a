// The saturator, measured: aliases, harmonics, transparency, changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/saturator.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/processors/saturator_shapes.h"
#include "tests/support/response.h"

namespace lathe {
namespace {

using test::processInBlocks;
using test::responseAt;
using test::sineWave;
using test::whiteNoise;

constexpr int kRate = 44100;
constexpr SaturatorCharacter kCharacters[] = {SaturatorCharacter::Soft, SaturatorCharacter::Tube,
                                              SaturatorCharacter::Tape, SaturatorCharacter::Clip};

Saturator prepared(const SaturatorSettings& settings, int channels = 2, int rate = kRate) {
  Saturator saturator(settings);
  saturator.prepare({{rate, ChannelLayout::usual(channels)}, 4096});
  return saturator;
}

bool equal(const AudioBuffer& a, const AudioBuffer& b) {
  for (int c = 0; c < a.channels(); ++c)
    if (!std::ranges::equal(a[c], b[c])) return false;
  return true;
}

/// A second of a saturated tone after it has settled; a whole number of periods when the frequency is whole.
std::vector<double> saturatedTone(const SaturatorSettings& settings, double frequency, double amplitude) {
  constexpr std::size_t kStart = 30000;
  Saturator saturator = prepared(settings, 1);
  AudioBuffer sound = sineWave(1, kStart + kRate, frequency, kRate, amplitude);
  processInBlocks(saturator, sound.view(), 4096);
  return {sound[0].begin() + kStart, sound[0].end()};
}

/// Amplitude of a whole frequency, in dBFS.
double levelOf(std::span<const double> tone, double frequency) {
  const double sum = std::abs(responseAt(tone, frequency, kRate)) / static_cast<double>(tone.size());
  return 20 * std::log10((frequency == 0 ? 1 : 2) * sum + 1e-12);
}

double rmsOf(const std::vector<double>& tone) {
  double squares = 0;
  for (const double x : tone) squares += x * x;
  return 10 * std::log10(squares / static_cast<double>(tone.size()));
}

TEST(Saturator, DoesNotFoldHarmonicsBack) {
  for (const SaturatorCharacter character : kCharacters)
    for (const double drive : {6.0, 15.0, 30.0}) {
      const std::vector<double> tone = saturatedTone({.drive = {drive}, .character = character}, 5000, 0.5);
      // Harmonics of 5 kHz and all that they fold to are multiples of 100 Hz, so 441 frames hold whole periods of all.
      const auto periods = std::span(tone).first(441 * 10);
      double worst = -200;
      for (int f = 100; f < 22050; f += 100)
        if (f % 5000 != 0) worst = std::max(worst, levelOf(periods, f) - levelOf(periods, 5000));
      EXPECT_LT(worst, -100) << static_cast<int>(character) << " at " << drive << " dB";
      RecordProperty("character" + std::to_string(static_cast<int>(character)) + "_drive" +
                         std::to_string(static_cast<int>(drive)),
                     std::to_string(worst));
    }
}

TEST(Saturator, EachCharacterHasItsHarmonics) {
  const auto harmonic = [](SaturatorCharacter character, int number, double frequency) {
    const auto tone = saturatedTone({.drive = 15_dB, .character = character}, frequency, 0.3);
    return levelOf(tone, number * frequency) - (number > 0 ? levelOf(tone, frequency) : 0);
  };
  EXPECT_LT(harmonic(SaturatorCharacter::Soft, 2, 1000), -110) << "a symmetric curve makes odd harmonics only";
  EXPECT_GT(harmonic(SaturatorCharacter::Soft, 3, 1000), -30);
  EXPECT_GT(harmonic(SaturatorCharacter::Tube, 2, 1000), -30);
  EXPECT_LT(harmonic(SaturatorCharacter::Tube, 0, 1000), -100) << "the tube's offset is blocked";
  EXPECT_GT(harmonic(SaturatorCharacter::Clip, 3, 1000), -30);
}

TEST(Saturator, TapeBendsHighsMoreThanLows) {
  const auto third = [](SaturatorCharacter character, double frequency) {
    const auto tone = saturatedTone({.drive = 6_dB, .character = character}, frequency, 0.1);
    return levelOf(tone, 3 * frequency) - levelOf(tone, frequency);
  };
  EXPECT_LT(third(SaturatorCharacter::Tape, 100), third(SaturatorCharacter::Soft, 100) - 2);
  EXPECT_GT(third(SaturatorCharacter::Tape, 6000), third(SaturatorCharacter::Soft, 6000) + 2);
}

TEST(Saturator, CompensationKeepsTheLevelOfAToneAtMinusTwelve) {
  const double wanted = 20 * std::log10(0.25) - 10 * std::log10(2.0);
  for (const SaturatorCharacter character : kCharacters)
    for (const double drive : {3.0, 30.0})
      EXPECT_NEAR(rmsOf(saturatedTone({.drive = {drive}, .character = character}, 400, 0.25)), wanted,
                  character == SaturatorCharacter::Tape ? 0.5 : 0.05)
          << static_cast<int>(character) << " at " << drive << " dB";
}

TEST(Saturator, IsTransparentAtNoDriveOrNoMix) {
  for (const SaturatorSettings& settings : {SaturatorSettings{.drive = 0_dB}, SaturatorSettings{.mix = 0}}) {
    Saturator saturator = prepared(settings);
    const AudioBuffer before = whiteNoise(2, 5000, 1, 1);
    AudioBuffer sound = before;
    processInBlocks(saturator, sound.view(), 700);
    const std::size_t late = saturator.latency();
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(sound[c].subspan(late), before[c].first(5000 - late)));
  }
}

TEST(Saturator, QuietSoundsComeBackInTimeAndUnbent) {
  for (const SaturatorCharacter character : kCharacters) {
    Saturator saturator = prepared({.drive = 1_dB, .character = character, .mix = 0.5, .compensates = false});
    const AudioBuffer before = sineWave(2, 8000, 3000, kRate, 0.001);
    AudioBuffer sound = before;
    processInBlocks(saturator, sound.view(), 700);
    const double gain = (1 + toGain(1_dB)) / 2;
    for (std::size_t i = 4000; i < 8000; ++i)
      ASSERT_NEAR(sound[0][i], gain * static_cast<double>(before[0][i - saturator.latency()]), 3e-6) << i;
  }
}

TEST(Saturator, WorksAtEveryRateAndChannelCount) {
  for (const int rate : {44100, 48000, 88200, 96000, 192000})
    for (const int channels : {1, 3, 12}) {
      Saturator saturator = prepared({.drive = 12_dB}, channels, rate);
      AudioBuffer sound = sineWave(channels, 3000, 1000, rate, 0.5);
      processInBlocks(saturator, sound.view(), 4096);
      for (int c = 1; c < channels; ++c) EXPECT_TRUE(std::ranges::equal(sound[c], sound[0]));
      EXPECT_NE(sound[0][2000], 0);
    }
}

TEST(Saturator, AnySplitIntoBlocksGivesTheSameSamplesThroughAllChanges) {
  const auto render = [](std::size_t blockFrames) {
    Saturator saturator = prepared({});
    AudioBuffer sound = whiteNoise(2, 9000, 0.5, 2);
    std::size_t at = 0;
    const auto run = [&](std::size_t frames) {
      processInBlocks(saturator, sound.view().slice(at, frames), blockFrames);
      at += frames;
    };
    run(1000);
    saturator.set(SaturatorSettings{.drive = 20_dB, .character = SaturatorCharacter::Tape});
    run(500);
    saturator.set(SaturatorSettings{.drive = 20_dB, .character = SaturatorCharacter::Tube, .mix = 0.3});
    run(1000);
    saturator.set(SaturatorSettings{.mix = 0});
    run(700);
    saturator.set(SaturatorSettings{.character = SaturatorCharacter::Clip, .mix = 0});
    run(1500);
    saturator.set(SaturatorSettings{.drive = 3_dB, .output = -3_dB});
    run(4300);
    return sound;
  };
  const AudioBuffer whole = render(4096);
  for (const std::size_t blockFrames : {1, 37, 64}) EXPECT_TRUE(equal(render(blockFrames), whole)) << blockFrames;
}

TEST(Saturator, ChangesMakeNoClick) {
  const SaturatorSettings soft{.drive = 12_dB}, tube{.drive = 12_dB, .character = SaturatorCharacter::Tube},
      tape{.drive = 12_dB, .character = SaturatorCharacter::Tape}, none{.drive = 0_dB}, hard{.drive = 30_dB};
  for (const auto& [before, after] :
       {std::pair{soft, tube}, {tube, soft}, {soft, tape}, {tape, none}, {none, hard}, {hard, none}}) {
    Saturator saturator = prepared(before);
    AudioBuffer sound = sineWave(2, 30000, 50, kRate, 0.25);
    processInBlocks(saturator, sound.view().slice(0, 20000), 500);
    saturator.set(after);
    processInBlocks(saturator, sound.view().slice(20000, 10000), 500);
    // The harmonics of so low a tone die out before 8 kHz; a jump would not.
    std::vector<double> windowed(8192);
    for (std::size_t i = 0; i < windowed.size(); ++i) {
      const double t = 2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / 8192;
      windowed[i] = (0.35875 - 0.48829 * std::cos(t) + 0.14128 * std::cos(2 * t) - 0.01168 * std::cos(3 * t)) *
                    static_cast<double>(sound[0][18000 + i]);
    }
    double worst = 0;
    for (double f = 8000; f < 20000; f += 100) worst = std::max(worst, std::abs(responseAt(windowed, f, kRate)));
    EXPECT_LT(20 * std::log10(worst / (0.35875 * 4096) / 0.25), -85);
  }
}

TEST(Saturator, ResetIsAsGoodAsNewAndSilenceStaysSilent) {
  const SaturatorSettings settings{.drive = 20_dB, .character = SaturatorCharacter::Tube};
  Saturator used = prepared(settings), fresh = prepared(settings);
  AudioBuffer noise = whiteNoise(2, 3000, 1, 3), a = whiteNoise(2, 3000, 1, 4), b = a, silence(2, 3000);
  used.process(noise.view());
  used.reset();
  used.process(a.view());
  fresh.process(b.view());
  EXPECT_TRUE(equal(a, b));
  used.reset();
  used.process(silence.view());
  EXPECT_TRUE(equal(silence, AudioBuffer(2, 3000)));
}

TEST(Saturator, ASampleThatIsNotFiniteDoesNotPersist) {
  for (const SaturatorCharacter character : kCharacters) {
    Saturator saturator = prepared({.drive = 20_dB, .character = character});
    AudioBuffer sound = whiteNoise(2, 3000, 0.5, 5);
    sound[0][100] = std::numeric_limits<float>::quiet_NaN();
    sound[0][101] = std::numeric_limits<float>::infinity();
    sound[1][200] = std::numeric_limits<float>::max();
    processInBlocks(saturator, sound.view(), 512);
    for (std::size_t i = 1000; i < 3000; ++i)
      ASSERT_TRUE(std::isfinite(sound[0][i]) && std::isfinite(sound[1][i])) << i;
  }
}

TEST(Saturator, ItsTailIsOverWhenItSaysSo) {
  for (const SaturatorCharacter character : kCharacters) {
    Saturator saturator = prepared({.drive = 30_dB, .character = character});
    AudioBuffer sound = sineWave(2, 10000, 100, kRate, 1), after(2, saturator.tail() + saturator.latency() + 500);
    processInBlocks(saturator, sound.view(), 4096);
    processInBlocks(saturator, after.view(), 4096);
    for (std::size_t i = saturator.tail() + saturator.latency(); i < after.frames(); ++i)
      ASSERT_LT(std::abs(after[0][i]), 1e-6f) << i;
  }
}

TEST(SaturationCurve, FastLoopsFollowTheCurve) {
  for (const SaturationCurve curve : {SaturationCurve::Tanh, SaturationCurve::Asymmetric, SaturationCurve::Clip}) {
    std::vector<float> in(4002), out(4000);
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(static_cast<double>(i) - 2000) * 0.01f;
    saturate(curve, in.data() + 2, out.data(), out.size());
    for (std::size_t i = 0; i < out.size(); ++i)
      ASSERT_NEAR(out[i], saturate(curve, static_cast<double>(in[i + 1])),
                  curve == SaturationCurve::Clip ? 0.002 : 5e-7);
  }
}

}  // namespace
}  // namespace lathe
