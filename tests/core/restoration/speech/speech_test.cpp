// Tools for speech on made speech: they find what was put in, change that, and nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cmath>

#include "core/restoration/speech/breath.h"
#include "core/restoration/speech/deess.h"
#include "core/restoration/speech/deplosive.h"
#include "core/restoration/speech/mouth_clicks.h"
#include "core/restoration/speech/spans_clip.h"
#include "core/stages/registry.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/made_speech.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;

AudioBuffer through(const Settings& settings, const AudioBuffer& sound) {
  return readAll(*processorType(settings.type().id).offline.apply(settings, clipOf(sound), false, {}));
}

/// Power in dB from one frame to another; of the second difference (what is high) when `isHigh`.
double levelIn(std::span<const float> x, std::size_t from, std::size_t to, bool isHigh = false) {
  double sum = 0;
  for (std::size_t n = from; n < to; ++n) {
    const double v = isHigh && n >= 2 ? static_cast<double>(x[n]) - 2.0 * static_cast<double>(x[n - 1]) +
                                            static_cast<double>(x[n - 2])
                                      : static_cast<double>(x[n]);
    sum += v * v;
  }
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}

std::size_t firstDifference(std::span<const float> a, std::span<const float> b, std::size_t from, std::size_t to) {
  for (std::size_t n = from; n < to; ++n)
    if (a[n] != b[n]) return n;
  return to;
}

TEST(Deess, TurnsSibilantsDownAndCopiesAllElse) {
  const AudioBuffer in = madeSpeech(2, 10);
  for (const DeessMode mode : {DeessMode::Split, DeessMode::Wide}) {
    DeessSettings settings;
    settings.mode = mode;
    const AudioBuffer out = through(settings, in);
    for (std::size_t i = 1; i < 10; ++i) {
      const SyllablePlaces at = placesOf(i);
      const std::size_t ramp = kSpeechRate / 50;
      const double taken = levelIn(in[0], at.sibilant + ramp, at.pause - ramp, true) -
                           levelIn(out[0], at.sibilant + ramp, at.pause - ramp, true);
      EXPECT_GT(taken, 5.5) << i;
      EXPECT_LT(taken, 8.1) << i;
      // From 0.15 s behind a sibilant to the look-ahead before the next: voice and pause are the same bits.
      EXPECT_EQ(firstDifference(in[0], out[0], at.pause + 3 * kSpeechRate / 20, at.end), at.end) << i;
      EXPECT_EQ(firstDifference(in[0], out[0], at.voice + kSpeechRate / 100, at.sibilant - kSpeechRate / 100),
                at.sibilant - kSpeechRate / 100)
          << i;
    }
  }
}

TEST(Deess, WorksOnTheRatioAndNotOnTheLevel) {
  AudioBuffer loud = madeSpeech(1, 6), soft = loud;
  for (float& x : soft[0]) x *= 0.0625f;
  const AudioBuffer a = through(DeessSettings{}, loud), b = through(DeessSettings{}, soft);
  for (std::size_t n = 0; n < a.frames(); ++n) ASSERT_NEAR(a[0][n] * 0.0625f, b[0][n], 2e-5) << n;
}

TEST(Deess, FindsTheSibilantsFrequencyAndLeavesWhatIsBelowInSplitMode) {
  AudioBuffer in = madeSpeech(1, 10);
  // A tone under the sibilants, well below the split.
  const AudioBuffer tone = sine(1, in.frames(), kSpeechRate, 700_Hz, -30.0_dB);
  for (std::size_t n = 0; n < in.frames(); ++n) in[0][n] += tone[0][n];
  const AudioBuffer out = through(DeessSettings{}, in);
  double kept = 0, power = 0;
  const SyllablePlaces at = placesOf(5);
  for (std::size_t n = at.sibilant + 1000; n < at.sibilant + 1000 + 63 * 53; ++n) {
    kept += static_cast<double>(out[0][n]) * static_cast<double>(tone[0][n]);
    power += static_cast<double>(in[0][n]) * static_cast<double>(tone[0][n]);
  }
  EXPECT_NEAR(20 * std::log10(kept / power), 0, 0.4);
  Deess listener{DeessSettings{}};
  listener.prepare({{kSpeechRate, ChannelLayout::usual(1)}, 4096});
  for (std::size_t n = 0; n + 4096 <= in.frames(); n += 4096) listener.process(in.view().slice(n, 4096));
  EXPECT_GT(listener.centre().value, 8000) << "the noise rises to the Nyquist frequency";
  EXPECT_NEAR(listener.heard().value, 1.0, 0.25) << "ten sibilants of a tenth of a second";
}

TEST(Deplosive, TakesBurstsOutAndTouchesNothingElse) {
  const AudioBuffer clean = madeSpeech(2, 16);
  AudioBuffer in = clean;
  for (const std::size_t i : {4u, 11u}) addPlosive(in, i);
  const AudioBuffer out = through(DeplosiveSettings{}, in);
  for (const std::size_t i : {4u, 11u}) {
    const std::size_t from = placesOf(i).voice, to = from + kSpeechRate / 10;
    double before = 0, after = 0;
    for (std::size_t n = from; n < to; ++n) {
      before += std::pow(static_cast<double>(in[0][n] - clean[0][n]), 2);
      after += std::pow(static_cast<double>(out[0][n] - clean[0][n]), 2);
    }
    EXPECT_GT(10 * std::log10(before / after), 8) << "what is left of the burst, and what the voice lost";
  }
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 11 || i == 3 || i == 10) continue;
    EXPECT_EQ(firstDifference(in[1], out[1], placesOf(i).voice, placesOf(i).end), placesOf(i).end) << i;
  }
  const AudioBuffer untouched = through(DeplosiveSettings{}, clean);
  EXPECT_EQ(largestDifference(untouched.view(), clean.view()), 0) << "no bursts, no change";
}

TEST(Breath, IsTurnedDownByWhatIsAskedForAndTheRestIsCopied) {
  const AudioBuffer clean = madeSpeech(1, 12);
  AudioBuffer in = clean;
  for (const std::size_t i : {3u, 8u}) addBreath(in, i);
  const auto found = findBreaths(listenToSpeech(*clipOf(in), {}), 0.5);
  ASSERT_EQ(found.size(), 2u);
  const AudioBuffer out = through(BreathSettings{.reduction = 15_dB}, in);
  for (const std::size_t i : {3u, 8u}) {
    const std::size_t from = placesOf(i).pause + 13 * kSpeechRate / 100, to = from + kSpeechRate / 20;
    EXPECT_NEAR(levelIn(in[0], from, to) - levelIn(out[0], from, to), 15, 0.5) << i;
  }
  for (std::size_t i = 0; i < 12; ++i) {
    const SyllablePlaces at = placesOf(i);
    const std::size_t to = i == 3 || i == 8 ? at.pause : at.end;
    EXPECT_EQ(firstDifference(in[0], out[0], at.voice, to), to) << i;
  }
  EXPECT_TRUE(findBreaths(listenToSpeech(*clipOf(clean), {}), 0.5).empty());
}

TEST(MouthClick, FindsTicksInPausesAndFillsThem) {
  const AudioBuffer clean = madeSpeech(1, 12);
  AudioBuffer in = clean;
  for (const std::size_t i : {2u, 5u, 9u}) addTick(in, i);
  const auto found = findMouthClicks(*clipOf(in), 0.5, {});
  ASSERT_EQ(found.size(), 3u);
  const AudioBuffer out = through(MouthClickSettings{}, in);
  for (const std::size_t i : {2u, 5u, 9u}) {
    const std::size_t from = placesOf(i).pause + kSpeechRate / 10, to = from + kSpeechRate / 500;
    EXPECT_GT(levelIn(in[0], from, to) - levelIn(out[0], from, to), 15) << i;
  }
  std::uint64_t changed = 0;
  for (std::size_t n = 0; n < in.frames(); ++n) changed += in[0][n] != out[0][n];
  EXPECT_LT(changed, 3u * kSpeechRate * 6 / 1000);
  EXPECT_TRUE(findMouthClicks(*clipOf(clean), 0.5, {}).empty());
}

TEST(ChangeSpans, ReadsTheSameInAnyPiecesAndLeavesTheRestAlone) {
  const AudioBuffer speech = madeSpeech(2, 3);
  const std::uint64_t frames = speech.frames();
  const std::vector<SpeechSpan> spans{{0, 700, 0}, {5000, 5001, 0}, {5001, 9000, 0}, {frames - 50, frames, 0}};
  const auto lift = [](std::span<float> sound, const SpeechSpan&) {
    for (float& x : sound) x = x + 0.25f;
  };
  const auto clip = changeSpans(clipOf(speech), spans, 10, lift, {});
  const AudioBuffer whole = readAll(*clip);
  std::size_t next = 0;
  for (std::size_t n = 0; n < whole.frames(); ++n) {
    while (next < spans.size() && spans[next].end <= n) ++next;
    const bool isInside = next < spans.size() && spans[next].start <= n;
    ASSERT_EQ(whole[1][n], isInside ? speech[1][n] + 0.25f : speech[1][n]) << n;
  }
  for (const std::size_t size : {333u, 4999u}) {
    AudioBuffer pieces(2, whole.frames());
    for (std::size_t at = 0; at < whole.frames(); at += size)
      clip->read(at, pieces.view().slice(at, std::min(size, whole.frames() - at)));
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(pieces[c], whole[c])) << size;
  }
}

}  // namespace
}  // namespace lathe::test
