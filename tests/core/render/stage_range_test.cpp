// A stage that works in part of a track, and one that gives what it removes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/chain/chain_file.h"
#include "core/processors/gain.h"
#include "core/processors/saturator.h"
#include "core/render/chain_clip.h"
#include "core/session/edits.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;

Stage louder(std::optional<StageRange> range, bool removed = false) {
  Stage stage{GainSettings{.gain = 6_dB}};
  stage.range = range;
  stage.listensToRemoved = removed;
  return stage;
}

TEST(StageRange, TouchesNoSampleOutsideIt) {
  const AudioBuffer sound = noise(2, 48000, 3);
  const ClipPtr clip = throughChain(clipOf(sound), {{louder(StageRange{0.25_s, 0.5_s}), Stage{GainSettings{}}}}, false);
  const AudioBuffer out = readAll(*clip);
  const auto rate = clip->format().sampleRate;
  const auto from = static_cast<std::size_t>(rate / 4), to = static_cast<std::size_t>(rate / 2),
             fade = static_cast<std::size_t>(rate / 200 + 2);
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = 0; n < sound.frames(); ++n) {
      if (n < from || n >= to) {
        ASSERT_EQ(out[c][n], sound[c][n]) << n;
      } else if (n >= from + fade && n < to - fade) {
        ASSERT_NEAR(out[c][n], sound[c][n] * 1.9952623, 1e-6) << n;
      }
    }
}

TEST(StageRange, FadesWithoutAStep) {
  const AudioBuffer sound = sine(1, 24000, 44100, 100_Hz, -12.0_dB);
  const AudioBuffer out = readAll(*throughChain(clipOf(sound), {{louder(StageRange{0.1_s, 0.3_s})}}, false));
  for (std::size_t n = 1; n < sound.frames(); ++n) ASSERT_LT(std::abs(out[0][n] - out[0][n - 1]), 0.012) << n;
}

TEST(StageRange, IsTheSameSoundInWhateverPiecesItIsRead) {
  const Chain chain{{Stage{SaturatorSettings{}}, louder(StageRange{0.1_s, 0.2_s}), Stage{SaturatorSettings{}}}};
  const AudioBuffer sound = noise(2, 20000, 5);
  const AudioBuffer whole = readAll(*throughChain(clipOf(sound), chain, false));
  const ClipPtr clip = throughChain(clipOf(sound), chain, false);
  AudioBuffer pieces(2, 20000);
  for (std::size_t at = 0; at < 20000; at += 777)
    clip->read(at, pieces.view().slice(at, std::min<std::size_t>(777, 20000 - at)));
  EXPECT_EQ(largestDifference(pieces.view(), whole.view()), 0);
}

TEST(ListenToRemoved, IsTheInputLessTheOutput) {
  const AudioBuffer sound = noise(2, 20000, 4);
  const AudioBuffer kept = readAll(*throughChain(clipOf(sound), {{louder(std::nullopt)}}, false));
  const AudioBuffer removed = readAll(*throughChain(clipOf(sound), {{louder(std::nullopt, true)}}, false));
  for (std::size_t n = 0; n < 20000; ++n)
    ASSERT_NEAR(static_cast<double>(sound[0][n]) - kept[0][n], removed[0][n], 1e-7);
}

TEST(ListenToRemoved, IsSilentOutsideTheRange) {
  const AudioBuffer sound = noise(2, 20000, 4);
  const AudioBuffer removed = readAll(*throughChain(clipOf(sound), {{louder(StageRange{0.1_s, 0.2_s}, true)}}, false));
  EXPECT_EQ(peak(removed.view().slice(0, 4400)), 0);
  EXPECT_EQ(peak(removed.view().slice(9000, 11000)), 0);
  EXPECT_GT(peak(removed.view()), 0.1);
}

TEST(StageRange, SurvivesSavingAndIsRefusedWhenItMakesNoSense) {
  const ChainPreset preset{"test", "", {{louder(StageRange{0.5_s, 2.25_s}, true)}}};
  EXPECT_EQ(presetFromText(presetToText(preset)).chain, preset.chain);
  for (const char* bad : {"[2, 1]", "[-1, 1]", "[1]", "3", R"(["a", 2])"}) {
    const std::string text = R"({"format": "lathe-chain", "version": 1, "stages": [{"processor": "gain", "range": )" +
                             std::string(bad) + "}]}";
    EXPECT_THROW(presetFromText(text), Error) << bad;
  }
  Session session;
  session.masterChain = preset.chain;
  EXPECT_THROW(setStageRange({}, 0, StageRange{2.0_s, 1.0_s}).apply(session), Error);
  EXPECT_FALSE(setStageRange({}, 0, std::nullopt).apply(session).masterChain.stages[0].range);
}

}  // namespace
}  // namespace lathe::test
