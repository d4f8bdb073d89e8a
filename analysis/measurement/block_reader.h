// Reads a clip block by block for a backend to measure, packed as the file packs it where that can be.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/audio/audio_clip.h"
#include "core/compute/ops/measure.h"
#include "core/file/audio_file.h"

namespace lathe::analysis {

/// How a clip's samples are handed to a backend.
struct ClipPacking {
  Packing packing = Packing::F32Rows;
  std::vector<int> fileChannels;
  friend bool operator==(const ClipPacking&, const ClipPacking&) = default;
};
ClipPacking packingOf(const AudioClip& clip);

/// From front to back. Packed samples are read anew where blocks' contexts overlap; of others, which may have to be
/// decoded, the overlap is kept.
class BlockReader {
 public:
  BlockReader(const AudioClip& clip, const MeasureSpec& spec);

  bool isAtEnd() const noexcept { return next_ >= clip_.frames(); }
  std::uint64_t nextFrame() const noexcept { return next_; }
  /// What the next block will be.
  MeasureBlock nextShape() const noexcept;
  void skip() noexcept { next_ += layout_.blockFrames; }
  /// Fills the bytes of the block that begins at `firstFrame`; blocks come in order. Throws what reading throws.
  void fill(std::uint64_t firstFrame, std::byte* bytes);

 private:
  void fillPacked(std::int64_t from, std::byte* bytes) const;
  void fillRows(std::int64_t from, std::byte* bytes);

  const AudioClip& clip_;
  const FileClip* file_;  ///< when packed
  MeasureLayout layout_;
  Packing packing_;
  std::uint64_t next_ = 0;
  AudioBuffer kept_;  ///< the last frames that were read; the next block begins with them
};

}  // namespace lathe::analysis
