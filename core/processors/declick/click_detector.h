// Where clicks may be: samples that a short autoregressive model of their surroundings does not expect.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lathe {

/// What a short model leaves of a signal, and how far each sample of that stands out.
struct Excitation {
  std::vector<double> error;       ///< of prediction
  std::vector<double> prominence;  ///< the larger of the forward and the two-sided error, each over its local scale
};

/// A run of samples that may be a click, as indices into the signal.
struct ClickSpan {
  std::size_t start = 0;
  std::size_t end = 0;  ///< one past the last

  std::size_t length() const noexcept { return end - start; }
};

/// How much longer all times in samples are than at 44.1 and 48 kHz.
std::size_t rateFactor(int sampleRate) noexcept;

/// The error of AR(32) models of 46 ms, renewed every 23 ms, against the median of its surroundings; what stays loud
/// after an onset raises that scale. (Godsill and Rayner, Digital Audio Restoration, 1998, chapter 5; Vaseghi and
/// Rayner, 1990.) `factor` as rateFactor() gives it.
Excitation excitationOf(std::span<const double> x, std::size_t factor);

/// Runs that stand out by more than `threshold`, with their softer ends, up to `longest` samples.
std::vector<ClickSpan> clickCandidates(const Excitation& excitation, double threshold, std::size_t longest,
                                       std::size_t factor);

}  // namespace lathe
