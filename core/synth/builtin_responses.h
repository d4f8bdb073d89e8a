// The rooms, plate and spring that come with the program, made when asked for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <string_view>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

struct BuiltinResponse {
  std::string_view id;    ///< as in "small-room"
  std::string_view name;  ///< as in "Small room"
  std::string_view text;  ///< one sentence
  int channels;           ///< 2, or 4: left to left, left to right, right to left, right to right
};

/// All of them, from small to large, then the machines.
std::span<const BuiltinResponse> builtinResponses();

/// Without direct sound, peak -1 dBFS; the same samples on every machine. `sampleRate` 8000 to 768000 Hz.
/// Throws Error (NotFound) for an unknown id, with the list of those there are, Cancelled when stopped.
AudioBuffer makeBuiltinResponse(std::string_view id, int sampleRate, const Progress& progress = {});

}  // namespace lathe
