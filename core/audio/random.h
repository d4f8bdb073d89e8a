// The one random number generator: the same numbers with every compiler and standard library.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>

namespace lathe {

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a counter in steps of `step`, and a well mixed number for each of its
/// values. The standard library's distributions differ between libraries; this does not. Fit for vectors.
struct SplitMix {
  static constexpr std::uint64_t step = 0x9E3779B97F4A7C15u;

  [[gnu::always_inline]] static std::uint64_t mixed(std::uint64_t counter) noexcept {
    counter = (counter ^ (counter >> 30)) * 0xBF58476D1CE4E5B9u;
    counter = (counter ^ (counter >> 27)) * 0x94D049BB133111EBu;
    return counter ^ (counter >> 31);
  }
};

class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : counter_(seed) {}

  std::uint64_t bits() noexcept { return SplitMix::mixed(counter_ += SplitMix::step); }
  /// Evenly spread from -1 up to, not including, 1; root mean square 0.577.
  double even() noexcept { return static_cast<double>(static_cast<std::int64_t>(bits()) >> 11) * 0x1p-52; }
  /// Evenly spread between 0 and 1, neither included.
  double share() noexcept { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }

 private:
  std::uint64_t counter_;
};

}  // namespace lathe
