// Short-time spectra whose energies are summed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/spectrum_average.h"

#include <cmath>

#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"

namespace lathe::analysis {

std::vector<double> AverageSpectrum::total() const {
  std::vector<double> sum(powers.empty() ? 0 : powers[0].size(), 0.0);
  for (const auto& channel : powers)
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += channel[k];
  return sum;
}

void AverageSpectrumMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  frames_ = 0;
  if (!fft_) fft_.emplace(kSize);
  window_.resize(kSize);
  for (std::size_t i = 0; i < kSize; ++i) window_[i] = rootHann(i, kSize, WindowPhase::Centred);
  blocks_ = BlockWindow(format.channels(), kHop, kHop, 0);
  sums_.powers.assign(static_cast<std::size_t>(format.channels()), std::vector<double>(kHop + 1, 0.0));
  sums_.cross.assign(format.channels() == 2 ? kHop + 1 : 0, 0.0);
}

void AverageSpectrumMeter::add(ConstAudioView block) {
  frames_ += block.frames();
  blocks_.add(block, [&](ConstAudioView window) { addWindow(window, sums_); });
}

void AverageSpectrumMeter::addWindow(ConstAudioView window, Sums& to) const {
  AlignedArray<double> samples(kSize);
  AlignedArray<Complex<double>> bins(kHop + 1), first(to.cross.empty() ? 0 : kHop + 1);
  for (int c = 0; c < window.channels(); ++c) {
    const auto row = window[c];
    for (std::size_t i = 0; i < kSize; ++i) samples[i] = window_[i] * static_cast<double>(row[i]);
    fft_->forward(samples.data(), bins.data());
    auto& powers = to.powers[static_cast<std::size_t>(c)];
    for (std::size_t k = 0; k <= kHop; ++k) powers[k] += bins[k].re * bins[k].re + bins[k].im * bins[k].im;
    if (to.cross.empty()) continue;
    for (std::size_t k = 0; k <= kHop; ++k) {
      if (c == 0)
        first[k] = bins[k];
      else
        to.cross[k] += first[k].re * bins[k].re + first[k].im * bins[k].im;
    }
  }
}

AverageSpectrum AverageSpectrumMeter::result() const {
  AverageSpectrum spectrum{sampleRate_, kSize, {}, {}};
  if (frames_ == 0) return spectrum;
  Sums sums = sums_;
  blocks_.rest(kHop, [&](ConstAudioView window, std::size_t) { addWindow(window, sums); });
  const double scale = 1.0 / (static_cast<double>(kSize) * static_cast<double>(frames_));
  const auto normalise = [&](std::vector<double>& values) {
    for (std::size_t k = 0; k < values.size(); ++k) values[k] *= (k == 0 || k == kHop ? 1 : 2) * scale;
  };
  for (auto& channel : sums.powers) normalise(channel);
  normalise(sums.cross);
  spectrum.powers = std::move(sums.powers);
  spectrum.cross = std::move(sums.cross);
  return spectrum;
}

}  // namespace lathe::analysis
