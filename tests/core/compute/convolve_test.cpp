// Offline convolution: exact gain, the whole tail, any matrix, any thread count, and nothing lost.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/convolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/audio/error.h"
#include "core/compute/cpu/convolution_cpu.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

using test::errorAgainstDefinition;
using test::noise;
using test::noiseRows;
using test::roomMatrix;
using test::TestMatrix;

template <class Real>
using SampleRows = std::vector<std::vector<Real>>;

template <class Real>
SampleRows<Real> convolved(const ConvolutionSpec<Real>& spec, const SampleRows<Real>& inputs,
                           const ConvolveOptions& options = {}, ConvolveReport* report = nullptr) {
  SampleRows<Real> outputs(static_cast<std::size_t>(spec.outputs));
  const auto done = convolve<Real>(
      spec, inputs.front().size(),
      [&](std::uint64_t start, BasicAudioView<Real> out) {
        for (int c = 0; c < out.channels(); ++c) {
          std::copy_n(inputs[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                      out[c].begin());
        }
      },
      [&](BasicAudioView<const Real> frames) {
        for (int c = 0; c < frames.channels(); ++c) {
          auto& row = outputs[static_cast<std::size_t>(c)];
          row.insert(row.end(), frames[c].begin(), frames[c].end());
        }
      },
      options);
  if (report) *report = done;
  return outputs;
}

TEST(Convolve, HasGainOneForAUnitImpulse) {
  for (const std::size_t delay : {std::size_t{0}, std::size_t{70000}}) {
    TestMatrix<float> matrix;
    std::vector<float> impulse(delay + 1, 0.0f);
    impulse.back() = 1.0f;
    matrix.add(0, 0, impulse);
    const auto input = noiseRows<float>(1, 30011);
    const auto output = convolved(matrix.spec, input);
    ASSERT_EQ(output[0].size(), input[0].size() + delay);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, output, 5000), -125) << "delay " << delay;
    double gain = 0, energy = 0;
    for (std::size_t n = 0; n < input[0].size(); ++n) {
      gain += static_cast<double>(output[0][n + delay]) * static_cast<double>(input[0][n]);
      energy += static_cast<double>(input[0][n]) * static_cast<double>(input[0][n]);
    }
    EXPECT_NEAR(gain / energy, 1.0, 1e-7);
  }
}

TEST(Convolve, MatchesTheDefinitionInFloat) {
  struct Case {
    int inputs, outputs;
    std::size_t taps, frames;
  };
  for (const Case& c :
       {Case{1, 1, 1, 1}, Case{1, 1, 3, 5}, Case{1, 1, 4095, 4097}, Case{1, 1, 4096, 20000}, Case{1, 1, 4097, 9001},
        Case{2, 2, 50001, 30007}, Case{1, 2, 10007, 3}, Case{2, 1, 3, 100003}, Case{4, 4, 9001, 12007}}) {
    const auto matrix = roomMatrix<float>(c.inputs, c.outputs, c.taps);
    const auto input = noiseRows<float>(c.inputs, c.frames);
    const auto output = convolved(matrix.spec, input);
    ASSERT_EQ(output[0].size(), c.taps + c.frames - 1);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, output, 300), -125)
        << c.taps << " taps, " << c.frames << " frames";
  }
}

TEST(Convolve, MatchesTheDefinitionInDouble) {
  for (const std::size_t taps : {1u, 4097u, 50001u}) {
    const auto matrix = roomMatrix<double>(2, 2, taps);
    const auto input = noiseRows<double>(2, 30007);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, convolved(matrix.spec, input), 300), -250) << taps << " taps";
  }
}

TEST(Convolve, TakesVeryLongResponses) {
  for (const std::size_t taps : {1200000u, 5000000u}) {
    TestMatrix<float> matrix;
    matrix.add(0, 0, test::roomResponse<float>(taps, 5));
    const auto input = noiseRows<float>(1, 300011);
    const auto output = convolved(matrix.spec, input);
    ASSERT_EQ(output[0].size(), taps + 300010);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, output, 60), -125) << taps << " taps";
  }
}

TEST(Convolve, IsAsExactForShortSoundsInVeryLongResponses) {
  struct Case {
    std::size_t frames, taps;
  };
  for (const Case& c : {Case{1, 100003}, Case{700, 1200000}, Case{20000, 5000000}}) {
    TestMatrix<float> matrix;
    matrix.spec.inputs = matrix.spec.outputs = 2;
    matrix.add(0, 0, test::roomResponse<float>(c.taps, 5));
    matrix.add(0, 1, test::roomResponse<float>(c.taps / 2, 6));
    matrix.add(1, 1, {0.5f});
    const auto input = noiseRows<float>(2, c.frames);
    const auto output = convolved(matrix.spec, input);
    ASSERT_EQ(output[0].size(), c.taps + c.frames - 1);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, output, 200), -125)
        << c.frames << " frames, " << c.taps << " taps";
  }
}

TEST(Convolve, RingsOutAfterTheInputEnds) {
  const auto matrix = roomMatrix<float>(1, 1, 30000);
  const auto input = noiseRows<float>(1, 10000);
  const auto output = convolved(matrix.spec, input);
  ASSERT_EQ(output[0].size(), 39999u);
  long double error = 0, energy = 0;
  for (std::size_t at = 10000; at < 39999; at += 97) {
    const long double truth = test::directSample(matrix.spec, input, 0, at);
    error += (output[0][at] - truth) * (output[0][at] - truth);
    energy += truth * truth;
  }
  EXPECT_GT(energy, 0);
  EXPECT_LE(10 * std::log10(error / energy), -120);
}

TEST(Convolve, EndsWithTheInputWhenNoTailIsWanted) {
  const auto matrix = roomMatrix<float>(1, 1, 30000);
  ConvolveOptions options;
  options.withTail = false;
  EXPECT_EQ(convolved(matrix.spec, noiseRows<float>(1, 10000), options)[0].size(), 10000u);
}

TEST(Convolve, KeepsALeadingDelay) {
  TestMatrix<float> matrix;
  std::vector<float> late(20000, 0.0f);
  late.insert(late.end(), {1.0f, -0.5f});
  matrix.add(0, 0, late);
  SampleRows<float> input{{1.0f}};
  const auto output = convolved(matrix.spec, input);
  ASSERT_EQ(output[0].size(), 20002u);
  for (std::size_t n = 0; n < 20000; ++n) ASSERT_NEAR(output[0][n], 0, 1e-7) << n;
  EXPECT_NEAR(output[0][20000], 1, 1e-6);
  EXPECT_NEAR(output[0][20001], -0.5, 1e-6);
}

TEST(Convolve, GivesTheSameSamplesOnAnyNumberOfThreadsAndInAnyChunks) {
  const auto matrix = roomMatrix<float>(2, 2, 40001);
  const auto input = noiseRows<float>(2, 200003);
  const auto once = convolved(matrix.spec, input);
  for (const int threads : {2, 5}) {
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{50000}, std::size_t{0}}) {
      ConvolveOptions options;
      options.threads = threads;
      options.chunkFrames = chunk;
      EXPECT_EQ(convolved(matrix.spec, input, options), once) << threads << " threads, chunks of " << chunk;
    }
  }
}

TEST(Convolve, LeavesAnUnreachedOutputSilentAndAddsPathsThatJoinTheSamePair) {
  TestMatrix<float> matrix;
  matrix.spec.outputs = 3;
  matrix.add(0, 0, {0.5f});
  matrix.add(0, 0, {0.0f, 0.25f});
  matrix.add(0, 2, {});
  const auto output = convolved(matrix.spec, SampleRows<float>{{1.0f, 1.0f}});
  ASSERT_EQ(output[0].size(), 3u);
  EXPECT_NEAR(output[0][0], 0.5, 1e-6);
  EXPECT_NEAR(output[0][1], 0.75, 1e-6);
  EXPECT_NEAR(output[0][2], 0.25, 1e-6);
  EXPECT_THAT(output[1], ::testing::Each(0.0f));
  EXPECT_THAT(output[2], ::testing::Each(0.0f));
}

TEST(Convolve, TakesWhatIsNoNumberForSilence) {
  const auto matrix = roomMatrix<float>(1, 1, 5000);
  auto input = noiseRows<float>(1, 20000);
  auto silenced = input;
  for (const std::size_t at : {std::size_t{17}, std::size_t{9000}}) {
    input[0][at] = std::numeric_limits<float>::quiet_NaN();
    input[0][at + 1] = std::numeric_limits<float>::infinity();
    input[0][at + 2] = std::numeric_limits<float>::denorm_min();
    silenced[0][at] = silenced[0][at + 1] = silenced[0][at + 2] = 0;
  }
  EXPECT_EQ(convolved(matrix.spec, input), convolved(matrix.spec, silenced));
}

TEST(Convolve, WritesNothingWhenThereIsNothing) {
  TestMatrix<float> empty;
  empty.add(0, 0, {});
  EXPECT_EQ(convolved(empty.spec, noiseRows<float>(1, 100))[0].size(), 0u);
  EXPECT_EQ(convolved(roomMatrix<float>(1, 1, 10).spec, SampleRows<float>{{}})[0].size(), 0u);
}

TEST(Convolve, ReadsFrontToBackEachFrameOnce) {
  const auto matrix = roomMatrix<float>(1, 1, 100000);
  std::uint64_t expected = 0;
  std::size_t most = 0;
  convolve<float>(
      matrix.spec, 3000000,
      [&](std::uint64_t start, AudioView out) {
        EXPECT_EQ(start, expected);
        expected += out.frames();
        most = std::max(most, out.frames());
        clear(out);
      },
      [](ConstAudioView) {});
  EXPECT_EQ(expected, 3000000u);
  EXPECT_LE(most, std::size_t{1} << 20) << "memory is bounded by the chunk";
}

TEST(Convolve, StopsWhenAsked) {
  const auto matrix = roomMatrix<float>(1, 1, 1000);
  std::stop_source source;
  ConvolveOptions options;
  options.chunkFrames = 1;
  options.stop = source.get_token();
  std::uint64_t written = 0;
  try {
    convolve<float>(
        matrix.spec, 1000000, [](std::uint64_t, AudioView out) { clear(out); },
        [&](ConstAudioView frames) {
          written += frames.frames();
          source.request_stop();
        },
        options);
    FAIL() << "it ran to its end";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
    EXPECT_LE(written, 8192u) << "one chunk";
  }
}

TEST(Convolve, TellsHowFarItIs) {
  const auto matrix = roomMatrix<float>(1, 1, 1000);
  std::vector<double> fractions;
  ConvolveOptions options;
  options.chunkFrames = 1;
  options.progress = [&](double fraction) { fractions.push_back(fraction); };
  ConvolveReport report;
  convolved(matrix.spec, noiseRows<float>(1, 30000), options, &report);
  EXPECT_GE(fractions.size(), 4u);
  EXPECT_TRUE(std::ranges::is_sorted(fractions));
  EXPECT_EQ(fractions.back(), 1.0);
  EXPECT_EQ(report.frames, 30999u);
  EXPECT_EQ(report.device, "cpu");
  EXPECT_THAT(report.fallbacks, ::testing::IsEmpty());
}

TEST(Convolve, RefusesAPathThatLeadsNowhere) {
  TestMatrix<float> matrix;
  matrix.add(0, 1, {1.0f});
  EXPECT_THROW(convolved(matrix.spec, noiseRows<float>(1, 10)), Error);
}

TEST(ConvolutionCpu, ContinuesFromItsHistoryWithTheVerySameSamples) {
  const auto matrix = roomMatrix<float>(2, 2, 20001);
  const auto input = noiseRows<float>(2, 65536);
  const auto feed = [&](ConvolutionRun<float>& run, std::size_t start) {
    for (int c = 0; c < 2; ++c) {
      std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), 4096,
                  run.input(0)[c].begin());
    }
    ASSERT_TRUE(run.submit(0, 4096).ok());
    ASSERT_TRUE(run.finish(0, {}).ok());
  };
  const auto straight = makeConvolutionCpu<float>(matrix.spec, {1, 4096, 0}, 4096);
  const auto resumed = makeConvolutionCpu<float>(matrix.spec, {1, 4096, 0}, 4096);
  ASSERT_TRUE(straight->begin({}).ok());
  for (std::size_t start = 0; start < 65536; start += 4096) {
    feed(*straight, start);
    if (start != 40960 && start != 4096) continue;
    std::vector<float> history;
    for (const auto& row : input)
      history.insert(history.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(start));
    ASSERT_TRUE(resumed->begin({history.data(), 2, start, start}).ok());
    feed(*resumed, start);
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(straight->output(0)[c], resumed->output(0)[c])) << start;
  }
}

}  // namespace
}  // namespace lathe
