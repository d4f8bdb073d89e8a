// A recording with noise or hum of known kind, and how near a restored one is to the sound without it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>

#include "core/audio/audio_clip.h"
#include "core/audio/units.h"

namespace lathe::test {

inline constexpr int kRestorationRate = 44100;
inline constexpr std::size_t kRestorationLead = 2 * kRestorationRate;  ///< frames of noise or hum alone at the start

/// Plucked notes of ten harmonics each after the lead, five seconds in all; every channel alike.
AudioBuffer notes(int channels);
/// Gaussian noise of that RMS level, independent per channel.
AudioBuffer hiss(int channels, std::size_t frames, std::uint64_t seed, Decibels level);
/// Ten harmonics of a mains frequency that drifts by 0.04 Hz over seven seconds; RMS about 9 dB below `level`.
AudioBuffer hum(int channels, std::size_t frames, Hertz base, Decibels level);

AudioBuffer sum(const AudioBuffer& a, const AudioBuffer& b);
ClipPtr clipAt44100(AudioBuffer samples);
AudioBuffer samplesOf(const AudioClip& clip);

/// Scale-invariant ratio of signal to distortion of `sound` against `clean`, in dB.
double siSdr(std::span<const float> clean, std::span<const float> sound);

}  // namespace lathe::test
