// A stereo clip as its middle and its side.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"

namespace lathe {

/// Middle (L + R) / 2 and side (L - R) / 2 in place of left and right.
class MidSideClip : public AudioClip {
 public:
  explicit MidSideClip(ClipPtr stereo) : stereo_(std::move(stereo)) {}

  const AudioFormat& format() const noexcept override { return stereo_->format(); }
  std::uint64_t frames() const noexcept override { return stereo_->frames(); }
  bool isSequential() const noexcept override { return stereo_->isSequential(); }
  void read(std::uint64_t start, AudioView out) const override {
    stereo_->read(start, out);
    for (std::size_t n = 0; n < out.frames(); ++n) {
      const float left = out[0][n], right = out[1][n];
      out[0][n] = 0.5f * left + 0.5f * right;
      out[1][n] = 0.5f * left - 0.5f * right;
    }
  }

 private:
  ClipPtr stereo_;
};

/// Middle and side back to left and right, in place.
inline void leftRight(AudioView block) {
  for (std::size_t n = 0; n < block.frames(); ++n) {
    const float middle = block[0][n], side = block[1][n];
    block[0][n] = middle + side;
    block[1][n] = middle - side;
  }
}

}  // namespace lathe
