// The partials of a sound where it breaks off: sinusoids tracked through its last frames, up to the edge.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lathe {

/// A sinusoid at a moment. Amplitude is linear, frequency in radians per sample, phase in radians of a cosine.
struct PartialPoint {
  double time;  ///< samples
  double amplitude, frequency, phase;
};

/// One partial near an edge: its points, the one next to the edge first, and what they say of the edge.
struct PartialTrack {
  std::vector<PartialPoint> points;
  PartialPoint edge;
  double glide = 0;   ///< of the frequency at the edge, radians per sample squared
  double growth = 0;  ///< of the amplitude's logarithm, per sample
};

struct PartialOptions {
  std::size_t window = 2048;          ///< samples
  double lowest = 0, highest = 3.15;  ///< radians per sample
  double floor = 10;                  ///< dB that a partial stands above its neighbourhood
  std::size_t most = 150;
};

/// The partials of `sound` at its end: peaks of windowed spectra (Smith and Serra 1987: quadratic interpolation of the
/// logarithm), followed from the last frame backwards (McAulay and Quatieri 1986), phases unwrapped along the way and
/// fitted by a polynomial that reaches to the end. Empty when the sound is shorter than a window and a half.
std::vector<PartialTrack> partialsAtEnd(std::span<const double> sound, const PartialOptions& options);
/// Of its beginning: the same, mirrored in time. Times count from the first sample.
std::vector<PartialTrack> partialsAtStart(std::span<const double> sound, const PartialOptions& options);

}  // namespace lathe
