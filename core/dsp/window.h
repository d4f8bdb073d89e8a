// The windows and ramps of the house: Hann, its root, Blackman-Harris, Kaiser, and the raised cosine.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <vector>

namespace lathe {

/// Where sample n of a window lies in it, from 0 to 1.
enum class WindowPhase {
  Periodic,   ///< n / size: begins with the edge and ends before the other; shifted copies add up
  Centred,    ///< (n + 1/2) / size: symmetric, the edges lie half a sample outside
  Symmetric,  ///< n / (size - 1): begins and ends with an edge; size at least 2
};
double windowPosition(std::size_t n, std::size_t size, WindowPhase phase) noexcept;

// Values at a position from 0 to 1, at most 1. The first two are 0 at the edges.
double hann(double position) noexcept;
double rootHann(double position) noexcept;
/// Four terms, -92 dB (Harris 1978).
double blackmanHarris(double position) noexcept;
double kaiser(double position, double beta) noexcept;

double hann(std::size_t n, std::size_t size, WindowPhase phase) noexcept;
double rootHann(std::size_t n, std::size_t size, WindowPhase phase) noexcept;
/// All values of a Hann window.
std::vector<double> hannWindow(std::size_t size, WindowPhase phase);

/// Half a cosine from 0 at 0 to 1 at 1; 0 before and 1 behind.
double raisedCosine(double share) noexcept;
/// The modified Bessel function of the first kind and order 0, which Kaiser's window is made of.
double besselI0(double x) noexcept;

}  // namespace lathe
