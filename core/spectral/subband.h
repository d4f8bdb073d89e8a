// A band of frequencies of a stretch of sound as a complex signal at a low rate, to be changed and put back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace lathe {

/// The band is cut out by a raised cosine on each side, outside its edges, so that inside it nothing is weakened.
class Subband {
 public:
  /// `sound` should be longer than the stretch of interest on both sides: its ends are faded.
  Subband(std::span<const double> sound, double sampleRate, double lowHertz, double highHertz);

  std::span<std::complex<double>> samples() noexcept { return samples_; }
  /// Indices of samples() that hear anything of sound[first .. last): wider than it by the filter's ringing.
  std::pair<std::size_t, std::size_t> around(std::size_t first, std::size_t last) const noexcept;
  /// Adds what changing samples() has changed to the sound, at its own rate.
  void addChange(std::span<double> sound) const;

 private:
  std::size_t length_;  ///< of the sound
  std::size_t size_;    ///< of the transform of the sound
  std::size_t firstBin_ = 0;
  double sampleRate_;
  double slope_;                 ///< Hz, of the raised cosine
  std::vector<double> weights_;  ///< of the bins from firstBin_ on
  std::vector<std::complex<double>> samples_;
  std::vector<std::complex<double>> original_;
};

}  // namespace lathe
