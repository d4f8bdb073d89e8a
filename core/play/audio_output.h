// Where sound goes when it is played: an interface that a sound card, a file or a test supplies.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/audio/audio_buffer.h"

namespace lathe {

/// What is asked of an output; it may choose otherwise.
struct OutputRequest {
  std::string device = {};  ///< by name; empty: the system's own choice
  int sampleRate = 48000;
  int channels = 2;
  int blockFrames = 512;  ///< frames of a block, as a wish
};

/// What an output does.
struct OutputFormat {
  std::string device;
  int sampleRate = 48000;
  int channels = 2;
  double latencySeconds = 0;  ///< from a block being asked for to its being heard
};

/// Between start() and stop() it asks for blocks, on a thread of its own, again and again.
class AudioOutput {
 public:
  /// Fills a whole block. Called in real time: it takes no lock, allocates nothing and throws nothing.
  using Fill = std::function<void(AudioView block)>;
  /// True when so many frames are there, or none will come. An output that is no real device waits for it before it
  /// asks, so that it never hears a gap.
  using Ready = std::function<bool(std::size_t frames)>;

  virtual ~AudioOutput() = default;
  /// Throws Error (NotFound for a device that is not there, Unsupported, Io).
  virtual OutputFormat open(const OutputRequest& request, Fill fill, Ready ready) = 0;
  /// Throws Error (Io).
  virtual void start() = 0;
  /// After it has returned no block is asked for any more; what was asked for has been heard.
  virtual void stop() = 0;
  /// Times that the device ran dry for reasons of its own.
  virtual std::uint64_t underruns() const noexcept = 0;
};

}  // namespace lathe
