// Where commands write: beside their sources, in folders, under any spelling of a path, and never over a source.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "tests/core/file/file_signals.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using testing::fileBytes;
using ::testing::HasSubstr;
using testing::TemporaryFolder;
namespace fs = std::filesystem;

/// A command that turns one file into another: the words between and after the source and the destination.
struct Command {
  const char* name;
  Words before, after;

  Words words(const std::string& source, const std::string& destination) const {
    Words all = before;
    all.push_back(source);
    all.insert(all.end(), after.begin(), after.end());
    all.insert(all.end(), {"-o", destination});
    return all;
  }
};

const std::vector<Command> kCommands = {
    {"master", {"master"}, {}},
    {"convert", {"convert"}, {"--bits", "16"}},
    {"denoise", {"denoise"}, {"--learn", "0-0.5"}},
    {"dehum", {"dehum"}, {}},
    {"dereverb", {"dereverb"}, {}},
    {"declick", {"declick"}, {}},
    {"declip", {"declip"}, {}},
    {"convolve", {"convolve"}, {"room.wav"}},
    {"convolve --double", {"convolve"}, {"room.wav", "--double"}},
    {"reverb", {"reverb"}, {"--response", "room.wav"}},
    {"spectral add", {"spectral"}, {"add", "attenuate", "--box", "0.1,0.2,900,1100"}},
    {"correct", {"correct"}, {"--target", "-30"}},
};

struct Spelling {
  const char* source;
  const char* destination;
};

struct Destinations : ::testing::Test {
  TemporaryFolder folder;

  Destinations() {
    fs::create_directory(folder / "sub");
    fs::create_directory(folder / "v1.0");
    fs::create_directory_symlink(folder.path(), folder / "link");
    writeMix("mix.wav");
    AudioBuffer room(1, 400);
    room[0][0] = 1;
    testing::writeFile(folder / "room.wav", {}, {48000, ChannelLayout::mono()}, room);
  }

  void writeMix(const char* name) const {
    testing::writeFile(folder / name, {}, {48000, ChannelLayout::stereo()}, testing::tones(2, 48000, 48000));
  }
  Outcome run(Words words, const Words& more = {}) const {
    words.insert(words.end(), more.begin(), more.end());
    return runLathe(words, Surroundings{.folder = folder.path()});
  }
  std::string absolute(const char* name) const { return (folder / name).string(); }
};

struct DestinationsOf : Destinations, ::testing::WithParamInterface<Command> {};

TEST_P(DestinationsOf, WritesBesideItsSourceUnderAnySpelling) {
  const std::string bytes = fileBytes(folder / "mix.wav");
  for (const auto& [source, destination] : {Spelling{"mix.wav", "out.wav"},
                                            {"./mix.wav", "./out.wav"},
                                            {"sub/../mix.wav", "out.wav"},
                                            {"link/mix.wav", "out.wav"},
                                            {"mix.wav", "link/out.wav"}}) {
    const Outcome outcome = run(GetParam().words(source, destination));
    EXPECT_EQ(outcome.exitCode, 0) << source << " " << destination << ": " << outcome.err;
    EXPECT_TRUE(fs::remove(folder / "out.wav")) << source << " " << destination;
  }
  EXPECT_EQ(run(GetParam().words(absolute("mix.wav"), absolute("out.wav"))).exitCode, 0);
  EXPECT_EQ(fileBytes(folder / "mix.wav"), bytes);
}

TEST_P(DestinationsOf, WritesIntoAFolderUnderTheSourcesName) {
  for (const char* name : {"sub", "sub/", "v1.0", "new/", "new/deeper/"}) {
    const Outcome outcome = run(GetParam().words("mix.wav", name));
    EXPECT_EQ(outcome.exitCode, 0) << name << ": " << outcome.err;
    EXPECT_TRUE(fs::remove(folder.path() / name / "mix.wav")) << name;
  }
}

TEST_P(DestinationsOf, NeverAreASourceThoughOverwritingIsAllowed) {
  fs::create_symlink(folder / "mix.wav", folder / "soft.wav");
  fs::create_hard_link(folder / "mix.wav", folder / "hard.wav");
  const std::string bytes = fileBytes(folder / "mix.wav");
  const std::size_t files = folder.names().size();
  for (const char* name :
       {"mix.wav", "./mix.wav", "sub/../mix.wav", "link/mix.wav", "soft.wav", "hard.wav", ".", "./", "link/"}) {
    const Outcome outcome = run(GetParam().words("mix.wav", name), {"--force"});
    EXPECT_EQ(outcome.exitCode, 1) << name;
    EXPECT_THAT(outcome.err, HasSubstr("is a source itself")) << name;
  }
  EXPECT_EQ(fileBytes(folder / "mix.wav"), bytes);
  EXPECT_EQ(folder.names().size(), files);
}

TEST_P(DestinationsOf, RefuseANameThatTheFolderDoesNotTakeWithOneSentence) {
  const std::size_t files = folder.names().size();
  const Outcome outcome = run(GetParam().words("mix.wav", std::string(252, 'x') + ".wav"));
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("choose a shorter one"));
  EXPECT_EQ(folder.names().size(), files);
}

TEST_P(DestinationsOf, SayThatAFolderCannotBeMade) {
  const Outcome outcome = run(GetParam().words("mix.wav", "mix.wav/"));
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be made"));
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(Commands, DestinationsOf, ::testing::ValuesIn(kCommands), [](const auto& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return c < 'a' || c > 'z'; }, '_');
  return name;
});

TEST_F(Destinations, OfSeveralMixesAreAFolderAndNeverTheirOwn) {
  writeMix("other.wav");
  EXPECT_EQ(run({"master", "mix.wav", "other.wav", "-o", "masters/"}).exitCode, 0);
  EXPECT_TRUE(fs::exists(folder / "masters/mix.wav"));
  EXPECT_TRUE(fs::exists(folder / "masters/other.wav"));
  const std::string bytes = fileBytes(folder / "other.wav");
  const Outcome refused = run({"master", "mix.wav", "other.wav", "-o", ".", "--force"});
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_THAT(refused.err, HasSubstr("never overwrites what it reads"));
  EXPECT_EQ(fileBytes(folder / "other.wav"), bytes);
}

TEST_F(Destinations, OfCorrectionsAreNeverTheSourceOfAnother) {
  writeMix("other.wav");
  fs::create_symlink(folder / "other.wav", folder / "sub/mix.wav");
  const std::string bytes = fileBytes(folder / "other.wav");
  const Outcome outcome = run({"correct", "mix.wav", "other.wav", "-o", "sub", "--target", "-30", "--force"});
  EXPECT_EQ(outcome.exitCode, 4);
  EXPECT_THAT(outcome.err, HasSubstr("is a source itself"));
  EXPECT_EQ(fileBytes(folder / "other.wav"), bytes);
}

TEST_F(Destinations, OfTwoMixesAreNeverOneFile) {
  fs::copy_file(folder / "mix.wav", folder / "sub/mix.wav");
  const Outcome outcome = run({"master", "mix.wav", "sub/mix.wav", "-o", "masters"});
  EXPECT_EQ(outcome.exitCode, 1);
  EXPECT_THAT(outcome.err, HasSubstr("would both be written to"));
}

TEST_F(Destinations, AreNeverAFileThatTheChainReads) {
  const std::string bytes = fileBytes(folder / "room.wav");
  for (const Words& words : {Words{"convolve", "mix.wav", "room.wav"},
                             {"convolve", "mix.wav", "room.wav", "--double"},
                             {"reverb", "mix.wav", "--response", "room.wav"}}) {
    const Outcome outcome = run(words, {"-o", "./room.wav", "--force"});
    EXPECT_EQ(outcome.exitCode, 1) << words[0];
    EXPECT_THAT(outcome.err, HasSubstr("is a source itself")) << words[0];
  }
  EXPECT_EQ(fileBytes(folder / "room.wav"), bytes);
}

TEST_F(Destinations, AreNeverTheSourceOfASession) {
  ASSERT_EQ(run({"new", "s.lathe", "mix.wav"}).exitCode, 0);
  ASSERT_EQ(run({"spectral", "s.lathe", "add", "attenuate", "--box", "0.1,0.2,900,1100"}).exitCode, 0);
  const std::string bytes = fileBytes(folder / "mix.wav");
  for (const Words& words : {Words{"spectral", "s.lathe", "render", "-o", "mix.wav"},
                             {"spectral", "s.lathe", "listen", "1", "-o", "mix.wav"},
                             {"render", "s.lathe", "-o", "."}}) {
    Words forced = words;
    forced.push_back("--force");
    const Outcome outcome = run(forced);
    // A render names its file by the track's number and title, so it may write here.
    if (words[0] == "spectral") {
      EXPECT_EQ(outcome.exitCode, 1);
      EXPECT_THAT(outcome.err, HasSubstr("is a source itself"));
    }
  }
  EXPECT_EQ(fileBytes(folder / "mix.wav"), bytes);
}

TEST_F(Destinations, OfWhatIsWrittenBesideTheAudioAreNeverTheSource) {
  const std::string bytes = fileBytes(folder / "mix.wav");
  for (const Words& words : {Words{"declick", "mix.wav", "-o", "out.wav", "--events", "./mix.wav"},
                             {"denoise", "mix.wav", "-o", "out.wav", "--save-profile", "./mix.wav"},
                             {"master", "mix.wav", "-o", "out.wav", "--save-session", "./mix.wav"},
                             {"spectrogram", "mix.wav", "-o", "./mix.wav"}}) {
    Words forced = words;
    forced.push_back("--force");
    EXPECT_EQ(run(forced).exitCode, 1) << words[0];
    EXPECT_TRUE(fileBytes(folder / "mix.wav") == bytes) << words[0];
  }
}

TEST_F(Destinations, OfTheHelpsExamplesForMasterWork) {
  writeMix("a.wav");
  writeMix("b.wav");
  const std::string help = run({"master", "--help"}).out;
  std::istringstream lines(help.substr(help.find("Examples")));
  int examples = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream text(line);
    Words words{std::istream_iterator<std::string>(text), {}};
    if (words.size() < 2 || words[0] != "lathe" || words[1] != "master") continue;
    words.erase(words.begin());
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exitCode, 0) << line << ": " << outcome.err;
    ++examples;
  }
  EXPECT_GE(examples, 2);
}

TEST_F(Destinations, KeepMarkersWhereTheyAreAtAnotherRate) {
  Metadata metadata;
  metadata.markers = {{24000, 12000, "Chorus"}};
  testing::writeFile(folder / "marked.wav", {}, {48000, ChannelLayout::stereo()}, testing::tones(2, 48000, 48000),
                     metadata);
  for (const Words& words : {Words{"convert", "marked.wav", "-o", "c.wav", "--rate", "24000"},
                             {"dehum", "marked.wav", "-o", "c.wav", "--rate", "24000"},
                             {"correct", "marked.wav", "-o", "c.wav", "--rate", "24000", "--target", "-30"}}) {
    ASSERT_EQ(run(words).exitCode, 0) << words[0];
    const auto markers = describeFile(folder / "c.wav").metadata.markers;
    ASSERT_EQ(markers.size(), 1u) << words[0];
    EXPECT_EQ(markers[0].frame, 12000u) << words[0];
    EXPECT_EQ(markers[0].length, 6000u) << words[0];
    fs::remove(folder / "c.wav");
  }
}

}  // namespace
}  // namespace lathe::test
