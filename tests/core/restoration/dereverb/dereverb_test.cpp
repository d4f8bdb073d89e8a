// De-reverb: how much nearer to the sound near by, what dry sound loses, and that nothing else changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/dereverb.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/restoration/dereverb/dereverb_engine.h"
#include "core/stages/registry.h"
#include "tests/support/played_tones.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/reverberant.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

constexpr std::size_t kSyllables = 16;

DereverbSettings dialogue() {
  DereverbSettings settings;
  settings.mode = DereverbMode::Dialogue;
  return settings;
}

AudioBuffer dried(const AudioBuffer& sound, const DereverbSettings& settings = {}, const OfflineWork& work = {}) {
  return samplesOf(*applyDereverb(settings, clipAt44100(sound), false, work));
}

/// dB of the last 0.15 s of all pauses between syllables but the first.
double pauseLevel(const AudioBuffer& sound) {
  double power = 0;
  for (std::size_t i = 2; i <= kSyllables; ++i)
    power += std::pow(rms(sound[0].subspan(i * kGlidingPeriod - kGlidingPause, kGlidingPause)), 2);
  return 10 * std::log10(power);
}

TEST(Dereverb, BringsSpeechNearerToTheSoundNearByAndClearsThePauses) {
  const AudioBuffer speech = glidingSpeech(2, kSyllables);
  for (const double seconds : {0.5, 1.0, 2.0}) {
    const Reverberant room = inRoom(speech, seconds, 0);
    const AudioBuffer out = dried(room.all, dialogue());
    EXPECT_GT(siSdr(room.early[0], out[0]), siSdr(room.early[0], room.all[0]) + 1) << "dB, " << seconds << " s";
    EXPECT_LT(pauseLevel(out), pauseLevel(room.all) - 4) << "dB, " << seconds << " s";
  }
}

TEST(Dereverb, SuppressionAloneAlsoClearsThePauses) {
  const Reverberant room = inRoom(glidingSpeech(1, kSyllables), 1.0, 0);
  DereverbSettings settings = dialogue();
  settings.method = DereverbMethod::Suppress;
  const AudioBuffer out = dried(room.all, settings);
  EXPECT_GT(siSdr(room.early[0], out[0]), siSdr(room.early[0], room.all[0]) + 0.5);
  EXPECT_LT(pauseLevel(out), pauseLevel(room.all) - 4);
}

TEST(Dereverb, ChangesDrySoundLittle) {
  const AudioBuffer speech = glidingSpeech(1, kSyllables), music = organ(8 * kRestorationRate);
  EXPECT_GT(siSdr(speech[0], dried(speech, dialogue())[0]), 25);
  EXPECT_GT(siSdr(speech[0], dried(speech)[0]), 30);
  EXPECT_GT(siSdr(music[0], dried(music)[0]), 30);
  // Plucked notes ring out as a room does.
  const AudioBuffer plucked = playedTones(1, 8 * kRestorationRate, 5);
  EXPECT_GT(siSdr(plucked[0], dried(plucked)[0]), 15);
}

TEST(Dereverb, KeepsASustainedNoteInARoomWhole) {
  // What goes on at one level could all be the room's: music is given the benefit of the doubt.
  const AudioBuffer sound =
      toneBurst(1, 10 * kRestorationRate, kRestorationRate, 440_Hz, 22050, 6 * kRestorationRate, -12_dB);
  const AudioBuffer all = inRoom(sound, 1.5, 0).all, out = dried(all);
  const std::size_t from = 3 * kRestorationRate, count = 2 * kRestorationRate;
  EXPECT_NEAR(20 * std::log10(rms(out[0].subspan(from, count)) / rms(all[0].subspan(from, count))), 0, 0.3);
}

TEST(Dereverb, TakesNoMoreThanTheReduction) {
  const Reverberant room = inRoom(glidingSpeech(1, kSyllables), 2.0, 3);
  DereverbSettings settings = dialogue();
  settings.reduction = 6_dB;
  const double six = pauseLevel(dried(room.all, settings)) - pauseLevel(room.all);
  settings.reduction = 18_dB;
  const double eighteen = pauseLevel(dried(room.all, settings)) - pauseLevel(room.all);
  EXPECT_GT(six, -7);
  EXPECT_LT(eighteen, six - 1);
  settings.curve = "20:-60 20000:-60";
  EXPECT_EQ(largestDifference(dried(room.all, settings).view(), room.all.view()), 0);
}

TEST(Dereverb, TileAndThreadsChangeNoSample) {
  const AudioBuffer sound = inRoom(glidingSpeech(2, 2 * kSyllables), 1.0, 0).all;
  const AudioBuffer one = dried(sound, dialogue());
  OfflineWork work;
  work.threads = 3;
  EXPECT_EQ(largestDifference(dried(sound, dialogue(), work).view(), one.view()), 0);
  work.device = "null";  // whose batches of frames are cut otherwise
  EXPECT_LT(largestDifference(dried(sound, dialogue(), work).view(), one.view()), 1e-5);
}

TEST(Dereverb, SectionsOverlapSoThatEveryFrameIsChangedOnce) {
  for (const std::uint64_t frames : {1000u, 44100u, 500000u, 1500001u}) {
    const auto sections = dereverbSections(frames, 44100, 512);
    ASSERT_FALSE(sections.empty());
    EXPECT_EQ(sections.front().begin, -3);
    EXPECT_EQ(sections.back().past, static_cast<std::int64_t>((frames - 1) / 512) + 1);
    EXPECT_EQ(sections.back().fadeOut, 0u);
    for (std::size_t i = 1; i < sections.size(); ++i) {
      EXPECT_EQ(sections[i].begin + static_cast<std::int64_t>(sections[i].fadeIn), sections[i - 1].past);
      EXPECT_EQ(sections[i].fadeIn, sections[i - 1].fadeOut);
      EXPECT_LT(sections[i].first, sections[i].begin);
      EXPECT_LT((sections[i].past - sections[i].first) * 512, 15 * 44100) << "memory stays bounded";
    }
  }
}

TEST(Dereverb, SilentAndLowFrequencyChannelsStayBitForBit) {
  const AudioBuffer speech = inRoom(glidingSpeech(2, kSyllables), 1.0, 0).all;
  AudioBuffer surround(6, speech.frames());
  for (const int c : {0, 1, 3, 4}) std::ranges::copy(speech[c % 2], surround[c].begin());
  const AudioBuffer out = dried(surround, dialogue());
  for (const int c : {2, 3, 5}) EXPECT_TRUE(std::ranges::equal(out[c], surround[c])) << "channel " << c;
  for (const int c : {0, 1, 4}) EXPECT_FALSE(std::ranges::equal(out[c], surround[c])) << "channel " << c;
}

TEST(Dereverb, SilenceAndShortSoundStayAsTheyAre) {
  for (const std::size_t frames : {0u, 1u, 700u, 44100u}) {
    const AudioBuffer quiet = silence(2, frames);
    EXPECT_EQ(largestDifference(dried(quiet).view(), quiet.view()), 0) << frames;
  }
  const AudioBuffer click = impulse(1, 600, 300);
  EXPECT_EQ(largestDifference(dried(click).view(), click.view()), 0);
}

TEST(Dereverb, WhatIsNoNumberDoesNotSpread) {
  AudioBuffer sound = inRoom(glidingSpeech(1, kSyllables), 1.0, 0).all;
  sound[0][50000] = std::numeric_limits<float>::quiet_NaN();
  AudioBuffer out = dried(sound, dialogue());
  EXPECT_TRUE(std::isnan(out[0][50000]));
  out[0][50000] = 0;
  EXPECT_TRUE(std::isfinite(peak(out.view())));
}

TEST(Dereverb, ResultAndRemovedAddUpToTheSourceOf24Bits) {
  AudioBuffer sound = inRoom(glidingSpeech(1, kSyllables), 1.0, 0).all;
  for (float& x : sound[0]) x = std::round(x * 0.3f * 8388608.0f) / 8388608.0f;
  const AudioBuffer out = dried(sound, dialogue());
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const float removed = sound[0][n] - out[0][n];
    ASSERT_EQ(out[0][n] + removed, sound[0][n]) << n;
  }
}

TEST(Dereverb, WorksAtAllUsualRates) {
  for (const int rate : {8000, 22050, 48000, 96000, 192000}) {
    const auto clip = std::make_shared<MemoryClip>(AudioFormat{rate, ChannelLayout::mono()}, glidingSpeech(1, 4));
    const AudioBuffer out = samplesOf(*applyDereverb(dialogue(), clip, false, {}));
    EXPECT_TRUE(std::isfinite(peak(out.view()))) << rate;
    EXPECT_EQ(out.frames(), clip->frames());
  }
}

}  // namespace
}  // namespace lathe::test
