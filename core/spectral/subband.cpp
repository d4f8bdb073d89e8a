// One large FFT, a part of its bins, and a small inverse one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/subband.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

/// The smallest product of 2s, 3s and 5s that is no smaller, and a multiple of what the FFT does at once.
std::size_t fastSize(std::size_t least) noexcept {
  constexpr std::size_t step = 64;
  for (std::size_t size = (least + step - 1) / step * step;; size += step) {
    std::size_t rest = size;
    for (const std::size_t prime : {2u, 3u, 5u})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

/// A complex transform by two real ones; sizes are small.
void transform(std::vector<std::complex<double>>& x, bool isInverse) {
  const RealFft<double> fft(x.size());
  AlignedArray<double> re(x.size()), im(x.size());
  AlignedArray<Complex<double>> a(fft.bins()), b(fft.bins());
  for (std::size_t n = 0; n < x.size(); ++n) re[n] = x[n].real(), im[n] = isInverse ? -x[n].imag() : x[n].imag();
  fft.forward(re.data(), a.data());
  fft.forward(im.data(), b.data());
  for (std::size_t m = 0; m < x.size(); ++m) {
    const bool isUpper = m >= fft.bins();
    const std::size_t i = isUpper ? x.size() - m : m;
    const double sign = isUpper ? -1 : 1;
    const std::complex<double> first(a[i].re, sign * a[i].im), second(b[i].re, sign * b[i].im);
    const std::complex<double> sum = first + std::complex<double>(0, 1) * second;
    x[m] = isInverse ? std::conj(sum) : sum;
  }
}

}  // namespace

Subband::Subband(std::span<const double> sound, double sampleRate, double lowHertz, double highHertz)
    : length_(sound.size()),
      size_(fastSize(sound.size() + sound.size() / 8)),
      sampleRate_(sampleRate),
      slope_(std::clamp((highHertz - lowHertz) / 2, 60.0, 400.0)) {
  const double perBin = sampleRate / static_cast<double>(size_), half = sampleRate / 2;
  const auto first = static_cast<std::size_t>(std::max(1.0, std::ceil((lowHertz - slope_) / perBin)));
  const auto last = static_cast<std::size_t>(std::min(half, highHertz + slope_) / perBin);
  firstBin_ = first;
  for (std::size_t m = first; m <= last; ++m) {
    const double f = static_cast<double>(m) * perBin, outside = std::max({lowHertz - f, f - highHertz, 0.0}) / slope_;
    weights_.push_back(raisedCosine(1 - outside));
  }
  const RealFft<double> fft(size_);
  AlignedArray<double> window(size_);
  AlignedArray<Complex<double>> bins(fft.bins());
  std::ranges::copy(sound, window.data());
  fft.forward(window.data(), bins.data());
  samples_.resize(fastSize(weights_.size() + weights_.size() / 4));
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const double scale = 2 * weights_[i] / static_cast<double>(size_);
    samples_[i] = {scale * bins[firstBin_ + i].re, scale * bins[firstBin_ + i].im};
  }
  transform(samples_, true);
  // What lies behind the sound is of no interest.
  original_ = samples_;
  samples_.resize(samples_.size() * length_ / size_);
}

std::pair<std::size_t, std::size_t> Subband::around(std::size_t first, std::size_t last) const noexcept {
  const double ratio = static_cast<double>(original_.size()) / static_cast<double>(size_);
  const double ringing = 1.5 / slope_ * sampleRate_;
  const auto index = [&](double at) {
    return static_cast<std::size_t>(std::clamp(at * ratio, 0.0, static_cast<double>(samples_.size())));
  };
  return {index(static_cast<double>(first) - ringing), index(static_cast<double>(last) + ringing + 1 / ratio)};
}

void Subband::addChange(std::span<double> sound) const {
  std::vector<std::complex<double>> change(original_.size());
  for (std::size_t n = 0; n < samples_.size(); ++n) change[n] = samples_[n] - original_[n];
  transform(change, false);
  const RealFft<double> fft(size_);
  AlignedArray<Complex<double>> bins(fft.bins());
  AlignedArray<double> result(size_);
  const double scale = 0.5 / static_cast<double>(original_.size());
  for (std::size_t i = 0; i < weights_.size(); ++i)
    if (weights_[i] > 0) bins[firstBin_ + i] = {scale * change[i].real(), scale * change[i].imag()};
  fft.inverse(bins.data(), result.data());
  for (std::size_t n = 0; n < sound.size(); ++n) sound[n] += result[n];
}

}  // namespace lathe
