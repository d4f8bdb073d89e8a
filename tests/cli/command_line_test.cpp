// The program as its users run it: exit codes, streams, refusals, and the main job from end to end.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "core/file/audio_file.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;
using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string bytesOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::size_t filesIn(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// `seconds` of two slightly different tones with a beat, so that it has loudness, range and width.
fs::path writeTone(const fs::path& path, double seconds, float level = 0.1f) {
  const auto frames = static_cast<std::size_t>(seconds * 44100);
  AudioBuffer samples(2, frames);
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / 44100;
    const double swell = 0.6 + 0.4 * std::sin(t * 1.7);
    samples[0][i] = level * static_cast<float>(swell * std::sin(2 * M_PI * 440 * t));
    samples[1][i] = level * static_cast<float>(swell * std::sin(2 * M_PI * 443 * t));
  }
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, {44100, ChannelLayout::stereo()});
  writer.write(samples.view());
  writer.commit();
  return path;
}

struct CommandLine : ::testing::Test {
  TemporaryFolder folder;
  fs::path at(const char* name) const { return folder.path() / name; }
};

TEST_F(CommandLine, TeachesWithHelpAndEndsWithTwoOnWrongUsage) {
  EXPECT_EQ(runLathe({"--help"}).exitCode, 0);
  EXPECT_THAT(runLathe({"master", "--help"}).out, HasSubstr("Examples"));
  EXPECT_EQ(runLathe({}).exitCode, 2);
  EXPECT_EQ(runLathe({"mastre"}).exitCode, 2);
  EXPECT_EQ(runLathe({"master", "in.wav"}).exitCode, 2);
}

TEST_F(CommandLine, WritesTheSameDemoEachTime) {
  ASSERT_EQ(runLathe({"demo", "-o", at("a").string()}).exitCode, 0);
  ASSERT_EQ(runLathe({"demo", "-o", at("b").string()}).exitCode, 0);
  EXPECT_EQ(bytesOf(at("a") / "demo-mix.wav"), bytesOf(at("b") / "demo-mix.wav"));
  EXPECT_EQ(bytesOf(at("a") / "demo-room.wav"), bytesOf(at("b") / "demo-room.wav"));
}

TEST_F(CommandLine, MastersToTheTargetUnderTheCeilingAndMeasuresTheWrittenFile) {
  writeTone(at("mix.wav"), 12);
  const auto outcome = runLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string(), "--target", "-16",
                                 "--ceiling", "-1.5", "--json"});
  ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
  const Json report = Json::parse(outcome.out);
  const Json& after = report.at("files").at(0).at("after");
  EXPECT_NEAR(after.at("integrated_lufs").get<double>(), -16, 0.05);
  EXPECT_LE(after.at("true_peak_dbtp").get<double>(), -1.5);
  const Json measured = Json::parse(runLathe({"measure", at("master.wav").string(), "--json"}).out);
  EXPECT_NEAR(measured.at("measurements").at(0).at("integrated_lufs").get<double>(), -16, 0.05);
}

TEST_F(CommandLine, WritesTheSameMasterEachTimeAndUnderEveryLocale) {
  writeTone(at("mix.wav"), 5);
  ASSERT_EQ(runLathe({"master", at("mix.wav").string(), "-o", at("a.wav").string()}).exitCode, 0);
  ASSERT_EQ(runLathe({"master", at("mix.wav").string(), "-o", at("b.wav").string(), "--target", "-14.0"},
                     {"LC_ALL=de_DE.UTF-8"})
                .exitCode,
            0);
  EXPECT_EQ(bytesOf(at("a.wav")), bytesOf(at("b.wav")));
}

TEST_F(CommandLine, NeverOverwritesUnasked) {
  writeTone(at("mix.wav"), 1);
  std::ofstream(at("master.wav")) << "precious";
  const auto refused = runLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string()});
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_EQ(bytesOf(at("master.wav")), "precious");
  EXPECT_EQ(runLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string(), "--force"}).exitCode, 0);
  EXPECT_NE(bytesOf(at("master.wav")), "precious");
}

TEST_F(CommandLine, SaysWhyATargetCannotBeReachedAndWritesNothing) {
  writeTone(at("mix.wav"), 3);
  const auto outcome = runLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string(), "--target", "0"});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be brought to 0 LUFS"));
  EXPECT_EQ(filesIn(folder.path()), 1u);
}

TEST_F(CommandLine, GivesOneClearSentenceForBadInput) {
  std::ofstream(at("text.wav")) << "this is not audio at all, only words";
  for (const std::string& path : {at("missing.wav").string(), at("text.wav").string(), folder.path().string()}) {
    const auto outcome = runLathe({"measure", path});
    EXPECT_EQ(outcome.exitCode, 1) << path;
    EXPECT_THAT(outcome.err, HasSubstr(path));
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
  }
}

TEST_F(CommandLine, TellsAPartOfABatchThatFailedFromAllOfIt) {
  writeTone(at("good.wav"), 1);
  EXPECT_EQ(runLathe({"measure", at("good.wav").string(), at("missing.wav").string()}).exitCode, 4);
  EXPECT_EQ(runLathe({"info", at("missing.wav").string()}).exitCode, 1);
}

TEST_F(CommandLine, EndsWithThreeWhenARequirementIsNotMet) {
  writeTone(at("quiet.wav"), 3);
  EXPECT_EQ(runLathe({"measure", at("quiet.wav").string(), "--require-loudness", "-14"}).exitCode, 3);
  EXPECT_EQ(runLathe({"measure", at("quiet.wav").string(), "--require-peak", "-1"}).exitCode, 0);
  EXPECT_EQ(runLathe({"measure", at("quiet.wav").string(), "--require-peak", "-40"}).exitCode, 3);
}

TEST_F(CommandLine, KeepsQuietWhenAsked) {
  writeTone(at("mix.wav"), 1);
  const auto outcome = runLathe({"--quiet", "convert", at("mix.wav").string(), "-o", at("out.flac").string()});
  EXPECT_EQ(outcome.exitCode, 0);
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(CommandLine, ConvertsBitForBitWhereTheFormatHoldsEverySample) {
  writeTone(at("mix.wav"), 2);
  ASSERT_EQ(runLathe({"convert", at("mix.wav").string(), "-o", at("mix.flac").string()}).exitCode, 0);
  const auto a = openClip(at("mix.wav")), b = openClip(at("mix.flac"));
  ASSERT_EQ(a->frames(), b->frames());
  AudioBuffer x(2, a->frames()), y(2, b->frames());
  a->read(0, x.view());
  b->read(0, y.view());
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(x[c], y[c]));
}

TEST_F(CommandLine, RendersASavedSessionToTheSameSamples) {
  writeTone(at("mix.wav"), 4);
  ASSERT_EQ(runLathe({"master", at("mix.wav").string(), "-o", at("one.wav").string(), "--save-session",
                      at("s.lathe").string()})
                .exitCode,
            0);
  ASSERT_EQ(runLathe({"render", at("s.lathe").string(), "-o", at("again").string()}).exitCode, 0);
  const auto file = *fs::directory_iterator(at("again"));
  const auto a = openClip(at("one.wav")), b = openClip(file.path());
  AudioBuffer x(2, a->frames()), y(2, b->frames());
  ASSERT_EQ(x.frames(), y.frames());
  a->read(0, x.view());
  b->read(0, y.view());
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(x[c], y[c]));
}

TEST_F(CommandLine, LeavesTheTargetAsItWasWhenKilledInMidRender) {
  writeTone(at("mix.wav"), 120);
  std::ofstream(at("master.wav")) << "precious";
  for (const int milliseconds : {50, 200, 500}) {
    const pid_t process = startLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string(), "--force"});
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    kill(process, SIGKILL);
    if (finish(process) == 0) continue;  // it was done before the signal came
    // The signal may come between the last step and the end: then the whole master is there.
    if (fs::file_size(at("master.wav")) == 8) {
      EXPECT_EQ(bytesOf(at("master.wav")), "precious");
    } else {
      EXPECT_EQ(openClip(at("master.wav"))->frames(), openClip(at("mix.wav"))->frames());
    }
  }
}

TEST_F(CommandLine, StopsOnASignalAndRemovesWhatIsUnfinished) {
  writeTone(at("mix.wav"), 120);
  const pid_t process = startLathe({"master", at("mix.wav").string(), "-o", at("master.wav").string()});
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  kill(process, SIGTERM);
  const int code = finish(process);
  if (code == 0) GTEST_SKIP() << "the machine was faster than the signal";
  EXPECT_EQ(code, 143);
  EXPECT_EQ(filesIn(folder.path()), 1u) << "only the mix may be there";
}

}  // namespace
}  // namespace lathe::test
