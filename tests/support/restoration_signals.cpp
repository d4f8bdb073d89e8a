// Notes, hiss and hum from sines and a seeded generator.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/restoration_signals.h"

#include <cmath>
#include <numbers>

#include "tests/support/signals.h"

namespace lathe::test {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

void copyToAll(AudioBuffer& buffer) {
  for (int c = 1; c < buffer.channels(); ++c) std::ranges::copy(buffer[0], buffer[c].begin());
}

}  // namespace

AudioBuffer notes(int channels) {
  constexpr std::size_t frames = 5 * kRestorationRate;
  AudioBuffer buffer(channels, frames);
  const double pitches[] = {220, 277.2, 329.6, 440, 246.9, 196};
  for (std::size_t i = 0; i < std::size(pitches); ++i)
    for (std::size_t n = kRestorationLead + i * kRestorationRate / 2; n < frames; ++n) {
      const double t = static_cast<double>(n - kRestorationLead - i * kRestorationRate / 2) / kRestorationRate;
      double sample = 0;
      for (int k = 1; k <= 10; ++k) sample += std::sin(kTurn * pitches[i] * k * t) * std::exp(-t * (1.5 + 0.7 * k)) / k;
      buffer[0][n] += static_cast<float>(0.15 * sample * std::min(1.0, t * 500));
    }
  copyToAll(buffer);
  return buffer;
}

AudioBuffer hiss(int channels, std::size_t frames, std::uint64_t seed, Decibels level) {
  // The sum of six uniform values of variance 1/3 each has variance 2.
  AudioBuffer buffer(channels, frames);
  for (std::uint64_t i = 0; i < 6; ++i) {
    const AudioBuffer part = noise(channels, frames, seed * 16 + i);
    for (int c = 0; c < channels; ++c)
      for (std::size_t n = 0; n < frames; ++n)
        buffer[c][n] += part[c][n] * static_cast<float>(toGain(level) / std::numbers::sqrt2);
  }
  return buffer;
}

AudioBuffer hum(int channels, std::size_t frames, Hertz base, Decibels level) {
  AudioBuffer buffer(channels, frames);
  double phase = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    const double t = static_cast<double>(n) / kRestorationRate;
    phase += kTurn * (base.value + 0.03 + 0.04 * std::sin(kTurn * t / 7)) / kRestorationRate;
    double sample = 0;
    for (int k = 1; k <= 10; ++k) sample += std::sin(k * phase + k * k) * 0.4 / k;
    buffer[0][n] = static_cast<float>(toGain(level) * sample);
  }
  copyToAll(buffer);
  return buffer;
}

AudioBuffer sum(const AudioBuffer& a, const AudioBuffer& b) {
  AudioBuffer out(a.channels(), a.frames());
  for (int c = 0; c < a.channels(); ++c)
    for (std::size_t n = 0; n < a.frames(); ++n) out[c][n] = a[c][n] + b[c][n];
  return out;
}

ClipPtr clipAt44100(AudioBuffer samples) {
  const AudioFormat format{kRestorationRate, ChannelLayout::usual(samples.channels())};
  return std::make_shared<MemoryClip>(format, std::move(samples));
}

AudioBuffer samplesOf(const AudioClip& clip) {
  AudioBuffer samples(clip.format().channels(), static_cast<std::size_t>(clip.frames()));
  clip.read(0, samples.view());
  return samples;
}

double siSdr(std::span<const float> clean, std::span<const float> sound) {
  double own = 0, cross = 0, all = 0;
  for (std::size_t n = 0; n < clean.size(); ++n) {
    own += static_cast<double>(clean[n]) * clean[n];
    cross += static_cast<double>(clean[n]) * sound[n];
    all += static_cast<double>(sound[n]) * sound[n];
  }
  const double target = cross * cross / own;
  return 10 * std::log10(target / (all - target));
}

}  // namespace lathe::test
