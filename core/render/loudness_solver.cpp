// Root finding for the loudness target.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/loudness_solver.h"

#include <algorithm>
#include <cmath>

namespace lathe {
namespace {

constexpr double kLargestStep = 9;       ///< dB beyond the trials
constexpr double kHopelessSlope = 0.03;  ///< LU gained per dB of gain

}  // namespace

LoudnessSolver::LoudnessSolver(Lufs target, Lufs unlimited, Decibels truePeak, Decibels ceiling)
    : target_(target.value), unlimited_(unlimited.value), onset_(ceiling.value - truePeak.value) {}

void LoudnessSolver::add(Decibels gain, Lufs loudness) {
  const Trial trial{gain.value, loudness.value};
  const auto place = std::ranges::lower_bound(trials_, trial.gain, {}, &Trial::gain);
  if (place != trials_.end() && place->gain == trial.gain)
    *place = trial;
  else
    trials_.insert(place, trial);
}

void LoudnessSolver::lowerCeiling(Decibels by) {
  onset_ -= by.value;
  for (Trial& trial : trials_) trial = {trial.gain - by.value, trial.loudness - by.value};
}

const LoudnessSolver::Trial* LoudnessSolver::below() const {
  const Trial* best = nullptr;
  for (const Trial& t : trials_)
    if (t.loudness <= target_ && (!best || t.loudness >= best->loudness)) best = &t;
  return best;
}

const LoudnessSolver::Trial* LoudnessSolver::above() const {
  const Trial* best = nullptr;
  for (const Trial& t : trials_)
    if (t.loudness > target_ && (!best || t.loudness < best->loudness)) best = &t;
  return best;
}

Decibels LoudnessSolver::next() const { return std::clamp(Decibels{proposal()}, kLowestGain, kHighestGain); }

double LoudnessSolver::proposal() const {
  if (trials_.empty()) return target_ - unlimited_;
  const Trial* low = below();
  const Trial* high = above();
  if (low && high && low->gain < high->gain) {
    const double share = (target_ - low->loudness) / (high->loudness - low->loudness);
    return low->gain + std::clamp(share, 0.02, 0.98) * (high->gain - low->gain);
  }
  if (low && high) return (low->gain + high->gain) / 2;  // an encoder that made more of less
  if (trials_.size() == 1) {
    // unlimited + gain - k (gain - onset)^2 = target, with k from the one trial there is.
    const Trial& t = trials_.front();
    const double lost = unlimited_ + t.gain - t.loudness;
    const double over = t.gain - onset_;
    if (lost > 0 && over > 0.1) {
      const double k = lost / (over * over);
      const double discriminant = 1 - 4 * k * (target_ - unlimited_ - onset_);
      if (discriminant > 0) {
        const double gain = onset_ + (1 - std::sqrt(discriminant)) / (2 * k);
        return std::clamp(gain, t.gain - kLargestStep, t.gain + kLargestStep);
      }
    }
    return t.gain + std::clamp(target_ - t.loudness, -kLargestStep, kLargestStep);
  }
  // All trials on one side: go on along the last two.
  const bool isTooQuiet = low != nullptr;
  const Trial& outer = isTooQuiet ? trials_.back() : trials_.front();
  const Trial& inner = isTooQuiet ? trials_[trials_.size() - 2] : trials_[1];
  const double slope = std::clamp((outer.loudness - inner.loudness) / (outer.gain - inner.gain), 0.1, 1.0);
  return outer.gain + std::clamp(1.05 * (target_ - outer.loudness) / slope, -kLargestStep, kLargestStep);
}

bool LoudnessSolver::isHopeless() const {
  if (trials_.empty() || above()) return false;
  const Trial& last = trials_.back();
  if (last.gain >= kHighestGain.value) return true;
  if (trials_.size() < 2) return false;
  const Trial& before = trials_[trials_.size() - 2];
  const double slope = (last.loudness - before.loudness) / (last.gain - before.gain);
  return last.gain - before.gain > 1 && slope < kHopelessSlope;
}

std::optional<Lufs> LoudnessSolver::loudest() const {
  if (trials_.empty()) return std::nullopt;
  return Lufs{std::ranges::max(trials_, {}, &Trial::loudness).loudness};
}

}  // namespace lathe
