// What the command line refuses before any work: numbers that are none, names that would destroy a recording.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/grammar/arguments.h"
#include "core/file/audio_file.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using test::Outcome;
using test::runLathe;
using test::Words;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

bool isUnderstood(const Words& words) {
  std::vector<const char*> pointers = {"lathe"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return cli::parseArguments(static_cast<int>(pointers.size()), pointers.data()).exitCode == 0;
}

/// A call with all that the command must be given.
Words callOf(const cli::CommandWords& command) {
  Words words;
  std::istringstream names(command.name);
  for (std::string name; names >> name;) words.push_back(name);
  for (const cli::OptionWords& positional : command.positionals)
    if (positional.isRequired) words.push_back("a.wav");
  for (const cli::OptionWords& option : command.options)
    if (option.isRequired) words.insert(words.end(), {option.names.back(), "a.wav"});
  return words;
}

Words with(Words words, const std::string& option, const std::string& value) {
  words.insert(words.end(), {option, value});
  return words;
}

TEST(Numbers, OfEveryOptionAreFinite) {
  int tried = 0;
  for (const cli::CommandWords& command : cli::commandWords()) {
    const Words call = callOf(command);
    if (command.name.empty() || command.isFamily || !isUnderstood(call)) continue;
    for (const cli::OptionWords& option : command.options) {
      if (!option.takesValue) continue;
      const std::string& name = option.names.back();
      const auto takes = [&](const char* value) { return isUnderstood(with(call, name, value)); };
      const bool isNumber = !takes("abc") && (takes("1.5") || takes("0.5") || takes("-1.5"));
      if (!isNumber) continue;
      ++tried;
      for (const char* none : {"nan", "NaN", "inf", "-inf", "infinity", "1e999"})
        EXPECT_FALSE(takes(none)) << command.name << " " << name << " " << none;
    }
  }
  EXPECT_GT(tried, 20) << "the options were not found";
}

TEST(Recordings, AreNeverReplacedByASessionOrAReport) {
  const TemporaryFolder folder;
  for (const char* name : {"a.wav", "b.wav"}) {
    AudioWriter writer(folder / name, {Container::Wav, Encoding::Int16}, {48000, ChannelLayout::stereo()});
    writer.write(testing::gridNoise(2, 48000, 16, 1).view());
    writer.commit();
  }
  const std::string a = (folder / "a.wav").string(), b = (folder / "b.wav").string();
  std::filesystem::create_symlink(a, folder / "r.json");
  const std::string before = testing::fileBytes(a);
  for (const Words& words : {Words{"new", a, b}, Words{"new", a, a}, Words{"diagnose", a, "-o", a},
                             Words{"measure", a, "--report", (folder / "r.json").string()},
                             Words{"check", a, "--spec", "spotify", "--report", (folder / "r.json").string()}}) {
    Words forced = {"--force"};
    forced.insert(forced.end(), words.begin(), words.end());
    const Outcome outcome = runLathe(forced);
    EXPECT_NE(outcome.exitCode, 0) << words[0];
    EXPECT_EQ(testing::fileBytes(a), before) << words[0];
  }
}

TEST(Outputs, OfOneCommandAreTwoFiles) {
  const TemporaryFolder folder;
  AudioWriter writer(folder / "a.wav", {Container::Wav, Encoding::Int16}, {48000, ChannelLayout::stereo()});
  writer.write(testing::gridNoise(2, 48000, 16, 1).view());
  writer.commit();
  const std::string a = (folder / "a.wav").string(), both = (folder / "both").string();
  EXPECT_EQ(runLathe({"master", a, "-o", both + ".wav", "--save-session", both + ".wav"}).exitCode, 1);
  EXPECT_EQ(runLathe({"denoise", a, "-o", both + ".wav", "--save-profile", both + ".wav"}).exitCode, 1);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.wav"});
}

TEST(Batches, SayWhatTheyDoNotDoTogether) {
  for (const Words& more : {Words{"--report", "r.json"}, Words{"--full"}, Words{"--write-tags"}}) {
    Words words = {"measure", "a.wav", "b.wav", "--catalog", "c.db"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = runLathe(words);
    EXPECT_EQ(outcome.exitCode, 1) << more[0];
    EXPECT_THAT(outcome.err, HasSubstr("go with none of")) << more[0];
  }
}

TEST(Commands, ThatThereAreNotAreNamed) {
  const Outcome outcome = runLathe({"measur", "a.wav"});
  EXPECT_EQ(outcome.exitCode, 2);
  EXPECT_THAT(outcome.err, HasSubstr("there is no command 'measur'"));
}

}  // namespace
}  // namespace lathe
