// The arithmetic and the layout of the device's convolution, run on the host: they need no device to be wrong.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/spectrum_matrix.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/fft/fft_plans.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

TEST(SpectrumMatrix, HasTheSameBitsAsTheCpusProducts) {
  constexpr std::size_t bins = 333;
  constexpr int terms = 5;
  const auto values = test::noise<float>(4 * bins * terms, 8);
  const auto* inputs = reinterpret_cast<const Complex<float>*>(values.data());
  const Complex<float>* filters = inputs + bins * terms;
  std::vector<MatrixEntry> entries;
  AlignedArray<BinGroup<float>> groups(2 * terms * groupsFor<float>(bins)), sum(groupsFor<float>(bins));
  std::vector<SpectrumProduct<float>> products;
  for (int t = 0; t < terms; ++t) {
    entries.push_back({terms - 1 - t, t});
    BinGroup<float>* input = groups.data() + 2 * static_cast<std::size_t>(t) * groupsFor<float>(bins);
    BinGroup<float>* filter = input + groupsFor<float>(bins);
    intoGroups<float>(inputs + static_cast<std::size_t>(terms - 1 - t) * bins, bins, input);
    intoGroups<float>(filters + static_cast<std::size_t>(t) * bins, bins, filter);
    products.push_back({input, filter});
  }
  addProducts<float>(products, 0, sum.size(), sum.data());
  std::vector<Complex<float>> expected(bins);
  fromGroups<float>(sum.data(), bins, expected.data());
  for (std::size_t bin = 0; bin < bins; ++bin) {
    ASSERT_EQ(matrixBin(entries.data(), terms, inputs, bins, filters, bins, bin), expected[bin]) << bin;
  }
}

TEST(OverlapSaveLayout, HoldsTheResponseInItsHistory) {
  for (const std::size_t taps : {0u, 1u, 2u, 1000u, 21846u, 480000u, 700000u, 1152000u, 11520000u}) {
    for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, std::size_t{1000000}}) {
      const auto layout = overlapSaveLayout(taps, limit);
      EXPECT_EQ(layout.history + layout.hop, layout.size);
      EXPECT_GE(layout.history + 1, taps);
      EXPECT_EQ(layout.hop % 64, 0u);
      EXPECT_GT(layout.hop, 0u);
      EXPECT_GE(layout.blocks, 1u);
      EXPECT_TRUE(limit == 0 || layout.blocks == 1 || layout.chunkFrames() <= limit);
      EXPECT_TRUE(limit != 0 || 5 * layout.hop >= 3 * layout.size) << taps;
    }
  }
}

/// What the device does with a chunk, step by step, with the CPU's FFT.
TEST(OverlapSaveLayout, GivesTheConvolution) {
  const auto matrix = test::roomMatrix<float>(2, 2, 3001);
  const auto layout = overlapSaveLayout(3001, 130000);
  ASSERT_GE(layout.blocks, 2u);
  const RealFft<float> fft(layout.size);
  const auto input = test::noiseRows<float>(2, 3 * layout.chunkFrames());
  AlignedArray<float> window(layout.size);
  AlignedArray<Complex<float>> bins(layout.bins());
  const auto transform = [&](const float* samples, std::size_t count, float scale, Complex<float>* to) {
    window.clear();
    for (std::size_t i = 0; i < count; ++i) window[i] = samples[i] * scale;
    fft.forward(window.data(), bins.data());
    std::copy_n(bins.data(), layout.bins(), to);
  };
  std::vector<Complex<float>> filters(4 * layout.bins()), spectra(2 * layout.blocks * layout.bins());
  std::vector<std::vector<MatrixEntry>> entries(2);
  for (std::size_t p = 0; p < 4; ++p) {
    const auto& path = matrix.spec.paths[p];
    transform(path.taps, path.length, 1.0f / static_cast<float>(layout.size), filters.data() + p * layout.bins());
    entries[static_cast<std::size_t>(path.output)].push_back({path.input, static_cast<int>(p)});
  }
  std::vector<std::vector<float>> rows(2, std::vector<float>(layout.rowFrames())), output(2);
  for (std::size_t start = 0; start < input[0].size(); start += layout.chunkFrames()) {
    for (std::size_t i = 0; i < 2; ++i) {
      std::copy_n(rows[i].end() - static_cast<std::ptrdiff_t>(layout.history), layout.history, rows[i].begin());
      std::copy_n(input[i].begin() + static_cast<std::ptrdiff_t>(start), layout.chunkFrames(),
                  rows[i].begin() + static_cast<std::ptrdiff_t>(layout.history));
      for (std::size_t b = 0; b < layout.blocks; ++b) {
        transform(rows[i].data() + b * layout.hop, layout.size, 1,
                  spectra.data() + (i * layout.blocks + b) * layout.bins());
      }
    }
    for (std::size_t o = 0; o < 2; ++o) {
      for (std::size_t b = 0; b < layout.blocks; ++b) {
        for (std::size_t bin = 0; bin < layout.bins(); ++bin) {
          bins[bin] = matrixBin(entries[o].data(), 2, spectra.data() + b * layout.bins(), layout.blocks * layout.bins(),
                                filters.data(), layout.bins(), bin);
        }
        fft.inverse(bins.data(), window.data());
        output[o].insert(output[o].end(), window.data() + layout.history, window.data() + layout.size);
      }
    }
  }
  EXPECT_LE(test::errorAgainstDefinition(matrix.spec, input, output, 500), -125);
}

}  // namespace
}  // namespace lathe
