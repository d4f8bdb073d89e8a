// Cuts a stream into blocks on a fixed grid, each with a few frames before and after it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/audio/audio_buffer.h"

namespace lathe::analysis {

/// What a measurement sees does not depend on how the stream came: blocks start at multiples of `block` frames, and
/// each comes with `before` frames of history and `after` frames to come (zeros before the first frame and after the
/// last). Memory: one window of before + block + after frames per channel.
class BlockWindow {
 public:
  BlockWindow() = default;
  BlockWindow(int channels, std::size_t block, std::size_t before, std::size_t after)
      : samples_(channels, before + block + after), block_(block), before_(before), filled_(before) {}

  /// Takes frames in, and calls `onBlock(ConstAudioView window)` for each block that is complete.
  template <class OnBlock>
  void add(ConstAudioView input, OnBlock&& onBlock) {
    for (std::size_t taken = 0; taken < input.frames();) {
      const std::size_t count = std::min(input.frames() - taken, samples_.frames() - filled_);
      copy(input.slice(taken, count), samples_.view().slice(filled_, count));
      filled_ += count;
      taken += count;
      if (filled_ < samples_.frames()) return;
      onBlock(std::as_const(samples_).view());
      advance();
    }
  }

  /// Calls `onBlock(window, frames)` for what has not made a complete block yet, and for `extra` frames of silence
  /// behind it; `frames` of the block count. Changes nothing, so that the stream may go on.
  template <class OnBlock>
  void rest(std::size_t extra, OnBlock&& onBlock) const {
    BlockWindow last = *this;
    clear(last.samples_.view().slice(filled_, samples_.frames() - filled_));
    for (std::size_t left = filled_ - before_ + extra; left > 0;) {
      const std::size_t frames = std::min(left, block_);
      onBlock(std::as_const(last.samples_).view(), frames);
      left -= frames;
      last.filled_ = samples_.frames();
      last.advance();
      clear(last.samples_.view().slice(last.filled_, block_));
    }
  }

 private:
  void advance() {
    for (int c = 0; c < samples_.channels(); ++c) {
      const auto row = samples_[c];
      std::copy(row.begin() + static_cast<std::ptrdiff_t>(block_), row.end(), row.begin());
    }
    filled_ -= block_;
  }

  AudioBuffer samples_;
  std::size_t block_ = 0;
  std::size_t before_ = 0;
  std::size_t filled_ = 0;  ///< frames of samples_ that are history or stream
};

}  // namespace lathe::analysis
