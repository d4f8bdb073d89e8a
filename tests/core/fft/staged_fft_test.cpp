// The FFT in steps: the same spectra as the FFT in one go, and back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/staged_fft.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <complex>
#include <vector>

#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

AlignedArray<float> samplesOf(const std::vector<float>& signal) {
  AlignedArray<float> samples(signal.size());
  std::ranges::copy(signal, samples.data());
  return samples;
}

void transform(StagedFft& fft, const AlignedArray<float>& samples, AlignedArray<BinGroup<float>>& spectrum) {
  for (int step = 0; step < fft.forwardSteps(); ++step) {
    fft.forward(step, samples.data(), samples.data() + samples.size() / 2, spectrum.data());
  }
}

TEST(StagedFft, GivesTheSecondHalfOfTheWindowBackTimesItsSize) {
  for (std::size_t size = 64; size <= 262144; size *= 2) {
    StagedFft fft(size);
    const auto signal = test::noise<float>(size, 9);
    AlignedArray<BinGroup<float>> spectrum(fft.groups());
    AlignedArray<float> half(size / 2);
    transform(fft, samplesOf(signal), spectrum);
    for (int step = 0; step < fft.inverseSteps(); ++step) fft.inverse(step, spectrum.data(), half.data());
    for (std::size_t n = 0; n < size / 2; ++n) {
      ASSERT_NEAR(half[n] / static_cast<float>(size), signal[size / 2 + n], 2e-6) << size << " at " << n;
    }
  }
}

TEST(StagedFft, HasTheBinsOfTheFftInOneGoInAnOrderOfItsOwn) {
  for (const std::size_t size : {std::size_t{4096}, std::size_t{32768}, std::size_t{65536}}) {
    StagedFft staged(size);
    RealFft<float> whole(size);
    auto samples = samplesOf(test::noise<float>(size, 4));
    AlignedArray<BinGroup<float>> spectrum(staged.groups());
    AlignedArray<Complex<float>> expected(whole.bins());
    transform(staged, samples, spectrum);
    whole.forward(samples.data(), expected.data());
    std::vector<double> ours, theirs;  // compared as sorted magnitudes
    for (std::size_t k = 0; k < whole.bins(); ++k) {
      const auto& group = spectrum[k / BinGroup<float>::size];
      ours.push_back(std::hypot(group.re[k % BinGroup<float>::size], group.im[k % BinGroup<float>::size]));
      theirs.push_back(std::hypot(expected[k].re, expected[k].im));
    }
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    for (std::size_t k = 0; k < ours.size(); ++k) ASSERT_NEAR(ours[k], theirs[k], 1e-3) << size << " rank " << k;
  }
}

TEST(StagedFft, TakesSpectraFromElsewhereIntoItsOrder) {
  for (const std::size_t size : {std::size_t{1024}, std::size_t{32768}, std::size_t{131072}}) {
    StagedFft staged(size);
    const auto signal = test::noise<float>(size, 6);
    AlignedArray<BinGroup<float>> expected(staged.groups()), arranged(staged.groups());
    transform(staged, samplesOf(signal), expected);
    RealFft<double> whole(size);
    AlignedArray<double> samples(size);
    AlignedArray<Complex<double>> natural(whole.bins());
    std::ranges::copy(signal, samples.data());
    whole.forward(samples.data(), natural.data());
    staged.arrange(natural.data(), arranged.data());
    for (std::size_t place = 0; place < whole.bins(); ++place) {
      const std::size_t g = place / BinGroup<float>::size, i = place % BinGroup<float>::size;
      ASSERT_NEAR(arranged[g].re[i], expected[g].re[i], 1e-3) << size << " at " << place;
      ASSERT_NEAR(arranged[g].im[i], expected[g].im[i], 1e-3) << size << " at " << place;
    }
  }
}

TEST(StagedFft, CutsLongTransformsIntoManySteps) {
  EXPECT_EQ(StagedFft(1024).forwardSteps(), 1);
  EXPECT_GE(StagedFft(131072).forwardSteps(), 16);
  EXPECT_GE(StagedFft(131072).inverseSteps(), 16);
}

}  // namespace
}  // namespace lathe
