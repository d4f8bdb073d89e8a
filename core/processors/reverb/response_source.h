// Where impulse responses come from: files, and the ones that are built in.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

/// A response as it was recorded or made.
struct SourceResponse {
  AudioBuffer samples;
  int sampleRate = 44100;
};

/// Frames of the longest response: 60 s at 192 kHz.
constexpr std::size_t kLongestResponse = 60 * 192000;

/// The response of that name, or in that file; the built-in hall when `nameOrFile` is empty. A text with a '/' is
/// always a file. Throws Error (NotFound with the names there are; Invalid when it is too long or empty; as openClip()
/// does; Cancelled when stopped).
std::shared_ptr<const SourceResponse> openResponse(const std::string& nameOrFile, const Progress& progress = {});

/// Names of the built-in responses, the one that is used without a name first.
std::vector<std::string> builtinResponseNames();

}  // namespace lathe
