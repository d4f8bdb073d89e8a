// Changes a whole recording frame by frame in the frequency domain, in bounded memory, on whatever backend is best.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/compute/convolve.h"
#include "core/compute/ops/stft.h"

namespace lathe {

/// Spectra of frames that follow each other, of every channel. Frame i of the work lies over the samples from
/// (i + 1) * hop - size on, so that every sample has all its frames.
struct StftBatch {
  std::uint64_t firstFrame;
  std::size_t frames;
  std::size_t stride;  ///< bins from one frame to the next
  std::size_t bins;
  int channels;
  Complex<float>* spectra;
  std::size_t distance;  ///< bins from one channel to the next
  Complex<float>* spectrum(int channel, std::size_t frame) const noexcept {
    return spectra + static_cast<std::size_t>(channel) * distance + frame * stride;
  }
};

/// May change the spectra. Called from front to back, each frame once; what it needs of frames before, it keeps.
using ModifySpectra = std::function<void(const StftBatch& batch)>;

/// The root of a Hann window of `size` samples, periodic.
std::vector<float> rootHannWindow(std::size_t size);

/// A spec whose frames, left as they are, add up to the very signal: the synthesis window is the analysis window over
/// the sum of its squares every `hop` samples (Griffin, Lim 1984, IEEE TASSP 32(2)), and over `size`.
/// Throws Error Invalid for an odd or zero size, a hop that is 0 or more than size, no channels, or windows that leave
/// samples out.
StftSpec perfectStft(int channels, std::size_t hop, std::vector<float> analysis);

/// Reads `frames` samples of each channel, changes their spectra and writes as many, with nothing delayed. A device
/// that fails costs time, never samples: the batch at hand goes to the next backend, changed spectra and all. Batches
/// move on by at most options.chunkFrames samples; `withTail` does not matter.
/// Throws Error Invalid for a spec that makes no sense, Cancelled when stopped, NotPossible when the last backend fails
/// too, and what the callbacks throw.
ConvolveReport processStft(const StftSpec& spec, std::uint64_t frames, const ReadFrames<float>& read,
                           const WriteFrames<float>& write, const ModifySpectra& modify,
                           const ConvolveOptions& options = {});

}  // namespace lathe
