// Healing from every side: prediction or partials as suits the sound, and bins from above and below.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/heal.h"

#include "core/audio/error.h"
#include "core/spectral/operators/levels.h"
#include "core/spectral/operators/partials.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

constexpr std::size_t kFrom = 44100, kTo = 44100 + 2205;

SpectralEdit passageEdit(Settings operation) { return {Mask{{passage(1.0, 1.05)}}, std::move(operation)}; }

/// A voice whose frequency moves by a quarter of an octave per second and swings, over soft noise.
AudioBuffer glidingVoice() {
  AudioBuffer sound = noise(1, 3 * kSpectralRate, 4, {-60});
  double phase = 0;
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double t = static_cast<double>(n) / kSpectralRate;
    const double hertz = 200 * std::exp2(0.25 * t) * (1 + 0.008 * std::sin(2 * std::numbers::pi * 5 * t));
    phase += 2 * std::numbers::pi * hertz / kSpectralRate;
    for (int h = 1; h <= 20; ++h) sound[0][n] += static_cast<float>(0.1 / h * std::sin(h * phase + h * h));
  }
  return sound;
}

AudioBuffer withSilence(AudioBuffer sound, std::size_t from, std::size_t to) {
  for (int c = 0; c < sound.channels(); ++c)
    for (std::size_t n = from; n < to; ++n) sound[c][n] = 0;
  return sound;
}

double healedSnr(const AudioBuffer& sound, Settings operation) {
  const AudioBuffer damaged = withSilence(sound, kFrom, kTo);
  return snr(sound, readWhole(*withEdit(spectralClip(damaged), passageEdit(std::move(operation)))), kFrom, kTo);
}

TEST(Heal, PredictsSteadySoundAndLeadsPartialsThroughGlidingSound) {
  using Tones = HealSettings::Tones;
  const AudioBuffer steady = chord(3 * kSpectralRate, -70), gliding = glidingVoice();
  const double predicted = healedSnr(steady, HealSettings{.tones = Tones::Predicted});
  const double led = healedSnr(gliding, HealSettings{.tones = Tones::Partials});
  EXPECT_GT(predicted, 25);
  EXPECT_GT(led, 10);
  EXPECT_GT(predicted, healedSnr(steady, HealSettings{.tones = Tones::Partials}) + 3);
  EXPECT_GT(led, healedSnr(gliding, HealSettings{.tones = Tones::Predicted}) + 3);
  EXPECT_NEAR(healedSnr(steady, HealSettings{}), predicted, 0.01) << "each is chosen by itself";
  EXPECT_NEAR(healedSnr(gliding, HealSettings{}), led, 0.01);
}

TEST(Heal, TextureKeepsNoiseAsLoudAsItWas) {
  const AudioBuffer sound = noise(1, 3 * kSpectralRate, 8, {-20});
  const AudioBuffer damaged = withSilence(sound, kFrom, kFrom + 8820);
  const auto levelWith = [&](double texture) {
    const SpectralEdit one{Mask{{passage(1.0, 1.2)}}, HealSettings{.texture = texture}};
    const AudioBuffer out = readWhole(*withEdit(spectralClip(damaged), one));
    double power = 0;
    for (std::size_t n = kFrom + 2000; n < kFrom + 6820; ++n) power += out[0][n] * out[0][n];
    return 10 * std::log10(power / 4820);
  };
  EXPECT_NEAR(levelWith(1), -20 - 4.77, 2) << "the RMS level of noise with that peak";
  EXPECT_LT(levelWith(0), -30) << "what prediction alone leaves";
}

TEST(Heal, WeightsChooseBetweenTheSidesInTime) {
  // Another note on each side: what is heard in the gap comes from the side that counts.
  AudioBuffer sound(1, 3 * kSpectralRate);
  for (std::size_t n = 0; n < sound.frames(); ++n)
    sound[0][n] = static_cast<float>(
        0.3 * std::sin(2 * std::numbers::pi * (n < kFrom ? 500.0 : 900.0) * static_cast<double>(n) / kSpectralRate));
  const AudioBuffer damaged = withSilence(sound, kFrom, kTo);
  const auto levelAt = [&](double hertz, const HealSettings& heal) {
    const AudioBuffer out = readWhole(*withEdit(spectralClip(damaged), passageEdit(heal)));
    std::complex<double> sum = 0;
    for (std::size_t n = kFrom; n < kTo; ++n)
      sum += static_cast<double>(out[0][n]) *
             std::polar(2.0 / 2205, -2 * std::numbers::pi * hertz * static_cast<double>(n) / kSpectralRate);
    return std::abs(sum);
  };
  using From = HealSettings::From;
  const HealSettings before{.from = From::Weights, .before = 1, .after = 0},
      after{.from = From::Weights, .before = 0, .after = 1}, more{.from = From::Weights, .before = 0.75, .after = 0.25};
  EXPECT_NEAR(levelAt(500, before), 0.3, 0.01);
  EXPECT_LT(levelAt(900, before), 0.02);
  EXPECT_NEAR(levelAt(900, after), 0.3, 0.01);
  EXPECT_LT(levelAt(500, after), 0.02);
  EXPECT_GT(levelAt(500, more), levelAt(900, more));
  EXPECT_NEAR(levelAt(500, HealSettings{.from = From::Before}), levelAt(500, before), 1e-6);
  EXPECT_THROW(levelAt(500, HealSettings{.from = From::Weights, .before = 0, .after = 0}), Error);
}

TEST(Heal, TakesBinsFromAboveOrBelowAtTheLevelOfTheEdge) {
  // Noise that is loud below 3 kHz and soft above 4: what is between comes from the side that is asked for.
  const AudioBuffer loud = noise(1, 2 * kSpectralRate, 3, {-10}), soft = noise(1, 2 * kSpectralRate, 4, {-40});
  const auto deleted = [](const AudioBuffer& sound, double low, double high) {
    return readWhole(*withEdit(spectralClip(sound), {Mask{{{BandShape{{{low}, {high}}}}}}, DeleteSettings{}}));
  };
  AudioBuffer sound = deleted(loud, 3000, 30000);
  const AudioBuffer high = deleted(soft, 0, 4000);
  for (std::size_t n = 0; n < sound.frames(); ++n) sound[0][n] += high[0][n];
  const auto levelOf = [&](const HealSettings& heal, const MaskPart& part) {
    const SpectralEdit one{Mask{{part}}, heal};
    const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), one));
    const AudioBuffer band = readWhole(
        *withEdit(spectralClip(out), {Mask{{box(0.9, 1.1, 3100, 3900)}}, DeleteSettings{}}, EditListen::Selection));
    double power = 0;
    for (std::size_t n = 41000; n < 47000; ++n) power += band[0][n] * band[0][n];
    return 10 * std::log10(power / 6000);
  };
  using From = HealSettings::From;
  const MaskPart endless{BandShape{{2950_Hz, 4050_Hz}}};
  const double below = levelOf(HealSettings{.from = From::Below}, endless),
               above = levelOf(HealSettings{.from = From::Above}, endless);
  EXPECT_NEAR(below - above, 30, 4);
  EXPECT_NEAR(below, -10 - 4.77 + 10 * std::log10(800.0 / 22050), 3);
  const double both =
      levelOf(HealSettings{.from = From::Weights, .before = 0, .after = 0, .above = 1, .below = 1}, endless);
  EXPECT_LT(both, below - 1);
  EXPECT_GT(both, above + 10);
  EXPECT_NEAR(levelOf(HealSettings{.from = From::Below}, {BandShape{{2950_Hz, 4050_Hz}}}), below, 1e-9)
      << "again the same";
  EXPECT_NEAR(levelOf(HealSettings{.from = From::Above}, box(0.7, 1.3, 2950, 4050)), above, 2) << "within a second too";
  EXPECT_THROW(levelOf(HealSettings{.from = From::Below}, {BandShape{{0_Hz, 4050_Hz}}}), Error) << "nothing is below";
}

TEST(Partials, LeadAGlidingVoiceThroughLongerGaps) {
  const AudioBuffer sound = glidingVoice();
  EXPECT_GT(healedSnr(sound, PartialsSettings{}), 10);
  const SpectralEdit endless{Mask{{{BandShape{{100_Hz, 200_Hz}}}}}, PartialsSettings{}};
  EXPECT_THROW(readWhole(*withEdit(spectralClip(sound), endless)), Error);
  const SpectralEdit tooLong{Mask{{box(0.1, 2.9, 100, 200)}}, PartialsSettings{}};
  EXPECT_NO_THROW(readWhole(*withEdit(spectralClip(sound), tooLong)));
}

TEST(Heal, APhoneIsRemovedAndTheMusicAroundItIsAsItWas) {
  // A phone's two tones, 0.2 s at a known level, mixed into a chord with noise.
  const AudioBuffer music = chord(3 * kSpectralRate, -50);
  AudioBuffer mixed = music;
  const std::size_t from = kSpectralRate, to = from + 8820;
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = from; n < to; ++n) {
      const double t = static_cast<double>(n - from) / kSpectralRate;
      const double slope = std::sin(std::numbers::pi * std::min({t / 0.01, (0.2 - t) / 0.01, 1.0}) / 2);
      mixed[c][n] += static_cast<float>(
          0.15 * slope * (std::sin(2 * std::numbers::pi * 2093 * t) + std::sin(2 * std::numbers::pi * 2637 * t)));
    }
  const SpectralEdit heal{Mask{{box(0.995, 1.205, 1950, 2800)}}, HealSettings{}};
  const AudioBuffer out = readWhole(*withEdit(spectralClip(mixed), heal));
  const SampleSpan reach = reachOf(heal, kSpectralRate, mixed.frames());
  for (std::int64_t n = 0; n < std::ssize(out[0]); ++n)
    if (n < reach.start || n >= reach.end) {
      ASSERT_EQ(out[0][static_cast<std::size_t>(n)], mixed[0][static_cast<std::size_t>(n)]) << n;
    }
  // What is left of the tones, each by its correlation, against what was mixed in.
  for (const double hertz : {2093.0, 2637.0}) {
    std::complex<double> before = 0, after = 0;
    for (std::size_t n = from; n < to; ++n) {
      const auto turn = std::polar(1.0, -2 * std::numbers::pi * hertz * static_cast<double>(n - from) / kSpectralRate);
      before += (static_cast<double>(mixed[0][n]) - static_cast<double>(music[0][n])) * turn;
      after += (static_cast<double>(out[0][n]) - static_cast<double>(music[0][n])) * turn;
    }
    EXPECT_LT(20 * std::log10(std::abs(after / before)), -30) << hertz;
  }
  // The levels of the music within 50 ms of the borders in time change by less than 1 dB.
  for (const std::size_t start : {from - 2205, to}) {
    double was = 0, is = 0;
    for (std::size_t n = start; n < start + 2205; ++n) {
      was += music[0][n] * music[0][n];
      is += out[0][n] * out[0][n];
    }
    EXPECT_NEAR(10 * std::log10(is / was), 0, 1);
  }
}

}  // namespace
}  // namespace lathe::test
