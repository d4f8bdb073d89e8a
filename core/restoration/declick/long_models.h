// Long autoregressive models of a sound, one every 93 ms, made when they are wanted.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/compute/ops/click_rules.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// A model of 512 coefficients (1024 above 66 kHz) of 186 ms.
struct LongModel {
  std::span<const double> lags;          ///< of what it was made from
  std::span<const double> coefficients;  ///< 1, a1, ...
  std::span<const double> turned;        ///< the same from last to first
  std::span<const double> correlation;   ///< of the coefficients: order lags, 0, order lags
  double variance = 0;                   ///< of one sample of its excitation

  /// Of the coefficients, from lag 0 on.
  std::span<const double> halfCorrelation() const noexcept { return correlation.subspan(correlation.size() / 2); }
};

/// Models of one signal. Holds the room it needs; one thread at a time.
class LongModels {
 public:
  /// For signals of up to `most` samples.
  LongModels(std::size_t most, std::size_t factor);

  const LongModelSizes& sizes() const noexcept { return sizes_; }
  /// Forgets all models; new ones are made of `source`, which stays where it is, and whose first sample is number
  /// `origin` of the whole sound: models stand on a grid that belongs to the sound.
  void setSource(std::span<const double> source, std::size_t origin) noexcept;
  /// The one around `place` of the source, until the source changes. Allocates nothing.
  LongModel at(std::size_t place) noexcept;
  /// The model of `order` (at most the long one's) out of the same lags, in place of any shorter one before it.
  LongModel shorter(std::size_t place, std::size_t order) noexcept;

 private:
  struct Slot {
    bool isMade = false;
    double variance = 0, weight = 0;
  };
  void make(std::size_t grid, std::size_t slot) noexcept;
  LongModel fit(std::span<const double> lags, double* room, double weight, double& variance) noexcept;
  std::size_t gridOf(std::size_t place) const noexcept;

  LongModelSizes sizes_;
  std::size_t roomOfOne_;
  std::span<const double> source_;
  std::size_t origin_ = 0, firstGrid_ = 0;
  std::vector<Slot> slots_;
  std::vector<double> room_, shorter_, padded_, scratch_;
  AlignedArray<double> window_, samples_;
  AlignedArray<Complex<double>> spectrum_;
  RealFft<double> fft_;
};

}  // namespace lathe
