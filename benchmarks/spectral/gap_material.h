// Sound to cut gaps into: made tones with noise, or recordings.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/audio/audio_clip.h"

namespace lathe::bench {

/// Mono.
struct GapMaterial {
  std::string name;
  double sampleRate;
  std::vector<float> samples;
};

/// A steady chord, a melody with vibrato and decaying notes, and a gliding voice, each over noise; the same every time.
std::vector<GapMaterial> madeMaterial();

/// The first channel of a file. Throws what openClip() throws.
GapMaterial recordedMaterial(const std::string& path);

ClipPtr clipOf(const GapMaterial& material);

}  // namespace lathe::bench
