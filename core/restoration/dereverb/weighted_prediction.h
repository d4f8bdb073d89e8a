// Weighted prediction error: what the past of a few bins of several channels predicts of their present.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/fft/aligned_array.h"

namespace lathe {

/// Delayed linear prediction with weights of the sound's own variance: T. Nakatani et al., "Speech dereverberation
/// based on variance-normalized delayed linear prediction", IEEE TASLP 18(7), 2010; for several channels T. Yoshioka
/// and T. Nakatani, IEEE TASLP 20(10), 2012. Works on `kLanes` bins side by side, each by itself, so that its loops run
/// across bins; the same sums in the same order on every machine. Not for several threads at once.
class WeightedPrediction {
 public:
  static constexpr std::size_t kLanes = 16;
  static constexpr std::size_t kIterations = 3;

  /// For stretches of `frames` frames of `channels` channels, and at most `mostTaps` taps.
  WeightedPrediction(std::size_t frames, int channels, std::size_t mostTaps);

  /// Spectra of a frame of a channel: kLanes real parts, then kLanes imaginary ones. To be filled before predict().
  float* spectrum(std::size_t frame, int channel) noexcept { return sound_.data() + place(frame, channel); }
  /// What was predicted, in the same shape.
  const float* predicted(std::size_t frame, int channel) const noexcept {
    return predicted_.data() + place(frame, channel);
  }
  /// From `taps` frames of all channels that lie `delay` and more frames back; silence before the first frame.
  /// `frames` at most as many as the stretch has.
  void predict(std::size_t frames, std::size_t delay, std::size_t taps);

 private:
  std::size_t place(std::size_t frame, int channel) const noexcept {
    return (frame * channels_ + static_cast<std::size_t>(channel)) * 2 * kLanes;
  }
  void computeWeights(std::size_t frames);
  void correlate(std::size_t frames, std::size_t delay, std::size_t taps);
  void solve(std::size_t unknowns);
  void apply(std::size_t frames, std::size_t delay, std::size_t taps);

  std::size_t channels_;
  AlignedArray<float> sound_, predicted_;
  AlignedArray<float> weights_;       ///< kLanes a frame
  AlignedArray<float> weighted_;      ///< the past of one frame, weighted
  AlignedArray<float> correlations_;  ///< lower triangle, then a column for each channel; pairs of kLanes
  AlignedArray<float> filters_;       ///< for each channel and unknown
  AlignedArray<double> matrix_, column_;
};

}  // namespace lathe
