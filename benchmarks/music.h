// Signals that the benchmarks share: what music makes a processor or a meter do, without music.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"

namespace lathe::bench {

/// Like a mastered song: chords of decaying partials, drum hits, noise, a ceiling at -1 dBFS that the loud third
/// touches often.
AudioBuffer song(int channels, int sampleRate, int seconds);

/// Noise with the spectrum and the swing of loud music: pink-like, with a beat twice a second, peaks at 0 dBFS. 44.1
/// kHz.
AudioBuffer loudNoise(int channels, std::size_t frames);

/// White noise, evenly spread between -0.25 and 0.25.
AudioBuffer whiteNoise(int channels, std::size_t frames);

/// A buffer played again and again for as long as wanted, so that long clips take little memory.
class LoopClip : public AudioClip {
 public:
  LoopClip(AudioBuffer once, int sampleRate, std::uint64_t frames);

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t start, AudioView out) const override;

 private:
  AudioBuffer once_;
  AudioFormat format_;
  std::uint64_t frames_;
};

}  // namespace lathe::bench
