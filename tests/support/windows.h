// Windows for tests of short-time transforms.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace lathe::test {

/// The root of a Hann window of `size` samples, periodic.
inline std::vector<float> rootHannWindow(std::size_t size) {
  std::vector<float> window(size);
  for (std::size_t n = 0; n < size; ++n) {
    window[n] = static_cast<float>(std::sin(std::numbers::pi * static_cast<double>(n) / static_cast<double>(size)));
  }
  return window;
}

}  // namespace lathe::test
