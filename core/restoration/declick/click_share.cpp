// The rounds of expectation maximisation, and the limits of what they may do.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_share.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/restoration/declick/click_rule.h"

namespace lathe {
namespace {

constexpr double kPart = 0.5;         ///< how much a share other than the trained one counts
constexpr double kRare = 0.03;        ///< the share below which each further step counts more
constexpr double kPartOfRare = 1.25;  ///< namely that much
constexpr double kMostDoubt = -6, kMostTrust = 2;

double oddsOf(double share) noexcept { return exact::log(share / (1 - share)); }

}  // namespace

ClickShare::ClickShare() noexcept : share_(trainedClickShare()) {}

void ClickShare::add(double odds) noexcept {
  sum_ += 1 / (1 + exact::exp(-(odds + oddsOf(share_) - oddsOf(trainedClickShare()))));
  count_ += 1;
}

void ClickShare::bringUpToDate() noexcept { share_ = std::clamp((sum_ + 0.01) / (count_ + 3), 1e-6, 0.95); }

void ClickShare::settle() noexcept {
  bringUpToDate();
  sum_ = count_ = 0;
}

void ClickShare::fade(double factor) noexcept {
  sum_ *= factor;
  count_ *= factor;
  bringUpToDate();
}

double ClickShare::shift() const noexcept {
  const double trained = oddsOf(trainedClickShare()), own = oddsOf(share_), rare = oddsOf(kRare);
  const double shift = kPart * (std::max(own, rare) - trained) + kPartOfRare * std::min(own - rare, 0.0);
  return std::clamp(shift, kMostDoubt, kMostTrust);
}

double skewedOdds(const FoundClick& click, double skew) noexcept {
  return click.odds + skew * (click.features[kClickBrightness] - usualClickBrightness());
}

}  // namespace lathe
