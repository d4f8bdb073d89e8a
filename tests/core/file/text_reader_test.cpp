// Text files are read whole or refused at once: never a wait, never more than the limit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/text_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "core/audio/error.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;
using testing::writeBytes;

/// What reading says, or "".
std::string complaint(const std::filesystem::path& path, std::uint64_t limit = kLongestText) {
  try {
    readWholeText(path, limit);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(TextReader, GivesEveryByte) {
  const TemporaryFolder folder;
  for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 20, (std::size_t{3} << 20) + 7}) {
    std::string text(length, 'x');
    for (std::size_t i = 0; i < length; i += 1000) text[i] = static_cast<char>(i / 1000);
    writeBytes(folder / "text", text);
    EXPECT_EQ(readWholeText(folder / "text"), text);
  }
}

TEST(TextReader, ReadsFilesOfTheSystemThatSayTheyAreEmpty) {
  EXPECT_THAT(readWholeText("/proc/self/status"), HasSubstr("Pid:"));
}

TEST(TextReader, RefusesWhatIsNoRegularFileWithoutReadingFromIt) {
  const TemporaryFolder folder;
  const auto pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::filesystem::create_symlink("/dev/zero", folder / "endless");
  EXPECT_THAT(complaint(pipe), HasSubstr("pipe or a device"));
  EXPECT_THAT(complaint("/dev/zero"), HasSubstr("/dev/zero is a pipe or a device"));
  EXPECT_THAT(complaint(folder / "endless"), HasSubstr("pipe or a device"));
  EXPECT_THAT(complaint(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(complaint(folder / "none"), HasSubstr("there is no file"));
}

TEST(TextReader, RefusesWhatIsLongerThanTheLimit) {
  const TemporaryFolder folder;
  writeBytes(folder / "text", std::string(4097, ' '));
  EXPECT_EQ(complaint(folder / "text", 4097), "");
  EXPECT_THAT(complaint(folder / "text", 4096), HasSubstr("larger than 4 KiB"));
  EXPECT_THAT(complaint("/proc/self/maps", 100), HasSubstr("larger than")) << "though its size is said to be 0";
}

}  // namespace
}  // namespace lathe
