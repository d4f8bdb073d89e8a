// Sample-rate conversion: length, time, passband, images, and clips at another rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/resampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/audio/error.h"
#include "core/dsp/resampled_clip.h"
#include "core/processors/resample_settings.h"
#include "tests/support/signals.h"
#include "tests/support/spectrum.h"

namespace lathe {
namespace {

AudioBuffer resampled(const AudioBuffer& input, int from, int to, const ResampleOptions& options = {},
                      std::size_t block = 4096) {
  Resampler resampler(from, to, input.channels(), options);
  AudioBuffer result(input.channels(),
                     static_cast<std::size_t>(Resampler::outputFrames(input.frames(), from, to)) + 10);
  std::size_t filled = 0;
  const auto append = [&](ConstAudioView part) {
    ASSERT_LE(filled + part.frames(), result.frames());
    copy(part, result.view().slice(filled, part.frames()));
    filled += part.frames();
  };
  for (std::size_t start = 0; start < input.frames(); start += block)
    append(resampler.process(input.view().slice(start, std::min(block, input.frames() - start))));
  append(resampler.finish());
  EXPECT_EQ(filled, result.frames() - 10);
  AudioBuffer exact(input.channels(), filled);
  copy(result.view().slice(0, filled), exact.view());
  return exact;
}

double decibels(double amplitude) { return 20 * std::log10(amplitude); }

TEST(Resampler, GivesTheNearestWholeNumberOfFrames) {
  EXPECT_EQ(Resampler::outputFrames(100000, 44100, 48000), 108844u) << "108843.5";
  EXPECT_EQ(Resampler::outputFrames(100000, 96000, 44100), 45938u) << "45937.5";
  EXPECT_EQ(Resampler::outputFrames(44100ull * 86400 * 365, 44100, 48000), 48000ull * 86400 * 365);
  for (const auto& [from, to] :
       {std::pair{44100, 48000}, {96000, 44100}, {384000, 8000}, {8000, 384000}, {44100, 47999}})
    for (const std::size_t frames : {0u, 1u, 2u, 99u, 100000u}) resampled(test::noise(1, frames, 1), from, to);
}

TEST(Resampler, PassesBitForBitAtTheSameRate) {
  const AudioBuffer input = test::noise(2, 10000, 2);
  EXPECT_EQ(test::largestDifference(resampled(input, 44100, 44100).view(), input.view()), 0);
}

TEST(Resampler, KeepsASineInPlaceToTheLastBit) {
  for (const auto& [from, to] : {std::pair{44100, 48000},
                                 {48000, 44100},
                                 {96000, 44100},
                                 {44100, 192000},
                                 {88200, 48000},
                                 {192000, 44100},
                                 {44100, 47999},
                                 {8000, 384000}}) {
    const auto seconds = [](int rate) { return static_cast<std::size_t>(rate) / 2; };
    const AudioBuffer input = test::sine(2, seconds(from), from, 997_Hz, -1.0_dB);
    const AudioBuffer wanted = test::sine(2, seconds(to), to, 997_Hz, -1.0_dB);
    const AudioBuffer output = resampled(input, from, to);
    ASSERT_GE(wanted.frames() + 1, output.frames());
    const std::size_t edge = seconds(to) / 8;  // the sine's sudden start and end ring
    const std::size_t count = seconds(to) - 2 * edge;
    EXPECT_LT(decibels(test::largestDifference(output.view().slice(edge, count), wanted.view().slice(edge, count))),
              -140)
        << from << " to " << to;
  }
}

TEST(Resampler, KeepsTheImpulseInItsPlaceWithEveryPhase) {
  for (const ResamplePhase phase : {ResamplePhase::Linear, ResamplePhase::Intermediate, ResamplePhase::Minimum})
    for (const auto& [from, to] :
         {std::pair{44100, 48000}, {96000, 44100}, {44100, 96000}, {48000, 192000}, {192000, 48000}}) {
      const AudioBuffer output = resampled(test::impulse(1, 40000, 20000), from, to, {.phase = phase});
      const auto largest =
          std::ranges::max_element(output[0], {}, [](float x) { return std::abs(x); }) - output[0].begin();
      EXPECT_NEAR(static_cast<double>(largest) * from / to, 20000, 3.0)
          << from << " to " << to << ", phase " << static_cast<int>(phase);
    }
}

TEST(Resampler, LeavesThePassbandAloneAndRemovesWhatCannotBeHeld) {
  constexpr int from = 96000, to = 44100;
  for (const double tone : {100.0, 1000.0, 10000.0, 18000.0, 20000.0}) {
    const AudioBuffer output = resampled(test::sine(1, 60000, from, {tone}, -6.0_dB), from, to);
    const auto middle = std::span<const float>(output[0]).subspan(4000, 16384);
    EXPECT_NEAR(decibels(test::lineAt(middle, to, {tone}).amplitude), -6, 0.003) << tone;
  }
  for (double tone = 22100; tone < 47000; tone += 1310) {
    const AudioBuffer output = resampled(test::sine(1, 60000, from, {tone}, -6.0_dB), from, to);
    EXPECT_LT(decibels(test::peak(output.view().slice(4000, 16384))), -140) << tone;
  }
}

TEST(Resampler, MakesNoImagesGoingUp) {
  const AudioBuffer output = resampled(test::sine(1, 60000, 44100, {18000}, -6.0_dB), 44100, 96000);
  const auto lines = test::amplitudeSpectrum(std::span<const float>(output[0]).subspan(20000, 32768));
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const double frequency = static_cast<double>(k) * 96000 / 32768;
    if (std::abs(frequency - 18000) > 40) {
      ASSERT_LT(decibels(lines[k]), -150) << frequency;
    }
  }
}

TEST(Resampler, SoundsTheSameHoweverItIsCutIntoBlocks) {
  const AudioBuffer input = test::noise(2, 30000, 3);
  const AudioBuffer whole = resampled(input, 44100, 48000, {}, 30000);
  for (const std::size_t block : {1u, 333u, 4096u})
    EXPECT_EQ(test::largestDifference(resampled(input, 44100, 48000, {}, block).view(), whole.view()), 0) << block;
}

TEST(Resampler, RefusesRatesOutOfRange) {
  EXPECT_THROW(Resampler(44100, 7999, 2), Error);
  EXPECT_THROW(Resampler(400000, 44100, 2), Error);
}

TEST(ResampledClip, ReadsTheSameSamplesInAnyOrder) {
  constexpr std::size_t frames = 200000;
  for (const auto& [from, to] : {std::pair{44100, 48000}, {96000, 44100}, {44100, 47999}})
    for (const ResampleOptions& options :
         {ResampleOptions{}, ResampleOptions{.phase = ResamplePhase::Minimum, .passband = 0.99},
          ResampleOptions{.quality = ResampleQuality::Extreme, .passband = 0.97}}) {
      const AudioBuffer input = test::noise(1, frames, 4);
      const AudioBuffer streamed = resampled(input, from, to, options);
      const auto source = std::make_shared<MemoryClip>(AudioFormat{from, ChannelLayout::mono()}, input);
      const ResampledClip sequential(source, to, options), jumping(source, to, options);
      ASSERT_EQ(sequential.frames(), streamed.frames());
      AudioBuffer all(1, streamed.frames());
      for (std::size_t start = 0; start < all.frames(); start += 1000)
        sequential.read(start, all.view().slice(start, std::min<std::size_t>(1000, all.frames() - start)));
      EXPECT_LT(test::largestDifference(all.view(), streamed.view()), 1.3e-7)
          << "as a stream, but for the last bit of a float";

      std::mt19937 random(5);
      AudioBuffer part(1, 700);
      for (int i = 0; i < 12; ++i) {
        const std::size_t start = random() % (all.frames() - part.frames());
        jumping.read(start, part.view());
        EXPECT_EQ(test::largestDifference(part.view(), all.view().slice(start, part.frames())), 0)
            << "seed 5, at " << start;
      }
    }
}

TEST(ResampledClip, IsSilentBeyondItsEndAndTheSourceItselfAtTheSameRate) {
  const AudioBuffer input = test::noise(2, 1000, 6);
  const auto source = std::make_shared<MemoryClip>(AudioFormat{}, input);
  AudioBuffer out(2, 500);
  ResampledClip(source, 44100).read(100, out.view());
  EXPECT_EQ(test::largestDifference(out.view(), input.view().slice(100, 500)), 0);
  const ResampledClip faster(source, 88200);
  EXPECT_EQ(faster.format().sampleRate, 88200);
  faster.read(2000, out.view());
  EXPECT_EQ(test::peak(out.view()), 0);
  faster.read(1900, out.view());
  EXPECT_GT(test::peak(out.view().slice(0, 100)), 0);
  EXPECT_EQ(test::peak(out.view().slice(100, 400)), 0);
}

TEST(ResampleSettings, NameTheRateOfTheDelivery) {
  Settings settings = ResampleSettings{};
  EXPECT_EQ(settings.as<ResampleSettings>().outputRate(88200), 88200);
  settings.setText("rate", "96000");
  EXPECT_EQ(settings.as<ResampleSettings>().outputRate(88200), 96000);
  settings.setText("rate", "custom");
  settings.setText("custom-rate", "22.05 kHz");
  settings.setText("phase", "minimum");
  EXPECT_EQ(settings.as<ResampleSettings>().outputRate(88200), 22050);
  EXPECT_EQ(settings.as<ResampleSettings>().options().phase, ResamplePhase::Minimum);
}

}  // namespace
}  // namespace lathe
