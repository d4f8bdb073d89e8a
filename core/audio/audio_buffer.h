// Planar 32-bit float samples: a buffer that owns them, and cheap views on them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace lathe {

/// A window on planar samples that someone else owns: `channels` rows of `frames` samples, a fixed stride apart.
/// Copy it freely; it stays valid as long as the samples do. `AudioView` may write, `ConstAudioView` only reads.
template <class Sample>
class BasicAudioView {
 public:
  BasicAudioView() = default;
  BasicAudioView(Sample* samples, int channels, std::size_t frames, std::size_t stride)
      : samples_(samples), channels_(channels), frames_(frames), stride_(stride) {}
  /// A view that may write is also a view that reads.
  template <class Other>
  requires std::is_same_v<const Other, Sample> BasicAudioView(const BasicAudioView<Other>& other)
      : BasicAudioView(other.data(), other.channels(), other.frames(), other.stride()) {}

  int channels() const noexcept { return channels_; }
  std::size_t frames() const noexcept { return frames_; }
  std::size_t stride() const noexcept { return stride_; }
  Sample* data() const noexcept { return samples_; }
  bool empty() const noexcept { return frames_ == 0 || channels_ == 0; }

  /// The samples of one channel.
  std::span<Sample> operator[](int channel) const {
    assert(channel >= 0 && channel < channels_);
    return {samples_ + static_cast<std::size_t>(channel) * stride_, frames_};
  }

  /// `count` frames from `start` on, of every channel.
  BasicAudioView slice(std::size_t start, std::size_t count) const {
    assert(start + count <= frames_);
    return {samples_ + start, channels_, count, stride_};
  }

  /// `count` channels from `first` on.
  BasicAudioView channelRange(int first, int count) const {
    assert(first >= 0 && first + count <= channels_);
    return {samples_ + static_cast<std::size_t>(first) * stride_, count, frames_, stride_};
  }

 private:
  Sample* samples_ = nullptr;
  int channels_ = 0;
  std::size_t frames_ = 0;
  std::size_t stride_ = 0;
};

using AudioView = BasicAudioView<float>;
using ConstAudioView = BasicAudioView<const float>;

/// Sets every sample to zero.
inline void clear(AudioView view) {
  for (int c = 0; c < view.channels(); ++c) std::ranges::fill(view[c], 0.0f);
}

/// Copies samples between views of the same shape.
inline void copy(ConstAudioView from, AudioView to) {
  assert(from.channels() == to.channels() && from.frames() == to.frames());
  for (int c = 0; c < from.channels(); ++c) std::ranges::copy(from[c], to[c].begin());
}

/// Planar samples that own themselves, zero when made.
class AudioBuffer {
 public:
  AudioBuffer() = default;
  AudioBuffer(int channels, std::size_t frames)
      : channels_(channels), frames_(frames), samples_(static_cast<std::size_t>(channels) * frames) {}

  int channels() const noexcept { return channels_; }
  std::size_t frames() const noexcept { return frames_; }
  AudioView view() noexcept { return {samples_.data(), channels_, frames_, frames_}; }
  ConstAudioView view() const noexcept { return {samples_.data(), channels_, frames_, frames_}; }
  std::span<float> operator[](int channel) { return view()[channel]; }
  std::span<const float> operator[](int channel) const { return view()[channel]; }

 private:
  int channels_ = 0;
  std::size_t frames_ = 0;
  std::vector<float> samples_;
};

}  // namespace lathe
