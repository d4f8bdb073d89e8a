// A recording through a live processor, in time with itself: the whole-recording form of stages that work block by
// block.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>

#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

/// Sound of which a processor's blocks are told the frame before they come.
using BeforeBlock = std::function<void(Processor& processor, std::uint64_t frame)>;

/// `input` through `processor` (prepared here), its latency taken off, input.frames() long, in a temporary file.
/// `before`, if any, is called ahead of each block of 1024 frames of the input. Throws Error.
ClipPtr throughProcessor(Processor& processor, const ClipPtr& input, const OfflineWork& work,
                         const BeforeBlock& before = {});

/// The same for what a processor learns: nothing is kept. Throws Error.
void listenThrough(Processor& processor, const AudioClip& input, const OfflineWork& work);

}  // namespace lathe
