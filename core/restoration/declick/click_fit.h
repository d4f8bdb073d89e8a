// One click under a long model: where it really begins and ends, how much it explains, and the sound without it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <vector>

#include "core/restoration/declick/click_equations.h"
#include "core/restoration/declick/click_span.h"
#include "core/restoration/declick/long_models.h"

namespace lathe {

struct ClickFit {
  ClickSpan span;
  double evidence = 0;            ///< excitation energy that goes with its samples, in units of the local variance
  double strongest = 0;           ///< the largest share of it that goes with one sample
  double deviation = 0;           ///< of the excitation around
  double before = 0, behind = 0;  ///< its deviations on either side
};

/// Holds the room it needs; one thread at a time.
class ClickFitter {
 public:
  /// For signals of up to `most` samples and clicks of up to `longest`, generous ends included.
  ClickFitter(std::size_t most, std::size_t longest, std::size_t factor);

  LongModels& models() noexcept { return models_; }
  /// The part of `wide` that is damaged, in `x`; some of `core`, which lies within, is. Allocates nothing.
  ClickFit fit(std::span<const double> x, const ClickSpan& wide, const ClickSpan& core) noexcept;
  /// Replaces the span of the last fit, in the same `x`, without weighing what was heard.
  void fillFitted(std::span<double> x, const ClickFit& fit) noexcept;
  /// Replaces `span` of `x` by what the models expect; where the long model's answer is out of all proportion, by a
  /// shorter one's, in the end by a straight line. `x` holds what was heard; a sample keeps as much of that as says
  /// something when `isSoft`: what was added to it is taken as noise whose variance over time is learned from the
  /// interpolation (Godsill and Rayner, 1998, section 9.1). Allocates nothing.
  void fill(std::span<double> x, const ClickSpan& span, bool isSoft) noexcept;

 private:
  double localVariance(const LongModel& model, std::span<const double> x, const ClickSpan& span, double* before,
                       double* behind) noexcept;
  void soften(const LongModel& model, double variance, std::span<double> added) noexcept;
  void gradient(const LongModel& model, std::span<const double> x, const ClickSpan& span) noexcept;
  double errorPower(const LongModel& model, std::span<const double> x, std::size_t from, std::size_t to,
                    bool isBackwards) noexcept;

  std::size_t factor_;
  LongModels models_;
  ClickEquations equations_;
  std::vector<double> gradient_, amounts_, values_, edge_, errors_;
  std::size_t mostSoft_, wideStart_ = 0;
  const double* fitted_ = nullptr;  ///< the model of the last fit
  std::vector<double> matrix_, right_, noise_;
};

}  // namespace lathe
