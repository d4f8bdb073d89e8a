// Edits change what they select and not a sample more; they can be heard apart, and give the same samples every time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/error.h"
#include "core/processors/gain.h"
#include "core/spectral/operators/clone.h"
#include "core/spectral/operators/heal.h"
#include "core/spectral/operators/levels.h"
#include "core/spectral/operators/pattern.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

SpectralEdit edit(Settings operation, MaskPart part) { return {Mask{{std::move(part)}}, std::move(operation)}; }

std::vector<Settings> allOperations() {
  std::vector<Settings> list;
  for (const SpectralOperator& op : spectralOperators()) list.emplace_back(*op.settings);
  list.emplace_back(GainSettings{.gain = 6_dB});
  return list;
}

TEST(EditedClip, LeavesEverySampleOutsideTheReachAsItIs) {
  const AudioBuffer sound = chord(3 * kSpectralRate);
  const ClipPtr clip = spectralClip(sound);
  for (const Settings& operation : allOperations())
    for (const MaskPart& part : {box(1.0, 1.1, 500, 2000), passage(1.0, 1.05)}) {
      SCOPED_TRACE(operation.type().id);
      const SpectralEdit one = edit(operation, part);
      const AudioBuffer out = readWhole(*withEdit(clip, one));
      const SampleSpan reach = reachOf(one, kSpectralRate, clip->frames());
      EXPECT_LT(reach.end - reach.start, kSpectralRate / 4);
      for (int c = 0; c < 2; ++c)
        for (std::int64_t n = 0; n < std::ssize(out[c]); ++n)
          if (n < reach.start || n >= reach.end) {
            ASSERT_EQ(out[c][static_cast<std::size_t>(n)], sound[c][static_cast<std::size_t>(n)]) << n;
          }
      EXPECT_GT(largestDifference(out.view(), sound.view()), 1e-5) << "it does something";
    }
}

TEST(EditedClip, ChangesNothingWithAnOperationThatChangesNothing) {
  const AudioBuffer sound = chord(2 * kSpectralRate);
  const SpectralEdit level = edit(LevelSettings{.gain = 0.0_dB}, box(0.5, 1.0, 100, 8000));
  EXPECT_EQ(largestDifference(readWhole(*withEdit(spectralClip(sound), level)).view(), sound.view()), 0);
  const SpectralEdit unity = edit(GainSettings{}, box(0.5, 1.0, 100, 8000));
  EXPECT_LT(largestDifference(readWhole(*withEdit(spectralClip(sound), unity)).view(), sound.view()), 1e-7);
}

TEST(EditedClip, GivesTheSameSamplesHoweverItIsRead) {
  const ClipPtr clip = spectralClip(chord(3 * kSpectralRate));
  for (const Settings& operation : allOperations()) {
    SCOPED_TRACE(operation.type().id);
    const SpectralEdit one = edit(operation, box(1.0, 1.2, 300, 3000));
    const AudioBuffer whole = readWhole(*withEdit(clip, one));
    const ClipPtr edited = withEdit(clip, one);
    AudioBuffer pieces(2, whole.frames());
    for (std::size_t at = (whole.frames() - 1) / 5000 * 5000 + 5000; at > 0; at -= 5000) {
      const std::size_t from = at - 5000;
      edited->read(from, pieces.view().slice(from, std::min<std::size_t>(5000, whole.frames() - from)));
    }
    EXPECT_EQ(largestDifference(pieces.view(), whole.view()), 0);
  }
}

TEST(EditedClip, LongMasksAreWorkedOnInTilesWithoutSeams) {
  // A level change over the whole band and all time is a gain, across the borders of tiles too.
  const AudioBuffer sound = chord(33 * kSpectralRate);
  const SpectralEdit half = edit(LevelSettings{.gain = toDecibels(0.5)}, {BandShape{{0_Hz, 30000_Hz}}});
  const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), half));
  for (std::size_t n = 0; n < sound.frames(); ++n) ASSERT_NEAR(out[0][n], 0.5 * sound[0][n], 2e-7) << n;
}

TEST(EditedClip, SelectionAndRestAddUpToTheSound) {
  const AudioBuffer sound = chord(2 * kSpectralRate);
  const ClipPtr clip = spectralClip(sound);
  const SpectralEdit one = edit(DeleteSettings{}, box(0.5, 1.0, 200, 1000));
  const AudioBuffer selection = readWhole(*withEdit(clip, one, EditListen::Selection));
  const AudioBuffer rest = readWhole(*withEdit(clip, one, EditListen::Rest));
  const AudioBuffer removed = readWhole(*withEdit(clip, one, EditListen::Removed));
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    ASSERT_NEAR(selection[0][n] + rest[0][n], sound[0][n], 2e-7) << n;
    ASSERT_NEAR(removed[0][n], selection[0][n], 2e-7) << n;
  }
}

TEST(EditedClip, SilencesAToneAndKeepsItsNeighbours) {
  AudioBuffer music = chord(3 * kSpectralRate), disturbed = music;
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = kSpectralRate; n < 2 * kSpectralRate; ++n)
      disturbed[c][n] +=
          static_cast<float>(0.2 * std::sin(2 * std::numbers::pi * 3015.0 * static_cast<double>(n) / kSpectralRate));
  SpectralEdit one = edit(AttenuateSettings{}, box(0.98, 2.02, 2900, 3130));
  one.fftSize = 4096;
  const AudioBuffer out = readWhole(*withEdit(spectralClip(disturbed), one));
  double before = 0, after = 0;
  for (std::size_t n = kSpectralRate * 11 / 10; n < kSpectralRate * 19 / 10; ++n) {
    const double phase = 2 * std::numbers::pi * 3015.0 * static_cast<double>(n) / kSpectralRate;
    before += disturbed[0][n] * std::sin(phase);
    after += out[0][n] * std::sin(phase);
  }
  EXPECT_LT(20 * std::log10(std::abs(after / before)), -30);
  EXPECT_GT(snr(music, out, 44100 * 11 / 10, 44100 * 19 / 10), 30) << "the music around it is there";
}

TEST(EditedClip, WorksOnOneChannelOrOnTheSideAlone) {
  const AudioBuffer sound = chord(kSpectralRate);
  SpectralEdit one = edit(DeleteSettings{}, box(0.2, 0.6, 100, 10000));
  one.mask.scope = ChannelScope::only(1);
  const AudioBuffer right = readWhole(*withEdit(spectralClip(sound), one));
  EXPECT_TRUE(std::ranges::equal(right[0], sound[0]));
  EXPECT_FALSE(std::ranges::equal(right[1], sound[1]));
  one.mask.scope = {ChannelScope::Kind::Side};
  const AudioBuffer side = readWhole(*withEdit(spectralClip(sound), one));
  for (std::size_t n = 0; n < sound.frames(); ++n)
    ASSERT_NEAR(side[0][n] + side[1][n], sound[0][n] + sound[1][n], 3e-7) << "the middle is as it was";
  one.mask.scope = ChannelScope::only(5);
  EXPECT_EQ(largestDifference(readWhole(*withEdit(spectralClip(sound), one)).view(), sound.view()), 0)
      << "no such channel";
}

TEST(Heal, ContinuesTonesThroughAGap) {
  const AudioBuffer sound = chord(3 * kSpectralRate, -80);
  AudioBuffer damaged = sound;
  const std::size_t from = kSpectralRate, to = from + kSpectralRate / 20;  // 50 ms
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = from; n < to; ++n) damaged[c][n] = 0;
  const SpectralEdit one = edit(HealSettings{}, passage(1.0, 1.05));
  const AudioBuffer out = readWhole(*withEdit(spectralClip(damaged), one));
  EXPECT_GT(snr(sound, out, from, to), 25);
  for (std::size_t n = 0; n < sound.frames(); ++n)
    if (n < from || n >= to) {
      ASSERT_EQ(out[0][n], damaged[0][n]) << n << ": a passage is healed sample for sample";
    }
}

TEST(Heal, FillsABandAndLeavesTheOthers) {
  const AudioBuffer sound = chord(3 * kSpectralRate, -80);
  AudioBuffer damaged = sound;
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = kSpectralRate; n < kSpectralRate * 13 / 10; ++n)
      damaged[c][n] +=
          static_cast<float>(0.3 * std::sin(2 * std::numbers::pi * 800.0 * static_cast<double>(n) / kSpectralRate));
  const SpectralEdit one = edit(HealSettings{}, box(1.0, 1.3, 400, 1400));
  const AudioBuffer out = readWhole(*withEdit(spectralClip(damaged), one));
  EXPECT_GT(snr(sound, out, 44100, 44100 * 13 / 10), snr(sound, damaged, 44100, 44100 * 13 / 10) + 20);
}

TEST(Heal, RefusesWhatHasNoEnd) {
  const ClipPtr clip = spectralClip(chord(kSpectralRate));
  const SpectralEdit endless = edit(HealSettings{}, {BandShape{{100_Hz, 200_Hz}}});
  EXPECT_THROW(readWhole(*withEdit(clip, endless)), Error);
}

TEST(Pattern, FindsTheSameBarElsewhere) {
  // A loop of a bar: what is missing in one is there in the others.
  const AudioBuffer bar = noise(1, kSpectralRate / 2, 5, {-12});
  AudioBuffer sound(1, 4 * kSpectralRate);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double decay = std::exp(-static_cast<double>(n % bar.frames()) / 4000);
    sound[0][n] = static_cast<float>(bar[0][n % bar.frames()] * decay);
  }
  AudioBuffer damaged = sound;
  const std::size_t from = 2 * kSpectralRate + 1000, to = from + kSpectralRate / 10;
  for (std::size_t n = from; n < to; ++n) damaged[0][n] = 0;
  const double start = static_cast<double>(from) / kSpectralRate;
  const AudioBuffer out =
      readWhole(*withEdit(spectralClip(damaged), edit(PatternSettings{.search = 1.5_s}, passage(start, start + 0.1))));
  EXPECT_GT(snr(sound, out, from, to), 40);
}

TEST(Clone, CopiesWhatWasHeardBefore) {
  AudioBuffer sound(1, 2 * kSpectralRate);
  for (std::size_t n = 0; n < kSpectralRate / 2; ++n)
    sound[0][n] =
        static_cast<float>(0.3 * std::sin(2 * std::numbers::pi * 1000.0 * static_cast<double>(n) / kSpectralRate));
  const SpectralEdit one = edit(CloneSettings{.offset = -1.0_s}, box(1.1, 1.4, 800, 1200));
  const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), one));
  for (std::size_t n = 52000; n < 59000; ++n) ASSERT_NEAR(out[0][n], sound[0][n - kSpectralRate], 2e-3) << n;
}

TEST(Clone, MovesAToneToAnotherFrequency) {
  const AudioBuffer sound = sine(1, 2 * kSpectralRate, kSpectralRate, 1000_Hz, -12.0_dB);
  const double bin = static_cast<double>(kSpectralRate) / 2048;
  const SpectralEdit one =
      edit(CloneSettings{.offset = 0.0_s, .shift = Hertz{20 * bin}, .adds = true}, box(0.5, 1.5, 1200, 1700));
  const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), one));
  const AudioBuffer expected = sine(1, 2 * kSpectralRate, kSpectralRate, Hertz{1000 + 20 * bin}, -12.0_dB);
  double match = 0, power = 0;
  for (std::size_t n = 30000; n < 60000; ++n) {
    const double added = out[0][n] - sound[0][n];
    match += added * expected[0][n];
    power += added * added;
  }
  EXPECT_GT(power, 100) << "it is there, at its level";
}

}  // namespace
}  // namespace lathe::test
