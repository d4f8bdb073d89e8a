// Reading from a clip that is held in memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/audio_clip.h"

#include <algorithm>

namespace lathe {

void MemoryClip::read(std::uint64_t start, AudioView out) const {
  const std::uint64_t available = start < frames() ? frames() - start : 0;
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(available, out.frames()));
  if (count > 0) copy(samples_.view().slice(static_cast<std::size_t>(start), count), out.slice(0, count));
  clear(out.slice(count, out.frames() - count));
}

}  // namespace lathe
