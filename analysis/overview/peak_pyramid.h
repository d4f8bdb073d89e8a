// The lowest and highest samples of a recording at every zoom: what a waveform is drawn from.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"

namespace lathe::analysis {

/// Lowest and highest sample of a stretch.
struct PeakPair {
  float lowest = 0;
  float highest = 0;

  friend bool operator==(const PeakPair&, const PeakPair&) = default;
};

constexpr PeakPair joined(PeakPair a, PeakPair b) noexcept {
  return {a.lowest < b.lowest ? a.lowest : b.lowest, a.highest > b.highest ? a.highest : b.highest};
}

/// Cells of 256 frames, of 1024, of 4096 and so on, per channel. One thread adds the recording from its start to its
/// end; any other may look at what is there so far, without a lock. 8 bytes per 192 frames and channel.
class PeakPyramid {
 public:
  static constexpr std::uint64_t kBase = 256, kFactor = 4;

  PeakPyramid(int channels, std::uint64_t frames);
  PeakPyramid(const PeakPyramid& other);
  PeakPyramid& operator=(const PeakPyramid&) = delete;

  int channels() const noexcept { return channels_; }
  std::uint64_t frames() const noexcept { return frames_; }
  /// Frames from the start on that cells know; frames() when all is there.
  std::uint64_t known() const noexcept { return known_.load(std::memory_order_acquire); }
  bool isWhole() const noexcept { return known() >= frames_; }

  /// The next frames. Whole cells can be seen at once, the last one when the recording ends. Not beyond frames().
  void add(ConstAudioView block);

  /// Puts frames from `start` on in the place of those that were there; `block` covers whole cells (or ends where the
  /// recording does). Only on a pyramid that nobody else looks at.
  void replace(std::uint64_t start, ConstAudioView block);

  /// Each column c covers the frames from start + c * framesPerColumn on, at least one cell. A column that is not
  /// known, or before or behind the recording, is left as it was and false is given for it.
  void read(int channel, double start, double framesPerColumn, std::span<PeakPair> columns,
            std::span<bool> isKnown) const;

  /// Cells of the finest level, for storing: channel by channel.
  std::span<const PeakPair> cells(int channel) const noexcept;
  /// A whole pyramid from such cells. `cells` holds as many for each channel, one channel after the other.
  PeakPyramid(int channels, std::uint64_t frames, std::span<const PeakPair> cells);

  static std::uint64_t cellsFor(std::uint64_t frames) noexcept { return (frames + kBase - 1) / kBase; }

 private:
  struct Level {
    std::uint64_t size;    ///< frames of a cell
    std::uint64_t perRow;  ///< cells of a channel
    std::vector<PeakPair> cells;
  };
  /// Joins cells of the level below into those of `level` that begin from `from` and end by `to` (frames).
  void raise(std::size_t level, std::uint64_t from, std::uint64_t to);
  void publish(std::uint64_t added);
  PeakPair lookUp(int channel, std::uint64_t from, std::uint64_t to) const;

  int channels_;
  std::uint64_t frames_;
  std::vector<Level> levels_;
  std::uint64_t added_ = 0;     ///< frames that add() has had
  std::vector<PeakPair> open_;  ///< per channel, of the cell that is not whole yet
  std::atomic<std::uint64_t> known_ = 0;
};

}  // namespace lathe::analysis
