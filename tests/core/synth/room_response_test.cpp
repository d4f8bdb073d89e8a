// Made rooms have the figures they were made from.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/room_response.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/room/room_report.h"
#include "core/synth/builtin_responses.h"

namespace lathe {
namespace {

TEST(MadeRoom, DecaysAsAskedInEveryOctave) {
  RoomSettings s;
  s.decay = {2.0, 1.8, 1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.5};
  s.hasDirect = false, s.reflections = 0, s.diffusion = 1;
  const RoomReport report = analyseRoom(makeRoom(s, 48000).view(), 48000);
  for (const ChannelReport& channel : report.channels)
    for (const BandDecay& band : channel.bands) {
      if (band.centre < 200) continue;  // a low octave holds too few modes for its time to be sharp
      std::size_t i = 0;
      while (kRoomBandCentres[i] < band.centre * 0.8) ++i;
      ASSERT_TRUE(band.t30) << band.centre;
      EXPECT_NEAR(*band.t30, s.decay[i], 0.1 * s.decay[i]) << band.centre;
    }
}

TEST(MadeRoom, WidthIsTheLikenessOfTheSides) {
  RoomSettings s;
  s.hasDirect = false, s.reflections = 0;
  s.width = 1;
  EXPECT_LT(analyseRoom(makeRoom(s, 44100).view(), 44100).interaural->late, 0.25);
  s.width = 0;
  EXPECT_GT(analyseRoom(makeRoom(s, 44100).view(), 44100).interaural->late, 0.999);
}

TEST(MadeRoom, DirectSoundPreDelayAndTrueStereoAreAsAsked) {
  RoomSettings s;
  s.reflections = 0, s.preDelay = 0.03, s.isTrueStereo = true;
  const AudioBuffer room = makeRoom(s, 48000);
  ASSERT_EQ(room.channels(), 4);
  EXPECT_EQ(room[0][0], 1.0f);
  EXPECT_EQ(room[1][0], 0.0f);
  EXPECT_EQ(room[2][0], 0.0f);
  EXPECT_EQ(room[3][0], 1.0f);
  for (std::size_t i = 1; i < 1440; ++i) ASSERT_EQ(room[0][i], 0.0f);
  // Energy of the tail against the direct sound's: -6 dB, mean of both sides.
  double sum = 0;
  for (int c = 0; c < 2; ++c)
    for (std::size_t i = 1; i < room.frames(); ++i) sum += static_cast<double>(room[c][i]) * room[c][i] / 2;
  EXPECT_NEAR(10 * std::log10(sum), -6, 0.2);
  s.decay[3] = 0;
  EXPECT_THROW(makeRoom(s, 48000), Error);
}

TEST(BuiltinResponses, AreWholeAtEveryRateAndAlwaysTheSame) {
  for (const BuiltinResponse& response : builtinResponses()) {
    const AudioBuffer a = makeBuiltinResponse(response.id, 16000), b = makeBuiltinResponse(response.id, 16000);
    EXPECT_EQ(a.channels(), response.channels) << response.id;
    float peak = 0;
    for (int c = 0; c < a.channels(); ++c) {
      ASSERT_TRUE(std::ranges::equal(a[c], b[c])) << response.id;
      double sum = 0;
      for (const float x : a[c]) {
        ASSERT_TRUE(std::isfinite(x)) << response.id;
        peak = std::max(peak, std::abs(x)), sum += static_cast<double>(x) * x;
      }
      EXPECT_GT(sum, 0.01) << response.id;
    }
    EXPECT_NEAR(20 * std::log10(peak), -1, 1e-4) << response.id;
  }
  EXPECT_EQ(makeBuiltinResponse("ambience", 96000).frames() / 96000,
            makeBuiltinResponse("ambience", 48000).frames() / 48000);
  EXPECT_THROW(makeBuiltinResponse("moon", 48000), Error);
}

TEST(BuiltinResponses, LastAsLongAsTheirNamesSay) {
  const auto time = [](const char* id) {
    return *analyseRoom(makeBuiltinResponse(id, 24000).view(), 24000).reverberationTime();
  };
  EXPECT_NEAR(time("hall"), 2.0, 0.3);
  EXPECT_NEAR(time("small-room"), 0.4, 0.1);
  EXPECT_GT(time("cathedral"), 5);
  EXPECT_GT(time("spring"), 0.8);
}

}  // namespace
}  // namespace lathe
