// How likely a candidate is a click and not the music's own: a trained rule on what can be measured around it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <span>

#include "core/processors/declick/click_detector.h"

namespace lathe {

/// What is measured of a candidate, each a logarithm of a ratio; see clickEvidence().
constexpr std::size_t kClickMeasures = 13;
constexpr std::size_t kClickBrightness = 9;  ///< log of the slope of what was removed over that of its surroundings
using ClickMeasures = std::array<double, kClickMeasures>;

/// A candidate, measured. `heard` and `repaired` are the signal before and after interpolation of all candidates.
/// `energy` is the removed shape's excitation energy in units of the model's variance, `deviation` the root of that
/// variance.
ClickMeasures measureClick(const ClickSpan& span, std::span<const double> heard, std::span<const double> repaired,
                           const Excitation& excitation, double energy, double deviation, std::size_t factor);

/// The logarithm of the odds that it is a click, among as many clicks and other candidates as there were in training:
/// a logistic rule with quadratic terms (weights: scripts/train_clicks.py).
double clickOdds(const ClickMeasures& measures) noexcept;

/// The share of clicks among the candidates in training.
double trainedClickShare() noexcept;

}  // namespace lathe
