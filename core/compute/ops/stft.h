// The contract of the short-time Fourier transform: frames of several channels, and their sum back to sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/compute/ops/run_times.h"
#include "core/fft/complex.h"
#include "core/fft/host_device.h"

namespace lathe {

struct Status;

/// dBFS: how near two backends are, sample by sample of what comes back under gains of up to about 1.
inline constexpr double kStftParity = -110;

/// Frames of `size` samples (even), `hop` apart (1 to size), multiplied by `analysis` before the transform and by
/// `synthesis` after the inverse one. Both windows have `size` values. Neither transform is scaled: the 1 / size
/// belongs into the windows.
struct StftSpec {
  int channels = 1;
  std::size_t size = 2048;
  std::size_t hop = 512;
  std::vector<float> analysis, synthesis;

  std::size_t bins() const noexcept { return size / 2 + 1; }
  /// Samples that `frames` frames reach over.
  std::size_t span(std::size_t frames) const noexcept { return frames == 0 ? 0 : (frames - 1) * hop + size; }
};

/// Batches of frames on one backend, one batch at a time. Nothing throws. After a failure the only calls left are the
/// accessors and the destructor; what the failed call reads is then as it was.
class StftRun {
 public:
  virtual ~StftRun() = default;

  /// The most frames of a batch.
  virtual std::size_t mostFrames() const noexcept = 0;
  /// The sound under a batch: spec.channels rows of span(mostFrames()).
  virtual AudioView samples() noexcept = 0;
  /// A channel's spectra: mostFrames() rows, one every stride() bins.
  virtual Complex<float>* spectra(int channel) noexcept = 0;
  virtual std::size_t stride() const noexcept = 0;
  /// What frames add up to: spec.channels rows of span(mostFrames()).
  virtual AudioView sums() noexcept = 0;
  /// For filter(): a factor for every bin of every frame, mostFrames() rows, one every stride() values; all channels
  /// have the same.
  virtual float* gains() noexcept = 0;

  /// samples() to spectra(), `count` frames.
  virtual Status forward(std::size_t count, std::chrono::milliseconds patience) noexcept = 0;
  /// Adds `count` frames of spectra() to sums(), the earliest first; the spectra are lost when that succeeds.
  virtual Status inverse(std::size_t count, std::chrono::milliseconds patience) noexcept = 0;
  /// Both in one, with gains() between: samples() to `count` frames of spectra, each bin times its gain, and their
  /// sound added to sums(), the earliest frame first. No spectrum leaves the device; spectra() are lost.
  virtual Status filter(std::size_t count, std::chrono::milliseconds patience) noexcept = 0;
  /// What all batches so far took of the device's time.
  virtual RunTimes times() const noexcept { return {}; }
};

/// A bin under its gain.
LATHE_HOST_DEVICE Complex<float> weighed(Complex<float> bin, float gain) { return {bin.re * gain, bin.im * gain}; }

/// Sample `n` of a batch: `sum` and all `count` frames over it, the earliest first. A frame's samples begin
/// `distance` values after the last one's.
LATHE_HOST_DEVICE float overlapAdded(float sum, const float* frames, std::size_t distance, std::size_t count,
                                     const float* window, std::size_t size, std::size_t hop, std::size_t n) {
  const std::size_t first = n < size ? 0 : (n - size) / hop + 1;
  for (std::size_t k = first; k < count && k * hop <= n; ++k) {
    sum += frames[k * distance + (n - k * hop)] * window[n - k * hop];
  }
  return sum;
}

/// Frames of a batch of about four million samples over all channels, so that memory does not grow with the work;
/// `chunkLimit` (0: none) is the most samples of a channel that its hops may cover, but one frame always fits.
/// `frames` is how many samples the work has, 0 when unknown.
inline std::size_t stftBatch(const StftSpec& spec, std::size_t chunkLimit, std::uint64_t frames) {
  const std::size_t budget = (std::size_t{1} << 22) / (spec.size * static_cast<std::size_t>(spec.channels));
  std::size_t batch = std::max<std::size_t>(budget, 1);
  if (chunkLimit != 0) batch = std::min(batch, std::max<std::size_t>(chunkLimit / spec.hop, 1));
  const std::uint64_t needed = (frames + spec.size) / spec.hop + 1;
  if (frames != 0) batch = static_cast<std::size_t>(std::min<std::uint64_t>(batch, needed));
  return batch;
}

}  // namespace lathe
