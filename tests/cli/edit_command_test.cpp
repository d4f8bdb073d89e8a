// `lathe edit` with whatever is typed: what it accepts can be opened and undone, and rates stay what they were.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/file/audio_file.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

fs::path writeSilence(const fs::path& path, int rate, double seconds) {
  AudioWriter writer(path, {Container::Wav, Encoding::Int16}, {rate, ChannelLayout::stereo()});
  writer.write(AudioBuffer(2, static_cast<std::size_t>(seconds * rate)).view());
  writer.commit();
  return path;
}

nlohmann::json jsonOf(const fs::path& path) { return nlohmann::json::parse(std::ifstream(path)); }

struct EditCommand : ::testing::Test {
  TemporaryFolder folder;
  fs::path session = folder.path() / "s.lathe";

  Outcome edit(Words words) {
    words.insert(words.begin(), {"edit", session.string()});
    return runLathe(words);
  }
  void make(const Words& files) {
    Words words = {"new", session.string()};
    words.insert(words.end(), files.begin(), files.end());
    ASSERT_EQ(runLathe(words).exitCode, 0);
  }
};

/// The edits as the help lists them: "trim TRACK FROM TO".
std::vector<Words> grammar() {
  std::istringstream help(runLathe({"edit", "--help"}).out);
  std::vector<Words> edits;
  bool isIn = false;
  for (std::string line; std::getline(help, line);) {
    if (line.find("  check ") == 0) {
      isIn = true;
    } else if (line.rfind("  ", 0) != 0) {
      isIn = false;
    } else if (isIn) {
      std::istringstream words(line);
      edits.emplace_back();
      for (std::string word; words >> word;) edits.back().push_back(word);
    }
  }
  return edits;
}

/// Something sensible for a word of the grammar.
std::string sensible(const std::string& word, const fs::path& folder) {
  if (word == "FILE" || word == "OLD-FILE" || word == "NEW-FILE") return (folder / "a.wav").string();
  if (word == "FOLDER") return folder.string();
  if (word == "CHAIN") return "master";
  if (word == "PRESET") return "gentle";
  if (word == "PROCESSOR") return "gain";
  if (word == "HERTZ") return "96000";
  if (word == "DECIBELS") return "-3";
  if (word == "FROM") return "0";
  if (word == "KEY=VALUE...") return "target=-16";
  if (word == "STAGE.PARAMETER=VALUE...") return "limiter.release=80ms";
  if (word == "result|removed") return "removed";
  if (word.front() == '[') return "";
  if (word == "TEXT" || word == "NAME" || word == "CODE") return "x";
  return "1";
}

bool isText(const std::string& word) {
  return word == "TEXT" || word == "NAME" || word == "CODE" || word == "PRESET" || word == "PROCESSOR" ||
         word.find("FILE") != std::string::npos || word == "FOLDER";
}

TEST_F(EditCommand, AcceptsNothingThatCannotBeOpenedAgain) {
  make({writeSilence(folder.path() / "a.wav", 44100, 3).string(),
        writeSilence(folder.path() / "b.wav", 48000, 3).string()});
  ASSERT_EQ(edit({"marker", "1", "1", "m"}).exitCode, 0);
  const fs::path base = folder.path() / "base.lathe";
  fs::copy_file(session, base);
  const Words numbers = {"1e300", "2e11", "nan", "9007199254740993", "-1", "0"};
  const Words texts = {"", "\xff\xfe", "\x01\n", std::string(20'000, 'a')};
  const std::vector<Words> edits = grammar();
  EXPECT_GE(edits.size(), 30u);
  for (const Words& usage : edits)
    for (std::size_t place = 1; place < usage.size(); ++place)
      for (const std::string& value : isText(usage[place]) ? texts : numbers) {
        Words words = {usage[0]};
        for (std::size_t i = 1; i < usage.size(); ++i) {
          std::string word = i == place ? value : sensible(usage[i], folder.path());
          const std::string form = usage[i];
          if (i == place && form == "KEY=VALUE...") {
            for (const char* key : {"target=", "ceiling=", "rate=", "quality=", "name="}) words.push_back(key + value);
            continue;
          }
          if (i == place && form == "STAGE.PARAMETER=VALUE...") word = "limiter.release=" + value;
          if (i != place && word.empty()) continue;
          words.push_back(word);
        }
        SCOPED_TRACE(::testing::PrintToString(words).substr(0, 200));
        fs::copy_file(base, session, fs::copy_options::overwrite_existing);
        const Outcome outcome = edit(words);
        ASSERT_LE(outcome.exitCode, 4) << outcome.err;
        if (outcome.exitCode != 0) {
          EXPECT_NE(outcome.err, "");
          continue;
        }
        const Outcome undone = edit({"undo"});
        EXPECT_EQ(undone.exitCode, 0) << undone.err;
      }
}

TEST_F(EditCommand, KeepsTheRateWhenTracksOfOtherRatesAreMovedAndRemoved) {
  for (const auto& [first, second] : {std::pair(48000, 44100), std::pair(44100, 48000)}) {
    const fs::path place = folder.path() / std::to_string(first);
    fs::create_directory(place);
    session = place / "s.lathe";
    make(
        {writeSilence(place / "first.wav", first, 2).string(), writeSilence(place / "second.wav", second, 3).string()});
    EXPECT_EQ(jsonOf(session)["sample_rate"], first);
    ASSERT_EQ(edit({"move-track", "2", "1"}).exitCode, 0);
    EXPECT_THAT(edit({}).out, HasSubstr("0:03.000"));
    ASSERT_EQ(edit({"remove-track", "2"}).exitCode, 0);
    const Outcome shown = edit({});
    EXPECT_EQ(shown.exitCode, 0) << shown.err;
    EXPECT_THAT(shown.out, HasSubstr("0:03.000"));
    EXPECT_EQ(edit({"undo", "2"}).exitCode, 0);
    EXPECT_THAT(edit({}).out, HasSubstr("0:02.000"));
  }
}

TEST_F(EditCommand, ChangesTheRateAndKeepsTheTimes) {
  make({writeSilence(folder.path() / "a.wav", 44100, 2).string()});
  ASSERT_EQ(edit({"trim", "1", "0.5", "1.5"}).exitCode, 0);
  ASSERT_EQ(edit({"rate", "96000"}).exitCode, 0);
  const Outcome shown = edit({});
  EXPECT_THAT(shown.out, HasSubstr("96000 Hz"));
  EXPECT_THAT(shown.out, HasSubstr("0:01.000"));
  EXPECT_EQ(jsonOf(session)["tracks"][0]["regions"][0]["length"], 96000);
  EXPECT_EQ(edit({"undo"}).exitCode, 0);
  EXPECT_EQ(jsonOf(session)["tracks"][0]["regions"][0]["length"], 44100);
  for (const char* rate : {"7999", "384001", "44100.5", "1e300", "nan", "-48000", "fast"})
    EXPECT_THAT(edit({"rate", rate}).err, HasSubstr("whole number of Hz")) << rate;
}

TEST_F(EditCommand, OpensASessionThatAnOrdinaryEditOnceBroke) {
  make({writeSilence(folder.path() / "a.wav", 48000, 2).string(),
        writeSilence(folder.path() / "b.wav", 44100, 2).string()});
  ASSERT_EQ(edit({"remove-track", "1"}).exitCode, 0);
  auto json = nlohmann::ordered_json::parse(std::ifstream(session));
  json["sample_rate"] = 0;
  for (auto& step : json["history"]["steps"])
    for (auto change = step["changes"].begin(); change != step["changes"].end();)
      change = (*change)["path"] == "/sample_rate" ? step["changes"].erase(change) : change + 1;
  std::ofstream(session) << json.dump();
  const Outcome shown = edit({});
  EXPECT_EQ(shown.exitCode, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("48000 Hz"));
  EXPECT_THAT(shown.out, HasSubstr("0:02.000"));
  EXPECT_THAT(shown.err, HasSubstr("warning: "));
  const Outcome undone = edit({"undo"});
  EXPECT_EQ(undone.exitCode, 0) << undone.err;
  EXPECT_EQ(edit({}).err, "") << "saving it has kept the rate";
}

TEST_F(EditCommand, KeepsTheBitRateAndTheQualityThatItDoesNotChange) {
  const std::string file = writeSilence(folder.path() / "a.wav", 44100, 1).string();
  ASSERT_EQ(runLathe({"new", session.string(), file, "--format", "mp3", "--bitrate", "192"}).exitCode, 0);
  EXPECT_EQ(jsonOf(session)["delivery"]["bit_rate_kbps"], 192);
  ASSERT_EQ(edit({"delivery", "target=-16"}).exitCode, 0);
  EXPECT_EQ(jsonOf(session)["delivery"]["bit_rate_kbps"], 192);
  ASSERT_EQ(edit({"delivery", "quality=0.25"}).exitCode, 0);
  EXPECT_FALSE(jsonOf(session)["delivery"].contains("bit_rate_kbps"));
  ASSERT_EQ(edit({"delivery", "album=A"}).exitCode, 0);
  EXPECT_EQ(jsonOf(session)["delivery"]["quality"], 0.25);
}

}  // namespace
}  // namespace lathe::test
