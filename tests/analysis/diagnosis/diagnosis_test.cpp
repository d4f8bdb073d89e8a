// Diagnosis: each fault that is put into made sound is found, and none where there is none.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/diagnosis/diagnosis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/core/render/render_signals.h"
#include "tests/support/made_speech.h"
#include "tests/support/played_tones.h"
#include "tests/support/restoration_signals.h"

namespace lathe::analysis {
namespace {

using test::clipOf;

constexpr int kRate = 44100;

/// The processors of the proposed chain, with spaces between.
std::string chainOf(const AudioBuffer& sound, Material material = Material::Automatic) {
  std::string all;
  for (const Stage& stage : diagnose(clipOf(sound), material).remedy.stages)
    all += (all.empty() ? "" : " ") + stage.settings.type().id;
  return all;
}

TEST(Diagnosis, ProposesNothingForSoundWithoutFaults) {
  EXPECT_EQ(chainOf(test::playedTones(2, 6 * kRate, 31)), "");
  EXPECT_EQ(chainOf(test::madeSpeech(1, 12)), "");
  EXPECT_EQ(chainOf(test::silence(2, kRate)), "");
  EXPECT_EQ(chainOf(AudioBuffer(2, 0)), "");
}

TEST(Diagnosis, FindsOffsetsDropoutsAndClipping) {
  AudioBuffer sound = test::playedTones(2, 6 * kRate, 32);
  for (float& x : sound[0]) x += 0.01f;
  EXPECT_EQ(chainOf(sound), "channel-repair");
  sound = test::playedTones(2, 6 * kRate, 32);
  for (const std::size_t at : {60000u, 120000u})
    std::fill_n(sound[1].begin() + static_cast<std::ptrdiff_t>(at), 500, 0.0f);
  EXPECT_EQ(chainOf(sound), "gap-fill");
  sound = test::playedTones(1, 6 * kRate, 33);
  const auto limit = static_cast<float>(0.4 * test::peak(sound.view()));
  for (float& x : sound[0]) x = std::clamp(x, -limit, limit);
  EXPECT_EQ(chainOf(sound), "declip");
}

TEST(Diagnosis, FindsHumAndNoise) {
  const AudioBuffer clean = test::notes(1);
  EXPECT_EQ(chainOf(clean), "");
  EXPECT_EQ(chainOf(test::sum(clean, test::hum(1, clean.frames(), 50_Hz, -30_dB))), "dehum");
  EXPECT_EQ(chainOf(test::sum(clean, test::hiss(1, clean.frames(), 5, -40_dB))), "denoise");
}

TEST(Diagnosis, FindsFaultsOfSpeechInSpeechAlone) {
  AudioBuffer speech = test::madeSpeech(1, 16);
  for (const std::size_t i : {3u, 8u, 13u}) test::addPlosive(speech, i);
  const Diagnosis diagnosis = diagnose(clipOf(speech), Material::Automatic);
  EXPECT_TRUE(diagnosis.isSpeech);
  const auto plosives = std::ranges::find(diagnosis.findings, "plosives", &Finding::id);
  ASSERT_NE(plosives, diagnosis.findings.end());
  EXPECT_NEAR(plosives->value, 3 * 60 / (16 * 0.6), 0.1);
  EXPECT_EQ(plosives->remedy, "deplosive");
  EXPECT_EQ(chainOf(speech, Material::Music).find("deplosive"), std::string::npos);
}

TEST(Diagnosis, FindsAnOppositeAndLateChannel) {
  const AudioBuffer mono = test::playedTones(1, 6 * kRate, 34);
  AudioBuffer sound(2, mono.frames());
  for (std::size_t n = 7; n < mono.frames(); ++n) {
    sound[0][n] = mono[0][n];
    sound[1][n] = -mono[0][n - 7];
  }
  const Diagnosis diagnosis = diagnose(clipOf(sound), Material::Music);
  const auto of = [&](const char* id) { return *std::ranges::find(diagnosis.findings, id, &Finding::id); };
  EXPECT_EQ(of("polarity").severity, Severity::Severe);
  EXPECT_NEAR(of("delay").value, 7, 0.05);
  ASSERT_EQ(diagnosis.remedy.stages.size(), 1u);
  EXPECT_EQ(diagnosis.remedy.stages[0].settings.type().id, "channel-repair");
}

}  // namespace
}  // namespace lathe::analysis
