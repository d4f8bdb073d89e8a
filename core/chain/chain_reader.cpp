// Feeding a chain block by block and dropping its latency.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/chain_reader.h"

namespace lathe {

ChainReader::ChainReader(Source source, std::uint64_t sourceFrames, LiveChain chain, const AudioFormat& format,
                         Tail tail, std::size_t blockFrames)
    : source_(std::move(source)),
      sourceFrames_(sourceFrames),
      chain_(std::move(chain)),
      frames_(sourceFrames),
      block_(format.channels(), blockFrames) {
  chain_.prepare({format, blockFrames});
  if (tail == Tail::Render && sourceFrames > 0) frames_ += chain_.tail();
}

/// The chain's next output lands in `block_`; after it, `fed_` is a multiple of the block size.
void ChainReader::processNextBlock() {
  const AudioView block = block_.view();
  const std::uint64_t left = fed_ < sourceFrames_ ? sourceFrames_ - fed_ : 0;
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, block.frames()));
  if (count > 0) source_(fed_, block.slice(0, count));
  clear(block.slice(count, block.frames() - count));
  chain_.process(block);
  fed_ += block.frames();
}

std::size_t ChainReader::read(AudioView out) {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(out.frames(), frames_ - position_));
  for (std::size_t done = 0; done < wanted;) {
    const std::uint64_t next = position_ + chain_.latency();  // as the chain counts frames
    if (next >= fed_) {
      processNextBlock();
      continue;
    }
    const auto available = static_cast<std::size_t>(fed_ - next);
    const std::size_t count = std::min(available, wanted - done);
    copy(block_.view().slice(block_.frames() - available, count), out.slice(done, count));
    done += count;
    position_ += count;
  }
  return wanted;
}

}  // namespace lathe
