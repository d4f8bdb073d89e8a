// How sound decays: the knee where it meets the noise, the decay curve, and times read off it (ISO 3382-1).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace lathe {

/// Where a decay ends in noise, after Lundeby, Vigran, Bietz and Vorlaender (Acustica 81, 1995).
struct DecayKnee {
  std::size_t frame = 0;   ///< first frame in which the noise is as strong as the decay; the end when there is none
  double noisePower = 0;   ///< mean square of the noise
  double peakPower = 0;    ///< highest mean square over the smoothing window
  double seconds = 0;      ///< reverberation time of the stretch before the knee; 0: no decay found
  double powerAtKnee = 0;  ///< of the decay's regression line, mean square
  /// dB from the peak down to the noise; at most 100, as nothing is taken for decay that lies deeper.
  double range() const noexcept;
};

/// `onset`: frame of the direct sound; what comes before is not looked at.
DecayKnee findKnee(std::span<const double> samples, std::size_t onset, double sampleRate);

/// Schroeder's backward integral from `onset` to the knee, the noise's power taken away and the energy that an unbroken
/// decay would have had beyond the knee added (ISO 3382-1, 5.3.3); dB below the total, one value per frame.
std::vector<double> decayCurve(std::span<const double> samples, std::size_t onset, const DecayKnee& knee,
                               double sampleRate);

/// Time for 60 dB at the slope of the least-squares line through the curve between two levels (-5 and -35 for T30).
/// Nothing when the curve does not reach `lower`, or does not fall.
std::optional<double> decayTime(std::span<const double> curve, double upper, double lower, double sampleRate);

/// First frame within `below` dB of the largest sample: the onset of ISO 3382-1, A.3.4, with 20 dB.
std::size_t onsetOf(std::span<const double> samples, double below = 20);

}  // namespace lathe
