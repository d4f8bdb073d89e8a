// Blocks through a processor, into a spool or nowhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/live_run.h"

#include <algorithm>

#include "core/file/spool.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 1024;

/// Calls take(block) for all of the input and `more` frames of silence.
template <class Take>
void run(Processor& processor, const AudioClip& input, std::uint64_t more, const OfflineWork& work,
         const BeforeBlock& before, Take take) {
  processor.prepare({input.format(), kBlock});
  AudioBuffer buffer(input.format().channels(), kBlock);
  const std::uint64_t end = input.frames() + more;
  for (std::uint64_t at = 0; at < end; at += kBlock) {
    if (at % (64 * kBlock) == 0) {
      work.progress.throwIfStopped();
      work.progress.at(static_cast<double>(at) / static_cast<double>(end), "repairing");
    }
    const AudioView block = buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, end - at)));
    input.read(at, block);
    if (before) before(processor, at);
    processor.process(block);
    take(block);
  }
}

}  // namespace

ClipPtr throughProcessor(Processor& processor, const ClipPtr& input, const OfflineWork& work,
                         const BeforeBlock& before) {
  processor.prepare({input->format(), kBlock});
  const std::uint64_t latency = processor.latency();
  auto made = std::make_shared<SpoolClip>(input->format(), work.folder);
  std::uint64_t late = latency;
  run(processor, *input, latency, work, before, [&](AudioView block) {
    const auto skip = static_cast<std::size_t>(std::min<std::uint64_t>(late, block.frames()));
    late -= skip;
    if (skip < block.frames()) made->append(block.slice(skip, block.frames() - skip));
  });
  return made;
}

void listenThrough(Processor& processor, const AudioClip& input, const OfflineWork& work) {
  run(processor, input, 0, work, {}, [](AudioView) {});
}

}  // namespace lathe
