// Measuring as an operation: every figure of every block is the same on every backend, and what the rules say.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/ops/measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <random>

#include "core/compute/backend.h"
#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/null/null_gpu.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;

/// Coefficients without a meaning but with a sound filter behind them.
MeasureSpec specOf(int channels, int rate, Packing packing) {
  MeasureSpec spec;
  spec.channels = channels;
  spec.sampleRate = rate;
  spec.packing = packing;
  for (int c = 0; c < channels; ++c) spec.fileChannels.push_back(channels - 1 - c);
  spec.weighting = {1.5, -2.6, 1.2, -1.6, 0.7, -1.9, 0.91};
  std::mt19937 random(3);
  const auto fill = [&](auto& table) {
    for (float& value : table) value = static_cast<float>(random() % 2001) / 10000 - 0.1f;
  };
  for (auto& row : spec.peaks.sums) fill(row);
  for (auto& row : spec.peaks.differences) fill(row);
  fill(spec.peaks.outerSums), fill(spec.peaks.outerDifferences);
  fill(spec.peaks.innerSums), fill(spec.peaks.innerDifferences);
  return spec;
}

/// All figures that mean something, in one row.
struct Figures {
  std::vector<double> doubles;
  std::vector<float> floats;
  friend bool operator==(const Figures&, const Figures&) = default;
};

Figures collected(const MeasureLayout& layout, const MeasureFigures& from, const MeasureBlock& block, int rate) {
  Figures figures;
  const auto rate32 = static_cast<std::uint32_t>(rate);
  std::size_t bins = 0, runs = 0, cells = 0;
  while (bins < MeasureLayout::bins && gridStart(static_cast<std::uint32_t>(bins), rate32, 100) < block.frames) ++bins;
  while (cells < MeasureLayout::cells && gridStart(static_cast<std::uint32_t>(cells + 1), rate32, 400) <= block.frames)
    ++cells;
  for (std::size_t n = block.firstRun; n < block.frames; n += MeasureLayout::runFrames) ++runs;
  const auto add = [](auto& to, const auto* values, std::size_t count) { to.insert(to.end(), values, values + count); };
  for (std::size_t c = 0; c < layout.channels; ++c) {
    add(figures.doubles, from.cells(c), cells);
    add(figures.doubles, from.sums(c), bins);
    add(figures.doubles, from.squares(c), bins);
    add(figures.floats, from.binPeaks(c), bins);
    add(figures.floats, from.scans(c), runs);
    add(figures.floats, from.annex2(c), runs);
  }
  if (layout.channels > 1) add(figures.doubles, from.products(), bins);
  add(figures.floats, from.differences(), bins);
  figures.doubles.push_back(static_cast<double>(from.nonFinite()));
  return figures;
}

const MeasureBlock blocks[] = {{32000, 0}, {32000, 96}, {17, 5}, {31999, 127}, {4000, 0}};

std::vector<Figures> measured(Backend& backend, const MeasureSpec& spec, std::size_t chunk = 0) {
  const MeasureLayout layout(spec);
  std::unique_ptr<MeasureRun> run;
  EXPECT_TRUE(backend.measure(spec, {1, chunk, 0}, run).ok());
  std::vector<Figures> all;
  for (std::size_t first = 0; first < std::size(blocks);) {
    const std::size_t count = std::min(run->mostBlocks(), std::size(blocks) - first);
    for (std::size_t i = 0; i < count; ++i) {
      std::mt19937 random(static_cast<unsigned>(first + i));
      std::byte* const bytes = run->bytes(0, i);
      if (spec.packing == Packing::F32Rows) {
        for (std::size_t n = 0; n < layout.blockBytes() / 4; ++n) {
          const float value = n % 5003 == 17 ? std::nanf("") : static_cast<float>(random()) / 2147483648.0f - 1.0f;
          std::memcpy(bytes + 4 * n, &value, 4);
        }
      } else {
        for (std::size_t n = 0; n < layout.blockBytes(); ++n) bytes[n] = static_cast<std::byte>(random());
      }
    }
    EXPECT_TRUE(run->submit(0, std::span(blocks).subspan(first, count)).ok());
    EXPECT_TRUE(run->finish(0, 20s).ok());
    for (std::size_t i = 0; i < count; ++i)
      all.push_back(collected(layout, run->figures(0, i), blocks[first + i], spec.sampleRate));
    first += count;
  }
  return all;
}

void agrees(Backend& a, Backend& b) {
  for (const Packing packing : {Packing::U8, Packing::S16, Packing::S24, Packing::S32, Packing::F32Rows})
    for (const int channels : {packing == Packing::S24 ? 5 : 1, 2}) {
      if (channels == 2 && packing != Packing::F32Rows) continue;
      const MeasureSpec spec = specOf(channels, 8000, packing);
      EXPECT_EQ(measured(a, spec), measured(b, spec)) << static_cast<int>(packing) << ", " << channels << " channels";
    }
}

TEST(Measure, IsTheSameOnTheNullGpuToTheBit) {
  NullGpu gpu({});
  CpuBackend cpu;
  agrees(gpu, cpu);
  const MeasureSpec spec = specOf(2, 8000, Packing::S16);
  EXPECT_EQ(measured(gpu, spec, 40000), measured(cpu, spec, 1)) << "however batches are cut";
  EXPECT_EQ(gpu.bytesInUse(), 0u);
}

TEST(Measure, SumsAreThoseOfTheSamples) {
  CpuBackend cpu;
  const MeasureSpec spec = specOf(1, 8000, Packing::S16);
  const Figures figures = measured(cpu, spec).front();
  const MeasureLayout layout(spec);
  std::mt19937 random(0);
  std::vector<unsigned char> bytes(layout.blockBytes());
  for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random());
  double sum = 0, squares = 0, peak = 0;
  for (std::size_t n = 0; n < 80; ++n) {
    const std::size_t at = 2 * (layout.before() + n);
    const double x = static_cast<std::int16_t>(bytes[at] | bytes[at + 1] << 8) / 32768.0;
    sum += x;
    squares += x * x;
    peak = std::max(peak, std::abs(x));
  }
  EXPECT_NEAR(figures.doubles[1600], sum, 1e-12);
  EXPECT_NEAR(figures.doubles[2000], squares, 1e-12);
  EXPECT_NEAR(figures.floats[0], peak, 1e-7);
}

TEST(GpuParity, OfEveryFigureOfMeasuringSmall) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  agrees(*backends[0], *backends[1]);
}

}  // namespace
}  // namespace lathe
