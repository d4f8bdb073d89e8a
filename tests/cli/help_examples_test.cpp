// Every example of the help does what it says, run by a shell in the folder where its files lie.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "cli/grammar/arguments.h"
#include "core/file/audio_file.h"
#include "core/play/port_audio_output.h"
#include "tests/support/places.h"
#include "tests/support/run_shell.h"
#include "tests/support/shell_words.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;
constexpr int kRate = 44100;

/// Notes with hum, hiss, a few clicks and a dropout; clipped where `level` is above 1.
AudioBuffer recording(double seconds, float level, std::uint64_t seed) {
  const auto frames = static_cast<std::size_t>(seconds * kRate);
  AudioBuffer buffer = noise(2, frames, seed, Decibels{-50});
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / kRate;
    const double note = std::sin(2 * M_PI * 440 * t) * std::exp(-std::fmod(t, 0.5) * 4);
    const double hum = 0.01 * std::sin(2 * M_PI * 50 * t);
    for (int c = 0; c < 2; ++c)
      buffer[c][i] =
          std::clamp(buffer[c][i] + level * static_cast<float>(note) + static_cast<float>(hum), -0.98f, 0.98f);
  }
  for (std::size_t at = kRate / 3; at < frames; at += kRate) buffer[0][at] = buffer[1][at] = level;
  for (std::size_t i = kRate * 7 / 4; i < kRate * 7 / 4 + 300 && i < frames; ++i) buffer[0][i] = buffer[1][i] = 0;
  return buffer;
}

/// A room: a peak and a tail of noise that dies away.
AudioBuffer response() {
  const std::size_t frames = kRate * 3 / 2;
  AudioBuffer buffer = noise(2, frames, 9, Decibels{-6});
  for (std::size_t i = 0; i < frames; ++i)
    for (int c = 0; c < 2; ++c) buffer[c][i] *= static_cast<float>(std::exp(-6.9 * static_cast<double>(i) / kRate));
  buffer[0][0] = buffer[1][0] = 1;
  return buffer;
}

void write(const fs::path& path, const AudioBuffer& samples) {
  AudioWriter writer(path, {*containerFromPath(path), Encoding::Int24}, {kRate, ChannelLayout::stereo()});
  writer.write(samples.view());
  writer.commit();
}

bool isAudio(const std::string& word) { return word.ends_with(".wav") || word.ends_with(".flac"); }

/// Words that name what a command writes: behind -o and the like.
bool isWritten(const std::string& before) {
  static const std::set<std::string> options = {"-o",     "--output",       "--report",       "--events",
                                                "--save", "--save-profile", "--save-session", "--catalog"};
  return options.contains(before);
}

/// A fresh folder with stand-ins for all that a line reads; it is the home of the user, too.
class Desk {
 public:
  /// Recordings of so many seconds are laid.
  explicit Desk(double seconds = 14) : seconds_(seconds) {
    testing::writeBytes(folder_ / ".asoundrc",
                        "pcm.silent { type null }\n"
                        "pcm.!default { type plug slave { pcm \"silent\" format FLOAT_LE rate 48000 channels 2 } }\n"
                        "ctl.!default { type hw card 0 }\n");
  }

  void lay(const std::vector<std::string>& command) {
    const bool takesResponses = command[1] == "ir";
    for (std::size_t i = 2; i < command.size(); ++i) {
      const std::string& word = command[i];
      if (isWritten(command[i - 1])) made_.insert(word);
      if (made_.contains(word)) continue;
      if (word == "*.wav" || word == "*.flac")
        for (const char* name : {"01", "02"}) layAudio(name + word.substr(1), false);
      else if (isAudio(word))
        layAudio(word, takesResponses || word == "church.wav" || word == "fir.wav");
      else if (word.ends_with(".lathe") && command[1] != "new")
        laySession(word);
      else if (word.ends_with(".db") && !(command[1] == "catalog" && command[2] == "merge" && i == 3))
        layCatalog(word);
      else if (word.find("my-station") != std::string::npos)
        laySpec();
      else if (word == "~/Responses")
        fs::create_directory(folder_ / "Responses"), write(folder_ / "Responses" / "church.wav", response());
    }
  }

  Outcome run(const std::string& line) const {
    return runShell(line, folder_.path(),
                    {"HOME=" + folder_.path().string(), "XDG_DATA_HOME=" + (folder_ / "data").string(),
                     "XDG_CONFIG_HOME=" + folder_.path().string(), "XDG_CACHE_HOME=" + (folder_ / "cache").string(),
                     "XDG_STATE_HOME=" + (folder_ / "state").string(), "PULSE_SERVER=unix:/nonexistent",
                     "PIPEWIRE_REMOTE=/nonexistent"});
  }

 private:
  void layAudio(const std::string& name, bool isResponse) {
    if (fs::exists(folder_ / name)) return;
    const auto seed = std::hash<std::string>{}(name) % 1000;
    write(folder_ / name, isResponse ? response() : recording(seconds_, name == "loud.wav" ? 1.6f : 0.3f, seed));
  }
  void must(const std::string& line) const {
    const Outcome outcome = run(line);
    ASSERT_EQ(outcome.exitCode, 0) << line << "\n" << outcome.err;
  }
  void laySession(const std::string& name) {
    layAudio("01.wav", false);
    layAudio("02.wav", false);
    if (fs::exists(folder_ / name)) return;
    must("lathe new " + name + " 01.wav 02.wav --chain gentle");
    must("lathe edit " + name + " gain 1 -1");
    must("lathe spectral " + name + " add attenuate --track 2 --time 1,1.05");
  }
  void layCatalog(const std::string& name) {
    // A pattern stands for several: "shard-*.db".
    const auto star = name.find('*');
    const std::vector<std::string> parts =
        star == std::string::npos ? std::vector<std::string>{""} : std::vector<std::string>{"1", "2"};
    layAudio("01.wav", false);
    for (const std::string& part : parts) {
      std::string file = name;
      if (star != std::string::npos) file.replace(star, 1, part);
      must("lathe measure 01.wav --catalog " + file);
    }
  }
  void laySpec() const {
    fs::create_directories(folder_ / "data" / "lathe" / "specs");
    must(
        "lathe specs cd --json | sed '0,/\"cd\"/s//\"my-station\"/' | tee data/lathe/specs/my-station.json > "
        "my-station.json");
  }

  TemporaryFolder folder_;
  double seconds_;
  std::set<std::string> made_;  ///< by a command of the same line
};

/// What an example may end with: 3 where the help says that a failed check is the answer, 130 where it ends by Ctrl+C.
std::set<int> expectedCodes(const cli::CommandWords& command, bool isEndless) {
  if (isEndless) return {130};
  if (command.notes.find("Exit code 3") != std::string::npos) return {0, 3};
  return {0};
}

class HelpExamples : public ::testing::TestWithParam<std::size_t> {
 public:
  static constexpr std::size_t kParts = 12;  ///< that may run at the same time
};

TEST_P(HelpExamples, RunAsTheyStandWhereTheirFilesLie) {
  std::size_t number = 0;
  for (const cli::CommandWords& command : cli::commandWords())
    for (const std::string& example : command.examples) {
      if (number++ % kParts != GetParam()) continue;
      SCOPED_TRACE("lathe " + command.name + ": " + example);
      if (command.name == "play" && !hasSoundCardSupport()) continue;
      // Some name places up to half a minute from the start.
      Desk desk(example.find("30") != example.npos || example.find(",20") != example.npos ? 31.5 : 14);
      for (const auto& words : shellCommands(example))
        if (words.size() > 1 && words.front() == "lathe") {
          ASSERT_NO_FATAL_FAILURE(desk.lay(words));
        }
      const bool isEndless = example.find("--loop") != std::string::npos;
      const Outcome outcome = desk.run(isEndless ? "timeout --preserve-status -s INT 2 " + example : example);
      EXPECT_TRUE(expectedCodes(command, isEndless).contains(outcome.exitCode))
          << "ended with " << outcome.exitCode << "\n"
          << outcome.out << outcome.err;
    }
}

INSTANTIATE_TEST_SUITE_P(Parts, HelpExamples, ::testing::Range(std::size_t{0}, HelpExamples::kParts));

TEST(HelpExamplesOfEveryCommand, AreThere) {
  for (const cli::CommandWords& command : cli::commandWords())
    if (!command.name.empty() && !command.isFamily) {
      EXPECT_FALSE(command.examples.empty()) << "lathe " << command.name;
    }
}

TEST(ReadmeTour, CanBeTypedAsItStands) {
  std::ifstream readme(sourceFolder() / "README.md");
  bool isTour = false;
  int lines = 0;
  const Desk desk;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) isTour = line == "## A tour";
    if (!isTour || !line.starts_with("    lathe ")) continue;
    ++lines;
    if (line.find("lathe play") != line.npos && !hasSoundCardSupport()) continue;
    const Outcome outcome = desk.run(line);
    const bool isCheck = line.find("lathe check") != line.npos;
    EXPECT_TRUE(outcome.exitCode == 0 || (isCheck && outcome.exitCode == 3)) << line << "\n" << outcome.err;
  }
  EXPECT_GT(lines, 5);
}

}  // namespace
}  // namespace lathe::test
