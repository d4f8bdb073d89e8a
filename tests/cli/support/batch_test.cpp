// Batches as their users run them: folders, catalogs, shares of a list, and files that cannot be read.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/file/audio_file.h"
#include "tests/support/run_program.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/unlistable_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;
using Json = nlohmann::json;
namespace fs = std::filesystem;

struct BatchCommand : ::testing::Test {
  TemporaryFolder folder;
  std::string at(const std::string& name) const { return (folder.path() / name).string(); }

  void SetUp() override {
    fs::create_directories(folder / "music" / "deep");
    write("music/a.wav", -20);
    write("music/b.wav", -6);
    write("music/deep/c.flac", -14);
    write("music/silent.wav", -400);
    std::ofstream(at("music/damaged.wav")) << "RIFF and nothing more";
    std::ofstream(at("music/notes.txt")) << "no audio";
  }
  void write(const std::string& name, double level) const {
    AudioWriter writer(at(name), {name.ends_with("flac") ? Container::Flac : Container::Wav, Encoding::Int24},
                       {44100, ChannelLayout::stereo()});
    writer.write(sine(2, 44100, 44100, 997_Hz, {level}).view());
    writer.commit();
  }
  static std::vector<Json> lines(const std::string& text) {
    std::vector<Json> list;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) list.push_back(Json::parse(line));
    return list;
  }
};

TEST_F(BatchCommand, MeasuresAFolderWithALineForEachFileAndTellsWhatCannotBeRead) {
  const auto run = runLathe({"measure", at("music"), "--jsonl", "--jobs", "2"});
  EXPECT_EQ(run.exitCode, 4);
  const auto all = lines(run.out);
  ASSERT_EQ(all.size(), 5u);
  int errors = 0;
  for (const Json& one : all) {
    errors += one.contains("error");
    if (one["file"].get<std::string>().ends_with("silent.wav")) {
      EXPECT_TRUE(one["signals"][0].dump().find("\"integrated") != std::string::npos);
    }
  }
  EXPECT_EQ(errors, 1);
  EXPECT_THAT(run.err, HasSubstr("1 could not be read"));
}

TEST_F(BatchCommand, EndsWithFourWhenAFolderCannotBeListed) {
  fs::remove(at("music/damaged.wav"));
  fs::create_directory(at("one"));
  write("one/a.wav", -20);
  fs::create_directory(at("two"));
  for (const char* name : {"music", "two"}) makeUnlistableFolder(at(name));
  for (const Words& words : {Words{"measure", at("music")},
                             {"measure", at("music"), "--jsonl"},
                             {"measure", at("music"), "--full"},
                             {"measure", at("music"), at("one/a.wav"), "--report", at("r.json")},
                             {"check", at("music"), "--spec", "ebu-r128"},
                             {"correct", at("music"), "-o", at("corrected"), "--target", "-20", "--force"}}) {
    const Outcome run = runLathe(words);
    EXPECT_EQ(run.exitCode, 4) << words[0] << " " << words.back() << "\n" << run.err;
    EXPECT_THAT(run.err, HasSubstr("cannot be listed"));
    EXPECT_THAT(run.out, HasSubstr("c.flac")) << "the others are done";
    fs::remove(at("r.json"));
  }
  const Outcome nothing = runLathe({"measure", at("two")});
  EXPECT_EQ(nothing.exitCode, 1);
  EXPECT_THAT(nothing.err, HasSubstr("cannot be listed"));
}

TEST_F(BatchCommand, ASecondRunReadsOnlyWhatChanged) {
  fs::remove(at("music/damaged.wav"));
  const std::vector<std::string> command = {"measure", at("music"), "--catalog", at("c.db")};
  EXPECT_EQ(runLathe(command).exitCode, 0);
  EXPECT_THAT(runLathe(command).err, HasSubstr("4 files, 4 of them known"));
  write("music/new.wav", -9);
  fs::rename(at("music/a.wav"), at("music/renamed.wav"));
  const auto third = runLathe(command);
  EXPECT_THAT(third.err, HasSubstr("5 files, 4 of them known")) << "a renamed file is known by its content";
  const auto hot = runLathe({"catalog", "query", at("c.db"), "true_peak>-10", "--json"});
  EXPECT_EQ(hot.exitCode, 0);
  EXPECT_EQ(Json::parse(hot.out)["files"].size(), 2u);
  EXPECT_EQ(runLathe({"catalog", "query", at("c.db"), "loud>1"}).exitCode, 1);
  EXPECT_EQ(runLathe({"catalog", "query", at("none.db")}).exitCode, 1);
}

TEST_F(BatchCommand, SharesOfAListAddUpAndTheirCatalogsMerge) {
  fs::remove(at("music/damaged.wav"));
  std::size_t files = 0;
  for (const std::string share : {"1/3", "2/3", "3/3"}) {
    const auto run = runLathe(
        {"measure", at("music"), "--shard", share, "--jsonl", "--catalog", at("part" + share.substr(0, 1) + ".db")});
    EXPECT_EQ(run.exitCode, 0);
    files += lines(run.out).size();
  }
  EXPECT_EQ(files, 4u);
  EXPECT_EQ(runLathe({"catalog", "merge", at("all.db"), at("part1.db"), at("part2.db"), at("part3.db")}).exitCode, 0);
  EXPECT_EQ(Json::parse(runLathe({"catalog", "query", at("all.db"), "--json"}).out)["files"].size(), 4u);
  EXPECT_EQ(runLathe({"measure", at("music"), "--shard", "4/3"}).exitCode, 1);
}

TEST_F(BatchCommand, ChecksAFolderAndFailsWhatFails) {
  fs::remove(at("music/damaged.wav"));
  fs::remove(at("music/silent.wav"));
  const auto run = runLathe({"check", at("music"), "--spec", "ebu-r128", "--jsonl", "--catalog", at("c.db")});
  EXPECT_EQ(run.exitCode, 3);
  for (const Json& one : lines(run.out)) EXPECT_TRUE(one.contains("passes")) << one;
  const auto again = runLathe({"check", at("music"), "--spec", "ebu-r128", "--catalog", at("c.db")});
  EXPECT_EQ(again.exitCode, 3) << "what is known fails as it did";
  EXPECT_THAT(again.err, HasSubstr("3 of them known"));
}

TEST_F(BatchCommand, AFolderWithoutAudioIsAnError) {
  fs::create_directories(at("empty"));
  EXPECT_EQ(runLathe({"measure", at("empty")}).exitCode, 1);
  EXPECT_EQ(runLathe({"measure", at("music/*.mp3")}).exitCode, 1);
  EXPECT_EQ(runLathe({"measure", at("music/?.wav"), "--jsonl"}).exitCode, 0);
}

}  // namespace
}  // namespace lathe::test
