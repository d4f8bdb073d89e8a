// Finds the gain before the limiter that gives a file its target loudness, from a few trials.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/units.h"

namespace lathe {

/// Loudness behind a limiter rises with the gain before it, one for one until the limiter works and ever less after
/// that. The first proposal assumes no limiting; the next ones use a quadratic law of what limiting takes away, then
/// the trials themselves (bracketed secant).
class LoudnessSolver {
 public:
  /// `unlimited` and `truePeak` are of the signal before the gain; `ceiling` is the limiter's.
  LoudnessSolver(Lufs target, Lufs unlimited, Decibels truePeak, Decibels ceiling);

  /// What the gain stage can do.
  static constexpr Decibels kLowestGain = -96.0_dB, kHighestGain = 48.0_dB;

  /// The gain to try next.
  Decibels next() const;
  /// What the last proposal (or any other gain) gave.
  void add(Decibels gain, Lufs loudness);
  /// The limiter's ceiling has been lowered by so much. With as much less gain it gives the same samples that much
  /// lower, so what the trials told stays true.
  void lowerCeiling(Decibels by);
  /// The trials show that more gain brings no more loudness: the target cannot be reached.
  bool isHopeless() const;
  /// Loudest trial.
  std::optional<Lufs> loudest() const;

 private:
  struct Trial {
    double gain;
    double loudness;
  };
  double proposal() const;
  const Trial* below() const;  ///< the trial closest to the target from below
  const Trial* above() const;

  double target_;
  double unlimited_;
  double onset_;               ///< gain at which the limiter starts to work
  std::vector<Trial> trials_;  ///< by gain
};

}  // namespace lathe
