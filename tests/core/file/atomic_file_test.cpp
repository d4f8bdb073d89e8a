// A file appears whole under its name or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/audio/error.h"
#include "core/audio/utf8.h"
#include "core/file/audio_file.h"
#include "core/file/content_hash.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using ::testing::ElementsAre;
using testing::fileBytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;
using ::testing::UnorderedElementsAre;
using testing::writeBytes;

template <class Work>
std::string errorOf(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(AtomicFile, LeavesNothingBehindWithoutCommit) {
  const TemporaryFolder folder;
  writeBytes(folder / "a", "old");
  {
    AtomicFile file(folder / "a", Overwrite::Yes);
    file.bytes().writeAt(0, Bytes(100));
    EXPECT_EQ(folder.names().size(), 2u);
  }
  EXPECT_THAT(folder.names(), ElementsAre("a"));
  EXPECT_EQ(fileBytes(folder / "a"), "old");
}

TEST(AtomicFile, RefusesToOverwriteUnlessAsked) {
  const TemporaryFolder folder;
  writeTextFileAtomically(folder / "a", "one");
  EXPECT_THAT(errorOf([&] { writeTextFileAtomically(folder / "a", "two"); }), HasSubstr("exists"));
  EXPECT_EQ(fileBytes(folder / "a"), "one");
  writeTextFileAtomically(folder / "a", "two", Overwrite::Yes);
  EXPECT_EQ(fileBytes(folder / "a"), "two");
  EXPECT_THAT(folder.names(), ElementsAre("a"));
}

TEST(AtomicFile, DoesNotOverwriteAFileThatAppearedMeanwhile) {
  const TemporaryFolder folder;
  AtomicFile file(folder / "a", Overwrite::No);
  writeBytes(folder / "a", "theirs");
  EXPECT_THROW(file.commit(), Error);
  EXPECT_EQ(fileBytes(folder / "a"), "theirs");
}

TEST(AtomicFile, KeepsPermissionsAndFollowsALink) {
  const TemporaryFolder folder;
  writeBytes(folder / "real", "old");
  ::chmod((folder / "real").c_str(), 0640);
  std::filesystem::create_symlink("real", folder / "link");
  writeTextFileAtomically(folder / "link", "new", Overwrite::Yes);
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(fileBytes(folder / "real"), "new");
  struct stat status {};
  ::stat((folder / "real").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST(AtomicFile, NamesWhatCannotBeATarget) {
  const TemporaryFolder folder;
  EXPECT_THAT(errorOf([&] { writeTextFileAtomically(folder.path(), "x"); }), HasSubstr("is a folder"));
  EXPECT_THAT(errorOf([&] { writeTextFileAtomically(folder / "no/a", "x"); }), HasSubstr("there is no folder"));
  EXPECT_THAT(errorOf([&] { writeTextFileAtomically("/dev/full", "x", Overwrite::Yes); }),
              HasSubstr("not a regular file"));
}

TEST(AtomicFile, RemovesLeftoversOfKilledProcessesOnlyForTheSameTarget) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    AtomicFile same(folder / "a.wav", Overwrite::No), other(folder / "b.wav", Overwrite::No);
    ::_exit(0);  // as after kill -9: no destructor runs
  }
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(folder.names().size(), 2u);
  AtomicFile living(folder / "a.wav", Overwrite::No);
  writeTextFileAtomically(folder / "a.wav", "x");
  EXPECT_THAT(folder.names(),
              UnorderedElementsAre("a.wav", HasSubstr(".b.wav.lathe-"), living.temporaryPath().filename().string()));
}

TEST(AtomicFile, AllTemporariesOfAProcessCanBeRemovedAtOnce) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    AtomicFile one(folder / "a", Overwrite::No), two(folder / "b", Overwrite::No);
    { AtomicFile gone(folder / "c", Overwrite::No); }
    removeAllTemporaries();
    ::_exit(folder.names().empty() ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(AudioWriter, AFullDiskIsSaidAndHarmsNothing) {
  const TemporaryFolder folder;
  const AudioBuffer noise = testing::gridNoise(2, 100000, 24, 1);
  for (const Container container : testing::kContainers) {
    const auto path = folder / "a";
    writeBytes(path, "old");
    const pid_t child = ::fork();
    if (child == 0) {
      // A limit on the file's size is a full disk without filling one.
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{10000, 10000};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      const std::string error = errorOf([&] {
        AudioWriter writer(path, {container, testing::losslessEncoding(container)}, {48000, ChannelLayout::stereo()},
                           {}, Overwrite::Yes);
        for (std::size_t i = 0; i < 10; ++i) writer.write(noise.view().slice(i * 10000, 10000));
        writer.commit();
      });
      ::_exit(error.find("cannot be written: the file would be larger than") != std::string::npos &&
                      error.find("/a'") != std::string::npos
                  ? 0
                  : (static_cast<void>(::write(2, error.data(), error.size())), 1));
    }
    int status = 1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0) << containerName(container);
    EXPECT_EQ(fileBytes(path), "old");
    EXPECT_THAT(folder.names(), ElementsAre("a"));
  }
}

TEST(AudioWriter, KeepsNothingAfterAFailedWriteEvenWhenAskedToCommit) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{10000, 10000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    AudioWriter writer(folder / "a.wav", {}, {});
    const AudioBuffer noise = testing::gridNoise(2, 100000, 24, 1);
    const bool failed = errorOf([&] { writer.write(noise.view()); }) != "no error";
    const bool failedAgain = errorOf([&] { writer.commit(); }) != "no error";
    ::_exit(failed && failedAgain && !std::filesystem::exists(folder / "a.wav") ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST(AtomicFile, RefusesANameThatNoFileCanHaveBeforeAnythingIsWritten) {
  const TemporaryFolder folder;
  AtomicFile(folder / std::string(255, 'a'), Overwrite::No).commit();
  EXPECT_THAT(errorOf([&] { AtomicFile(folder / std::string(256, 'b'), Overwrite::No); }), HasSubstr("at most 255"));
  EXPECT_THAT(folder.names(), ElementsAre(std::string(255, 'a')));
}

TEST(AtomicFile, CutsNoLetterOfATemporarysName) {
  for (std::size_t first = 0; first < 4; ++first) {
    const TemporaryFolder folder;
    std::string name(first, 'a');
    for (int i = 0; i < 40; ++i) name += "\u97f3";
    const AtomicFile file(folder / name, Overwrite::No);
    for (const std::string& made : folder.names()) EXPECT_TRUE(isUtf8(made)) << made;
  }
}

TEST(AudioWriter, LeavesTheTargetAsItWasWithoutCommit) {
  const TemporaryFolder folder;
  writeBytes(folder / "a.wav", "old");
  for (const Container container : testing::kContainers) {
    AudioWriter writer(folder / "a.wav", {container, testing::losslessEncoding(container)},
                       {48000, ChannelLayout::stereo()}, {}, Overwrite::Yes);
    writer.write(testing::gridNoise(2, 5000, 16, 1).view());
    writer.finish();
  }
  EXPECT_EQ(fileBytes(folder / "a.wav"), "old");
  EXPECT_THAT(folder.names(), ElementsAre("a.wav"));
  EXPECT_THAT(errorOf([&] { AudioWriter(folder / "a.wav", {}, {}); }), HasSubstr("exists"));
}

TEST(ContentHash, IsSha256) {
  const TemporaryFolder folder;
  writeBytes(folder / "a", "abc");  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sha256OfFile(folder / "a"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  writeBytes(folder / "a", std::string(1000000, 'a'));  // appendix B.3
  EXPECT_EQ(sha256OfFile(folder / "a"), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_THROW(sha256OfFile(folder / "b"), Error);
}

}  // namespace
}  // namespace lathe
