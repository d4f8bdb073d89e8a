// Of several writers of one file each waits for the one before, also when that one puts a new file in its place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/write_lock.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <vector>

#include "core/audio/error.h"
#include "core/file/atomic_file.h"
#include "core/file/text_reader.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using std::chrono::milliseconds;
using testing::TemporaryFolder;
using testing::writeBytes;

TEST(WriteLock, IsHeldByOneAtATime) {
  const TemporaryFolder folder;
  writeBytes(folder / "a", "1");
  std::optional<WriteLock> first(std::in_place, folder / "a");
  EXPECT_THROW(WriteLock(folder / "a", milliseconds(0)), Error);
  first.reset();
  EXPECT_NO_THROW(WriteLock(folder / "a", milliseconds(0)));
}

TEST(WriteLock, OfAFolderIsHeldByOneAtATime) {
  const TemporaryFolder folder;
  const WriteLock first(folder.path());
  EXPECT_THROW(WriteLock(folder.path(), milliseconds(0)), Error);
}

TEST(WriteLock, OfALinkIsThatOfTheFile) {
  const TemporaryFolder folder;
  writeBytes(folder / "a", "1");
  std::filesystem::create_symlink("a", folder / "link");
  const WriteLock first(folder / "link");
  EXPECT_THROW(WriteLock(folder / "a", milliseconds(0)), Error);
}

TEST(WriteLock, OfNothingIsNone) {
  const TemporaryFolder folder;
  const WriteLock first(folder / "none");
  EXPECT_NO_THROW(WriteLock(folder / "none", milliseconds(0)));
  EXPECT_TRUE(folder.names().empty()) << "nothing is left beside the file";
}

TEST(WriteLock, LosesNoStepOfThreadsThatReadChangeAndReplaceAFile) {
  const TemporaryFolder folder;
  const auto file = folder / "count";
  writeBytes(file, "0");
  constexpr int kThreads = 6, kSteps = 15;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
      threads.emplace_back([&] {
        for (int step = 0; step < kSteps; ++step) {
          const WriteLock lock(file);
          writeTextFileAtomically(file, std::to_string(std::stoi(readWholeText(file)) + 1), Overwrite::Yes);
        }
      });
  }
  EXPECT_EQ(readWholeText(file), std::to_string(kThreads * kSteps));
}

}  // namespace
}  // namespace lathe
