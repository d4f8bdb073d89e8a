// Convolution on a GPU against the CPU: skipped, and counted as such, where there is no GPU.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

template <class Real>
std::vector<std::vector<Real>> convolved(const test::TestMatrix<Real>& matrix,
                                         const std::vector<std::vector<Real>>& input, std::size_t chunkFrames,
                                         std::vector<Backend*> backends, ConvolveReport& report) {
  ConvolveOptions options;
  options.backends = backends;
  options.chunkFrames = chunkFrames;
  std::vector<std::vector<Real>> output(static_cast<std::size_t>(matrix.spec.outputs));
  report = convolve<Real>(
      matrix.spec, input[0].size(),
      [&](std::uint64_t start, BasicAudioView<Real> out) {
        for (int c = 0; c < out.channels(); ++c) {
          std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                      out[c].begin());
        }
      },
      [&](BasicAudioView<const Real> frames) {
        for (int c = 0; c < frames.channels(); ++c) {
          auto& row = output[static_cast<std::size_t>(c)];
          row.insert(row.end(), frames[c].begin(), frames[c].end());
        }
      },
      options);
  return output;
}

template <class Real>
void agrees(Backend& gpu, Backend& cpu, int inputs, int outputs, std::size_t taps, std::size_t frames,
            std::size_t chunk) {
  const auto matrix = test::roomMatrix<Real>(inputs, outputs, taps);
  const auto input = test::noiseRows<Real>(inputs, frames);
  ConvolveReport onGpu, onCpu;
  const auto theirs = convolved(matrix, input, chunk, {&gpu, &cpu}, onGpu);
  const auto ours = convolved(matrix, input, 0, {&cpu}, onCpu);
  EXPECT_TRUE(onGpu.fallbacks.empty()) << onGpu.fallbacks.front();
  double worst = 0, peak = 1;
  for (std::size_t c = 0; c < ours.size(); ++c) {
    ASSERT_EQ(theirs[c].size(), ours[c].size());
    for (std::size_t n = 0; n < ours[c].size(); ++n) {
      const double difference = std::abs(static_cast<double>(theirs[c][n] - ours[c][n]));
      worst = difference <= worst ? worst : difference;  // takes a NaN too
      peak = std::max(peak, std::abs(static_cast<double>(ours[c][n])));
    }
  }
  EXPECT_LE(20 * std::log10(worst / peak + 1e-300), sizeof(Real) == 4 ? kConvolutionParity : kConvolutionParity64)
      << inputs << " x " << outputs << ", " << taps << " taps, " << frames << " frames";
}

TEST(GpuParity, OfConvolutionIsWithinItsBound) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  Backend &gpu = *backends[0], &cpu = *backends[1];
  agrees<float>(gpu, cpu, 1, 1, 1, 1, 0);
  agrees<float>(gpu, cpu, 1, 1, 1000, 77777, 0);
  agrees<float>(gpu, cpu, 2, 2, 50001, 300007, 0);
  agrees<float>(gpu, cpu, 2, 2, 50001, 1000003, 200000);
  agrees<float>(gpu, cpu, 3, 2, 7001, 300007, 70000);
  agrees<float>(gpu, cpu, 1, 1, 1200000, 500001, 0);
  agrees<double>(gpu, cpu, 2, 2, 50001, 300007, 200000);
}

}  // namespace
}  // namespace lathe
