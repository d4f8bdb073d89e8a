// Every file below a folder is found, and a folder that cannot be listed is named.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/folder_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tests/support/unlistable_folder.h"

namespace lathe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;
using testing::writeBytes;

TEST(FolderFiles, AreFoundInOrderAndNotThroughLinksToFolders) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "b" / "c");
  std::filesystem::create_directory_symlink("b", folder / "link");
  std::filesystem::create_symlink("gone", folder / "dead");
  for (const char* name : {"z", "b/c/deep", "a"}) writeBytes(folder / name, "");
  const FolderFiles found = filesBelow(folder.path());
  EXPECT_THAT(found.files, ElementsAre(folder / "a", folder / "b" / "c" / "deep", folder / "z"));
  EXPECT_TRUE(found.problems.empty());
}

TEST(FolderFiles, NameAFolderThatCannotBeListedAndGoOn) {
  const TemporaryFolder folder;
  writeBytes(folder / "a", "");
  test::makeUnlistableFolder(folder.path());
  const FolderFiles found = filesBelow(folder.path());
  EXPECT_THAT(found.files, ElementsAre(folder / "a"));
  EXPECT_THAT(found.problems, ElementsAre(HasSubstr("cannot be listed")));
  EXPECT_THAT(filesBelow(folder / "none").problems, ElementsAre(HasSubstr("none")));
}

}  // namespace
}  // namespace lathe
