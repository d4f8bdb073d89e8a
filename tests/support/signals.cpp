// Making test signals, and how large or how different signals are.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/signals.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace lathe::test {
namespace {

double sineAt(std::size_t frame, double sampleRate, Hertz frequency) {
  const double cycles = frequency.value * static_cast<double>(frame) / sampleRate;
  return std::sin(2 * std::numbers::pi * (cycles - std::floor(cycles)));
}

template <class Function>
AudioBuffer make(int channels, std::size_t frames, Function&& valueAt) {
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < frames; ++n) buffer[c][n] = static_cast<float>(valueAt(n));
  return buffer;
}

}  // namespace

AudioBuffer sine(int channels, std::size_t frames, double sampleRate, Hertz frequency, Decibels level) {
  const double gain = toGain(level);
  return make(channels, frames, [&](std::size_t n) { return gain * sineAt(n, sampleRate, frequency); });
}

AudioBuffer noise(int channels, std::size_t frames, std::uint64_t seed, Decibels level) {
  std::mt19937_64 random(seed);
  const double gain = toGain(level);
  return make(channels, frames,
              [&](std::size_t) { return gain * (static_cast<double>(random() >> 11) * 0x1p-52 - 1); });
}

AudioBuffer silence(int channels, std::size_t frames) { return AudioBuffer(channels, frames); }

AudioBuffer impulse(int channels, std::size_t frames, std::size_t position, float value) {
  return make(channels, frames, [&](std::size_t n) { return n == position ? value : 0.0f; });
}

AudioBuffer square(int channels, std::size_t frames, double sampleRate, Hertz frequency, Decibels level) {
  const double gain = toGain(level);
  return make(channels, frames, [&](std::size_t n) { return sineAt(n, sampleRate, frequency) >= 0 ? gain : -gain; });
}

AudioBuffer toneBurst(int channels, std::size_t frames, double sampleRate, Hertz frequency, std::size_t start,
                      std::size_t length, Decibels level) {
  const double gain = toGain(level);
  return make(channels, frames, [&](std::size_t n) {
    return n >= start && n < start + length ? gain * sineAt(n - start, sampleRate, frequency) : 0.0;
  });
}

double peak(ConstAudioView view) {
  double largest = 0;
  for (int c = 0; c < view.channels(); ++c)
    for (const float sample : view[c]) {
      if (std::isnan(sample)) return std::numeric_limits<double>::infinity();
      largest = std::max(largest, std::abs(static_cast<double>(sample)));
    }
  return largest;
}

double largestDifference(ConstAudioView a, ConstAudioView b) {
  double largest = 0;
  for (int c = 0; c < a.channels(); ++c)
    for (std::size_t n = 0; n < a.frames(); ++n) {
      const double difference = std::abs(static_cast<double>(a[c][n]) - static_cast<double>(b[c][n]));
      if (std::isnan(difference)) return std::numeric_limits<double>::infinity();
      largest = std::max(largest, difference);
    }
  return largest;
}

double rms(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * sample;
  return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace lathe::test
