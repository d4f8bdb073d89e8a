// A small random number generator that gives the same numbers everywhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>

namespace lathe::synth {

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). The standard library's distributions differ between libraries; this
/// does not.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t bits() noexcept {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// Evenly spread from -1 up to, not including, 1; root mean square 0.577.
  double even() noexcept { return static_cast<double>(static_cast<std::int64_t>(bits()) >> 11) * 0x1p-52; }

 private:
  std::uint64_t state_;
};

}  // namespace lathe::synth
