// Verdicts: every builtin specification passes what is made right and misses what is made wrong, limits are exact, and
// the moments that broke a rule are where they were put.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "analysis/compliance/spec_json.h"
#include "analysis/compliance/spec_library.h"
#include "core/audio/number_text.h"
#include "tests/support/evidence.h"

namespace lathe::analysis {
namespace {

using test::evidenceOf;
using test::SteppedTone;
using ::testing::HasSubstr;

AudioBuffer tone(int channels, int rate, double level, double seconds = 3.5) {
  return test::sine(channels, rate, seconds, 1000, level);
}

const RuleVerdict& ruleOf(const SpecVerdict& verdict, Measure measure) {
  for (const RuleVerdict& rule : verdict.rules)
    if (rule.rule.measure == measure) return rule;
  ADD_FAILURE() << "no rule of " << infoOf(measure).id;
  return verdict.rules.front();
}

Spec specOf(const std::string& rule) {
  return specFromText(R"({"format": "lathe-spec", "version": 1, "id": "t", "name": "T", "rules": [)" + rule + "]}");
}

struct Case {
  const char* id;
  double right, wrong;  ///< peak level of a 1 kHz tone in both channels, dBFS: its loudness in LUFS
  Outcome missed;       ///< of the wrong one
  int channels = 2, rate = 48000;
  FileFormat format = {Container::Wav, Encoding::Int24};
  std::optional<DialogueFigures> dialogue = {};
};

const DialogueFigures kMuch{Lufs{-25}, 0.5, "told"}, kLittle{Lufs{-25}, 0.05, "told"};
constexpr FileFormat kCd{Container::Wav, Encoding::Int16}, kMp3{Container::Mp3, Encoding::Lossy};

const Case kCases[] = {
    {"ebu-r128", -23, -22.7, Outcome::Fail},
    {"ebu-r128-live", -23.9, -24.1, Outcome::Fail},
    {"ebu-r128-lossy", -23, -23.3, Outcome::Fail},
    {"ebu-r128-s1", -23, -17, Outcome::Fail},
    {"ebu-r128-s2", -18, -21.5, Outcome::Fail},
    {"ebu-r128-s3", -16.1, -15.8, Outcome::Fail},
    {"ebu-r128-s4", -23, -19, Outcome::Fail, 2, 48000, {}, kMuch},
    {"atsc-a85", -24, -24, Outcome::Pass, 2, 48000, {}, kMuch},
    {"atsc-a85-short", -22.1, -21.9, Outcome::Fail},
    {"arib-tr-b32", -24.9, -25.1, Outcome::Fail},
    {"op-59", -24, -22.9, Outcome::Fail},
    {"aes77", -16, -13, Outcome::Warning},
    {"aes-td1008-music", -16, -15, Outcome::Warning},
    {"aes-td1008-album", -14, -15, Outcome::Warning},
    {"aes-td1008-speech", -18, -20, Outcome::Warning},
    {"aes-td1008-assorted", -19, -21, Outcome::Warning},
    {"netflix", -24, -21, Outcome::Fail, 2, 48000, {}, kLittle},
    {"netflix-theatrical", -10, 0.5, Outcome::Fail, 2, 48000, {Container::Wav, Encoding::Float32}},
    {"cinema-trailer", -20, 0, Outcome::Fail},
    {"cinema-commercial", -23, -1, Outcome::Fail},
    {"podcast", -16, -14.5, Outcome::Fail},
    {"spotify", -14.5, -0.5, Outcome::Warning},
    {"apple-music", -16, -0.5, Outcome::Warning},
    {"apple-digital-masters", -3, 0.5, Outcome::Warning},
    {"dolby-atmos-music", -28, -10, Outcome::Fail, 6},
    {"youtube", -14, -0.5, Outcome::Warning},
    {"amazon-music", -14, -1.5, Outcome::Warning},
    {"tidal", -14, -0.5, Outcome::Warning},
    {"deezer", -15, -0.5, Outcome::Warning},
    {"cd", -10, 0.5, Outcome::Warning, 2, 44100, kCd},
};

TEST(BuiltinSpecs, PassWhatIsMadeRightAndMissWhatIsMadeWrong) {
  std::vector<std::string> seen;
  for (const Case& one : kCases) {
    const Spec spec = findSpec(one.id);
    seen.push_back(spec.id);
    const Wanted wanted = wantedFor(std::span(&spec, 1));
    for (const bool isRight : {true, false}) {
      Evidence evidence =
          evidenceOf(tone(one.channels, one.rate, isRight ? one.right : one.wrong, 4.1), one.rate, wanted, one.format);
      evidence.dialogue = one.dialogue;
      const SpecVerdict verdict = judge(spec, evidence);
      EXPECT_EQ(verdict.passes(), isRight || one.missed != Outcome::Fail) << spec.id << (isRight ? " right" : " wrong");
      if (!isRight) {
        EXPECT_EQ(verdict.outcome, one.missed) << spec.id;
      }
    }
  }
  for (const Spec& spec : builtinSpecs())
    EXPECT_TRUE(spec.id == "acx" || spec.id == "vinyl" || std::ranges::find(seen, spec.id) != seen.end())
        << spec.id << " has no case";
}

TEST(BuiltinSpecs, JudgeDialogueWhereThereIsEnoughOfIt) {
  Evidence evidence = evidenceOf(tone(2, 48000, -21), 48000);
  const Spec netflix = findSpec("netflix");
  EXPECT_EQ(judge(netflix, evidence).outcome, Outcome::NotMeasured) << "what is not known is not passed";
  evidence.dialogue = DialogueFigures{Lufs{-28}, 0.4, "told"};
  EXPECT_EQ(ruleOf(judge(netflix, evidence), Measure::Dialogue).outcome, Outcome::Pass);
  EXPECT_EQ(ruleOf(judge(netflix, evidence), Measure::Integrated).outcome, Outcome::NotApplicable);
  evidence.dialogue = DialogueFigures{Lufs{-24.9}, 0.4, "told"};
  EXPECT_EQ(ruleOf(judge(netflix, evidence), Measure::Dialogue).outcome, Outcome::Fail);
  evidence.dialogue->share = 0.1;
  EXPECT_EQ(ruleOf(judge(netflix, evidence), Measure::Dialogue).outcome, Outcome::NotApplicable);
  EXPECT_EQ(ruleOf(judge(netflix, evidence), Measure::Integrated).outcome, Outcome::Fail);
}

/// Speech-like: tone bursts over noise of a known level, with room tone at both ends.
AudioBuffer chapter(double noise, double speech, double head, double tail) {
  constexpr int kRate = 44100;
  const auto frames = static_cast<std::size_t>((head + 10 + tail) * kRate);
  std::uint32_t random = 1;
  AudioBuffer samples(1, frames);
  for (std::size_t i = 0; i < frames; ++i) {
    random = random * 1664525u + 1013904223u;
    const double t = static_cast<double>(i) / kRate - head;
    const double uniform = static_cast<double>(random) / 2147483648.0 - 1;
    double x = toGain(Decibels{noise}) * std::sqrt(3.0) * uniform;
    if (t >= 0 && t < 10 && (t < 4 || t > 5)) x += toGain(Decibels{speech}) * std::sin(2 * std::numbers::pi * 300 * t);
    samples[0][i] = static_cast<float>(x);
  }
  return samples;
}

TEST(BuiltinSpecs, JudgeAudiobooksByRmsPeakNoiseAndRoomTone) {
  const Spec acx = findSpec("acx");
  const auto verdictOf = [&](const AudioBuffer& samples) {
    Evidence evidence = evidenceOf(AudioBuffer(samples), 44100, wantedFor(std::span(&acx, 1)), kMp3);
    evidence.file->bytes = static_cast<std::uint64_t>(evidence.measurement.duration.value * 24000);
    return judge(acx, evidence);
  };
  const SpecVerdict right = verdictOf(chapter(-70, -16, 0.8, 2));
  EXPECT_EQ(right.outcome, Outcome::Pass) << right.remedy.text;
  EXPECT_NEAR(*ruleOf(right, Measure::NoiseFloor).measured, -70, 0.3);
  EXPECT_NEAR(*ruleOf(right, Measure::HeadSilence).measured, 0.8, 0.02);
  EXPECT_NEAR(*ruleOf(right, Measure::TailSilence).measured, 2, 0.02);
  EXPECT_NEAR(*ruleOf(right, Measure::BitRate).measured, 192, 0.1);
  const SpecVerdict noisy = verdictOf(chapter(-55, -16, 0.8, 2));
  EXPECT_EQ(ruleOf(noisy, Measure::NoiseFloor).outcome, Outcome::Fail);
  ASSERT_EQ(ruleOf(noisy, Measure::NoiseFloor).moments.size(), 1u);
  const SpecVerdict loud = verdictOf(chapter(-70, -2.5, 0.8, 2));
  EXPECT_EQ(ruleOf(loud, Measure::Rms).outcome, Outcome::Fail);
  EXPECT_EQ(ruleOf(loud, Measure::SamplePeak).outcome, Outcome::Fail);
  const SpecVerdict abrupt = verdictOf(chapter(-70, -16, 0.2, 7));
  EXPECT_EQ(abrupt.outcome, Outcome::Warning);
  EXPECT_EQ(ruleOf(abrupt, Measure::HeadSilence).outcome, Outcome::Warning);
  EXPECT_EQ(ruleOf(abrupt, Measure::TailSilence).outcome, Outcome::Warning);
}

TEST(BuiltinSpecs, HintAtLowsThatAVinylCutWouldNotTake) {
  const Spec vinyl = findSpec("vinyl");
  for (const bool isOutOfPhase : {false, true}) {
    AudioBuffer samples = test::sine(2, 48000, 4, 60, -12);
    if (isOutOfPhase)
      for (float& x : samples[1]) x = -x;
    const SpecVerdict verdict = judge(vinyl, evidenceOf(std::move(samples), 48000, wantedFor(std::span(&vinyl, 1))));
    EXPECT_NEAR(*ruleOf(verdict, Measure::BassCorrelation).measured, isOutOfPhase ? -1 : 1, 1e-6);
    EXPECT_EQ(ruleOf(verdict, Measure::BassCorrelation).outcome, isOutOfPhase ? Outcome::Warning : Outcome::Pass);
  }
}

TEST(Verdict, TakesWhatLiesExactlyAtItsLimit) {
  Evidence evidence = evidenceOf(tone(2, 48000, -23), 48000);
  const Spec spec =
      specOf(R"({"measure": "integrated", "target": -23, "tolerance": 0.2}, {"measure": "true_peak", "max": -1.1})");
  const auto outcome = [&](double loudness, double peak) {
    evidence.measurement.integrated = Lufs{loudness};
    evidence.measurement.truePeak->level = Decibels{peak};
    return judge(spec, evidence).outcome;
  };
  EXPECT_EQ(outcome(-23, -2), Outcome::Pass);
  EXPECT_EQ(outcome(-22.8, -1.1), Outcome::Pass);
  EXPECT_EQ(outcome(-23.2, -1.1), Outcome::Pass);
  EXPECT_EQ(outcome(-22.7999, -2), Outcome::Fail);
  EXPECT_EQ(outcome(-23.2001, -2), Outcome::Fail);
  EXPECT_EQ(outcome(-23, -1.0999), Outcome::Fail);
}

TEST(Verdict, ShowsAsManyDecimalsAsItTakesNotToContradictItself) {
  Evidence evidence = evidenceOf(tone(2, 48000, -23), 48000);
  const Spec spec = specOf(R"({"measure": "integrated", "target": -23, "tolerance": 0.2})");
  for (const double value : {-22.7999, -22.79, -22.8000004, -22.76, -23.2049, -23.20000001, -22.8}) {
    evidence.measurement.integrated = Lufs{value};
    const RuleVerdict rule = judge(spec, evidence).rules.front();
    const std::string shown = rule.measuredText.substr(0, rule.measuredText.find(' '));
    const bool looksInside = std::abs(*parseNumber(shown) + 23) <= 0.2 + 1e-9;
    EXPECT_EQ(looksInside, rule.outcome == Outcome::Pass) << rule.measuredText;
  }
}

TEST(Verdict, MissesATargetInSilenceAndFearsNoPeakThere) {
  const Evidence silence = evidenceOf(AudioBuffer(2, 96000), 48000);
  const SpecVerdict verdict = judge(findSpec("ebu-r128"), silence);
  EXPECT_EQ(verdict.outcome, Outcome::Fail);
  EXPECT_EQ(ruleOf(verdict, Measure::Integrated).outcome, Outcome::Fail);
  EXPECT_EQ(ruleOf(verdict, Measure::TruePeak).outcome, Outcome::Pass);
}

TEST(Verdict, LooksAtConditions) {
  const Spec podcast = findSpec("podcast");
  EXPECT_TRUE(judge(podcast, evidenceOf(tone(1, 48000, -15.99), 48000)).passes()) << "mono at -19";
  EXPECT_FALSE(judge(podcast, evidenceOf(tone(1, 48000, -13), 48000)).passes());
}

// --- moments

void expectMoment(const Moment& moment, double start, double end, double tolerance = 0.1) {
  EXPECT_NEAR(moment.start.value, start, tolerance);
  EXPECT_NEAR(moment.end.value, end, tolerance);
}

RuleVerdict judged(AudioBuffer samples, const std::string& rule, int rate = 48000) {
  const Spec spec = specOf(rule);
  return judge(spec, evidenceOf(std::move(samples), rate, wantedFor(std::span(&spec, 1)))).rules.front();
}

/// -30, then -15 from `start` on for `length` seconds, then -30, as loudness.
AudioBuffer stepped(double start, double length, double end) {
  return test::render(SteppedTone(48000, {{start, -30}, {length, -15}, {end, -30}}), 2);
}

TEST(Moments, OfShortTermLoudnessAreWhileTheMeterShowsTooMuch) {
  const RuleVerdict rule = judged(stepped(10, 5, 10), R"({"measure": "max_short_term", "max": -18})");
  EXPECT_EQ(rule.outcome, Outcome::Fail);
  ASSERT_EQ(rule.moments.size(), 1u);
  // The share of a 3 s window that must be loud for -18 LUFS.
  const double share = (std::pow(10, -1.8) - 0.001) / (std::pow(10, -1.5) - 0.001);
  expectMoment(rule.moments[0], 10 + 3 * share, 15 + 3 * (1 - share), 0.03);
  EXPECT_NEAR(rule.moments[0].worst, -15, 0.02);
  EXPECT_GE(rule.moments[0].worstTime.value, 12.9);
  EXPECT_LE(rule.moments[0].worstTime.value, 15.1);
}

TEST(Moments, OfMomentaryLoudnessAreEachOfThem) {
  const AudioBuffer two = test::render(SteppedTone(48000, {{2, -30}, {0.5, -12}, {3, -30}, {0.6, -12}, {2, -30}}), 2);
  const RuleVerdict rule = judged(AudioBuffer(two), R"({"measure": "max_momentary", "max": -15})");
  ASSERT_EQ(rule.moments.size(), 2u);
  const double share = (std::pow(10, -1.5) - 0.001) / (std::pow(10, -1.2) - 0.001);
  expectMoment(rule.moments[0], 2 + 0.4 * share, 2.5 + 0.4 * (1 - share), 0.03);
  expectMoment(rule.moments[1], 5.5 + 0.4 * share, 6.1 + 0.4 * (1 - share), 0.03);
}

TEST(Moments, OfTheWholeAreWhereItIsTooLoudOrTooQuiet) {
  const RuleVerdict loud = judged(stepped(10, 20, 10), R"({"measure": "integrated", "target": -23, "tolerance": 0.2})");
  ASSERT_EQ(loud.moments.size(), 1u);
  EXPECT_GT(loud.moments[0].start.value, 10);
  EXPECT_LT(loud.moments[0].end.value, 33.1);
  const RuleVerdict quiet = judged(test::render(SteppedTone(48000, {{10, -23}, {20, -33}, {10, -23}}), 2),
                                   R"({"measure": "integrated", "target": -23, "tolerance": 0.2})");
  EXPECT_EQ(quiet.outcome, Outcome::Fail);
  ASSERT_EQ(quiet.moments.size(), 1u);
  EXPECT_NEAR(quiet.moments[0].worst, -33, 0.02);
}

TEST(Moments, OfTruePeaksNameTimeAndChannel) {
  AudioBuffer samples(2, 48000 * 4);
  test::addPulse(samples[1], 48000 * 1.5, 0.98);
  test::addPulse(samples[0], 48000 * 3.25 + 0.5, 0.99);
  const RuleVerdict rule = judged(std::move(samples), R"({"measure": "true_peak", "max": -1})");
  ASSERT_EQ(rule.moments.size(), 2u);
  EXPECT_EQ(rule.moments[0].channel, 1);
  EXPECT_NEAR(rule.moments[0].worstTime.value, 1.5, 0.001);
  EXPECT_NEAR(rule.moments[0].worst, toDecibels(0.98).value, 0.03);
  EXPECT_EQ(rule.moments[1].channel, 0);
  EXPECT_NEAR(rule.moments[1].worstTime.value, 3.25, 0.001);
}

TEST(Moments, OfSamplePeaksAndClippingNameTimeAndChannel) {
  AudioBuffer samples = tone(2, 48000, -20, 4);
  for (std::size_t i = 0; i < 10; ++i) samples[1][96000 + i] = 1.0f;
  const RuleVerdict peak = judged(AudioBuffer(samples), R"({"measure": "sample_peak", "max": -3})");
  ASSERT_EQ(peak.moments.size(), 1u);
  EXPECT_EQ(peak.moments[0].channel, 1);
  expectMoment(peak.moments[0], 2, 2.01, 0.011);
  const RuleVerdict clipped = judged(AudioBuffer(samples), R"({"measure": "clipped_runs", "max": 0})");
  ASSERT_EQ(clipped.moments.size(), 1u);
  EXPECT_EQ(clipped.moments[0].channel, 1);
  EXPECT_NEAR(clipped.moments[0].start.value, 2, 0.001);
}

TEST(Moments, OfLeqMAndRmsAreWhereTheyAreTooLoud) {
  const AudioBuffer burst = test::render(SteppedTone(48000, {{6, -40}, {4, -3}, {6, -40}}), 2);
  const RuleVerdict leq = judged(AudioBuffer(burst), R"({"measure": "leq_m", "max": 82})");
  EXPECT_EQ(leq.outcome, Outcome::Fail);
  ASSERT_EQ(leq.moments.size(), 1u);
  // Windows of one second; 82 dB when a part of it is loud.
  const double loudLevel = 108.0103 - 3 - 5.6 - 3.01 + 3.01, share = std::pow(10, (82 - loudLevel) / 10);
  expectMoment(leq.moments[0], 6 + share, 10 + 1 - share, 0.1);
  const RuleVerdict rms = judged(AudioBuffer(burst), R"({"measure": "rms", "max": -18})");
  ASSERT_EQ(rms.moments.size(), 1u);
  const double rmsShare = std::pow(10, (-18 + 6.01) / 10);
  expectMoment(rms.moments[0], 6 + 3 * rmsShare, 10 + 3 * (1 - rmsShare), 0.05);
}

TEST(Moments, OfTheNoiseFloorAndTheEdgesAreTheirPlaces) {
  const RuleVerdict noise = judged(chapter(-50, -10, 0.5, 0.1), R"({"measure": "noise_floor", "max": -60})", 44100);
  ASSERT_EQ(noise.moments.size(), 1u);
  EXPECT_NEAR(noise.moments[0].end.value - noise.moments[0].start.value, 0.5, 0.011);
  AudioBuffer samples = test::render(SteppedTone(48000, {{2}, {3, -20}, {1.5}}), 2);
  const RuleVerdict head = judged(AudioBuffer(samples), R"({"measure": "head_silence", "max": 1})");
  ASSERT_EQ(head.moments.size(), 1u);
  expectMoment(head.moments[0], 0, 2, 0.011);
  const RuleVerdict tail = judged(std::move(samples), R"({"measure": "tail_silence", "max": 1})");
  ASSERT_EQ(tail.moments.size(), 1u);
  expectMoment(tail.moments[0], 5, 6.5, 0.011);
}

TEST(Moments, AreKeptWithinBoundsAndCounted) {
  std::vector<test::ToneStep> steps;
  for (int i = 0; i < 80; ++i) {
    steps.push_back({0.8, -40});
    steps.push_back({0.4, -10.0 - 0.05 * i});
  }
  const RuleVerdict rule =
      judged(test::render(SteppedTone(48000, steps), 2), R"({"measure": "max_momentary", "max": -20})");
  EXPECT_EQ(rule.momentCount, 80u);
  ASSERT_EQ(rule.moments.size(), RuleVerdict::kMostMoments);
  EXPECT_LT(rule.moments.back().start.value, 62) << "the worst of them are kept";
}

// --- what would help, and what services do

TEST(Remedy, IsTheGainThatMeetsTheTarget) {
  const SpecVerdict verdict = judge(findSpec("ebu-r128"), evidenceOf(tone(2, 48000, -18), 48000));
  EXPECT_EQ(verdict.remedy.kind, Remedy::Kind::Gain);
  EXPECT_NEAR(verdict.remedy.gain.value, -5, 0.01);
}

TEST(Remedy, AsksForALimiterWherePeaksStandInTheWay) {
  AudioBuffer samples = tone(2, 48000, -30);
  test::addPulse(samples[0], 100000, 0.5);
  const SpecVerdict verdict = judge(findSpec("ebu-r128"), evidenceOf(std::move(samples), 48000));
  EXPECT_EQ(verdict.remedy.kind, Remedy::Kind::GainAndLimiter);
  EXPECT_NEAR(verdict.remedy.gain.value, 7, 0.02);
  EXPECT_NEAR(verdict.remedy.ceiling->value, -1, 1e-6);
  EXPECT_NEAR(verdict.remedy.peakReduction.value, toDecibels(0.5).value + 7 + 1, 0.6);
}

TEST(Remedy, SaysWhatLevelDoesNotMend) {
  const SpecVerdict verdict = judge(findSpec("cd"), evidenceOf(tone(2, 48000, -10), 48000));
  EXPECT_EQ(verdict.remedy.kind, Remedy::Kind::NotByLevel);
  EXPECT_THAT(verdict.remedy.text, HasSubstr("Sample rate is 48000 Hz and should be 44100 Hz"));
}

TEST(Remedy, MakesTheSignalPass) {
  for (const char* id : {"ebu-r128", "ebu-r128-s1", "ebu-r128-s2", "atsc-a85", "arib-tr-b32", "cinema-trailer",
                         "podcast", "dolby-atmos-music"})
    for (const double level : {-40.0, -8.0, -1.0}) {
      const Spec spec = findSpec(id);
      const Wanted wanted = wantedFor(std::span(&spec, 1));
      const SpecVerdict before = judge(spec, evidenceOf(tone(2, 48000, level), 48000, wanted));
      if (before.remedy.kind != Remedy::Kind::Gain) continue;
      const SpecVerdict after =
          judge(spec, evidenceOf(tone(2, 48000, level + before.remedy.gain.value), 48000, wanted));
      EXPECT_TRUE(after.passes()) << id << " from " << level << " by " << before.remedy.gain.value;
    }
}

TEST(Playback, IsTurnedDownByEveryServiceAndUpByFew) {
  const auto predicted = [](const char* id, double level, std::size_t which = 0) {
    return judge(findSpec(id), evidenceOf(tone(2, 48000, level), 48000)).playback.at(which);
  };
  EXPECT_NEAR(predicted("spotify", -8).gain.value, -6, 0.01);
  EXPECT_NEAR(predicted("youtube", -8).gain.value, -6, 0.01);
  EXPECT_NEAR(predicted("youtube", -8, 1).gain.value, 0, 1e-9) << "YouTube Music plays at -7";
  EXPECT_NEAR(predicted("apple-music", -8).gain.value, -8, 0.01);
  EXPECT_NEAR(predicted("deezer", -8).gain.value, -7, 0.01);
  EXPECT_NEAR(predicted("tidal", -20).gain.value, 0, 1e-9);
  EXPECT_NEAR(predicted("youtube", -20).gain.value, 0, 1e-9);
  EXPECT_NEAR(predicted("spotify", -20).gain.value, 6, 0.01);
}

TEST(Playback, OnSpotifyGoesUpAsItsExampleSays) {
  Evidence evidence = evidenceOf(tone(2, 48000, -20), 48000);
  evidence.measurement.integrated = Lufs{-20};
  evidence.measurement.truePeak->level = Decibels{-5};
  const SpecVerdict verdict = judge(findSpec("spotify"), evidence);
  // "If a track loudness level is -20 dB LUFS, and its True Peak maximum is -5 dB FS, we only lift the track up to -16"
  EXPECT_NEAR(verdict.playback[0].loudness->value, -16, 1e-9);
  EXPECT_NEAR(verdict.playback[0].truePeak->value, -1, 1e-9);
  EXPECT_NEAR(verdict.playback[1].loudness->value, -11, 1e-9) << "loud: by its limiter";
  EXPECT_NEAR(verdict.playback[1].limited.value, 5, 1e-9);
}

// --- Leq(m)

double leqOf(int channels, int channel, double hertz, double level, double seconds = 4) {
  AudioBuffer samples(channels, static_cast<std::size_t>(seconds * 48000));
  for (std::size_t i = 0; i < samples.frames(); ++i)
    samples[channel][i] = static_cast<float>(toGain(Decibels{level}) *
                                             std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 48000));
  Wanted wanted;
  wanted.leqM = true;
  return evidenceOf(std::move(samples), 48000, wanted).leqM->level;
}

TEST(LeqM, HasTheWeightingOfItu468MovedToNothingAtTwoKilohertz) {
  // ITU-R BS.468-4, Table 1, less the 5.6 dB at 2 kHz.
  const std::pair<double, double> points[] = {{31.5, -29.9}, {63, -23.9},    {100, -19.8},  {200, -13.8}, {400, -7.8},
                                              {1000, 0},     {2000, 5.6},    {4000, 10.5},  {6300, 12.2}, {8000, 11.4},
                                              {10000, 8.1},  {16000, -11.7}, {20000, -22.2}};
  for (const auto& [hertz, gain] : points)
    EXPECT_NEAR(10 * std::log10(mWeightingPower(hertz)), gain - 5.6, 0.25) << hertz;
}

TEST(LeqM, IsCalibratedAsTheRoomIs) {
  EXPECT_NEAR(leqOf(6, 0, 2000, -20), 85, 0.02);
  EXPECT_NEAR(leqOf(6, 2, 2000, -20), 85, 0.02);
  EXPECT_NEAR(leqOf(6, 4, 2000, -20), 82, 0.02) << "a surround";
  EXPECT_NEAR(leqOf(6, 3, 2000, -20), 95, 0.02) << "the LFE";
  EXPECT_NEAR(leqOf(2, 0, 6300, -20), 85 + 6.6, 0.25);
}

TEST(LeqM, AveragesOverTheWholeSignal) {
  const Spec spec = findSpec("cinema-trailer");
  const Wanted wanted = wantedFor(std::span(&spec, 1));
  const auto of = [&](double loud, double quiet) {
    return evidenceOf(test::render(SteppedTone(48000, {{loud, -20}, {quiet, -80}}), 1), 48000, wanted).leqM->level;
  };
  EXPECT_NEAR(of(4, 0.01) - of(4, 12), 10 * std::log10(4.0), 0.05);
}

TEST(Verdict, OfAtscA85FollowsTheDialogueWhereThereIsEnough) {
  Evidence evidence = evidenceOf(tone(2, 48000, -24), 48000);
  evidence.dialogue = DialogueFigures{Lufs{-29}, 0.5, "told"};
  EXPECT_EQ(judge(findSpec("atsc-a85"), evidence).outcome, Outcome::Fail);
  evidence.dialogue = DialogueFigures{Lufs{-29}, 0.1, "told"};  // too little: the whole mix is the anchor
  EXPECT_NE(judge(findSpec("atsc-a85"), evidence).outcome, Outcome::Fail);
}

}  // namespace
}  // namespace lathe::analysis
