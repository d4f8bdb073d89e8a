// The commands about specifications as their users run them: exit codes, reports, one's own files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/ebu_signals.h"
#include "tests/support/json_schema.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

struct ComplianceCommands : ::testing::Test {
  testing::TemporaryFolder folder;

  std::string at(const char* name) const { return (folder / name).string(); }
  std::string writeTone(const char* name, double level, int rate = 48000) const {
    const AudioBuffer tone = sine(2, rate, 5, 1000, level);
    AudioWriter writer(folder / name, {Container::Wav, Encoding::Int24}, {rate, ChannelLayout::stereo()});
    writer.write(tone.view());
    writer.commit();
    return at(name);
  }
};

TEST_F(ComplianceCommands, CheckTellsByItsExitCode) {
  const std::string good = writeTone("good.wav", -23), loud = writeTone("loud.wav", -14);
  EXPECT_EQ(runLathe({"check", good, "--spec", "ebu-r128"}).exitCode, 0);
  EXPECT_EQ(runLathe({"check", loud, "--spec", "ebu-r128"}).exitCode, 3);
  EXPECT_EQ(runLathe({"check", good, loud, "--spec", "ebu-r128"}).exitCode, 3);
  EXPECT_EQ(runLathe({"check", good, at("missing.wav"), "--spec", "ebu-r128"}).exitCode, 4);
  EXPECT_EQ(runLathe({"check", at("missing.wav"), "--spec", "ebu-r128"}).exitCode, 1);
  EXPECT_EQ(runLathe({"check", good}).exitCode, 2);
  const Outcome unknown = runLathe({"check", good, "--spec", "ebu-128"});
  EXPECT_EQ(unknown.exitCode, 1);
  EXPECT_THAT(unknown.err, HasSubstr("ebu-r128-s1"));
}

TEST_F(ComplianceCommands, CheckSaysWhatIsWrongAndWhatWouldHelp) {
  const Outcome outcome = runLathe({"check", writeTone("loud.wav", -14), "--spec", "ebu-r128,spotify"});
  EXPECT_THAT(outcome.out, HasSubstr("FAIL (EBU R 128 programme)"));
  EXPECT_THAT(outcome.out, HasSubstr("To pass: -9.0"));
  EXPECT_THAT(outcome.out, HasSubstr("normal: "));
}

TEST_F(ComplianceCommands, CheckAfterEncodingJudgesTheDecodedSound) {
  const std::string file = writeTone("tone.wav", -16);
  const Outcome outcome = runLathe({"check", file, "--spec", "podcast", "--after", "mp3:128,opus:96", "--json"});
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  ASSERT_EQ(report["files"].size(), 2u);
  EXPECT_EQ(report["files"][0]["after"], "MP3 at 128 kbit/s");
  EXPECT_NEAR(report["files"][1]["measurement"]["integrated_lufs"].get<double>(), -16, 0.1);
  EXPECT_EQ(fault(report, schemaNamed("compliance-1.json"), schemaNamed("compliance-1.json")), "");
  EXPECT_THAT(runLathe({"check", file, "--spec", "podcast", "--after", "mp3"}).err, HasSubstr("aac:256"));
}

TEST_F(ComplianceCommands, WritesReportsByTheirNames) {
  const std::string file = writeTone("tone.wav", -14);
  for (const char* name : {"r.html", "r.csv", "r.json"})
    EXPECT_EQ(runLathe({"check", file, "--spec", "ebu-r128", "--report", at(name)}).exitCode, 3);
  EXPECT_THAT(testing::fileBytes(at("r.html")), HasSubstr("</html>"));
  EXPECT_THAT(testing::fileBytes(at("r.csv")), HasSubstr("ebu-r128,integrated,fail"));
  EXPECT_NO_THROW(json::parse(testing::fileBytes(at("r.json"))));
  EXPECT_EQ(runLathe({"check", file, "--spec", "ebu-r128", "--report", at("r.html")}).exitCode, 1)
      << "nothing is overwritten unasked";
  EXPECT_THAT(runLathe({"measure", file, "--report", at("r.pdf")}).err, HasSubstr(".html, .csv or .json"));
  EXPECT_EQ(runLathe({"measure", file, "--report", at("m.html")}).exitCode, 0);
}

TEST_F(ComplianceCommands, ReadsOnesOwnSpecsFromTheUsersFolderAndFromFiles) {
  const std::string file = writeTone("tone.wav", -20);
  const std::string own = R"({"format": "lathe-spec", "version": 1, "id": "my-station", "name": "My station",
    "rules": [{"measure": "integrated", "target": -20, "tolerance": 0.1}]})";
  fs::create_directories(folder / "data/lathe/specs");
  testing::writeBytes(folder / "data/lathe/specs/mine.json", own);
  testing::writeBytes(folder / "data/lathe/specs/broken.json", "{\"format\": ");
  const Words environment = {"XDG_DATA_HOME=" + at("data")};
  EXPECT_EQ(runLathe({"check", file, "--spec", "my-station"}, environment).exitCode, 0);
  const Outcome list = runLathe({"specs"}, environment);
  EXPECT_THAT(list.out, HasSubstr("my-station"));
  EXPECT_THAT(list.err, HasSubstr("broken.json"));
  EXPECT_THAT(list.err, HasSubstr("line 1"));
  EXPECT_EQ(runLathe({"check", file, "--spec", at("data/lathe/specs/mine.json")}).exitCode, 0);
  EXPECT_EQ(runLathe({"specs", "--validate", at("data/lathe/specs/mine.json")}).exitCode, 0);
  EXPECT_EQ(runLathe({"specs", "--validate", at("data/lathe/specs/broken.json")}).exitCode, 1);
  EXPECT_EQ(
      runLathe({"specs", "--validate", at("data/lathe/specs/mine.json"), at("data/lathe/specs/broken.json")}).exitCode,
      4);
  EXPECT_THAT(runLathe({"specs", "netflix"}).out, HasSubstr("15 % or more of it is dialogue"));
}

TEST_F(ComplianceCommands, CorrectsAndTellsAsItsSchemaSays) {
  const std::string file = writeTone("tone.wav", -14);
  const Outcome outcome = runLathe({"correct", file, "-o", at("out.wav"), "--spec", "ebu-r128", "--json"});
  ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
  const json report = json::parse(outcome.out), schema = schemaNamed("correction-1.json"),
             verdicts = schemaNamed("compliance-1.json");
  EXPECT_EQ(fault(report, schema, schema), "");
  EXPECT_EQ(fault(report["files"][0]["after"], verdicts["$defs"]["file"], verdicts), "");
  EXPECT_NEAR(report["files"][0]["gain_db"].get<double>(), -9, 0.02);
  EXPECT_EQ(runLathe({"check", at("out.wav"), "--spec", "ebu-r128"}).exitCode, 0);
  EXPECT_EQ(runLathe({"correct", file, "-o", at("o2.wav"), "--target", "-0.5"}).exitCode, 1);
  EXPECT_FALSE(fs::exists(at("o2.wav")));
  EXPECT_EQ(runLathe({"correct", file, "-o", at("o2.wav")}).exitCode, 1);
}

TEST_F(ComplianceCommands, CorrectsAnAlbumByOneGain) {
  const std::string a = writeTone("a.wav", -14), b = writeTone("b.wav", -20);
  fs::create_directory(folder / "out");
  ASSERT_EQ(
      runLathe({"correct", a, b, "-o", at("out"), "--target", "-18", "--album", "--by", "loudest-track"}).exitCode, 0);
  const json report = json::parse(
      runLathe({"album", at("out/a.wav"), at("out/b.wav"), "--target", "-18", "--by", "loudest-track", "--json"}).out);
  EXPECT_EQ(fault(report, schemaNamed("album-1.json"), schemaNamed("album-1.json")), "");
  EXPECT_NEAR(report["tracks"][0]["integrated_lufs"].get<double>(), -18, 0.02);
  EXPECT_NEAR(report["tracks"][1]["integrated_lufs"].get<double>(), -24, 0.02) << "the tracks keep their relation";
  EXPECT_NEAR(report["album_gain_db"].get<double>(), 0, 0.02);
}

TEST_F(ComplianceCommands, KeepsLoudnessInTagsOnlyWhenAsked) {
  const std::string file = writeTone("tone.wav", -20);
  const std::string before = testing::fileBytes(file);
  runLathe({"measure", file});
  EXPECT_EQ(testing::fileBytes(file), before);
  EXPECT_EQ(runLathe({"measure", file, "--write-tags"}).exitCode, 0);
  EXPECT_NEAR(*describeFile(file).metadata.broadcast->loudness, -20, 0.011);
  EXPECT_THAT(runLathe({"tag", file, "--loudness", "title=New"}).out, HasSubstr("-19.99"));
  EXPECT_EQ(describeFile(file).metadata.title, "New");
}

}  // namespace
}  // namespace lathe::test
