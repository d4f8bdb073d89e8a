// Filling clicks: a long autoregressive model of the surroundings, and only as much of each sample as the click took.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/processors/declick/ar_estimator.h"
#include "core/processors/declick/click_detector.h"

namespace lathe {

/// How much a fill took away.
struct ClickFill {
  double energy = 0;     ///< of the removed shape's excitation, over the model's variance
  double deviation = 0;  ///< root of the model's variance
};

/// Interpolates spans of a signal. The click is taken as noise added to the sound, whose variance over time is learned
/// from the first interpolation: so the soft ends of a click keep what is heard of them (Godsill and Rayner, 1998,
/// chapter 9). One thread at a time.
class ClickFiller {
 public:
  explicit ClickFiller(std::size_t factor);

  /// Replaces `spans` (in rising order, apart from each other) in `x`.
  std::vector<ClickFill> operator()(std::span<double> x, std::span<const ClickSpan> spans);

 private:
  ClickFill fill(std::span<double> x, std::span<const double> heard, const ClickSpan& span, std::size_t order,
                 bool isSoft);
  const ArModel& model(std::size_t place, std::size_t order);

  std::size_t factor_;
  ArEstimator estimator_;
  std::vector<double> source_;  ///< what models are made of
  std::map<std::size_t, ArModel> models_;
};

}  // namespace lathe
