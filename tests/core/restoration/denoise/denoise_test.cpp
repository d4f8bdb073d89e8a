// De-noise: how much nearer to the sound without noise, what it leaves, and that parts add up.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/report/restoration_report.h"
#include "core/audio/error.h"
#include "core/restoration/denoise/denoise_engine.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

constexpr std::size_t kLead = kRestorationLead;

struct Case {
  AudioBuffer clean, noisy;
};

Case notesWithHiss(int channels, Decibels level) {
  Case c{notes(channels), {}};
  c.noisy = sum(c.clean, hiss(channels, c.clean.frames(), 3, level));
  return c;
}

AudioBuffer denoised(const AudioBuffer& noisy, const DenoiseSettings& settings = {}) {
  return samplesOf(*applyDenoise(settings, clipAt44100(noisy), false, {}));
}

double gainOf(const Case& c, const AudioBuffer& out) {
  return siSdr(c.clean[0].subspan(kLead), out[0].subspan(kLead)) -
         siSdr(c.clean[0].subspan(kLead), c.noisy[0].subspan(kLead));
}

double levelChange(const AudioBuffer& before, const AudioBuffer& after, std::size_t from, std::size_t count) {
  return 20 * std::log10(rms(after[0].subspan(from, count)) / rms(before[0].subspan(from, count)));
}

TEST(Denoise, BringsNotesInHissNearerToTheNotes) {
  const Case c = notesWithHiss(1, -38_dB);
  for (const char* learn : {"0.1-1.6", ""}) {
    DenoiseSettings settings;
    settings.learn = learn;
    EXPECT_GT(gainOf(c, denoised(c.noisy, settings)), 10) << "dB, learned from '" << learn << "'";
  }
}

TEST(Denoise, TakesTheReductionFromNoiseAloneWithoutMusicalNoise) {
  const Case c = notesWithHiss(1, -38_dB);
  const AudioBuffer out = denoised(c.noisy);
  EXPECT_NEAR(levelChange(c.noisy, out, 8820, kLead - 2 * 8820), -24, 1.5);
  const auto report = analysis::compareRestoration(*clipAt44100(c.noisy), *clipAt44100(out));
  ASSERT_TRUE(report.musicalNoise && report.floorReduction);
  EXPECT_LT(*report.musicalNoise, 0.1);
  EXPECT_GT(report.floorReduction->value, 20);
}

TEST(Denoise, AFurtherReductionIsReachedInBothDirections) {
  const Case c = notesWithHiss(1, -38_dB);
  DenoiseSettings settings;
  settings.reduction = settings.tonalReduction = 10_dB;
  EXPECT_NEAR(levelChange(c.noisy, denoised(c.noisy, settings), 8820, kLead - 2 * 8820), -10, 0.7);
  settings.curve = "100:+20";
  EXPECT_NEAR(levelChange(c.noisy, denoised(c.noisy, settings), 8820, kLead - 2 * 8820), -30, 2.5);
}

TEST(Denoise, WhatIsLeftAndWhatIsTakenAddUpToTheLastBit) {
  Case c = notesWithHiss(2, -38_dB);
  for (int ch = 0; ch < 2; ++ch)
    for (float& x : c.noisy[ch]) x = std::round(x * 0x1p23f) * 0x1p-23f;
  for (const DenoiseChannels channels :
       {DenoiseChannels::Linked, DenoiseChannels::Separate, DenoiseChannels::MidSide}) {
    DenoiseSettings settings;
    settings.channels = channels;
    const AudioBuffer out = denoised(c.noisy, settings);
    for (int ch = 0; ch < 2; ++ch)
      for (std::size_t n = 0; n < out.frames(); ++n) {
        const float removed = c.noisy[ch][n] - out[ch][n];
        ASSERT_EQ(out[ch][n] + removed, c.noisy[ch][n]) << n;
        ASSERT_EQ(static_cast<double>(out[ch][n]) + static_cast<double>(removed), static_cast<double>(c.noisy[ch][n]))
            << n;
      }
  }
}

TEST(Denoise, IsTheSameHoweverTheRecordingIsCut) {
  const Case c = notesWithHiss(2, -38_dB);
  const ClipPtr clip = clipAt44100(c.noisy);
  for (const DenoiseQuality quality : {DenoiseQuality::B, DenoiseQuality::D}) {
    DenoiseValues values;
    values.quality = quality;
    const NoiseProfile profile = learnProfile(*clip, {{0.1_s, 1.5_s}});
    const DenoisePlan plan = makeDenoisePlan(values, {}, profile);
    const NoiseMap map = makeNoiseMap(*clip, profile, {});
    DenoiseEngine engine(plan, map, clip);
    AudioBuffer whole(2, 150000), pieces(2, 150000);
    engine.remove(0, whole.view());
    for (std::size_t at = 0; at < 150000; at += 33333)
      engine.remove(at, pieces.view().slice(at, std::min<std::size_t>(33333, 150000 - at)));
    EXPECT_LT(largestDifference(whole.view(), pieces.view()), 1e-7);
    EXPECT_GT(peak(whole.view()), 0.01);
  }
}

TEST(Denoise, LeavesARecordingWithoutNoiseNearlyAsItIs) {
  const AudioBuffer clean = notes(1);
  EXPECT_GT(siSdr(clean[0], denoised(clean)[0]), 45);
  const AudioBuffer silent = silence(1, 100000);
  EXPECT_EQ(peak(denoised(silent).view()), 0);
}

TEST(Denoise, KeepsNoiseAtTheWantedLevel) {
  const Case c = notesWithHiss(1, -38_dB);
  DenoiseSettings settings;
  settings.keep = -50_dB;
  EXPECT_NEAR(20 * std::log10(rms(denoised(c.noisy, settings)[0].subspan(8820, kLead - 2 * 8820))), -50, 1);
}

TEST(Denoise, FollowsNoiseThatGrows) {
  Case c{notes(1), {}};
  AudioBuffer noise = hiss(1, c.clean.frames(), 5, -50_dB);
  for (std::size_t n = 0; n < noise.frames(); ++n) noise[0][n] *= n > kLead ? 2.5f : 1.0f;
  c.noisy = sum(c.clean, noise);
  DenoiseSettings learned, dialogue, adaptive;
  learned.learn = dialogue.learn = adaptive.learn = "0.1-1.5";
  dialogue.mode = DenoiseMode::Dialogue;
  adaptive.method = DenoiseMethod::Adaptive;
  adaptive.anchors = "0.2-1.8 2.02-2.06";
  const double fixed = gainOf(c, denoised(c.noisy, learned));
  EXPECT_GT(gainOf(c, denoised(c.noisy, dialogue)), fixed + 0.5);
}

TEST(DenoiseProfile, IsTheSameAfterItsFile) {
  const Case c = notesWithHiss(2, -38_dB);
  const NoiseProfile profile = learnProfile(*clipAt44100(c.noisy), {{0.1_s, 1.5_s}});
  lathe::testing::TemporaryFolder folder;
  saveProfile(profile, folder / "p.json", Overwrite::No);
  EXPECT_THROW(saveProfile(profile, folder / "p.json", Overwrite::No), Error);
  const NoiseProfile loaded = loadProfile(folder / "p.json");
  for (std::size_t w = 0; w < profile.spectra.size(); ++w)
    for (std::size_t ch = 0; ch < 2; ++ch)
      for (std::size_t k = 0; k < profile.spectra[w].power[ch].size(); ++k)
        ASSERT_NEAR(10 * std::log10(loaded.spectra[w].power[ch][k] / profile.spectra[w].power[ch][k]), 0, 0.006);
  DenoiseSettings fromFile, learned;
  fromFile.profile = (folder / "p.json").string();
  learned.learn = "0.1-1.5";
  const double difference = largestDifference(denoised(c.noisy, fromFile).view(), denoised(c.noisy, learned).view());
  EXPECT_LT(20 * std::log10(difference), -60);
  EXPECT_LT(std::filesystem::file_size(folder / "p.json"), 300000u);
}

TEST(DenoiseProfile, OfAnotherRateReadsTheSameNoise) {
  const NoiseProfile profile = learnProfile(*clipAt44100(hiss(1, 44100, 9, -40_dB)), {{0_s, 1_s}});
  const NoiseProfile fitted = profile.fittedTo(96000, 2);
  EXPECT_EQ(fitted.channels(), 2);
  double mean = 0;
  for (std::size_t k = 100; k < 600; ++k) mean += fitted.spectra[1].power[1][k] / 500;
  EXPECT_NEAR(10 * std::log10(mean), -40 + 10 * std::log10(44100.0 / 96000), 0.5);
}

TEST(DenoiseProfile, RefusesWhatIsNoProfile) {
  lathe::testing::TemporaryFolder folder;
  for (const std::string text : {"", "{", "[]", R"({"format":"lathe noise profile 1"})",
                                 R"({"format":"lathe noise profile 1","rate":1e99,"seconds":1,"windows":[]})"}) {
    std::ofstream(folder / "bad.json") << text;
    EXPECT_THROW(loadProfile(folder / "bad.json"), Error) << text;
  }
}

TEST(DenoiseText, ReadsRangesAndCurves) {
  EXPECT_EQ(parseRanges("0.5-1.2, 30-31").size(), 2u);
  for (const char* bad : {"1", "2-1", "a-b", "1-", "-1-2"}) EXPECT_THROW(parseRanges(bad), Error) << bad;
  EXPECT_NEAR(curveAt(parseCurve("1000:-6 100:+3"), 316.2_Hz).value, -1.5, 0.01);
  EXPECT_EQ(curveAt({}, 50_Hz).value, 0);
  for (const char* bad : {"100", "0:3", "a:3", "100:"}) EXPECT_THROW(parseCurve(bad), Error) << bad;
}

}  // namespace
}  // namespace lathe::test
