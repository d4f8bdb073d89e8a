// The vocabulary of all measurements: begin with a format, add blocks, take the result.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

/// A streaming measurement: the same code serves files, renders and live meters.
/// `Result` is a plain struct; `result()` may be asked at any time and does not disturb what follows.
template <class A>
concept Analyser = requires(A analyser, const AudioFormat& format, ConstAudioView block) {
  analyser.begin(format);
  analyser.add(block);
  analyser.result();
};

}  // namespace lathe::analysis
