// Blocks shared out among threads; each is unpacked into rows and measured row by row.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/measure_cpu.h"

#include <algorithm>
#include <vector>

#include "core/audio/simd.h"
#include "core/fft/aligned_array.h"
#include "core/work/workers.h"

namespace lathe {
namespace {

/// Samples, or sums, of intervals side by side. With 32 of them the compiler keeps the loops below whole.
struct Row {
  static constexpr std::size_t count = 32;
  float values[count] = {};

  friend Row operator+(const Row& a, const Row& b) {
    Row sum;
    for (std::size_t i = 0; i < count; ++i) sum.values[i] = a.values[i] + b.values[i];
    return sum;
  }
  friend Row operator-(const Row& a, const Row& b) {
    Row difference;
    for (std::size_t i = 0; i < count; ++i) difference.values[i] = a.values[i] - b.values[i];
    return difference;
  }
};
Row sizeOf(const Row& x) {
  Row size;
  for (std::size_t i = 0; i < Row::count; ++i) size.values[i] = lathe::sizeOf(x.values[i]);
  return size;
}
Row larger(const Row& a, const Row& b) {
  Row large;
  for (std::size_t i = 0; i < Row::count; ++i) large.values[i] = lathe::larger(a.values[i], b.values[i]);
  return large;
}
void addProduct(Row& sum, float factor, const Row& x) {
  for (std::size_t i = 0; i < Row::count; ++i) sum.values[i] += factor * x.values[i];
}

float largestOf(const Row& row) {
  float largest = 0;
  for (const float value : row.values) largest = lathe::larger(largest, value);
  return largest;
}

LATHE_VECTOR_CLONES
void scanRun(const PeakScan& scan, const float* samples, float* scanned, float* annex2) {
  static_assert(MeasureLayout::runFrames % Row::count == 0);
  *scanned = *annex2 = 0;
  for (std::size_t start = 0; start < MeasureLayout::runFrames; start += Row::count) {
    const auto sampleAt = [=](int n) {
      Row row;
      std::copy_n(samples + start + n, Row::count, row.values);
      return row;
    };
    *scanned = lathe::larger(*scanned, largestOf(intervalPeak<Row>(scan, sampleAt)));
    *annex2 = lathe::larger(*annex2, largestOf(annex2IntervalPeak<Row>(scan, sampleAt)));
  }
}

class MeasureCpu : public MeasureRun {
 public:
  MeasureCpu(const MeasureSpec& spec, const RunLimits& limits)
      : spec_(spec),
        layout_(spec),
        batch_(measureBatch(layout_, limits.chunkFrames, limits.frames)),
        workers_(limits.threads),
        bytes_(batch_ * layout_.blockBytes()),
        doubles_(batch_ * layout_.doubles()),
        floats_(batch_ * layout_.floats()),
        rows_(static_cast<std::size_t>(workers_.threads()) * layout_.channels * layout_.rowFrames()) {}

  std::size_t mostBlocks() const noexcept override { return batch_; }
  int slots() const noexcept override { return 1; }
  std::byte* bytes(int, std::size_t block) noexcept override { return bytes_.data() + block * layout_.blockBytes(); }
  MeasureFigures figures(int, std::size_t block) const noexcept override {
    return {&layout_, doubles_.data() + block * layout_.doubles(), floats_.data() + block * layout_.floats()};
  }
  Status finish(int, std::chrono::milliseconds) noexcept override { return {}; }

  Status submit(int, std::span<const MeasureBlock> blocks) noexcept override {
    workers_.share(blocks.size(), [&](std::size_t i, int thread) {
      float* const rows = rows_.data() + static_cast<std::size_t>(thread) * layout_.channels * layout_.rowFrames();
      double* const doubles = doubles_.data() + i * layout_.doubles();
      float* const floats = floats_.data() + i * layout_.floats();
      doubles[layout_.nonFiniteAt()] = unpackRows(bytes(0, i), blocks[i], rows);
      for (std::size_t c = 0; c < layout_.channels; ++c) {
        const float* const row = rows + c * layout_.rowFrames() + layout_.before();
        weigh(row, doubles + layout_.cellsAt(c));
        scan(row, blocks[i], floats + layout_.scansAt(c), floats + layout_.annex2At(c));
      }
      sumUp(rows + layout_.before(), blocks[i], doubles, floats);
    });
    return {};
  }

 private:
  /// How many of the block's own samples were no numbers; they are silence from here on.
  double unpackRows(const std::byte* packed, const MeasureBlock& block, float* rows) const noexcept {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(packed);
    double nonFinite = 0;
    for (std::size_t c = 0; c < layout_.channels; ++c) {
      const std::size_t from = spec_.fileChannels.empty() ? c : static_cast<std::size_t>(spec_.fileChannels[c]);
      for (std::size_t n = 0; n < layout_.rowFrames(); ++n) {
        const float x =
            unpacked(spec_.packing, bytes + packedAt(spec_.packing, n, from, layout_.channels, layout_.rowFrames()));
        const bool isOwn = n >= layout_.before() && n < layout_.before() + block.frames;
        nonFinite += isOwn && !isNumber(x) ? 1 : 0;
        rows[c * layout_.rowFrames() + n] = isNumber(x) ? x : 0.0f;
      }
    }
    return nonFinite;
  }

  void weigh(const float* row, double* cells) const noexcept {
    const auto rate = static_cast<std::uint32_t>(spec_.sampleRate);
    constexpr std::uint32_t perStretch = MeasureLayout::cells / MeasureLayout::stretches;
    for (std::uint32_t stretch = 0; stretch < MeasureLayout::stretches; ++stretch) {
      const std::uint32_t cell = stretch * perStretch;
      const auto warmUp = static_cast<std::uint32_t>(layout_.warmUp);
      StretchWalk walk = stretchWalk(cell, perStretch, warmUp, rate);
      const float* from = row + walk.frame - warmUp;
      while (walk.cell != walk.lastCell) walkOn(spec_.weighting, *from++, rate, walk, cells);
    }
  }

  void scan(const float* row, const MeasureBlock& block, float* scans, float* annex2) const noexcept {
    std::size_t run = 0;
    for (std::size_t n = block.firstRun; n < block.frames; n += MeasureLayout::runFrames, ++run)
      scanRun(spec_.peaks, row + n, scans + run, annex2 + run);
  }

  void sumUp(const float* rows, const MeasureBlock& block, double* doubles, float* floats) const noexcept {
    const auto rate = static_cast<std::uint32_t>(spec_.sampleRate);
    for (std::uint32_t bin = 0; gridStart(bin, rate, 100) < block.frames; ++bin) {
      const std::uint32_t start = gridStart(bin, rate, 100), end = gridStart(bin + 1, rate, 100);
      const std::uint32_t count = (end < block.frames ? end : block.frames) - start;
      bool differs = false;
      for (std::size_t c = 0; c < layout_.channels; ++c) {
        const float *const samples = rows + c * layout_.rowFrames() + start, *const other = rows + start;
        BinSums lanes[MeasureLayout::binLanes];
        for (std::uint32_t lane = 0; lane < MeasureLayout::binLanes; ++lane)
          lanes[lane] = binLane(samples, other, count, lane);
        const BinSums sums = binTotal(lanes, samples, other, count);
        doubles[layout_.sumsAt(c) + bin] = sums.sum;
        doubles[layout_.squaresAt(c) + bin] = sums.squares;
        if (c == 1) doubles[layout_.productsAt() + bin] = sums.product;
        floats[layout_.binPeaksAt(c) + bin] = sums.peak;
        differs = differs || sums.differs;
      }
      floats[layout_.differencesAt() + bin] = differs ? 1.0f : 0.0f;
    }
  }

  MeasureSpec spec_;
  MeasureLayout layout_;
  std::size_t batch_;
  Workers workers_;
  AlignedArray<std::byte> bytes_;
  AlignedArray<double> doubles_;
  AlignedArray<float> floats_;
  AlignedArray<float> rows_;
};

}  // namespace

std::unique_ptr<MeasureRun> makeMeasureCpu(const MeasureSpec& spec, const RunLimits& limits) {
  return std::make_unique<MeasureCpu>(spec, limits);
}

}  // namespace lathe
