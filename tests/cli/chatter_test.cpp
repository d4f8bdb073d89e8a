// What codecs have to say about damaged files: once, as our warning, and nothing when quiet.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/file/file_signals.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using testing::TemporaryFolder;

/// Five seconds, of which every 700th byte behind the first frames is wrong.
void writeDamaged(const std::filesystem::path& path, Container container) {
  testing::writeFile(path, {container, testing::losslessEncoding(container)}, {48000, ChannelLayout::stereo()},
                     testing::tones(2, 5 * 48000, 48000));
  std::string bytes = testing::fileBytes(path);
  for (std::size_t at = 4000; at + 8 < bytes.size(); at += 700) bytes.replace(at, 8, "damaged!");
  testing::writeBytes(path, bytes);
}

TEST(Chatter, OfACodecIsOneWarningAFile) {
#ifdef LATHE_SANITIZED
  GTEST_SKIP() << "the leak sanitizer prints what libvorbis leaks of a damaged file";
#endif
  const TemporaryFolder folder;
  for (const Container container : testing::kContainers) {
    const auto path = folder / ("damaged." + testing::extensionWord(container));
    writeDamaged(path, container);
    for (const Words& command :
         {Words{"measure"}, Words{"info"}, Words{"convert", "-o", (folder / "out.wav").string(), "--force"}}) {
      Words words = command;
      words.push_back(path.string());
      const Outcome outcome = runLathe(words);
      EXPECT_LE(std::ranges::count(outcome.err, '\n'), 4) << outcome.err;
      std::istringstream lines(outcome.err);
      for (std::string line; std::getline(lines, line);) EXPECT_THAT(line, StartsWith("lathe: "));
    }
  }
}

TEST(Chatter, OfAnMp3DecoderIsToldWithItsFile) {
  const TemporaryFolder folder;
  writeDamaged(folder / "damaged.mp3", Container::Mp3);
  const Outcome outcome = runLathe({"measure", (folder / "damaged.mp3").string()});
  EXPECT_THAT(outcome.err, HasSubstr("damaged.mp3: its codec says \""));
}

TEST(Chatter, IsNotHeardWhenQuiet) {
  const TemporaryFolder folder;
  writeDamaged(folder / "damaged.mp3", Container::Mp3);
  const Outcome outcome = runLathe({"measure", "--quiet", (folder / "damaged.mp3").string()});
  EXPECT_THAT(outcome.err, ::testing::Not(HasSubstr("codec")));
  EXPECT_THAT(outcome.err, ::testing::Not(HasSubstr("Note")));
}

TEST(Chatter, OfOthersStillReachesStderr) {
  const Outcome outcome = runLathe({"measure", "/nowhere/at.all"});
  EXPECT_THAT(outcome.err, StartsWith("lathe: "));
}

}  // namespace
}  // namespace lathe::test
