// Impulse responses as files of a test's own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <string>

#include "core/file/audio_file.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {

/// Writes 32-bit float WAV and gives its path as settings take it.
inline std::string writeResponse(const testing::TemporaryFolder& folder, const std::string& name,
                                 ConstAudioView samples, int rate) {
  const auto path = folder / name;
  AudioWriter writer(path, {Container::Wav, Encoding::Float32}, {rate, ChannelLayout::usual(samples.channels())}, {},
                     Overwrite::Yes);
  writer.write(samples);
  writer.commit();
  return path.string();
}

/// Noise that falls by 60 dB in `decay` seconds, with a direct sound at frame `direct`.
inline AudioBuffer decayingNoise(int channels, std::size_t frames, double rate, double decay, std::size_t direct = 0,
                                 std::uint64_t seed = 7) {
  AudioBuffer room = noise(channels, frames, seed, Decibels{-20});
  for (int c = 0; c < channels; ++c) {
    for (std::size_t n = 0; n < frames; ++n)
      room[c][n] =
          n < direct
              ? 0
              : static_cast<float>(room[c][n] * std::pow(10, -3 * static_cast<double>(n - direct) / (decay * rate)));
    room[c][direct] = 0.8f;
  }
  return room;
}

}  // namespace lathe::test
