// A plain delay of whole frames, for keeping an untouched signal in time with a processed one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_buffer.h"

namespace lathe {

/// Delays by a fixed number of frames, in place; 0 passes.
class Delay {
 public:
  Delay() = default;
  Delay(int channels, std::size_t frames) : ring_(channels, frames) {}

  std::size_t frames() const noexcept { return ring_.frames(); }

  void reset() noexcept {
    clear(ring_.view());
    position_ = 0;
  }

  void process(AudioView block) noexcept {
    if (frames() == 0) return;
    std::size_t end = position_;
    for (int c = 0; c < block.channels(); ++c) {
      const std::span<float> ring = ring_[c];
      end = position_;
      for (float& sample : block[c]) {
        std::swap(sample, ring[end]);
        end = end + 1 == ring.size() ? 0 : end + 1;
      }
    }
    position_ = end;
  }

 private:
  AudioBuffer ring_;
  std::size_t position_ = 0;
};

}  // namespace lathe
