// Hann window, power spectrum, autocorrelation, Levinson-Durbin.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/ar_estimator.h"

#include <algorithm>
#include <vector>

#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr double kWhite = 1e-9;  ///< of the power, added as white noise: keeps models of pure tones in bounds

}  // namespace

ArEstimator::ArEstimator(std::size_t window)
    : window_(window), fft_(2 * window), samples_(2 * window), spectrum_(window + 1) {
  for (std::size_t n = 0; n < window; ++n) window_[n] = hann(n, window, WindowPhase::Centred);
}

ArModel ArEstimator::operator()(std::span<const double> x, std::size_t centre, std::size_t order) {
  const std::size_t length = window_.size(), half = length / 2;
  samples_.clear();
  double weight = 0;
  for (std::size_t n = centre < half ? half - centre : 0; n < length && centre + n - half < x.size(); ++n) {
    samples_[n] = x[centre + n - half] * window_[n];
    weight += window_[n] * window_[n];
  }
  fft_.forward(samples_.data(), spectrum_.data());
  for (std::size_t k = 0; k <= length; ++k) {
    const Complex<double> bin = spectrum_[k];
    spectrum_[k] = {bin.re * bin.re + bin.im * bin.im, 0};
  }
  fft_.inverse(spectrum_.data(), samples_.data());
  std::vector<double> lags(order + 1);
  for (std::size_t k = 0; k <= order; ++k) lags[k] = samples_[k] / static_cast<double>(2 * length);
  lags[0] += lags[0] * kWhite + 1e-9;
  ArModel model = levinsonDurbin(lags);
  model.variance /= std::max(weight, 1.0);
  return model;
}

}  // namespace lathe
