// The speech detector tells voices from held notes, hiss and silence, and the dialogue's loudness is that of its
// passages.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/dialogue/speech_meter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "analysis/dialogue/dialogue.h"
#include "analysis/measurement/measurement.h"

namespace lathe::analysis {
namespace {

/// A buzz with two resonances that glides and stops as a voice does: syllables four to five a second, pauses, hisses.
std::vector<float> voice(double seconds, int rate, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<float> sound(static_cast<std::size_t>(seconds * rate));
  double phase = 0, pitch = 120, aim = 120, level = 0, low1 = 0, low2 = 0, band1 = 0, band2 = 0, first = 500,
         second = 1500;
  double untilSyllable = 0;
  int kind = 0;  // 0 vowel, 1 hiss, 2 pause
  for (float& out : sound) {
    if ((untilSyllable -= 1.0 / rate) <= 0) {
      const double u = uniform(random);
      kind = u < 0.6 ? 0 : u < 0.8 ? 1 : 2;
      untilSyllable = kind == 0 ? 0.12 + 0.12 * uniform(random) : 0.05 + 0.1 * uniform(random);
      aim = 95 + 70 * uniform(random);
      first = 300 + 500 * uniform(random);
      second = 900 + 1400 * uniform(random);
    }
    pitch += (aim - pitch) * 12.0 / rate;
    phase += pitch / rate;
    if (phase >= 1) phase -= 1;
    level += ((kind == 0 ? 1.0 : kind == 1 ? 0.15 : 0.0) - level) * 60.0 / rate;
    const double source = kind == 1 ? 2 * uniform(random) - 1 : 1 - 2 * phase;
    const auto resonate = [&](double hertz, double& low, double& band) {
      const double f = 2 * std::sin(std::numbers::pi * std::min(hertz, rate / 6.5) / rate);
      low += f * band;
      band += f * (source - low - 0.12 * band);
      return band;
    };
    const double vowel = resonate(first, low1, band1) + 0.6 * resonate(second, low2, band2);
    out = static_cast<float>(0.1 * level * (kind == 1 ? source : vowel));
  }
  return sound;
}

std::vector<float> chords(double seconds, int rate) {
  std::vector<float> sound(static_cast<std::size_t>(seconds * rate));
  for (std::size_t n = 0; n < sound.size(); ++n) {
    const double t = static_cast<double>(n) / rate, beat = std::fmod(t, 1.0);
    double x = 0;
    for (const double hertz : {220.0, 277.18, 329.63, 440.0})
      for (int h = 1; h <= 4; ++h) x += std::sin(2 * std::numbers::pi * hertz * h * t) / h;
    sound[n] = static_cast<float>(0.04 * x * std::exp(-0.6 * beat));
  }
  return sound;
}

std::vector<float> hiss(double seconds, int rate) {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> value(-0.1f, 0.1f);
  std::vector<float> sound(static_cast<std::size_t>(seconds * rate));
  for (float& x : sound) x = value(random);
  return sound;
}

AudioBuffer joined(std::initializer_list<std::vector<float>> parts, int channels) {
  std::vector<float> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  AudioBuffer buffer(channels, all.size());
  for (int c = 0; c < channels; ++c) std::ranges::copy(all, buffer[c].begin());
  return buffer;
}

std::vector<TimeSpan> speechIn(const AudioBuffer& sound, int rate, std::size_t block = 4096) {
  SpeechMeter meter;
  meter.begin({rate, sound.channels() == 1 ? ChannelLayout::mono() : ChannelLayout::stereo()});
  for (std::size_t at = 0; at < sound.frames(); at += block)
    meter.add(sound.view().slice(at, std::min(block, sound.frames() - at)));
  return meter.result();
}

double total(const std::vector<TimeSpan>& spans) {
  double sum = 0;
  for (const TimeSpan& span : spans) sum += (span.end - span.start).value;
  return sum;
}

TEST(SpeechMeter, HearsAVoiceAtEveryRate) {
  for (const int rate : {16000, 44100, 48000, 96000})
    EXPECT_GT(total(speechIn(joined({voice(12, rate, 1)}, 1), rate)), 9) << rate;
}

TEST(SpeechMeter, HearsNoneInChordsHissAndSilence) {
  EXPECT_EQ(total(speechIn(joined({chords(12, 48000)}, 2), 48000)), 0);
  EXPECT_EQ(total(speechIn(joined({hiss(12, 48000)}, 2), 48000)), 0);
  EXPECT_EQ(total(speechIn(AudioBuffer(2, 480000), 48000)), 0);
  EXPECT_EQ(total(speechIn(AudioBuffer(2, 1000), 48000)), 0);
}

TEST(SpeechMeter, FindsThePassage) {
  const auto found = speechIn(joined({chords(10, 48000), voice(10, 48000, 2), chords(10, 48000)}, 2), 48000);
  ASSERT_FALSE(found.empty());
  EXPECT_NEAR(found.front().start.value, 10, 1.5);
  EXPECT_NEAR(found.back().end.value, 20, 1.5);
}

TEST(SpeechMeter, GivesTheSameHoweverTheStreamIsCut) {
  const AudioBuffer sound = joined({chords(4, 44100), voice(6, 44100, 3)}, 2);
  EXPECT_EQ(speechIn(sound, 44100, 100000), speechIn(sound, 44100, 997));
}

TEST(Dialogue, HasTheLoudnessOfItsPassages) {
  // A loud tone between 5 and 10 s, 20 dB above the rest.
  AudioBuffer sound(1, 15 * 48000);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double t = static_cast<double>(n) / 48000;
    const double amplitude = t >= 5 && t < 10 ? 0.1 : 0.01;
    sound[0][n] = static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * 997 * t));
  }
  Meter meter;
  meter.begin({48000, ChannelLayout::mono()});
  meter.add(sound.view());
  const auto bins = meter.loudnessBins();
  const Dialogue loud = dialogueOf({{5.0_s, 10.0_s}}, bins, 48000, 15.0_s);
  ASSERT_TRUE(loud.loudness);
  EXPECT_NEAR(loud.loudness->value, -20 - 3.01, 0.02);
  EXPECT_NEAR(loud.share, 1 / 3.0, 1e-9);
  const Dialogue quiet = dialogueOf({{0.0_s, 5.0_s}}, bins, 48000, 15.0_s);
  EXPECT_NEAR(quiet.loudness->value, -40 - 3.01, 0.02);
  EXPECT_FALSE(dialogueOf({}, bins, 48000, 15.0_s).loudness);
}

}  // namespace
}  // namespace lathe::analysis
