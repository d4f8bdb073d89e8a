// Something like music for tests of repairs: plucked notes with partials over a soft noise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <span>

#include "core/audio/audio_buffer.h"

namespace lathe::test {

/// Notes every 0.3 s at 44.1 kHz, some sounding at once, peaks below -6 dBFS, and noise at -70 dBFS; channels differ.
AudioBuffer playedTones(int channels, std::size_t frames, std::uint64_t seed);

/// Energy of `reference` over that of what `sound` differs by, in dB, from one place to another.
double signalToError(std::span<const float> reference, std::span<const float> sound, std::size_t from, std::size_t to);

}  // namespace lathe::test
