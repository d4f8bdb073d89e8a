// Live convolution: right at every tap, no latency, any blocks, nothing allocated, and silence again after the tail.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/realtime_convolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "core/audio/error.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

using test::errorAgainstDefinition;
using test::noiseRows;
using test::roomMatrix;
using test::TestMatrix;

using Rows = std::vector<std::vector<float>>;

/// Runs the rows through in blocks whose lengths `nextBlock` gives; the output is as long as the input.
template <class NextBlock>
Rows processed(RealtimeConvolver& convolver, const Rows& input, int outputs, NextBlock nextBlock) {
  const std::size_t frames = input.front().size();
  Rows output(static_cast<std::size_t>(outputs), std::vector<float>(frames));
  for (std::size_t at = 0; at < frames;) {
    const std::size_t count = std::min<std::size_t>(nextBlock(), frames - at);
    AudioBuffer in(static_cast<int>(input.size()), count), out(outputs, count);
    for (std::size_t c = 0; c < input.size(); ++c) {
      std::copy_n(input[c].begin() + static_cast<std::ptrdiff_t>(at), count, in[static_cast<int>(c)].begin());
    }
    convolver.process(in.view(), out.view());
    for (int c = 0; c < outputs; ++c) {
      std::ranges::copy(out[c], output[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(at));
    }
    at += count;
  }
  return output;
}

Rows processed(RealtimeConvolver& convolver, const Rows& input, int outputs) {
  return processed(convolver, input, outputs, [] { return std::size_t{512}; });
}

TEST(RealtimeConvolver, MatchesTheDefinition) {
  for (const std::size_t taps : {1u, 2u, 127u, 128u, 129u, 256u, 257u, 1024u, 5003u, 60013u}) {
    const auto matrix = roomMatrix<float>(2, 2, taps);
    RealtimeConvolver convolver(matrix.spec);
    const auto input = noiseRows<float>(2, 90001);
    EXPECT_LE(errorAgainstDefinition(matrix.spec, input, processed(convolver, input, 2), 300), -125) << taps << " taps";
  }
}

TEST(RealtimeConvolver, ReachesEveryTapOfALongResponse) {
  constexpr std::size_t taps = 1200000;
  TestMatrix<float> matrix;
  matrix.add(0, 0, test::noise<float>(taps, 5));
  RealtimeConvolver convolver(matrix.spec);
  EXPECT_GE(convolver.partitions().back(), 16384u) << "the FFTs in steps are in use";
  Rows input = noiseRows<float>(1, 3001);
  input[0].resize(taps + 3000);
  EXPECT_LE(errorAgainstDefinition(matrix.spec, input, processed(convolver, input, 1), 300), -120);
}

TEST(RealtimeConvolver, HasNoLatencyAndGainExactlyOne) {
  TestMatrix<float> matrix;
  matrix.add(0, 0, {1.0f});
  RealtimeConvolver convolver(matrix.spec);
  const auto input = noiseRows<float>(1, 5000);
  EXPECT_EQ(processed(convolver, input, 1), input);
}

TEST(RealtimeConvolver, KeepsEveryDelay) {
  for (const std::size_t delay : {1u, 127u, 128u, 255u, 256u, 1023u, 1024u, 2048u, 20000u}) {
    TestMatrix<float> matrix;
    std::vector<float> late(delay + 1, 0.0f);
    late.back() = 1.0f;
    matrix.add(0, 0, late);
    RealtimeConvolver convolver(matrix.spec);
    Rows input(1, std::vector<float>(delay + 500, 0.0f));
    input[0][3] = 1.0f;
    const auto output = processed(convolver, input, 1);
    for (std::size_t n = 0; n < input[0].size(); ++n) {
      ASSERT_NEAR(output[0][n], n == delay + 3 ? 1.0 : 0.0, 1e-6) << delay << " at " << n;
    }
  }
}

TEST(RealtimeConvolver, GivesTheSameSamplesForAnyBlocks) {
  const auto matrix = roomMatrix<float>(2, 2, 30011);
  const auto input = noiseRows<float>(2, 40009);
  RealtimeConvolver convolver(matrix.spec);
  const auto expected = processed(convolver, input, 2);
  for (const std::size_t block : {1u, 7u, 64u, 128u, 441u, 4096u, 40009u}) {
    convolver.reset();
    EXPECT_EQ(processed(convolver, input, 2, [&] { return block; }), expected) << "blocks of " << block;
  }
  std::mt19937 random(11);
  convolver.reset();
  EXPECT_EQ(processed(convolver, input, 2, [&] { return 1 + random() % 700; }), expected) << "random blocks, seed 11";
}

TEST(RealtimeConvolver, WorksInPlace) {
  const auto matrix = roomMatrix<float>(2, 2, 3001);
  const auto input = noiseRows<float>(2, 6000);
  RealtimeConvolver convolver(matrix.spec);
  const auto expected = processed(convolver, input, 2);
  convolver.reset();
  AudioBuffer samples(2, 6000);
  for (int c = 0; c < 2; ++c) std::ranges::copy(input[static_cast<std::size_t>(c)], samples[c].begin());
  convolver.process(samples.view(), samples.view());
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(samples[c], expected[static_cast<std::size_t>(c)]));
}

TEST(RealtimeConvolver, IsAsNewAfterReset) {
  const auto matrix = roomMatrix<float>(1, 1, 9001);
  const auto input = noiseRows<float>(1, 20000);
  RealtimeConvolver fresh(matrix.spec), used(matrix.spec);
  processed(used, noiseRows<float>(1, 12345), 1);
  used.reset();
  EXPECT_EQ(processed(used, input, 1), processed(fresh, input, 1));
}

TEST(RealtimeConvolver, IsSilentBeforeTheSoundAndAfterTheTail) {
  const auto matrix = roomMatrix<float>(1, 1, 9001);
  RealtimeConvolver convolver(matrix.spec);
  EXPECT_EQ(convolver.tail(), 9000u);
  Rows input(1, std::vector<float>(60000, 0.0f));
  std::ranges::copy(test::noise<float>(1000, 1), input[0].begin() + 20000);
  const auto output = processed(convolver, input, 1);
  for (std::size_t n = 0; n < 20000; ++n) ASSERT_EQ(output[0][n], 0.0f) << n;
  EXPECT_NE(output[0][20999 + 8999], 0.0f);
  for (std::size_t n = 21000 + 9000; n < 60000; ++n) ASSERT_LT(std::abs(output[0][n]), 1e-6f) << n;
  for (std::size_t n = 55000; n < 60000; ++n) ASSERT_EQ(output[0][n], 0.0f) << n;
}

TEST(RealtimeConvolver, TakesWhatIsNoNumberForSilence) {
  const auto matrix = roomMatrix<float>(1, 1, 5000);
  auto broken = noiseRows<float>(1, 20000);
  auto silenced = broken;
  broken[0][700] = std::numeric_limits<float>::quiet_NaN();
  broken[0][701] = -std::numeric_limits<float>::infinity();
  broken[0][702] = std::numeric_limits<float>::denorm_min();
  silenced[0][700] = silenced[0][701] = silenced[0][702] = 0;
  RealtimeConvolver convolver(matrix.spec);
  const auto expected = processed(convolver, silenced, 1);
  convolver.reset();
  EXPECT_EQ(processed(convolver, broken, 1), expected);
}

TEST(RealtimeConvolver, RoutesAnyMatrix) {
  TestMatrix<float> matrix;
  matrix.spec.inputs = 3;
  matrix.spec.outputs = 2;
  matrix.add(2, 0, test::roomResponse<float>(4001, 1));
  matrix.add(2, 0, test::roomResponse<float>(99, 2));
  matrix.add(0, 0, test::roomResponse<float>(7, 3));
  RealtimeConvolver convolver(matrix.spec);
  const auto input = noiseRows<float>(3, 12001);
  const auto output = processed(convolver, input, 2);
  EXPECT_LE(errorAgainstDefinition(matrix.spec, input, {output[0]}, 300), -125);
  EXPECT_THAT(output[1], ::testing::Each(0.0f));
}

TEST(RealtimeConvolver, AllocatesNothingWhileItRuns) {
  const auto matrix = roomMatrix<float>(2, 2, 40000);
  RealtimeConvolver convolver(matrix.spec);
  AudioBuffer block(2, 1000);
  test::AllocationGuard guard;
  for (int i = 0; i < 60; ++i) convolver.process(block.view(), block.view());
  convolver.reset();
  EXPECT_EQ(guard.count(), 0u);
}

TEST(RealtimeConvolver, RefusesAPathThatLeadsNowhere) {
  TestMatrix<float> matrix;
  matrix.add(1, 0, {1.0f});
  EXPECT_THROW(RealtimeConvolver{matrix.spec}, Error);
}

}  // namespace
}  // namespace lathe
