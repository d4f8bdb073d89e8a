// How far a recording's own share of clicks moves the odds of each of its candidates.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/restoration/declick/click_finder.h"

namespace lathe {

/// The share is fitted by expectation maximisation (Saerens, Latinne and Decaestecker, Neural Computation 14, 2002):
/// add() all candidates, settle(), and again, kRounds times. Or live: add() them as they come, and fade() with time.
/// It counts by half, and by more than all where there are next to no clicks: so clean drums stay as they are.
class ClickShare {
 public:
  static constexpr int kRounds = 40;

  ClickShare() noexcept;
  void add(double odds) noexcept;
  /// Makes the share that of what was added, and forgets that.
  void settle() noexcept;
  /// Lets what was added count less, by that factor, and brings the share up to date.
  void fade(double factor) noexcept;
  /// To be added to the logarithms of odds.
  double shift() const noexcept;

 private:
  void bringUpToDate() noexcept;
  double share_, sum_ = 0, count_ = 0;
};

/// The odds, moved to bright (skew to +1) or dull (to -1) clicks.
double skewedOdds(const FoundClick& click, double skew) noexcept;

/// What a wish to find more or fewer clicks (0 .. 1) adds to the odds.
constexpr double sensitivityShift(double sensitivity) noexcept { return (sensitivity - 0.5) * 8; }

}  // namespace lathe
