// A run of samples that may be a click, and how times in samples follow the sample rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <cstddef>

namespace lathe {

/// Indices into a signal.
struct ClickSpan {
  std::size_t start = 0;
  std::size_t end = 0;  ///< one past the last

  std::size_t length() const noexcept { return end - start; }
  friend bool operator==(const ClickSpan&, const ClickSpan&) = default;
};

/// A repaired sample, in steps of 24 bits: so that in recordings of up to 24 bits, what is repaired and what was removed
/// add up to what was heard, to the last bit.
inline float repairedSample(double value) noexcept {
  return static_cast<float>(std::nearbyint(value * 8388608.0) / 8388608.0);
}

/// How much longer all times in samples are than at 44.1 and 48 kHz.
std::size_t rateFactor(int sampleRate) noexcept;

}  // namespace lathe
