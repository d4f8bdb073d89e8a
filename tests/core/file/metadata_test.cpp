// Titles, codes, broadcast extension and markers come back from every container.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/audio/error.h"
#include "core/file/broadcast_chunk.h"
#include "core/file/flat_tags.h"
#include "core/file/metadata_edit.h"
#include "core/file/metadata_store.h"
#include "core/file/riff_chunks.h"
#include "core/file/wav_format.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using testing::fileBytes;
using testing::gridNoise;
using testing::largestDifference;
using testing::losslessEncoding;
using testing::readAll;
using testing::TemporaryFolder;
using testing::writeFile;

Metadata everything() {
  Metadata metadata;
  metadata.title = "Größe & <Tiefe> — 音";
  metadata.artist = "An Artist";
  metadata.album = "Album";
  metadata.genre = "Jazz";
  metadata.year = "2024";
  metadata.track = "3/12";
  metadata.comment = "odd";
  metadata.copyright = "(c) somebody";
  metadata.isrc = "DEABC2400001";
  metadata.markers = {{0, 0, "start"}, {12345, 0, ""}, {23456, 789, "größer"}, {40000, 1, "odd"}};
  return metadata;
}

BroadcastExtension everyField() {
  BroadcastExtension broadcast;
  broadcast.description = "A programme";
  broadcast.originator = "Lathe";
  broadcast.originatorReference = "REF0001";
  broadcast.date = "2026-01-02";
  broadcast.time = "03:04:05";
  broadcast.timeReference = 5'000'000'000;
  broadcast.codingHistory = "A=PCM,F=48000,W=24,M=stereo\r\n";
  broadcast.loudness = -23.04;
  broadcast.loudnessRange = 7.5;
  broadcast.maxTruePeak = -1.02;
  broadcast.maxMomentary = -18.3;
  return broadcast;  // maxShortTerm stays absent
}

bool hasBroadcast(Container container) {
  return lostMetadata({.title = {},
                       .artist = {},
                       .album = {},
                       .genre = {},
                       .year = {},
                       .track = {},
                       .comment = {},
                       .copyright = {},
                       .isrc = {},
                       .broadcast = BroadcastExtension{},
                       .markers = {}},
                      container)
      .empty();
}

class EveryContainer : public ::testing::TestWithParam<Container> {};

INSTANTIATE_TEST_SUITE_P(Metadata, EveryContainer, ::testing::ValuesIn(testing::kContainers), [](const auto& info) {
  std::string name(containerName(info.param));
  std::erase(name, ' ');
  return name;
});

TEST_P(EveryContainer, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const FileFormat format{GetParam(), losslessEncoding(GetParam())};
  Metadata metadata = everything();
  if (hasBroadcast(GetParam())) metadata.broadcast = everyField();
  writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, gridNoise(2, 48001, 16, 4), metadata);
  const FileInfo info = describeFile(folder / "a");
  EXPECT_EQ(info.metadata, metadata);
  EXPECT_THAT(info.warnings, ::testing::IsEmpty());
}

TEST_P(EveryContainer, EditsMetadataWithoutTouchingTheAudio) {
  const TemporaryFolder folder;
  const FileFormat format{GetParam(), losslessEncoding(GetParam())};
  const AudioFormat audio{48000, ChannelLayout::stereo()};
  writeFile(folder / "a", format, audio, gridNoise(2, 48001, 16, 4), everything());
  const AudioBuffer before = readAll(*openClip(folder / "a"));

  Metadata metadata;
  metadata.title = std::string(5000, 'x');
  metadata.markers = {{7, 0, "only"}};
  writeMetadata(folder / "a", metadata);
  EXPECT_EQ(describeFile(folder / "a").metadata, metadata);
  EXPECT_EQ(largestDifference(readAll(*openClip(folder / "a")), before), 0.0);

  writeMetadata(folder / "a", {});
  EXPECT_EQ(describeFile(folder / "a").metadata, Metadata{});
  EXPECT_EQ(largestDifference(readAll(*openClip(folder / "a")), before), 0.0);
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST_P(EveryContainer, EditingTwiceAlikeGivesTheSameBytes) {
  const TemporaryFolder folder;
  const FileFormat format{GetParam(), losslessEncoding(GetParam())};
  writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, gridNoise(2, 4800, 16, 4), everything());
  const std::string before = fileBytes(folder / "a");
  writeMetadata(folder / "a", describeFile(folder / "a").metadata);
  EXPECT_TRUE(before == fileBytes(folder / "a"));
}

TEST_P(EveryContainer, TakesMetadataAfterTheAudioWasFinished) {
  const TemporaryFolder folder;
  const FileFormat format{GetParam(), losslessEncoding(GetParam())};
  AudioWriter writer(folder / "a", format, {48000, ChannelLayout::stereo()}, everything());
  const AudioBuffer samples = gridNoise(2, 9600, 16, 4);
  writer.write(samples.view());
  writer.finish();
  EXPECT_EQ(describeFile(writer.temporaryPath()).frames, 9600u);
  Metadata metadata = everything();
  metadata.title = "after measuring";
  writer.setMetadata(metadata);
  writer.commit();
  EXPECT_EQ(describeFile(folder / "a").metadata, metadata);
}

TEST(Metadata, SaysWhatAContainerHasNoPlaceFor) {
  Metadata metadata = everything();
  EXPECT_THAT(lostMetadata(metadata, Container::Flac), ::testing::IsEmpty());
  metadata.broadcast = everyField();
  EXPECT_THAT(lostMetadata(metadata, Container::Wav), ::testing::IsEmpty());
  EXPECT_THAT(lostMetadata(metadata, Container::Flac),
              ::testing::ElementsAre(::testing::HasSubstr("FLAC has no place")));
}

TEST(Metadata, MarkersKeepTheirExactFrameWhereTimesAreMilliseconds) {
  Metadata metadata;
  metadata.markers = {{1, 0, "a"}, {44101, 3, "b"}, {15'876'000'017, 0, "c"}};
  const FlatTags tags = toFlatTags(metadata, 44100);
  EXPECT_EQ(tags.at("CHAPTER002"), "00:00:01.000");
  EXPECT_EQ(tags.at("CHAPTER003"), "100:00:00.000");
  EXPECT_EQ(fromFlatTags(tags, 44100), metadata);
}

TEST(Metadata, AChapterMovedByAnotherProgramCountsMoreThanOurExactFrame) {
  FlatTags tags = toFlatTags({.title = {},
                              .artist = {},
                              .album = {},
                              .genre = {},
                              .year = {},
                              .track = {},
                              .comment = {},
                              .copyright = {},
                              .isrc = {},
                              .broadcast = {},
                              .markers = {{44101, 0, "x"}}},
                             44100);
  tags["CHAPTER001"] = "00:01:00.500";
  EXPECT_EQ(fromFlatTags(tags, 44100).markers, (std::vector<Marker>{{2668050, 0, "x"}}));
}

TEST(Metadata, BroadcastLoudnessIsRoundedToHundredthsAndAbsentBeyondTheField) {
  BroadcastExtension broadcast;
  broadcast.loudness = -23.046;
  broadcast.loudnessRange = 99.994;
  broadcast.maxTruePeak = -120.0;
  broadcast.maxMomentary = -0.004;
  const Bytes chunk = buildBroadcastChunk(broadcast);
  ASSERT_EQ(chunk.size(), 602u);
  const auto field = [&](std::size_t at) {
    return static_cast<std::int16_t>(loadLittle<std::uint16_t>(chunk.data() + at));
  };
  EXPECT_EQ(loadLittle<std::uint16_t>(chunk.data() + 346), 2);  // version
  EXPECT_EQ(field(412), -2305);
  EXPECT_EQ(field(414), 9999);
  EXPECT_EQ(field(416), 0x7FFF);
  EXPECT_EQ(field(418), 0);
  EXPECT_EQ(field(420), 0x7FFF);
}

TEST(Metadata, BroadcastTextIsCutBetweenCharacters) {
  BroadcastExtension broadcast;
  broadcast.originator = std::string(31, 'a') + "ö";
  EXPECT_EQ(parseBroadcastChunk(buildBroadcastChunk(broadcast))->originator, std::string(31, 'a'));
}

TEST(Metadata, CodingHistoryIsWrittenAsGiven) {
  const TemporaryFolder folder;
  Metadata metadata;
  metadata.broadcast = everyField();
  writeFile(folder / "a", {Container::Rf64, Encoding::Int24}, {}, gridNoise(2, 10, 16, 1), metadata);
  EXPECT_EQ(describeFile(folder / "a").metadata.broadcast->codingHistory, "A=PCM,F=48000,W=24,M=stereo\r\n");
}

TEST(Metadata, LatinTextOfOldFilesIsReadAsUtf8) {
  const TemporaryFolder folder;
  Metadata metadata;
  metadata.title = "AAAA";
  writeFile(folder / "a", {}, {}, gridNoise(2, 10, 16, 1), metadata);
  std::string bytes = fileBytes(folder / "a");
  bytes.replace(bytes.find("AAAA"), 4, "Gr\xF6\xDF");
  testing::writeBytes(folder / "a", bytes);
  EXPECT_EQ(describeFile(folder / "a").metadata.title, "Größ");
}

TEST(Metadata, ForeignChunksAndInfoEntriesSurviveAnEdit) {
  const TemporaryFolder folder;
  writeFile(folder / "a", {}, {}, gridNoise(2, 10, 16, 1));
  ByteFile file = ByteFile::openForEditing(folder / "a");
  Bytes info, ixml;
  appendText(info, "INFOISFT");
  appendLittle(info, std::uint32_t{4});
  appendText(info, "tool");
  appendText(info, "ISRC");
  appendLittle(info, std::uint32_t{4});
  appendText(info, "desk");  // "source", not an ISRC
  appendText(ixml, "<x/>");
  replaceChunks(file, *readChunkMap(file), [](const Chunk&) { return false; }, {{"LIST", info}, {"iXML", ixml}});
  file.close();
  EXPECT_EQ(describeFile(folder / "a").metadata, Metadata{});
  writeMetadata(folder / "a", everything());
  EXPECT_EQ(describeFile(folder / "a").metadata, everything());
  const std::string bytes = fileBytes(folder / "a");
  for (const char* kept : {"tool", "desk", "<x/>"}) EXPECT_NE(bytes.find(kept), std::string::npos) << kept;
}

TEST(Metadata, AMarkerBeyond32BitsIsRefusedInWavAndTheOldFileStays) {
  const TemporaryFolder folder;
  writeFile(folder / "a", {}, {}, gridNoise(2, 10, 16, 1));
  const std::string before = fileBytes(folder / "a");
  Metadata metadata;
  metadata.markers = {{std::uint64_t{1} << 32, 0, "far"}};
  EXPECT_THROW(writeMetadata(folder / "a", metadata), Error);
  EXPECT_TRUE(before == fileBytes(folder / "a"));
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(Metadata, IsNotEditedInAFileWhoseSizesLie) {
  const TemporaryFolder folder;
  writeFile(folder / "a", {}, {}, gridNoise(2, 1000, 16, 1));
  std::filesystem::resize_file(folder / "a", 3000);
  EXPECT_THROW(writeMetadata(folder / "a", everything()), Error);
}

}  // namespace
}  // namespace lathe
