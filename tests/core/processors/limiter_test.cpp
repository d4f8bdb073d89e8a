// The limiter: its ceiling between the samples, what it leaves alone, how clean it is, and the laws of processors.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/limiter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "core/dsp/true_peak_filter.h"

namespace lathe {
namespace {

using std::numbers::pi;
using Signal = std::function<double(double)>;  ///< of the sample's number

AudioFormat formatOf(int rate, int channels) {
  AudioFormat format;
  format.sampleRate = rate;
  format.layout = ChannelLayout::usual(channels);
  return format;
}

AudioBuffer make(int channels, std::size_t frames, const Signal& signal) {
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < frames; ++i) buffer[c][i] = static_cast<float>(signal(static_cast<double>(i)));
  return buffer;
}

Signal sine(double frequency, double rate, double amplitude, double phase = 0) {
  return [=](double i) { return amplitude * std::sin(2 * pi * frequency * i / rate + phase); };
}

Signal noise(double amplitude, double clip = 1e9) {
  return [=, random = std::mt19937(3)](double) mutable {
    const double x = amplitude * (static_cast<double>(random()) / 2147483648.0 - 1);
    return std::clamp(x, -clip, clip);
  };
}

void run(Processor& processor, AudioView view, std::size_t block = 512) {
  for (std::size_t i = 0; i < view.frames(); i += block)
    processor.process(view.slice(i, std::min(block, view.frames() - i)));
}

Limiter prepared(const LimiterSettings& settings, int rate = 44100, int channels = 1) {
  Limiter limiter(settings);
  limiter.prepare({formatOf(rate, channels), 4096});
  return limiter;
}

double truePeak(std::span<const float> samples) {
  std::vector<float> padded(samples.size() + 256);
  std::ranges::copy(samples, padded.begin() + 128);
  return toDecibels(TruePeakFilter::reference().peak(padded.data(), padded.size() - 127)).value;
}

TEST(Limiter, NeverExceedsItsCeilingBetweenSamples) {
  for (const int rate : {44100, 48000, 96000, 192000}) {
    const double r = rate;
    const std::pair<const char*, Signal> signals[] = {
        {"white noise", noise(1)},
        {"clipped noise", noise(4, 1)},
        {"noise near half the rate",
         [white = noise(0.1), last = std::array<double, 4>{}](double i) mutable {
           double x = white(i);
           for (double& before : last) {
             const double difference = x - before;
             before = x;
             x = difference;
           }
           return x;
         }},
        {"square wave", [=](double i) { return std::sin(2 * pi * 997 * i / r + 0.1) < 0 ? -1.0 : 1.0; }},
        {"bursts of a high tone", [=](double i) { return std::fmod(i, 900) < 300 ? std::sin(2.3 * i) : 0.0; }},
        {"quarter-rate tone at 45 degrees", [](double i) { return std::sin(pi / 2 * i + pi / 4); }},
        {"tone of 0.3 of the rate", sine(0.3003, 1, 1)},
        {"pulses between samples",
         [](double i) {
           const double d = std::fmod(i, 1511) - 700.37;
           return std::abs(d) > 100 ? 0.0 : std::sin(pi * d) / (pi * d) * std::pow(std::cos(pi * d / 200), 2);
         }},
    };
    for (const auto& [name, signal] : signals)
      for (const double drive : {6.0, 20.0})
        for (const auto character : {LimiterCharacter::Transparent, LimiterCharacter::Loud}) {
          Limiter limiter = prepared({.drive = {drive}, .character = character, .lookAhead = 1_ms}, rate);
          AudioBuffer buffer = make(1, 12000, signal);  // ends all of a sudden, too
          for (float& x : buffer[0].last(limiter.latency())) x = 0;
          run(limiter, buffer.view());
          EXPECT_LE(truePeak(buffer[0]), -1.0 + 0.02) << name << ", " << rate << " Hz, drive " << drive;
        }
  }
}

TEST(Limiter, KeepsItsCeilingWhileItsOtherSettingsChange) {
  constexpr unsigned kSeed = 17;
  std::mt19937 random(kSeed);
  const auto between = [&](double a, double b) { return a + (b - a) * static_cast<double>(random()) / 4294967296.0; };
  Limiter limiter = prepared({.drive = 12_dB}, 44100, 2);
  AudioBuffer buffer = make(2, 150000, noise(1));
  for (std::size_t i = 0; i < buffer.frames(); ++i) buffer[1][i] *= i % 7000 < 300 ? 2.0f : 0.05f;
  for (int c = 0; c < 2; ++c)
    for (float& x : buffer[c].last(2 * limiter.latency())) x = 0;
  for (std::size_t i = 0; i < buffer.frames(); i += 750) {
    limiter.set(LimiterSettings{.drive = {between(6, 18)},
                                .character = static_cast<LimiterCharacter>(random() % 4),
                                .lookAhead = {between(0.001, 0.01)},
                                .release = {between(0.005, 0.1)},
                                .autoRelease = random() % 2 == 0,
                                .link = random() % 2 == 0 ? 1 : between(0, 1)});
    limiter.process(buffer.view().slice(i, 750));
  }
  for (int c = 0; c < 2; ++c) EXPECT_LE(truePeak(buffer[c]), -1 + 0.02) << "seed " << kSeed;
}

TEST(Limiter, ReachesItsCeiling) {
  Limiter limiter = prepared({.ceiling = -3_dB, .drive = 12_dB});
  AudioBuffer buffer = make(1, 44100, sine(1000, 44100, 0.9));
  for (float& x : buffer[0].last(limiter.latency())) x = 0;
  run(limiter, buffer.view());
  EXPECT_NEAR(truePeak(buffer[0]), -3, 0.02);
}

TEST(Limiter, PassesBitForBitWhatIsNotOver) {
  for (const int rate : {44100, 192000}) {
    Limiter limiter = prepared({.ceiling = -1_dB}, rate, 2);
    const std::size_t late = limiter.latency();
    AudioBuffer buffer = make(2, 20000, sine(1234, rate, 0.8899));  // -1.013 dBTP
    const AudioBuffer original = buffer;
    run(limiter, buffer.view());
    for (int c = 0; c < 2; ++c)
      for (std::size_t i = late; i < buffer.frames(); ++i) ASSERT_EQ(buffer[c][i], original[c][i - late]) << i;
    EXPECT_EQ(limiter.activity().deepest, 0.0_dB);
    EXPECT_EQ(limiter.activity().activeShare, 0);
  }
}

TEST(Limiter, PassesBitForBitAgainOnceAPeakIsOver) {
  Limiter limiter = prepared({.release = 10_ms, .autoRelease = false});
  const std::size_t late = limiter.latency();
  AudioBuffer buffer = make(1, 40000, [](double i) { return i == 1000 ? 2.0 : 0.5 * std::sin(i); });
  const AudioBuffer original = buffer;
  run(limiter, buffer.view());
  EXPECT_GT(limiter.activity().deepest, 6.9_dB);
  for (std::size_t i = 20000; i < buffer.frames(); ++i) ASSERT_EQ(buffer[0][i], original[0][i - late]) << i;
}

TEST(Limiter, HasTheSameLatencyWhateverItsSettings) {
  Limiter limiter = prepared({.lookAhead = 1_ms});
  const std::size_t late = limiter.latency();
  limiter.set(LimiterSettings{.lookAhead = 10_ms});
  EXPECT_EQ(limiter.latency(), late);
  AudioBuffer buffer = make(1, 2000, [](double i) { return i == 10 ? 0.5 : 0.0; });
  run(limiter, buffer.view());
  EXPECT_EQ(buffer[0][10 + late], 0.5f);
}

/// Two signals and changes of settings on the way; the result of a split into blocks.
AudioBuffer withChanges(std::size_t block, bool isReset) {
  const LimiterSettings start{.drive = 9_dB, .link = 0.5};
  Limiter limiter = prepared(start, 44100, 2);
  AudioBuffer buffer = make(2, 24000, noise(0.7));
  for (std::size_t i = 0; i < 24000; ++i) buffer[1][i] *= i % 5000 < 900 ? 1.0f : 0.1f;
  if (isReset) {
    AudioBuffer other = make(2, 5000, noise(1));
    limiter.set(LimiterSettings{.drive = 20_dB, .lookAhead = 2_ms});
    run(limiter, other.view());
    limiter.set(start);
    limiter.reset();
  }
  run(limiter, buffer.view().slice(0, 6000), block);
  limiter.set(LimiterSettings{.ceiling = -2_dB, .drive = 6_dB, .lookAhead = 1.5_ms});
  run(limiter, buffer.view().slice(6000, 6000), block);
  limiter.set(LimiterSettings{.ceiling = -1_dB, .drive = 6_dB, .lookAhead = 8_ms, .link = 0});
  run(limiter, buffer.view().slice(12000, 12000), block);
  return buffer;
}

TEST(Limiter, GivesTheSameSamplesForAnySplitAndAfterAReset) {
  const AudioBuffer whole = withChanges(4096, false);
  for (const std::size_t block : {1, 7, 64, 300, 1000}) {
    const AudioBuffer split = withChanges(block, false);
    for (int c = 0; c < 2; ++c) ASSERT_TRUE(std::ranges::equal(whole[c], split[c])) << "blocks of " << block;
  }
  const AudioBuffer again = withChanges(4096, true);
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(whole[c], again[c])) << "after reset";
}

TEST(Limiter, LinksChannelsAsFarAsTold) {
  for (const double link : {0.0, 0.5, 1.0}) {
    Limiter limiter = prepared({.link = link}, 48000, 12);
    AudioBuffer buffer = make(12, 24000, sine(1000, 48000, 0.25));
    for (float& x : buffer[3]) x *= 8;  // 6.02 dBFS, to be turned down by 7.02 dB
    run(limiter, buffer.view());
    const auto peakOf = [&](int c) {
      return toDecibels(std::abs(*std::ranges::max_element(buffer[c].subspan(20000)))).value;
    };
    EXPECT_NEAR(peakOf(3), -1.01, 0.02);
    const double expected = link == 0 ? 0 : link == 1 ? -7.03 : 20 * std::log10(1 / (1 + 0.5 * (2 / 0.8902 - 1)));
    for (const int c : {0, 2, 11}) EXPECT_NEAR(peakOf(c), -12.041 + expected, 0.02) << "link " << link;
  }
}

TEST(Limiter, IsNotHurtByBrokenSamples) {
  Limiter limiter = prepared({.drive = 6_dB}), other = prepared({.drive = 6_dB});
  AudioBuffer broken = make(1, 20000, sine(440, 44100, 0.9)), clean = broken;
  const float values[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1e30f,
                          -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::denorm_min()};
  for (std::size_t i = 0; i < 5; ++i) {
    broken[0][3000 + i] = values[i];
    clean[0][3000 + i] = 0;
  }
  run(limiter, broken.view());
  run(other, clean.view());
  for (std::size_t i = 0; i < broken.frames(); ++i) ASSERT_NEAR(broken[0][i], clean[0][i], 1e-30) << i;
}

TEST(Limiter, LeavesSilenceSilent) {
  Limiter limiter = prepared({.drive = 36_dB}, 96000, 3);
  AudioBuffer buffer(3, 5000);
  run(limiter, buffer.view());
  for (int c = 0; c < 3; ++c) EXPECT_TRUE(std::ranges::all_of(buffer[c], [](float x) { return x == 0; }));
}

/// Everything but the fundamental, over the fundamental, for a sine whose period fits into a second.
double distortion(const LimiterSettings& settings, double frequency) {
  constexpr std::size_t kRate = 44100;
  Limiter limiter = prepared(settings, kRate);
  AudioBuffer buffer = make(1, 4 * kRate, sine(frequency, kRate, toGain(settings.ceiling)));
  run(limiter, buffer.view());
  double s = 0, c = 0, all = 0;
  for (std::size_t i = 3 * kRate; i < 4 * kRate; ++i) {
    const double w = 2 * pi * frequency * static_cast<double>(i) / kRate, x = buffer[0][i];
    s += x * std::sin(w);
    c += x * std::cos(w);
    all += x * x;
  }
  const double fundamental = 2 * (s * s + c * c) / kRate;
  return std::sqrt(std::max(0.0, all - fundamental) / fundamental);
}

TEST(Limiter, KeepsSteadySinesClean) {
  struct {
    LimiterCharacter character;
    double at50Hz;
  } cases[] = {{LimiterCharacter::Transparent, 0.001},
               {LimiterCharacter::Smooth, 0.0002},
               {LimiterCharacter::Punchy, 0.008},
               {LimiterCharacter::Loud, 0.02}};
  for (const auto& [character, at50Hz] : cases) {
    for (const double over : {3.0, 6.0}) {
      const LimiterSettings settings{.drive = {over}, .character = character};
      EXPECT_LT(distortion(settings, 50), at50Hz) << static_cast<int>(character) << ", " << over << " dB over";
      EXPECT_LT(distortion(settings, 100), 0.0001) << static_cast<int>(character) << ", " << over << " dB over";
      EXPECT_LT(distortion(settings, 1000), 0.0001) << static_cast<int>(character) << ", " << over << " dB over";
    }
  }
}

TEST(Limiter, ChangesItsSettingsWithoutAClick) {
  Limiter limiter = prepared({.drive = 6_dB}, 48000, 2);
  AudioBuffer buffer = make(2, 96000, sine(100, 48000, 0.5));
  const LimiterSettings changes[] = {{.ceiling = -6_dB, .drive = 12_dB},
                                     {.drive = 0_dB, .character = LimiterCharacter::Loud, .lookAhead = 1_ms},
                                     {.ceiling = -12_dB, .lookAhead = 10_ms, .link = 0},
                                     {.ceiling = -1_dB, .drive = 6_dB, .autoRelease = false, .link = 1}};
  for (std::size_t i = 0; i < 4; ++i) {
    run(limiter, buffer.view().slice(i * 20000, 20000));
    limiter.set(changes[i]);
  }
  run(limiter, buffer.view().slice(80000, 16000));
  // The sine itself bends by (2 pi 100 / 48000)^2 = 0.00017 per sample squared; a step of -50 dB would be 0.003.
  for (std::size_t i = 3000; i < buffer.frames(); ++i)
    ASSERT_LT(std::abs(buffer[0][i] - 2 * buffer[0][i - 1] + buffer[0][i - 2]), 0.0008) << i;
}

TEST(Limiter, TellsWhatItDid) {
  Limiter limiter = prepared({.ceiling = -6_dB, .release = 5_ms, .autoRelease = false});
  const std::size_t late = limiter.latency();
  AudioBuffer buffer = make(1, 44100 + late, [](double i) { return i < 22050 ? std::sin(0.1 * i) : 0.1; });
  run(limiter, buffer.view());
  EXPECT_NEAR(limiter.activity().deepest.value, 6.01, 0.1);
  EXPECT_EQ(limiter.activity().reduction, 0.0_dB);
  EXPECT_NEAR(limiter.activity().activeShare, 0.5, 0.03);
}

}  // namespace
}  // namespace lathe
