// The measured frequency response of a processor or an impulse response.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include "core/processors/processor.h"

namespace lathe::test {

/// The response of an impulse response at a frequency, by the definition of the Fourier transform.
template <class Samples>
std::complex<double> responseAt(const Samples& impulse, double frequency, double sampleRate) {
  std::complex<double> sum = 0, phasor = 1;
  const std::complex<double> turn = std::polar(1.0, -2 * std::numbers::pi * frequency / sampleRate);
  for (std::size_t i = 0; i < impulse.size(); ++i) {
    if (i % 1024 == 0)
      phasor = std::polar(1.0, -2 * std::numbers::pi * frequency * static_cast<double>(i) / sampleRate);
    sum += static_cast<double>(impulse[i]) * phasor;
    phasor *= turn;
  }
  return sum;
}

/// Feeds `sound` through a processor in blocks of `blockFrames`.
inline void processInBlocks(Processor& processor, AudioView sound, std::size_t blockFrames) {
  for (std::size_t start = 0; start < sound.frames(); start += blockFrames)
    processor.process(sound.slice(start, std::min(blockFrames, sound.frames() - start)));
}

/// Independent white noise in every channel, peaks at `peak`.
inline AudioBuffer whiteNoise(int channels, std::size_t frames, double peak, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> sample(static_cast<float>(-peak), static_cast<float>(peak));
  AudioBuffer buffer(channels, frames);
  for (int c = 0; c < channels; ++c)
    for (float& value : buffer[c]) value = sample(random);
  return buffer;
}

/// The same sine in every channel.
inline AudioBuffer sineWave(int channels, std::size_t frames, double frequency, double sampleRate, double amplitude) {
  AudioBuffer buffer(channels, frames);
  for (std::size_t i = 0; i < frames; ++i) {
    const double phase = 2 * std::numbers::pi * frequency * static_cast<double>(i) / sampleRate;
    for (int c = 0; c < channels; ++c) buffer[c][i] = static_cast<float>(amplitude * std::sin(phase));
  }
  return buffer;
}

}  // namespace lathe::test
