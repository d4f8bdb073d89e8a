// Pulses through a resonance, filtered noise, and damped waves.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/made_speech.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/support/signals.h"

namespace lathe::test {
namespace {

double fade(std::size_t n, std::size_t length) {
  const double edge = 0.01 * kSpeechRate;
  return std::min({1.0, static_cast<double>(n) / edge, static_cast<double>(length - n) / edge});
}

void addWave(AudioBuffer& speech, std::size_t at, double hertz, double seconds, double peak) {
  const auto length = static_cast<std::size_t>(6 * seconds * kSpeechRate);
  for (std::size_t n = 0; n < length && at + n < speech.frames(); ++n) {
    const double t = static_cast<double>(n) / kSpeechRate;
    const double x = peak * std::exp(-t / seconds) * std::sin(2 * std::numbers::pi * hertz * t);
    for (int c = 0; c < speech.channels(); ++c) speech[c][at + n] += static_cast<float>(x);
  }
}

}  // namespace

SyllablePlaces placesOf(std::size_t syllable) {
  const std::size_t start = syllable * 3 * kSpeechRate / 5;
  return {start, start + kSpeechRate / 5, start + 3 * kSpeechRate / 10, start + 3 * kSpeechRate / 5};
}

AudioBuffer madeSpeech(int channels, std::size_t syllables) {
  const std::size_t frames = syllables * 3 * kSpeechRate / 5;
  AudioBuffer speech = noise(channels, frames, 41, {-75});
  const AudioBuffer hiss = noise(1, frames, 42, {0});
  for (std::size_t i = 0; i < syllables; ++i) {
    const SyllablePlaces at = placesOf(i);
    for (std::size_t n = at.voice; n < at.sibilant; ++n) {
      const double t = static_cast<double>(n - at.voice) / kSpeechRate;
      double x = 0;
      for (int k = 1; k <= 25; ++k)
        x += std::exp(-std::pow((120.0 * k - 600) / 700, 2)) * std::sin(2 * std::numbers::pi * 120 * k * t + k * k);
      for (int c = 0; c < channels; ++c)
        speech[c][n] += static_cast<float>(0.05 * x * fade(n - at.voice, at.sibilant - at.voice));
    }
    for (std::size_t n = at.sibilant + 2; n < at.pause; ++n) {
      // A second difference: a high-pass.
      const double x = static_cast<double>(hiss[0][n]) - 2.0 * static_cast<double>(hiss[0][n - 1]) + hiss[0][n - 2];
      for (int c = 0; c < channels; ++c)
        speech[c][n] += static_cast<float>(0.04 * x * fade(n - at.sibilant, at.pause - at.sibilant));
    }
  }
  return speech;
}

void addBreath(AudioBuffer& speech, std::size_t syllable) {
  const SyllablePlaces at = placesOf(syllable);
  const std::size_t length = 16 * kSpeechRate / 100, start = at.pause + 2 * kSpeechRate / 25;
  const AudioBuffer hiss = noise(1, length, 43 + syllable, {0});
  double low = 0, lower = 0, slow = 0;
  for (std::size_t n = 0; n < length; ++n) {
    low += 0.3 * (static_cast<double>(hiss[0][n]) - low);
    lower += 0.3 * (low - lower);
    slow += 0.07 * (lower - slow);
    for (int c = 0; c < speech.channels(); ++c)
      speech[c][start + n] += static_cast<float>(0.035 * (lower - slow) * fade(n, length));
  }
}

void addPlosive(AudioBuffer& speech, std::size_t syllable) { addWave(speech, placesOf(syllable).voice, 40, 0.02, 0.7); }

void addTick(AudioBuffer& speech, std::size_t syllable) {
  addWave(speech, placesOf(syllable).pause + kSpeechRate / 10, 3000, 0.0005, 0.05);
}

}  // namespace lathe::test
