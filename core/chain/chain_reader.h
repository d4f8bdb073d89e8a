// A chain run offline: blocks pulled through it, in time with the input, with its tail or without.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>

#include "core/chain/live_chain.h"

namespace lathe {

/// Pulls a source through a chain. Output frame n belongs to input frame n: the chain's latency is taken away.
/// The source is asked in order, for blocks of the same size whatever the sizes of the reads, so the output never
/// depends on how it is read. Errors thrown by the source pass through; the reader cannot go on after one.
class ChainReader {
 public:
  /// Fills the view with the source's frames from `start` on; never asked beyond the source's end.
  using Source = std::function<void(std::uint64_t start, AudioView out)>;
  enum class Tail { Cut, Render };

  /// Prepares the chain for that format. Throws Error (Unsupported) when it cannot work on it.
  ChainReader(Source source, std::uint64_t sourceFrames, LiveChain chain, const AudioFormat& format,
              Tail tail = Tail::Cut, std::size_t blockFrames = 4096);

  /// Frames there are in all: the source's, and the chain's tail when that is rendered (nothing for an empty source).
  std::uint64_t frames() const noexcept { return frames_; }
  /// Frames read so far.
  std::uint64_t position() const noexcept { return position_; }
  /// Fills as much of `out` as there is and says how many frames that was; 0 at the end.
  std::size_t read(AudioView out);
  /// For meters and reports. Settings and bypasses may be changed between two reads.
  LiveChain& chain() noexcept { return chain_; }
  const LiveChain& chain() const noexcept { return chain_; }

 private:
  void processNextBlock();

  Source source_;
  std::uint64_t sourceFrames_;
  LiveChain chain_;
  std::uint64_t frames_;
  AudioBuffer block_;
  std::uint64_t fed_ = 0;       ///< frames that have gone into the chain
  std::uint64_t position_ = 0;  ///< frames that have come out, the latency not counted
};

}  // namespace lathe
