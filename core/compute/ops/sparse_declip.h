// The contract of consistent sparse declipping of many frames, and its rules for one bin and one sample.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/compute/ops/run_times.h"
#include "core/fft/complex.h"
#include "core/fft/host_device.h"

namespace lathe {

struct Status;

/// dBFS: how near two backends are, as long as no frame's rounds end differently.
inline constexpr double kSparseDeclipParity = -100;

/// What a sample of a clipped recording says about the sound.
enum class Clipped : unsigned char {
  No,     ///< it is the sound
  Above,  ///< the sound is at least as high as the limit
  Below,  ///< the sound is at least as low as the limit
};

/// Constants of the rounds. The number of bins that are kept grows by 5 % a round.
struct SparseRounds {
  static constexpr int most = 300;
  static constexpr double growth = 0.05;
  static constexpr double tolerance = 0.01;  ///< of the frame's level: how far the spectrum may be from the sound's
  static constexpr std::size_t lanes = 32;   ///< sums of a frame's misses side by side
};

/// How many bins the round after one of `count` bins keeps.
inline double nextSparseCount(double count) {
  const double step = SparseRounds::growth * count;
  return count + (step > 1 ? step : 1);
}

LATHE_HOST_DEVICE float sparsePower(Complex<float> bin) { return bin.re * bin.re + bin.im * bin.im; }

/// A bin of the sparse spectrum: kept when its power is at least `least`, else nothing.
LATHE_HOST_DEVICE Complex<float> keepLarge(Complex<float> bin, float least) {
  const bool isKept = sparsePower(bin) >= least;
  return {isKept ? bin.re : 0.0f, isKept ? bin.im : 0.0f};
}

/// What of a sparse bin goes back to the signal: without what all rounds missed so far.
LATHE_HOST_DEVICE Complex<float> sparseReturn(Complex<float> sparse, Complex<float> error) {
  return {sparse.re - error.re, sparse.im - error.im};
}

/// The energy of a round's misses at which a frame of that energy is done.
LATHE_HOST_DEVICE double sparseEnough(double energy) {
  return SparseRounds::tolerance * SparseRounds::tolerance * energy;
}
/// True when a round that missed so much is a frame's last; each bin but two stands for two of the whole spectrum.
LATHE_HOST_DEVICE bool isSparseEnough(double missed, double enough) { return 2 * missed <= enough; }

/// The sample nearest to `wish` that agrees with what was heard; `limit` is the size of the clipping level there.
LATHE_HOST_DEVICE float consistentSample(float wish, float heard, Clipped clipped, float limit) {
  if (clipped == Clipped::No) return heard;
  if (clipped == Clipped::Above) return wish > limit ? wish : limit;
  return wish < -limit ? wish : -limit;
}

/// The bin that is made sparse: the sound's spectrum, scaled, and what all rounds missed so far.
LATHE_HOST_DEVICE Complex<float> sparseWish(Complex<float> spectrum, float scale, Complex<float> error) {
  return {spectrum.re * scale + error.re, spectrum.im * scale + error.im};
}

/// Adds to `error` what the sparse bin misses of the sound's; gives its energy.
LATHE_HOST_DEVICE double addSparseMiss(Complex<float> spectrum, float scale, Complex<float> sparse,
                                       Complex<float>& error) {
  const float re = spectrum.re * scale - sparse.re, im = spectrum.im * scale - sparse.im;
  error.re += re;
  error.im += im;
  return static_cast<double>(re * re + im * im);
}

/// The lanes of a sum, added up by halves; the lanes are lost.
LATHE_HOST_DEVICE double totalOfLanes(double* lanes) {
  for (std::size_t half = SparseRounds::lanes / 2; half > 0; half /= 2) {
    for (std::size_t lane = 0; lane < half; ++lane) lanes[lane] += lanes[lane + half];
  }
  return lanes[0];
}

/// Frames of `size` samples, each by itself.
struct SparseDeclipSpec {
  std::size_t size = 2048;
};

/// Of one frame: what was heard, under the frame's window; what each sample says; the clipping level under the window.
struct SparseFrameRows {
  float* heard;
  Clipped* clipped;
  float* limits;
};

/// Batches of frames on one backend: of each the sparsest sound that agrees with what is left of it (A-SPADE). One
/// batch at a time. Nothing throws. After a failure the only calls left are the accessors and the destructor; the rows
/// are then as they were filled.
class SparseDeclipRun {
 public:
  virtual ~SparseDeclipRun() = default;

  virtual std::size_t mostFrames() const noexcept = 0;
  virtual SparseFrameRows frame(std::size_t index) noexcept = 0;
  virtual Status solve(std::size_t count, std::chrono::milliseconds patience) noexcept = 0;
  /// After solve(): spec.size samples, and how many bins they took: the fewer, the better this size fits the sound.
  virtual const float* sound(std::size_t index) const noexcept = 0;
  virtual double bins(std::size_t index) const noexcept = 0;
  /// What all batches so far took of the device's time.
  virtual RunTimes times() const noexcept { return {}; }
};

/// Frames of a batch of some 64 MB; `chunkLimit` (0: none) is the most samples that they have together, but one frame
/// always fits.
inline std::size_t sparseBatch(const SparseDeclipSpec& spec, std::size_t chunkLimit) {
  const auto atLeastOne = [](std::size_t count) { return count > 0 ? count : 1; };
  const std::size_t batch = atLeastOne((std::size_t{64} << 20) / (spec.size * 56));
  const std::size_t limit = chunkLimit == 0 ? batch : atLeastOne(chunkLimit / spec.size);
  return limit < batch ? limit : batch;
}

}  // namespace lathe
