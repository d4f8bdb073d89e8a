// Octave bands by masks on one large spectrum.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/octave_bands.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

constexpr double kOctave = 1.9952623149688795;  // 10^0.3, IEC 61260-1 clause 5.2
constexpr double kHalfTransition = 1.0 / 6.0;   // octaves on either side of an edge

/// 0 below an edge, 1 above it, in amplitude; two neighbours add up to 1.
double above(double frequency, double edge) {
  if (frequency <= 0) return 0;
  return raisedCosine(0.5 + 0.5 * exact::log2(frequency / edge) / kHalfTransition);
}

}  // namespace

std::vector<double> octaveCentres(double sampleRate) {
  std::vector<double> centres;
  for (int i = -5; i <= 4; ++i) {
    const double centre = 1000 * exact::pow(kOctave, i);
    if (centre * std::sqrt(kOctave) < sampleRate / 2) centres.push_back(centre);
  }
  return centres;
}

OctaveBands::OctaveBands(std::span<const float> samples, double sampleRate)
    : frames_(samples.size()),
      sampleRate_(sampleRate),
      // Room for the filters to ring without coming around: a tenth of a second holds the lowest band's.
      size_(std::bit_ceil(samples.size() + static_cast<std::size_t>(sampleRate / 4) + 64)),
      centres_(octaveCentres(sampleRate)),
      spectrum_(spectrumOf(std::vector<double>(samples.begin(), samples.end()))) {}

AlignedArray<Complex<double>> OctaveBands::spectrumOf(std::span<const double> samples) const {
  const RealFft<double> fft(size_);
  AlignedArray<double> padded(size_);
  std::ranges::copy(samples.first(std::min(samples.size(), size_)), padded.data());
  AlignedArray<Complex<double>> spectrum(fft.bins());
  fft.forward(padded.data(), spectrum.data());
  return spectrum;
}

std::vector<double> OctaveBands::masked(const AlignedArray<Complex<double>>& spectrum, std::size_t index,
                                        bool coversTheRest) const {
  const double low = centres_[index] / std::sqrt(kOctave), high = centres_[index] * std::sqrt(kOctave);
  const bool isFirst = coversTheRest && index == 0, isLast = coversTheRest && index + 1 == centres_.size();
  const RealFft<double> fft(size_);
  AlignedArray<Complex<double>> bins(fft.bins());
  const double scale = 1.0 / static_cast<double>(size_);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double frequency = static_cast<double>(i) * sampleRate_ * scale;
    const double gain = ((isFirst ? 1 : above(frequency, low)) - (isLast ? 0 : above(frequency, high))) * scale;
    bins[i] = {spectrum[i].re * gain, spectrum[i].im * gain};
  }
  AlignedArray<double> samples(size_);
  fft.inverse(bins.data(), samples.data());
  return {samples.data(), samples.data() + frames_};
}

std::vector<double> OctaveBands::band(std::size_t index, bool coversTheRest) const {
  return masked(spectrum_, index, coversTheRest);
}

std::vector<double> OctaveBands::filtered(std::span<const double> samples, std::size_t index,
                                          bool coversTheRest) const {
  return masked(spectrumOf(samples), index, coversTheRest);
}

std::vector<OctaveBands::Level> OctaveBands::thirdOctaves() const {
  std::vector<Level> levels;
  const double binWidth = sampleRate_ / static_cast<double>(size_);
  for (int i = -17; i <= 16; ++i) {
    const double centre = 1000 * exact::exp10(i / 10.0), low = centre / exact::exp10(0.05);
    const double high = centre * exact::exp10(0.05);
    if (high >= sampleRate_ / 2) break;
    double sum = 0;
    std::size_t count = 0;
    for (auto k = static_cast<std::size_t>(std::ceil(low / binWidth)); static_cast<double>(k) * binWidth < high;
         ++k, ++count)
      sum += spectrum_[k].re * spectrum_[k].re + spectrum_[k].im * spectrum_[k].im;
    if (count > 0) levels.push_back({centre, 10 * exact::log10(std::max(sum / static_cast<double>(count), 1e-30))});
  }
  return levels;
}

}  // namespace lathe
