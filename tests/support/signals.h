// Test signals: sines, noise, impulses, squares and bursts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>

#include "core/audio/audio_buffer.h"
#include "core/audio/units.h"

namespace lathe::test {

/// All channels alike; peak `level`, phase 0 at frame 0.
AudioBuffer sine(int channels, std::size_t frames, double sampleRate, Hertz frequency, Decibels level = {0});
/// White, uniform within +-`level`, independent per channel, the same for the same seed on every machine.
AudioBuffer noise(int channels, std::size_t frames, std::uint64_t seed, Decibels level = {0});
AudioBuffer silence(int channels, std::size_t frames);
/// One sample of `value` at frame `position` in every channel.
AudioBuffer impulse(int channels, std::size_t frames, std::size_t position, float value = 1);
AudioBuffer square(int channels, std::size_t frames, double sampleRate, Hertz frequency, Decibels level = {0});
/// A sine that sounds from `start` for `length` frames, silence around it.
AudioBuffer toneBurst(int channels, std::size_t frames, double sampleRate, Hertz frequency, std::size_t start,
                      std::size_t length, Decibels level = {0});

/// Largest magnitude; infinite when a sample is not a number.
double peak(ConstAudioView view);
/// Largest difference between views of the same shape; infinite when either has a sample that is not a number.
double largestDifference(ConstAudioView a, ConstAudioView b);
/// Root of the mean square.
double rms(std::span<const float> samples);

}  // namespace lathe::test
