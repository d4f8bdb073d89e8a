// The contract of measuring: what loudness, peaks and statistics need to know of a sound, in blocks of four seconds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/compute/ops/measure_rules.h"
#include "core/compute/ops/packed_pcm.h"
#include "core/compute/ops/run_times.h"
#include "core/fft/host_device.h"

namespace lathe {

struct Status;

/// What is measured of every block, and how its samples come.
struct MeasureSpec {
  int channels = 1;
  int sampleRate = 48000;
  Packing packing = Packing::F32Rows;
  std::vector<int> fileChannels;  ///< row c is the packed bytes' channel fileChannels[c]; empty: in their order
  WeightingFilter weighting;
  PeakScan peaks;
};

/// Where things lie in a block's bytes and in its figures.
struct MeasureLayout {
  static constexpr std::size_t cells = 1600;       ///< of 2.5 ms
  static constexpr std::size_t stretches = 8;      ///< that the weighting filter runs over side by side
  static constexpr std::size_t bins = 400;         ///< of 10 ms
  static constexpr std::size_t runFrames = 128;    ///< whose highest interpolated value is kept
  static constexpr std::size_t binLanes = 8;       ///< sums of a bin side by side
  static constexpr std::size_t peakContext = 256;  ///< frames behind a block, for its last run and a closer look at it

  explicit MeasureLayout(const MeasureSpec& spec)
      : channels(static_cast<std::size_t>(spec.channels)),
        blockFrames(4 * static_cast<std::size_t>(spec.sampleRate)),
        warmUp(static_cast<std::size_t>(spec.sampleRate) / 8),
        sampleBytes(packedBytes(spec.packing)) {}

  std::size_t channels;
  std::size_t blockFrames;  ///< of a whole block: four seconds
  std::size_t warmUp;       ///< frames that the weighting filter hears before each stretch
  std::size_t sampleBytes;

  /// Frames of context before a block: from there on the filter is warm, to -200 dB.
  LATHE_HOST_DEVICE std::size_t before() const { return warmUp > peakContext ? warmUp : peakContext; }
  LATHE_HOST_DEVICE std::size_t after() const { return peakContext; }
  LATHE_HOST_DEVICE std::size_t rowFrames() const { return before() + blockFrames + after(); }
  LATHE_HOST_DEVICE std::size_t blockBytes() const { return rowFrames() * channels * sampleBytes; }
  /// Runs that can begin in a block.
  LATHE_HOST_DEVICE std::size_t runs() const { return (blockFrames + runFrames - 1) / runFrames; }

  // Double-precision figures of a block, in this order:
  LATHE_HOST_DEVICE std::size_t cellsAt(std::size_t channel) const { return channel * cells; }
  LATHE_HOST_DEVICE std::size_t sumsAt(std::size_t channel) const { return channels * cells + channel * bins; }
  LATHE_HOST_DEVICE std::size_t squaresAt(std::size_t channel) const {
    return channels * (cells + bins) + channel * bins;
  }
  LATHE_HOST_DEVICE std::size_t productsAt() const { return channels * (cells + 2 * bins); }
  LATHE_HOST_DEVICE std::size_t nonFiniteAt() const { return productsAt() + bins; }
  LATHE_HOST_DEVICE std::size_t doubles() const { return nonFiniteAt() + 1; }
  // Single-precision figures:
  LATHE_HOST_DEVICE std::size_t binPeaksAt(std::size_t channel) const { return channel * bins; }
  LATHE_HOST_DEVICE std::size_t differencesAt() const { return channels * bins; }
  LATHE_HOST_DEVICE std::size_t scansAt(std::size_t channel) const { return (channels + 1) * bins + channel * runs(); }
  LATHE_HOST_DEVICE std::size_t annex2At(std::size_t channel) const {
    return (channels + 1) * bins + (channels + channel) * runs();
  }
  LATHE_HOST_DEVICE std::size_t floats() const { return (channels + 1) * bins + 2 * channels * runs(); }
};

/// A block of a sound. Before its frames lie layout.before() frames of what came before them, behind them what follows;
/// before the sound's start and behind its end the packing's silence.
struct MeasureBlock {
  std::uint32_t frames = 0;    ///< of the sound in this block; fewer than layout.blockFrames only at its end
  std::uint32_t firstRun = 0;  ///< the frame at which the first run begins, 0 to 127
};

/// Figures of one block. Of cells that the sound does not fill, of runs that begin behind it and of bins behind it
/// nothing is said.
struct MeasureFigures {
  const MeasureLayout* layout = nullptr;
  const double* doubles = nullptr;
  const float* floats = nullptr;

  /// Energy of each cell after weighting, the high-pass numerator's gain left out.
  const double* cells(std::size_t channel) const { return doubles + layout->cellsAt(channel); }
  /// Of each bin: sum and sum of squares, of samples that are there.
  const double* sums(std::size_t channel) const { return doubles + layout->sumsAt(channel); }
  const double* squares(std::size_t channel) const { return doubles + layout->squaresAt(channel); }
  /// Of each bin, of two-channel sounds: the sum of left times right.
  const double* products() const { return doubles + layout->productsAt(); }
  /// NaN and infinities among the block's own samples; they count as 0.
  std::uint64_t nonFinite() const { return static_cast<std::uint64_t>(doubles[layout->nonFiniteAt()]); }
  const float* binPeaks(std::size_t channel) const { return floats + layout->binPeaksAt(channel); }
  /// Of each bin: 0 where all channels are the same.
  const float* differences() const { return floats + layout->differencesAt(); }
  /// Of each run: the highest value of the scan between its samples, and of the 4x meter of BS.1770 Annex 2.
  const float* scans(std::size_t channel) const { return floats + layout->scansAt(channel); }
  const float* annex2(std::size_t channel) const { return floats + layout->annex2At(channel); }
};

/// Batches of blocks, of one sound or of many, on one backend. A user fills the bytes of a free slot's blocks, submits
/// it, may fill and submit others, and finishes them in the order of submission. The bytes stay as they were filled,
/// failed or not. After a failure the only calls left are the accessors and the destructor. Nothing throws.
class MeasureRun {
 public:
  virtual ~MeasureRun() = default;

  virtual std::size_t mostBlocks() const noexcept = 0;
  virtual int slots() const noexcept = 0;
  /// layout.blockBytes() bytes.
  virtual std::byte* bytes(int slot, std::size_t block) noexcept = 0;
  /// Hands over the first blocks of a slot; may return before they are measured.
  virtual Status submit(int slot, std::span<const MeasureBlock> blocks) noexcept = 0;
  /// Waits for the oldest submitted slot.
  virtual Status finish(int slot, std::chrono::milliseconds patience) noexcept = 0;
  /// Of a finished slot, until it is submitted again.
  virtual MeasureFigures figures(int slot, std::size_t block) const noexcept = 0;
  /// What all slots so far took of the device's time.
  virtual RunTimes times() const noexcept { return {}; }
};

/// Blocks of a batch: as many as some 32 MB of samples hold; `chunkLimit` (0: none) is the most frames that they cover
/// together, but one block always fits. `frames` is how many frames the work has, 0 when unknown.
inline std::size_t measureBatch(const MeasureLayout& layout, std::size_t chunkLimit, std::uint64_t frames) {
  const auto atLeastOne = [](std::size_t count) { return count > 0 ? count : 1; };
  std::size_t batch = atLeastOne((std::size_t{32} << 20) / layout.blockBytes());
  const auto fits = [&](std::size_t most) { batch = most < batch ? most : batch; };
  if (chunkLimit != 0) fits(atLeastOne(chunkLimit / layout.blockFrames));
  const std::uint64_t needed = frames / layout.blockFrames + 1;
  if (frames != 0 && needed < batch) fits(static_cast<std::size_t>(needed));
  return batch;
}

}  // namespace lathe
