// What is measured of a room from the sound in it, and what the prediction finds.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/late_reverb.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/audio/error.h"
#include "core/audio/random.h"
#include "core/restoration/dereverb/dereverb.h"
#include "core/restoration/dereverb/weighted_prediction.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/reverberant.h"

namespace lathe::test {
namespace {

constexpr double kPauses = 0.03;

LateReverb measured(const AudioBuffer& sound, const char* times = "") {
  return measureLateReverb(*clipAt44100(sound), 35_ms, kPauses, parseCurve(times));
}

TEST(LateReverb, TimeIsFoundBlindlyWithinAThird) {
  const AudioBuffer speech = glidingSpeech(1, 20);
  for (const double seconds : {0.5, 1.0, 2.0}) {
    const LateReverb room = measured(inRoom(speech, seconds, 0).all);
    for (const Hertz frequency : {500_Hz, 1000_Hz, 2000_Hz})
      EXPECT_NEAR(room.timeAt(frequency).value / seconds, 1, 0.33) << frequency.value << " Hz, " << seconds << " s";
  }
}

TEST(LateReverb, ShareGrowsWithTheTailAndIsSmallForDrySound) {
  const AudioBuffer speech = glidingSpeech(1, 20);
  double before = measured(speech).shareAt(1000_Hz);
  EXPECT_LT(before, 0.005);
  for (const double level : {-18.0, -12.0, -6.0}) {
    const double share = measured(inRoom(speech, 1.0, level).all).shareAt(1000_Hz);
    EXPECT_GT(share, 1.2 * before) << level << " dB";
    before = share;
  }
}

TEST(LateReverb, GivenTimesAreTaken) {
  const LateReverb room = measured(glidingSpeech(1, 4), "250:1.5 4000:0.5");
  EXPECT_NEAR(room.timeAt(250_Hz).value, 1.5, 0.01);
  EXPECT_NEAR(room.timeAt(4000_Hz).value, 0.5, 0.01);
  EXPECT_NEAR(room.timeAt(1000_Hz).value, 1.0, 0.05);
  Settings settings{DereverbSettings{}};
  EXPECT_THROW(settings.setText("times", "1000:90"), Error);
  EXPECT_THROW(settings.setText("times", "much"), Error);
}

struct PredictionCase {
  static constexpr std::size_t kFrames = 1200, kDelay = 3;
  std::vector<float> dry, wet;  ///< frame, lane; real parts
};

/// Bursts with silence between, and 0.5 times what was heard five frames before.
PredictionCase echoes(std::uint64_t seed) {
  PredictionCase c;
  Random random(seed);
  constexpr std::size_t lanes = WeightedPrediction::kLanes;
  for (std::size_t t = 0; t < PredictionCase::kFrames; ++t)
    for (std::size_t n = 0; n < lanes; ++n) {
      const double level = t / 40 % 3 == 0 ? 1.0 : 0.02;
      c.dry.push_back(static_cast<float>(level * (random.even() + random.even() + random.even())));
      c.wet.push_back(c.dry.back() + (t >= 5 ? 0.5f * c.wet[c.wet.size() - 5 * lanes] : 0.0f));
    }
  return c;
}

TEST(WeightedPrediction, FindsAnEchoAndNothingInWhatIsNew) {
  constexpr std::size_t lanes = WeightedPrediction::kLanes;
  const PredictionCase c = echoes(7);
  for (const auto& [sound, isWet] : {std::pair{&c.wet, true}, std::pair{&c.dry, false}}) {
    WeightedPrediction prediction(PredictionCase::kFrames, 1, 8);
    for (std::size_t t = 0; t < PredictionCase::kFrames; ++t)
      std::copy_n(sound->data() + t * lanes, lanes, prediction.spectrum(t, 0));
    prediction.predict(PredictionCase::kFrames, PredictionCase::kDelay, 8);
    double error = 0, power = 0;
    for (std::size_t t = 0; t < PredictionCase::kFrames; ++t)
      for (std::size_t n = 0; n < lanes; ++n) {
        const double dry = static_cast<double>(c.dry[t * lanes + n]);
        const double left =
            static_cast<double>((*sound)[t * lanes + n]) - static_cast<double>(prediction.predicted(t, 0)[n]);
        error += (left - dry) * (left - dry);
        power += dry * dry;
      }
    EXPECT_LT(10 * std::log10(error / power), -15) << (isWet ? "with echoes" : "without");
  }
}

TEST(WeightedPrediction, SilenceIsPredictedFromSilence) {
  WeightedPrediction prediction(100, 2, 4);
  prediction.predict(100, 3, 4);
  for (std::size_t t = 0; t < 100; ++t)
    for (std::size_t n = 0; n < 2 * WeightedPrediction::kLanes; ++n) ASSERT_EQ(prediction.predicted(t, 1)[n], 0);
}

}  // namespace
}  // namespace lathe::test
