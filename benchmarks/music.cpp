// Signals made of partials, hits and noise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "benchmarks/music.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace lathe::bench {
namespace {

/// One note: six partials, the higher the shorter.
void addChord(std::span<float> beat, double root, double level, int rate) {
  for (int partial = 1; partial <= 6; ++partial) {
    const double step = 2 * std::numbers::pi * root * partial / rate;
    const double stepSine = std::sin(step), stepCosine = std::cos(step), decay = std::exp(-2.0 * partial / rate);
    double height = level * 0.5 / partial, sine = 0, cosine = 1;
    for (float& sample : beat) {
      sample += static_cast<float>(height * sine);
      const double next = sine * stepCosine + cosine * stepSine;
      cosine = cosine * stepCosine - sine * stepSine;
      sine = next;
      height *= decay;
    }
  }
}

}  // namespace

AudioBuffer song(int channels, int sampleRate, int seconds) {
  AudioBuffer all(channels, static_cast<std::size_t>(sampleRate) * static_cast<std::size_t>(seconds));
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-1, 1);
  const auto beat = static_cast<std::size_t>(sampleRate) / 2;
  for (int c = 0; c < channels; ++c) {
    float hiss = 0;
    for (std::size_t start = 0; start < all.frames(); start += beat) {
      const double level = start * 3 / all.frames() == 1 ? 1.2 : 0.5;
      const auto part = all[c].subspan(start, std::min(beat, all.frames() - start));
      addChord(part, 55 * (1 + 0.001 * c) * std::exp2(static_cast<double>(start / beat * 7 % 24) / 12), level,
               sampleRate);
      double hit = level * 0.6;
      for (float& sample : part) {
        hiss += 0.3f * (noise(random) - hiss);
        sample = std::clamp(sample + hiss * static_cast<float>(hit + 0.01), -0.891f, 0.891f);
        hit *= 1 - 30.0 / sampleRate;
      }
    }
  }
  return all;
}

AudioBuffer loudNoise(int channels, std::size_t frames) {
  std::mt19937 random(1);
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c) {
    double slow = 0, slower = 0;
    float largest = 0;
    for (std::size_t i = 0; i < frames; ++i) {
      const double white = static_cast<double>(random()) / 2147483648.0 - 1;
      slow += 0.1 * (white - slow);
      slower += 0.01 * (white - slower);
      const double beat = 0.4 + std::exp(-static_cast<double>(i % 22050) / 4000);
      buffer[c][i] = static_cast<float>(beat * (0.15 * white + slow + 4 * slower));
      largest = std::max(largest, std::abs(buffer[c][i]));
    }
    for (float& sample : buffer[c]) sample /= largest;
  }
  return buffer;
}

AudioBuffer whiteNoise(int channels, std::size_t frames) {
  std::mt19937 random(1);
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (float& sample : buffer[c]) sample = static_cast<float>(random()) * 0x1p-33f - 0.25f;
  return buffer;
}

LoopClip::LoopClip(AudioBuffer once, int sampleRate, std::uint64_t frames)
    : once_(std::move(once)), format_{sampleRate, ChannelLayout::usual(once_.channels())}, frames_(frames) {}

void LoopClip::read(std::uint64_t start, AudioView out) const {
  for (std::size_t done = 0; done < out.frames();) {
    const auto at = static_cast<std::size_t>((start + done) % once_.frames());
    const std::size_t count = std::min(once_.frames() - at, out.frames() - done);
    copy(once_.view().slice(at, count), out.slice(done, count));
    done += count;
  }
}

}  // namespace lathe::bench
