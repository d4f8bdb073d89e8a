// A mono clip on several channels, all alike.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"

namespace lathe {

/// For processors that give each channel something of its own: a mono sound in a stereo room.
class SpreadClip : public AudioClip {
 public:
  /// `mono` has one channel.
  SpreadClip(ClipPtr mono, int channels)
      : mono_(std::move(mono)), format_{mono_->format().sampleRate, ChannelLayout::usual(channels)} {}

  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return mono_->frames(); }
  bool isSequential() const noexcept override { return mono_->isSequential(); }
  void read(std::uint64_t start, AudioView out) const override {
    mono_->read(start, out.channelRange(0, 1));
    for (int c = 1; c < out.channels(); ++c) std::ranges::copy(out[0], out[c].begin());
  }

 private:
  ClipPtr mono_;
  AudioFormat format_;
};

}  // namespace lathe
