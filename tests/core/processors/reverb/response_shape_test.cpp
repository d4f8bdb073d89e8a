// Shaping responses: place, gain, length, decay, tone and channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/response_shape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "core/audio/error.h"
#include "core/processors/reverb/response_time.h"
#include "core/processors/reverb/response_tone.h"
#include "tests/support/response_files.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

constexpr int kRate = 48000;

ResponseShape plain() { return plainConvolution({}).shape; }

ShapedResponse shaped(const AudioBuffer& response, const ResponseShape& shape, int channels = 1) {
  return shapeResponse(response.view(), kRate, shape, kRate, channels);
}

/// Gain of the taps at a frequency, in dB.
double gainAt(std::span<const float> taps, double frequency, double rate) {
  std::complex<double> sum = 0;
  for (std::size_t n = 0; n < taps.size(); ++n)
    sum += static_cast<double>(taps[n]) * std::polar(1.0, -2 * M_PI * frequency * static_cast<double>(n) / rate);
  return 20 * std::log10(std::abs(sum));
}

double energyOf(std::span<const float> taps) {
  double sum = 0;
  for (const float tap : taps) sum += static_cast<double>(tap) * static_cast<double>(tap);
  return sum;
}

TEST(ResponseShape, CopiesTheTapsWhenNothingIsAskedFor) {
  const AudioBuffer room = test::decayingNoise(2, 5000, kRate, 0.1, 300);
  const auto response = shaped(room, plain(), 2);
  EXPECT_EQ(test::largestDifference(response.taps.view(), room.view()), 0);
}

TEST(ResponseShape, KeepsPlaceAndTransferFunctionAtAnotherRate) {
  for (const std::size_t direct : {std::size_t{0}, std::size_t{4410}})
    for (const int from : {44100, 96000, 192000}) {
      SCOPED_TRACE(std::to_string(from) + " Hz, direct sound at frame " + std::to_string(direct));
      AudioBuffer response(1, 9000);
      response[0][direct] = 1;
      response[0][direct + 30] = -0.4f;
      const AudioBuffer at = responseAtRate(response.view(), from, kRate);
      for (const double frequency : {100.0, 1000.0, 9000.0, 17000.0})
        EXPECT_NEAR(gainAt(at[0], frequency, kRate), gainAt(response[0], frequency, from), 0.02) << frequency << " Hz";
      const auto peak = std::max_element(at[0].begin(), at[0].end()) - at[0].begin();
      const double wanted = static_cast<double>(direct) * kRate / from;
      EXPECT_NEAR(static_cast<double>(peak), wanted, direct == 0 ? 16.0 : 0.5);
    }
}

TEST(ResponseShape, PutsThePreDelayInFrontAndKeepsTheFilesOwn) {
  AudioBuffer response(1, 1000);
  response[0][400] = 1;
  ResponseShape shape = plain();
  shape.preDelay = 10_ms;
  const auto late = shaped(response, shape);
  ASSERT_EQ(late.taps.frames(), 1480u);
  EXPECT_EQ(late.taps[0][880], 1);
  EXPECT_EQ(energyOf(late.taps[0]), 1);
}

TEST(ResponseShape, TrimsFadesAndReverses) {
  AudioBuffer response(1, 4800);
  for (std::size_t n = 0; n < 4800; ++n) response[0][n] = static_cast<float>(n + 1);
  ResponseShape shape = plain();
  shape.trimStart = 10_ms;
  shape.length = 20_ms;
  auto taps = shaped(response, shape).taps;
  ASSERT_EQ(taps.frames(), 960u);
  EXPECT_EQ(taps[0][0], 481);
  EXPECT_EQ(taps[0][959], 1440);
  shape.reverse = true;
  taps = shaped(response, shape).taps;
  EXPECT_EQ(taps[0][0], 1440);
  shape.fadeIn = shape.fadeOut = 5_ms;
  taps = shaped(response, shape).taps;
  EXPECT_LT(taps[0][0], 0.1f);
  EXPECT_LT(taps[0][959], 0.1f);
  EXPECT_NEAR(taps[0][120], 0.5 * (1440 - 120), 8) << "half way up";
  EXPECT_EQ(taps[0][500], 940);
}

TEST(ResponseShape, NormalisesToPeakOrEnergyAndThenAppliesTheGain) {
  const AudioBuffer room = test::decayingNoise(4, 5000, kRate, 0.1);
  ResponseShape shape = plain();
  shape.normalise = ResponseNormalise::Peak;
  shape.gain = -6.0_dB;
  EXPECT_NEAR(test::peak(shaped(room, shape, 2).taps.view()), std::pow(10, -6.0 / 20), 1e-6);
  shape.normalise = ResponseNormalise::Energy;
  shape.gain = 0.0_dB;
  const auto trueStereo = shaped(room, shape, 2);
  double sum = 0;
  for (int row = 0; row < 4; ++row) sum += energyOf(trueStereo.taps[row]);
  EXPECT_NEAR(sum / 2, 1, 1e-5) << "what reaches each of two outputs";
}

TEST(ResponseShape, ScalesTheRoomBySize) {
  const AudioBuffer room = test::decayingNoise(1, kRate, kRate, 0.5, 1000);
  ResponseShape shape = plain();
  shape.size = 2;
  const auto large = shaped(room, shape).taps;
  EXPECT_EQ(large.frames(), 2u * kRate);
  EXPECT_NEAR(decayTime(large.view(), directSound(large.view()), kRate).value,
              2 * decayTime(room.view(), 1000, kRate).value, 0.03);
  EXPECT_NEAR(static_cast<double>(directSound(large.view())), 2000, 8) << "rings before its peak";
}

TEST(ResponseShape, StretchesTheTailAndLeavesTheEarlySoundAlone) {
  const AudioBuffer room = test::decayingNoise(1, kRate, kRate, 0.5);
  ResponseShape shape = plain();
  shape.stretch = 2;
  const auto slow = shaped(room, shape).taps;
  const std::size_t split = kRate * 80 / 1000;
  EXPECT_EQ(slow.frames(), split + 2 * (kRate - split));
  EXPECT_EQ(test::largestDifference(slow.view().slice(0, split), room.view().slice(0, split)), 0);
  const auto tail = [&](ConstAudioView r) { return r.slice(split, r.frames() - split); };
  EXPECT_NEAR(decayTime(tail(slow.view()), 0, kRate).value, 2 * decayTime(tail(room.view()), 0, kRate).value, 0.1);
  const double before = energyOf(room[0].subspan(split, 4800)), after = energyOf(slow[0].subspan(split, 9600));
  EXPECT_NEAR(10 * std::log10(after / before), 3, 1) << "as loud, for twice as long";
}

TEST(ResponseShape, ShapesTheDecayOfEachBand) {
  const AudioBuffer room = test::decayingNoise(2, 2 * kRate, kRate, 1.0);
  ResponseShape shape = plain();
  shape.decayHigh = 0.5;
  shape.decayLow = 1.5;
  AudioBuffer other = room;
  shapeDecay(other.view(), 0, shape, kRate);
  const auto decayAround = [](AudioBuffer response, Hertz low, Hertz high) {
    ResponseShape band = plain();
    band.lowCut = low;
    band.highCut = high;
    AudioBuffer once = equalised(std::move(response), band, kRate);
    const AudioBuffer twice = equalised(std::move(once), band, kRate);
    return decayTime(twice.view(), 2000, kRate).value;
  };
  EXPECT_NEAR(decayAround(other, 900_Hz, 1300_Hz), 1.0, 0.08);
  EXPECT_LT(decayAround(other, 999_Hz, 24000_Hz), 0.9) << "the middle and the high band";
  EXPECT_GT(decayAround(other, 11_Hz, 1000_Hz), 1.02);
  EXPECT_NEAR(static_cast<double>(other[0][0]), static_cast<double>(room[0][0]), 0.01) << "the direct sound";
}

TEST(ResponseShape, IsExactWhereTheBandsAreSplitAndNotChanged) {
  // Two bands change by nothing that can be measured, so that the split itself is what is tested.
  const AudioBuffer room = test::decayingNoise(1, kRate, kRate, 0.6, 100);
  ResponseShape shape = plain();
  shape.decayMid = 1 + 1e-12;
  AudioBuffer other = room;
  shapeDecay(other.view(), 100, shape, kRate);
  EXPECT_LT(test::largestDifference(other.view(), room.view()), 1e-7);
}

TEST(ResponseShape, BalancesEarlyAndLate) {
  const AudioBuffer room = test::decayingNoise(1, kRate, kRate, 1.0);
  const std::size_t split = kRate * 80 / 1000, margin = 480;
  ResponseShape shape = plain();
  shape.balance = -1;
  const auto early = shaped(room, shape).taps;
  EXPECT_EQ(test::largestDifference(early.view().slice(0, split - margin), room.view().slice(0, split - margin)), 0);
  EXPECT_EQ(energyOf(early[0].subspan(split + margin)), 0);
  shape.balance = 1;
  const auto late = shaped(room, shape).taps;
  EXPECT_EQ(energyOf(late[0].subspan(0, split - margin)), 0);
  EXPECT_GT(energyOf(late[0].subspan(split + margin)), 0);
}

TEST(ResponseShape, EqualisesWithCutsAndShelves) {
  AudioBuffer unit(1, 100);
  unit[0][0] = 1;
  ResponseShape shape = plain();
  shape.lowCut = 200_Hz;
  shape.highCut = 5000_Hz;
  auto taps = shaped(unit, shape).taps;
  EXPECT_NEAR(gainAt(taps[0], 200, kRate), -3, 0.05);
  EXPECT_NEAR(gainAt(taps[0], 5000, kRate), -3, 0.05);
  EXPECT_NEAR(gainAt(taps[0], 1000, kRate), 0, 0.1);
  EXPECT_LT(gainAt(taps[0], 50, kRate), -23);
  shape = plain();
  shape.lowShelf = 6.0_dB;
  shape.highShelf = -6.0_dB;
  taps = shaped(unit, shape).taps;
  EXPECT_NEAR(gainAt(taps[0], 20, kRate), 6, 0.1);
  EXPECT_NEAR(gainAt(taps[0], 20000, kRate), -6, 0.3);
}

TEST(ResponseWays, FollowTheChannels) {
  const auto has = [](const std::vector<ResponseWay>& ways, int in, int out, int row) {
    return std::ranges::any_of(ways,
                               [&](const ResponseWay& w) { return w.input == in && w.output == out && w.row == row; });
  };
  EXPECT_EQ(waysOf(1, 6, PathOrder::ByInput).size(), 6u);
  EXPECT_EQ(waysOf(6, 6, PathOrder::ByInput).size(), 6u);
  EXPECT_EQ(waysOf(16, 4, PathOrder::ByInput).size(), 16u);
  EXPECT_TRUE(has(waysOf(4, 2, PathOrder::ByInput), 0, 1, 1)) << "LL LR RL RR";
  EXPECT_TRUE(has(waysOf(4, 2, PathOrder::ByOutput), 0, 1, 2)) << "LL RL LR RR";
  EXPECT_TRUE(has(waysOf(2, 6, PathOrder::ByInput), 3, 3, 1));
  for (const auto& [rows, channels] : {std::pair{3, 2}, {4, 1}, {6, 2}, {25, 5}})
    EXPECT_THROW(waysOf(rows, channels, PathOrder::ByInput), Error) << rows << " on " << channels;
}

TEST(ResponseWays, GiveAMonoSignalTheMeanOfAStereoResponse) {
  AudioBuffer response(2, 2);
  response[0][0] = 1;
  response[1][1] = 1;
  const auto mono = shaped(response, plain(), 1);
  ASSERT_EQ(mono.ways.size(), 1u);
  EXPECT_EQ(mono.taps[0][0], 0.5f);
  EXPECT_EQ(mono.taps[0][1], 0.5f);
}

TEST(ResponseSource, SaysWhatThereIsWhenANameIsUnknown) {
  try {
    openResponse("no such room");
    FAIL() << "it was found";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::NotFound);
    EXPECT_NE(std::string(error.what()).find("hall"), std::string::npos) << error.what();
  }
  EXPECT_THROW(openResponse("/no/such/file.wav"), Error);
}

}  // namespace
}  // namespace lathe
