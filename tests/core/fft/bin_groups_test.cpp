// Products of grouped spectra: bit for bit the shared multiply-add, in the order given.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/bin_groups.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/fft/aligned_array.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

template <class Real>
std::vector<Complex<Real>> randomSpectrum(std::size_t bins, unsigned seed) {
  const auto values = test::noise<Real>(2 * bins, seed);
  std::vector<Complex<Real>> spectrum(bins);
  for (std::size_t bin = 0; bin < bins; ++bin) spectrum[bin] = {values[2 * bin], values[2 * bin + 1]};
  return spectrum;
}

template <class Real>
void addsProductsBitForBit(std::size_t bins, std::size_t terms) {
  std::vector<std::vector<Complex<Real>>> inputs, filters;
  std::vector<AlignedArray<BinGroup<Real>>> groups;
  std::vector<SpectrumProduct<Real>> products;
  for (std::size_t t = 0; t < terms; ++t) {
    inputs.push_back(randomSpectrum<Real>(bins, static_cast<unsigned>(2 * t)));
    filters.push_back(randomSpectrum<Real>(bins, static_cast<unsigned>(2 * t + 1)));
    for (const auto* spectrum : {&inputs.back(), &filters.back()}) {
      groups.emplace_back(groupsFor<Real>(bins));
      intoGroups<Real>(spectrum->data(), bins, groups.back().data());
    }
    products.push_back({groups[2 * t].data(), groups[2 * t + 1].data()});
  }
  AlignedArray<BinGroup<Real>> sum(groupsFor<Real>(bins));
  const std::size_t half = sum.size() / 2;
  addProducts<Real>(products, 0, half, sum.data());
  addProducts<Real>(products, half, sum.size() - half, sum.data());
  std::vector<Complex<Real>> result(bins);
  fromGroups<Real>(sum.data(), bins, result.data());
  for (std::size_t bin = 0; bin < bins; ++bin) {
    Complex<Real> expected{0, 0};
    for (std::size_t t = 0; t < terms; ++t) expected = multiplyAdd(expected, inputs[t][bin], filters[t][bin]);
    ASSERT_EQ(result[bin], expected) << "bin " << bin << " of " << bins << ", " << terms << " terms";
  }
}

TEST(BinGroups, AddProductsExactlyAsTheSharedMultiplyAddDoes) {
  for (const std::size_t bins : {1u, 17u, 129u, 1000u}) {
    for (const std::size_t terms : {0u, 1u, 3u, 4u, 9u}) {
      addsProductsBitForBit<float>(bins, terms);
      addsProductsBitForBit<double>(bins, terms);
    }
  }
}

TEST(MultiplyAdd, RoundsEachStepOnce) {
  // (1 + e)^2 = 1 + 2e + e^2 has a last term that only a fused step keeps.
  const float e = 1.0f / 4096 / 4096 * 2;
  const auto value = multiplyAdd(Complex<float>{-1 - 2 * e, 0}, Complex<float>{1 + e, 0}, Complex<float>{1 + e, 0});
  EXPECT_EQ(value.re, e * e);
}

}  // namespace
}  // namespace lathe
