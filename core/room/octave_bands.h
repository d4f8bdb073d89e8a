// Octave bands of a whole recording without phase shift, and its spectrum in third octaves.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/fft/aligned_array.h"
#include "core/fft/complex.h"

namespace lathe {

/// Centres of the octave bands (IEC 61260-1, base ten), 31.5 Hz to 16 kHz, whose upper edge lies below half of
/// `sampleRate`.
std::vector<double> octaveCentres(double sampleRate);

/// One signal, taken apart into bands that add up to it again. A band keeps its place in time: the filters are
/// zero-phase, raised cosines over a third of an octave around the edges, so a band's energy also spreads a little to
/// before its onset.
class OctaveBands {
 public:
  OctaveBands(std::span<const float> samples, double sampleRate);

  const std::vector<double>& centres() const noexcept { return centres_; }
  /// The band around centres()[index], as many samples as the signal. `coversTheRest`: the lowest band reaches down to
  /// 0 Hz and the highest up to half the sample rate, so that all bands together are the signal.
  std::vector<double> band(std::size_t index, bool coversTheRest) const;
  /// The same filter on other samples of the same length.
  std::vector<double> filtered(std::span<const double> samples, std::size_t index, bool coversTheRest) const;

  struct Level {
    double centre;    ///< Hz
    double decibels;  ///< mean of |H|^2 over the third of an octave; a unit impulse gives 0 dB
  };
  /// Third octaves from 20 Hz (or the first that holds a bin) to below half the sample rate.
  std::vector<Level> thirdOctaves() const;

 private:
  AlignedArray<Complex<double>> spectrumOf(std::span<const double> samples) const;
  std::vector<double> masked(const AlignedArray<Complex<double>>& spectrum, std::size_t index,
                             bool coversTheRest) const;

  std::size_t frames_;
  double sampleRate_;
  std::size_t size_;
  std::vector<double> centres_;
  AlignedArray<Complex<double>> spectrum_;
};

}  // namespace lathe
