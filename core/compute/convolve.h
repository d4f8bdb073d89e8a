// Convolves a whole recording with a matrix of impulse responses, in bounded memory, on whatever backend is best.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/compute/device_run.h"
#include "core/compute/ops/backend_contract.h"
#include "core/compute/ops/convolution.h"

namespace lathe {

/// Fills `out` (spec.inputs rows) with the input's next frames. Called from front to back, each frame once; `start`
/// is how many frames were read before.
template <class Real>
using ReadFrames = std::function<void(std::uint64_t start, BasicAudioView<Real> out)>;
/// Takes the output's next frames (spec.outputs rows), from front to back, each once.
template <class Real>
using WriteFrames = std::function<void(BasicAudioView<const Real> frames)>;

struct ConvolveOptions {
  int threads = 1;                       ///< of the CPU
  std::span<Backend* const> backends{};  ///< to try, best first; empty means the CPU alone
  bool withTail = true;                  ///< ring out after the input's end; else the output is as long as the input
  std::size_t chunkFrames = 0;           ///< the most frames worked on at once; 0 leaves it to the backend
  std::chrono::milliseconds patience{kDevicePatience};  ///< how long a device may take for one chunk
  std::stop_token stop{};                               ///< asked before each chunk: stopping throws Error Cancelled
  std::function<void(double fraction)> progress{};
};

struct ConvolveReport {
  std::uint64_t frames = 0;            ///< written
  std::string device;                  ///< the id of the backend that finished the work
  std::vector<std::string> fallbacks;  ///< one sentence for each time that a device failed and what was done about it
};

/// Convolves `frames` frames of input and writes frames + longest path - 1 (nothing when either is 0) frames of output.
/// A device that fails costs time, never samples (DeviceRun): the next backend goes on behind the last chunk that was
/// written. Memory is bounded by the impulse responses and the chunk, not by the recording. Throws Error Invalid for a
/// spec that makes no sense, Cancelled when stopped, NotPossible when the last backend fails too, and whatever `read`
/// and `write` throw.
template <class Real>
ConvolveReport convolve(const ConvolutionSpec<Real>& spec, std::uint64_t frames, const ReadFrames<Real>& read,
                        const WriteFrames<Real>& write, const ConvolveOptions& options = {});

extern template ConvolveReport convolve(const ConvolutionSpec<float>&, std::uint64_t, const ReadFrames<float>&,
                                        const WriteFrames<float>&, const ConvolveOptions&);
extern template ConvolveReport convolve(const ConvolutionSpec<double>&, std::uint64_t, const ReadFrames<double>&,
                                        const WriteFrames<double>&, const ConvolveOptions&);

}  // namespace lathe
