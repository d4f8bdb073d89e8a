// One sound being played from a place on: read ahead by a thread of its own, and run through its live chain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/audio/error.h"
#include "core/audio/sample_ring.h"
#include "core/chain/live_chain.h"
#include "core/play/programme.h"

namespace lathe {

/// Gives the same samples as a render of the item from its start does, when it begins there. Begun later, its chain has
/// heard a quarter of a second before that place, so that filters and detectors have settled.
class Voice {
 public:
  static constexpr std::size_t kMaxFrames = 1024;

  /// Reads and processes what comes before `start`; that takes a while. Throws Error as LiveChain does.
  Voice(ProgrammeItem item, std::size_t index, std::uint64_t start, std::optional<LoopRange> loop);
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  /// Fills `out` as far as the sound goes; fewer frames only at its end. Waits for the disk.
  std::size_t render(AudioView out);
  /// The frame of the clip that render() gives next.
  std::uint64_t position() const noexcept { return position_; }
  /// True when no more frames come.
  bool isOver() const noexcept { return !loop_ && position_ >= item_.clip->frames(); }
  /// Frames until the end; nothing while it loops.
  std::optional<std::uint64_t> left() const noexcept;

  /// As the voice was made of it: later settings of its chain are not told here.
  const ProgrammeItem& item() const noexcept { return item_; }
  std::size_t index() const noexcept { return index_; }  ///< of the item in the programme
  const std::optional<LoopRange>& loop() const noexcept { return loop_; }
  LiveChain& chain() noexcept { return chain_; }
  /// Why reading stopped early, once it has; what is missing is silent.
  std::optional<Error> trouble() const;

 private:
  void feed(std::stop_token stop);
  std::size_t pull(AudioView block);
  /// The frame after `frame`s own stretch: where the loop goes back, or the clip ends.
  std::uint64_t stretchEnd(std::uint64_t frame) const noexcept;

  const ProgrammeItem item_;
  const std::size_t index_;
  const std::optional<LoopRange> loop_;
  LiveChain chain_;
  SampleRing ahead_;
  AudioBuffer scratch_;
  std::atomic<std::uint64_t> position_;
  std::uint64_t feedAt_;             ///< frame that the feeder reads next
  std::uint64_t pullAt_;             ///< frame that goes into the chain next
  std::atomic<bool> isFed_ = false;  ///< the feeder has read all there is
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Error> trouble_;
  std::jthread feeder_;
};

}  // namespace lathe
