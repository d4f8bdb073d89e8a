// Sample-rate conversion of a stream, by the SoX Resampler library in 64-bit arithmetic.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>

#include "core/audio/audio_buffer.h"

namespace lathe {

enum class ResampleQuality { High, VeryHigh, Extreme };  ///< errors below about -125, -170 and -190 dB
enum class ResamplePhase { Linear, Intermediate, Minimum };

struct ResampleOptions {
  ResampleQuality quality = ResampleQuality::VeryHigh;
  ResamplePhase phase = ResamplePhase::Linear;
  /// Where the passband ends, as a share of half the lower rate (0.8 to 0.99); the stopband begins at 1. Steeper rings
  /// longer.
  double passband = 0.913;

  friend bool operator==(const ResampleOptions&, const ResampleOptions&) = default;
};

/// Converts a stream block by block. The output starts with the input (linear phase: exactly in time; the other phases:
/// the peak of an impulse stays within two input frames, up to 24-fold rates) and has exactly outputFrames() frames; it
/// does not depend on how the input is cut into blocks. At equal rates samples pass bit for bit.
class Resampler {
 public:
  static constexpr int kLowestRate = 8000, kHighestRate = 384000;

  /// Rates in Hz. Throws Error (Unsupported) for rates out of range.
  Resampler(int inputRate, int outputRate, int channels, const ResampleOptions& options = {});
  ~Resampler();
  Resampler(Resampler&&) noexcept;
  Resampler& operator=(Resampler&&) noexcept;

  /// Takes a block of any length and gives what output there is yet, perhaps nothing. The view is valid until the next
  /// call (at equal rates it is the input's).
  ConstAudioView process(ConstAudioView input);
  /// The rest of the output, once the input has ended.
  ConstAudioView finish();

  /// Output frames of that many input frames: the nearest whole number, halves up.
  static std::uint64_t outputFrames(std::uint64_t inputFrames, int inputRate, int outputRate) noexcept;
  /// Input frames to either side of a moment that its output depends on; beyond them, by less than the quality's error.
  static std::uint64_t reach(int inputRate, int outputRate, const ResampleOptions& options) noexcept;

 private:
  struct Engine;

  std::unique_ptr<Engine> engine_;  ///< null at equal rates
  int inputRate_;
  int outputRate_;
  int channels_;
  std::uint64_t reach_;
  std::uint64_t taken_ = 0;
  std::uint64_t given_ = 0;
};

}  // namespace lathe
