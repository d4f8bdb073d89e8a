// Correction: gain alone by default, a limiter only where allowed, a file only when it passes as written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/correction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "analysis/compliance/spec_library.h"
#include "core/audio/error.h"
#include "tests/support/evidence.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

struct CorrectionTest : ::testing::Test {
  testing::TemporaryFolder folder;

  /// A tone with one pulse, as a file and as a request to correct it.
  CorrectionRequest requestFor(double level, double pulse, const Spec& spec, const char* output = "out.wav",
                               FileFormat format = {Container::Wav, Encoding::Float32}) {
    AudioBuffer samples = test::sine(2, 48000, 6, 1000, level);
    if (pulse > 0) test::addPulse(samples[0], 100000, pulse);
    AudioWriter writer(folder / "in.wav", {Container::Wav, Encoding::Float32}, {48000, ChannelLayout::stereo()}, {},
                       Overwrite::Yes);
    writer.write(samples.view());
    writer.commit();
    const auto clip = openClip(folder / "in.wav");
    CorrectionRequest request;
    request.spec = spec;
    request.task.title = "in.wav";
    request.task.source = clip;
    request.task.sourceFiles = {clip};
    request.task.untouchedEncoding = Encoding::Float32;
    request.task.format = format;
    request.task.file = folder / output;
    return request;
  }

  AudioBuffer samplesOf(const char* name) {
    const auto clip = openClip(folder / name);
    AudioBuffer samples(clip->format().channels(), clip->frames());
    clip->read(0, samples.view());
    return samples;
  }

  std::string refusalOf(const CorrectionRequest& request) {
    try {
      correct(request, {});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::NotPossible);
      EXPECT_THAT(folder.names(), ElementsAre("in.wav")) << "nothing may be left behind";
      return error.what();
    }
    return "";
  }
};

TEST_F(CorrectionTest, IsAConstantGainAndNothingElse) {
  const Correction correction = correct(requestFor(-18, 0.3, findSpec("ebu-r128")), {});
  EXPECT_TRUE(correction.after.passes());
  EXPECT_FALSE(correction.isLimited);
  EXPECT_NEAR(correction.writtenEvidence.measurement.integrated->value, -23, 0.01);
  const AudioBuffer before = samplesOf("in.wav"), after = samplesOf("out.wav");
  ASSERT_EQ(before.frames(), after.frames());
  const double gain = toGain(correction.gain);
  double worst = 0;
  for (int c = 0; c < 2; ++c)
    for (std::size_t i = 0; i < before.frames(); ++i)
      worst = std::max(worst, std::abs(static_cast<double>(before[c][i]) * gain - static_cast<double>(after[c][i])));
  EXPECT_LT(worst, 1e-7);
  EXPECT_THAT(correction.text, HasSubstr("dB of gain, nothing else"));
}

TEST_F(CorrectionTest, LeavesAFileThatPassesBitForBit) {
  const Correction correction = correct(requestFor(-23, 0, findSpec("ebu-r128")), {});
  EXPECT_TRUE(correction.report.isBitExact);
  EXPECT_EQ(correction.gain.value, 0);
}

TEST_F(CorrectionTest, RefusesWithTheNumbersWhenGainAloneCannotDoIt) {
  const std::string reason = refusalOf(requestFor(-30, 0.5, findSpec("ebu-r128")));
  EXPECT_THAT(reason, HasSubstr("would need +6.99 dB of gain"));
  EXPECT_THAT(reason, HasSubstr("dB too high"));
  EXPECT_THAT(reason, HasSubstr("gain alone can give at most"));
  EXPECT_THAT(reason, HasSubstr("allow a limiter"));
}

TEST_F(CorrectionTest, LimitsWhereThatIsAllowed) {
  CorrectionRequest request = requestFor(-30, 0.5, findSpec("ebu-r128"));
  request.mayLimit = true;
  const Correction correction = correct(request, {});
  EXPECT_TRUE(correction.isLimited);
  EXPECT_GT(correction.deepest.value, 1);
  EXPECT_NEAR(correction.writtenEvidence.measurement.integrated->value, -23, 0.05);
  EXPECT_LE(correction.writtenEvidence.measurement.truePeak->level.value, -1);
  EXPECT_THAT(correction.text, HasSubstr("a limiter, which took at most"));
}

TEST_F(CorrectionTest, DoesNotLimitWhereGainIsEnoughThoughItMay) {
  CorrectionRequest request = requestFor(-30, 0, findSpec("ebu-r128"));
  request.mayLimit = true;
  EXPECT_FALSE(correct(request, {}).isLimited);
}

TEST_F(CorrectionTest, FollowsTheDialogueAndSaysSo) {
  CorrectionRequest request = requestFor(-20, 0, findSpec("atsc-a85"));
  request.dialogue = DialogueFigures{Lufs{-27.5}, 0.6, "as told"};
  const Correction correction = correct(request, {});
  EXPECT_NEAR(correction.gain.value, 3.5, 1e-6);
  EXPECT_NEAR(correction.writtenEvidence.dialogue->loudness.value, -24, 0.01);
  EXPECT_THAT(correction.text, HasSubstr("dialogue as told"));
}

TEST_F(CorrectionTest, BringsTheLoudestMomentToATarget) {
  const Correction correction =
      correct(requestFor(-12, 0, targetSpec(Measure::MaxShortTerm, Lufs{-18}, 0.05, Decibels{-1})), {});
  EXPECT_NEAR(correction.writtenEvidence.measurement.maxShortTerm->loudness.value, -18, 0.02);
}

TEST_F(CorrectionTest, VerifiesLossyFilesAsDecoded) {
  const Correction correction =
      correct(requestFor(-30, 0, targetSpec(Measure::Integrated, Lufs{-20}, 0.05, Decibels{-1}), "out.mp3",
                         {Container::Mp3, Encoding::Lossy}),
              {});
  EXPECT_NEAR(correction.writtenEvidence.measurement.integrated->value, -20, 0.05);
}

TEST_F(CorrectionTest, WritesNothingWhereSomethingElseThanLevelIsWrong) {
  EXPECT_THAT(refusalOf(requestFor(-20, 0, findSpec("cd"))),
              HasSubstr("Sample rate is 48000 Hz and should be 44100 Hz"));
}

TEST_F(CorrectionTest, WritesNothingForSilence) {
  CorrectionRequest request = requestFor(-300, 0, findSpec("ebu-r128"));
  EXPECT_THAT(refusalOf(request), HasSubstr("it is silent or too short"));
}

TEST_F(CorrectionTest, NeverWritesOverItsSourceOrAnotherFileUnasked) {
  CorrectionRequest request = requestFor(-18, 0, findSpec("ebu-r128"), "in.wav");
  request.task.overwrite = Overwrite::Yes;
  EXPECT_THROW(correct(request, {}), Error);
  testing::writeBytes(folder / "out.wav", "precious");
  EXPECT_THROW(correct(requestFor(-18, 0, findSpec("ebu-r128")), {}), Error);
  EXPECT_EQ(testing::fileBytes(folder / "out.wav"), "precious");
}

TEST_F(CorrectionTest, IsRefusedBeforeTheWorkWhereTheTargetIsThere) {
  testing::writeBytes(folder / "out.wav", "precious");
  double furthest = 0;
  const Progress progress{[&](double fraction, std::string_view) { furthest = std::max(furthest, fraction); }, {}};
  EXPECT_THROW(correct(requestFor(-18, 0, findSpec("ebu-r128")), progress), Error);
  EXPECT_EQ(furthest, 0);
}

TEST_F(CorrectionTest, NeverReplacesAFileThatAppearedMeanwhile) {
  const CorrectionRequest request = requestFor(-18, 0, findSpec("ebu-r128"));
  const Progress progress{[&](double fraction, std::string_view) {
                            if (fraction > 0.5) testing::writeBytes(folder / "out.wav", "made meanwhile");
                          },
                          {}};
  try {
    correct(request, progress);
    FAIL() << "somebody else's file was replaced";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Exists);
  }
  EXPECT_EQ(testing::fileBytes(folder / "out.wav"), "made meanwhile");
  EXPECT_THAT(folder.names(), UnorderedElementsAre("in.wav", "out.wav"));
}

TEST_F(CorrectionTest, WritesThroughNoLinkThatSomebodyElseLaid) {
  testing::writeBytes(folder / "thesis", "precious");
  for (const char* name : {".lathe-correct-", ".out.wav.lathe-correct-", ".out.wav.lathe-"})
    std::filesystem::create_symlink(folder / "thesis", folder / (name + std::to_string(::getpid()) + "-out.wav"));
  correct(requestFor(-18, 0, findSpec("ebu-r128")), {});
  EXPECT_EQ(testing::fileBytes(folder / "thesis"), "precious");
  EXPECT_TRUE(std::filesystem::is_regular_file(std::filesystem::symlink_status(folder / "out.wav")));
}

TEST_F(CorrectionTest, KeepsTheModeOfAReplacedFileAndFollowsALinkToIt) {
  namespace fs = std::filesystem;
  fs::create_directory(folder / "real");
  testing::writeBytes(folder / "real/out.wav", "old");
  fs::permissions(folder / "real/out.wav", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real/out.wav", folder / "out.wav");
  CorrectionRequest request = requestFor(-18, 0, findSpec("ebu-r128"));
  request.task.overwrite = Overwrite::Yes;
  correct(request, {});
  EXPECT_TRUE(fs::is_symlink(folder / "out.wav"));
  EXPECT_EQ(openClip(folder / "real/out.wav")->frames(), openClip(folder / "in.wav")->frames());
  EXPECT_EQ(fs::status(folder / "real/out.wav").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(CorrectionTest, RemovesWhatAKilledCorrectionOfTheSameTargetLeft) {
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  testing::writeBytes(folder / (".out.wav.lathe-" + std::to_string(gone) + "-0123456789abcdef.tmp"), "half");
  correct(requestFor(-18, 0, findSpec("ebu-r128")), {});
  EXPECT_THAT(folder.names(), UnorderedElementsAre("in.wav", "out.wav"));
}

}  // namespace
}  // namespace lathe::analysis
