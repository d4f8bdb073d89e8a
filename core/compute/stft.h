// Short-time Fourier transform, frame by frame: for sound that comes in blocks, and for single looks at it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <vector>

#include "core/compute/cpu/windowed_fft.h"

namespace lathe {

/// Frames of `size` samples, a quarter of it apart, under the root of a Hann window on the way in and out (Allen,
/// Rabiner 1977): what is left as it is adds up to the signal. A spectrum's powers are those of white noise of variance
/// 1 when it reads 1.
StftSpec noiseScaledStft(int channels, std::size_t size);

/// A spec whose frames, left as they are, add up to the very signal: the synthesis window is the analysis window over
/// the sum of its squares every `hop` samples (Griffin, Lim 1984, IEEE TASSP 32(2)), and over `size`.
/// Throws Error Invalid for an odd or zero size, a hop that is 0 or more than size, no channels, or windows that leave
/// samples out.
StftSpec perfectStft(int channels, std::size_t hop, std::vector<float> analysis);

/// Frames of noiseScaledStft() one at a time, on the CPU. Not for several threads at once: it works in one buffer.
class Stft {
 public:
  explicit Stft(std::size_t size) : frame_(noiseScaledStft(1, size)), work_(size) {}

  std::size_t size() const noexcept { return frame_.size(); }
  std::size_t hop() const noexcept { return size() / 4; }
  std::size_t bins() const noexcept { return frame_.bins(); }
  /// Bins rounded up to whole cache lines, for rows of spectra.
  std::size_t stride() const noexcept { return frame_.stride(); }

  /// `size` samples from `samples` on to `bins` bins.
  void forward(const float* samples, Complex<float>* spectrum) noexcept {
    frame_.forward(samples, spectrum, work_.data());
  }
  /// Adds a frame to `size` samples; `spectrum` is lost. All frames over a sample give it back as it was.
  void addInverse(Complex<float>* spectrum, float* samples) noexcept {
    frame_.addInverse(spectrum, samples, work_.data());
  }

 private:
  WindowedFft frame_;
  AlignedArray<float> work_;
};

}  // namespace lathe
