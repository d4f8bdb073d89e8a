// AAC-LC into a temporary file and back, through FFmpeg's libavcodec where the build has it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/audio/audio_clip.h"
#include "core/work/progress.h"

namespace lathe {

/// True when this build can encode and decode AAC.
bool hasAac() noexcept;

/// The clip encoded at `kilobits` kbit/s in all and decoded again, as long as it was and in time with it: the encoder's
/// delay and padding are taken away. Samples may lie beyond full scale, as the decoder gives them. Only the packets are
/// kept, in a temporary file (115 MB an hour at 256 kbit/s). Throws Error (Unsupported without libavcodec, and for rates
/// and layouts that the encoder refuses; Io; Cancelled; what reading throws).
ClipPtr throughAac(const AudioClip& clip, int kilobits, const Progress& progress);

}  // namespace lathe
