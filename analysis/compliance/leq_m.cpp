// The M weighting on short-time spectra.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/leq_m.h"

#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"

namespace lathe::analysis {
namespace {

/// 20 lg of a full-scale RMS of 1 in front: -20 dBFS of a sine (RMS 0.0707) at 85 dB.
constexpr double kFrontCalibration = 108.0103;

double calibration(Speaker speaker) {
  switch (speaker) {
    case Speaker::Lfe:
      return kFrontCalibration + 10;
    case Speaker::Left:
    case Speaker::Right:
    case Speaker::Centre:
    case Speaker::LeftOfCentre:
    case Speaker::RightOfCentre:
    case Speaker::Unknown:
      return kFrontCalibration;
    default:
      return kFrontCalibration - 3;
  }
}

/// Power of the network of ITU-R BS.468-4 (its Annex 1 curve as a rational function of frequency).
double itu468Power(double f) noexcept {
  const double f2 = f * f;
  const double real = ((-4.737338981378384e-24 * f2 + 2.043828333606125e-15) * f2 - 1.363894795463638e-7) * f2 + 1;
  const double imaginary = ((1.306612257412824e-19 * f2 - 2.118150887518656e-11) * f2 + 5.559488023498642e-4) * f;
  const double numerator = 1.246332637532143e-4 * f;
  return numerator * numerator / (real * real + imaginary * imaginary);
}

}  // namespace

double mWeightingPower(double hertz) noexcept {
  static const double reference = itu468Power(2000);
  return itu468Power(hertz) / reference;
}

void LeqMMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  frames_ = 0;
  gains_.clear();
  for (const Speaker speaker : format.layout.speakers()) gains_.push_back(exact::exp10(calibration(speaker) / 10));
  fft_.emplace(kSize);
  weights_.resize(fft_->bins());
  for (std::size_t k = 0; k < weights_.size(); ++k) {
    const bool isSingle = k == 0 || k == kSize / 2;
    weights_[k] = mWeightingPower(static_cast<double>(k) * sampleRate_ / kSize) * (isSingle ? 1 : 2) / kSize;
  }
  window_.resize(kSize);
  for (std::size_t i = 0; i < kSize; ++i) window_[i] = rootHann(i, kSize, WindowPhase::Centred);
  // Each hop comes with the one before it: window j covers the hops j - 1 and j.
  blocks_ = BlockWindow(format.channels(), kHop, kHop, 0);
  energies_.clear();
}

void LeqMMeter::add(ConstAudioView block) {
  frames_ += block.frames();
  blocks_.add(block, [this](ConstAudioView window) { addWindow(window, energies_); });
}

void LeqMMeter::addWindow(ConstAudioView window, std::vector<double>& energies) const {
  AlignedArray<double> samples(kSize);
  AlignedArray<Complex<double>> spectrum(fft_->bins());
  double sum = 0;
  for (int c = 0; c < window.channels(); ++c) {
    const auto row = window[c];
    for (std::size_t i = 0; i < kSize; ++i) samples[i] = window_[i] * static_cast<double>(row[i]);
    fft_->forward(samples.data(), spectrum.data());
    double power = 0;
    for (std::size_t k = 0; k < weights_.size(); ++k)
      power += weights_[k] * (spectrum[k].re * spectrum[k].re + spectrum[k].im * spectrum[k].im);
    sum += gains_[static_cast<std::size_t>(c)] * power;
  }
  energies.push_back(sum);
}

std::optional<LeqM> LeqMMeter::result() const {
  if (frames_ == 0) return {};
  LeqM result;
  result.energies = energies_;
  // Two more windows: what has not made a hop yet, and the second half of that.
  blocks_.rest(kHop, [&](ConstAudioView window, std::size_t) { addWindow(window, result.energies); });
  double sum = 0;
  for (const double energy : result.energies) sum += energy;
  if (!(sum > 0)) return {};
  result.level = 10 * exact::log10(sum / static_cast<double>(frames_));
  result.step = Seconds{static_cast<double>(kHop) / sampleRate_};
  for (double& energy : result.energies) energy /= kHop;
  return result;
}

}  // namespace lathe::analysis
