// Each single write fails once, in every format: nothing is lost and no success is claimed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "core/audio/error.h"
#include "core/file/coded_audio.h"
#include "core/file/metadata_edit.h"
#include "core/file/metadata_store.h"
#include "core/file/tag_metadata.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/failing_writes.h"
#include "tests/support/temporary_folder.h"

namespace lathe::testing {
namespace {

using test::FailingWrites;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct EachWrite : ::testing::TestWithParam<Container> {
  TemporaryFolder folder;
  const FileFormat format{GetParam(), losslessEncoding(GetParam())};
  const AudioFormat audio{GetParam() == Container::OggOpus ? 48000 : 44100, ChannelLayout::stereo()};
  const std::filesystem::path path = folder / "file";
  const AudioBuffer sound = tones(2, 30000, 44100);

  /// Does `work` with the first write failing, then the second, until none fails any more.
  template <class Work>
  void failEach(Work work) {
    writeFile(path, format, audio, sound);
    const std::string old = fileBytes(path);
    for (int nth = 1;; ++nth) {
      ASSERT_LT(nth, 2000);
      bool hasFailed = false;
      std::string told;
      try {
        const FailingWrites disk(nth, ENOSPC);
        try {
          work();
        } catch (...) {
          hasFailed = disk.hasFailed();
          throw;
        }
        hasFailed = disk.hasFailed();
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Io);
        told = error.what();
      }
      EXPECT_THAT(folder.names(), ElementsAre("file")) << nth;
      if (!hasFailed) {
        EXPECT_EQ(told, "");
        break;
      }
      EXPECT_THAT(told, HasSubstr("the disk is full")) << "write " << nth;
      EXPECT_TRUE(fileBytes(path) == old) << "write " << nth;
    }
    EXPECT_EQ(openClip(path)->frames(), sound.frames());
    EXPECT_FALSE(fileBytes(path) == old);
  }
};

TEST_P(EachWrite, OfMetadataIsNoticed) {
  Metadata metadata;
  metadata.title = "New";
  metadata.comment = std::string(40'000, 'c');
  failEach([&] { writeMetadata(path, metadata); });
  EXPECT_EQ(describeFile(path).metadata.title, "New");
}

TEST_P(EachWrite, OfTagsByNameIsNoticed) {
  if (keepsChunks(GetParam())) GTEST_SKIP() << "its metadata stands in chunks";
  failEach([&] { writeTags(path, {{"REPLAYGAIN_TRACK_GAIN", "-1.00 dB"}, {"COMMENT", std::string(40'000, 'c')}}); });
}

TEST_P(EachWrite, OfAWholeFileIsNoticed) {
  Metadata metadata;
  metadata.title = "New";
  metadata.comment = std::string(40'000, 'c');
  failEach([&] { writeFile(path, format, audio, sound, metadata); });
}

TEST_P(EachWrite, OfMetadataLeavesTheCodedAudioAsItIs) {
  Metadata metadata;
  metadata.comment = std::string(40'000, 'c');
  writeFile(path, format, audio, sound);
  const std::string before = audioDigest(ByteFile::openForReading(path), GetParam());
  writeMetadata(path, metadata);
  EXPECT_EQ(audioDigest(ByteFile::openForReading(path), GetParam()), before);
  writeMetadata(path, {});
  EXPECT_EQ(audioDigest(ByteFile::openForReading(path), GetParam()), before);
}

TEST_P(EachWrite, ThatWouldChangeTheCodedAudioIsSeen) {
  writeFile(path, format, audio, sound);
  const std::string bytes = fileBytes(path);
  const ByteFile whole = ByteFile::openForReading(path);
  const auto ranges = codedAudio(whole, GetParam());
  ASSERT_FALSE(ranges.empty());
  const ByteRange& last = ranges.back();
  std::string changed = bytes;
  changed[static_cast<std::size_t>(last.at + last.size / 2)] ^= 1;
  writeBytes(folder / "changed", changed);
  EXPECT_FALSE(isSameAudio(whole, ByteFile::openForReading(folder / "changed"), GetParam()));
  writeBytes(folder / "cut", bytes.substr(0, static_cast<std::size_t>(last.at + last.size - 1)));
  EXPECT_FALSE(isSameAudio(whole, ByteFile::openForReading(folder / "cut"), GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Formats, EachWrite, ::testing::ValuesIn(kContainers),
                         [](const auto& info) { return extensionWord(info.param); });

TEST(EachWriteOfTheChannelMask, IsNoticed) {
  const TemporaryFolder folder;
  const AudioFormat audio{48000, ChannelLayout::fromWaveMask(0xB, 3)};  // left, right, low frequencies
  for (int nth = 1; nth < 2000; ++nth) {
    const FailingWrites disk(nth, EIO);
    try {
      writeFile(folder / "x.flac", {Container::Flac, Encoding::Int16}, audio, tones(3, 5000, 48000));
      EXPECT_FALSE(disk.hasFailed()) << "write " << nth;
      if (!disk.hasFailed()) break;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Io);
    }
    EXPECT_THAT(folder.names(), ::testing::IsEmpty());
  }
  EXPECT_EQ(openClip(folder / "x.flac")->format(), audio);
}

}  // namespace
}  // namespace lathe::testing
