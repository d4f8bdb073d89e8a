// A library of responses: measured once, found by name.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/response_library.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <iterator>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/synth/builtin_responses.h"
#include "tests/support/failing_writes.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using testing::TemporaryFolder;

void save(const std::filesystem::path& path, const char* id) {
  const AudioBuffer response = makeBuiltinResponse(id, 16000);
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, {16000, ChannelLayout::usual(response.channels())});
  writer.write(response.view());
  writer.commit();
}

TEST(ResponseLibrary, MeasuresOnceAndFindsByName) {
  const TemporaryFolder folder;
  const auto source = folder / "Rooms", library = folder / "library";
  std::filesystem::create_directories(source / "deep");
  save(source / "My Room.wav", "small-room");
  save(source / "deep" / "Big Hall.wav", "hall");
  testing::writeBytes(source / "broken.wav", "no audio");
  testing::writeBytes(source / "notes.txt", "not audio, not mentioned");
  EXPECT_TRUE(readLibrary(library).empty());

  const ImportResult first = importResponses(source, library);
  EXPECT_EQ(first.added.size(), 2u);
  EXPECT_EQ(first.known, 0u);
  EXPECT_EQ(first.warnings.size(), 1u);
  std::filesystem::rename(source / "My Room.wav", source / "renamed.wav");
  const ImportResult second = importResponses(source, library);
  EXPECT_EQ(second.added.size(), 0u);
  EXPECT_EQ(second.known, 2u) << "known by content, not by name";

  const std::vector<LibraryEntry> entries = readLibrary(library);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].name, "Big Hall");
  EXPECT_EQ(entries[0].channels, 4);
  EXPECT_TRUE(std::filesystem::exists(library / entries[0].file.string()));
  EXPECT_EQ(findResponse(entries, "my room").name, "My Room");
  EXPECT_EQ(findResponse(entries, "hall").name, "Big Hall");
  ASSERT_TRUE(findResponse(entries, "hall").reverberationTime);
  EXPECT_NEAR(*findResponse(entries, "hall").reverberationTime, 2.0, 0.3);
  EXPECT_THROW(findResponse(entries, "moon"), Error);
  EXPECT_EQ(loadResponse(library / entries[1].file.string()).format.sampleRate, 16000);

  std::filesystem::remove(library / entries[0].file.string());
  EXPECT_EQ(readLibrary(library).size(), 1u) << "what is gone is not listed";
}

TEST(ResponseLibrary, RefusesAnIndexThatIsTooDeepOrNoFile) {
  const TemporaryFolder folder;
  testing::writeBytes(folder / "index.json", std::string(1'000'000, '['));
  EXPECT_THROW(readLibrary(folder.path()), Error);
  std::filesystem::remove(folder / "index.json");
  std::filesystem::create_symlink("/dev/zero", folder / "index.json");
  EXPECT_THROW(readLibrary(folder.path()), Error);
}

TEST(ResponseLibrary, HoldsMoreResponsesThanAnObjectOfASessionHasMembers) {
  const TemporaryFolder folder;
  std::string index = R"({"schema": "lathe-responses", "version": 1, "responses": {)";
  for (int i = 0; i < 3000; ++i)
    index += (i == 0 ? "\"" : ", \"") + std::to_string(i) +
             R"(": {"file": "a.wav", "sample_rate_hz": 48000, "channels": 2, "length_s": 1, "pre_delay_s": 0,)"
             R"( "rt60_s": null, "c80_db": null})";
  testing::writeBytes(folder / "index.json", index + "}}");
  testing::writeBytes(folder / "a.wav", "");
  EXPECT_EQ(readLibrary(folder.path()).size(), 3000u);
}

/// What is there when an import was killed at some point.
TEST(ResponseLibrary, ImportsAgainUnderTheSameNameWhatWasCutShort) {
  const TemporaryFolder folder;
  const auto source = folder / "Rooms", library = folder / "library";
  std::filesystem::create_directories(source);
  save(source / "a.wav", "small-room");
  importResponses(source, library);
  const std::string index = testing::fileBytes(library / "index.json");
  const auto copy = library / "Rooms" / "a.wav";

  std::filesystem::remove(copy);  // in the index, not there yet
  EXPECT_EQ(importResponses(source, library).added.at(0).file, "Rooms/a.wav");
  EXPECT_TRUE(std::filesystem::exists(copy));

  std::filesystem::remove(library / "index.json");  // there, in no index
  EXPECT_EQ(importResponses(source, library).added.at(0).file, "Rooms/a.wav");
  EXPECT_EQ(testing::fileBytes(library / "index.json"), index);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(library / "Rooms"), {}), 1);
}

TEST(ResponseLibrary, NamesNoFileThatItHasNot) {
  const TemporaryFolder folder;
  const auto source = folder / "Rooms", library = folder / "library";
  std::filesystem::create_directories(source);
  save(source / "a.wav", "small-room");
  // Each write fails once, on the way of an import: the copy, the index.
  for (int nth = 1; nth < 100; ++nth) {
    bool hasFailed = false;
    {
      const test::FailingWrites disk(nth, ENOSPC);
      try {
        importResponses(source, library);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Io);
      }
      hasFailed = disk.hasFailed();
    }
    std::size_t files = 0;
    if (std::filesystem::exists(library / "Rooms"))
      files = static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(library / "Rooms"), {}));
    EXPECT_EQ(files, readLibrary(library).size()) << "write " << nth;
    if (!hasFailed) break;
  }
  EXPECT_EQ(readLibrary(library).size(), 1u);
}

TEST(ResponseLibrary, GivesNoNameTwiceThoughAFileIsMissing) {
  const TemporaryFolder folder;
  const auto source = folder / "Rooms", library = folder / "library";
  std::filesystem::create_directories(source);
  save(source / "a.wav", "small-room");
  importResponses(source, library);
  std::filesystem::remove(library / "Rooms" / "a.wav");
  std::filesystem::remove(source / "a.wav");
  save(source / "a.wav", "hall");
  EXPECT_EQ(importResponses(source, library).added.at(0).file, "Rooms/a-2.wav");
  EXPECT_EQ(readLibrary(library).size(), 1u);
}

TEST(ResponseLibrary, SaysInASentenceThatItsFolderCannotBeMade) {
  const TemporaryFolder folder;
  save(folder / "a.wav", "small-room");
  try {
    importResponses(folder / "a.wav", folder / "a.wav" / "library");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("filesystem error"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("cannot be made"), std::string::npos) << error.what();
  }
}

TEST(ResponseLibrary, RefusesADamagedIndexAndPathsThatLeadOut) {
  const TemporaryFolder folder;
  testing::writeBytes(folder / "index.json", "{]");
  EXPECT_THROW(readLibrary(folder.path()), Error);
  testing::writeBytes(folder / "index.json",
                      R"({"schema":"lathe-responses","version":1,"responses":{"00":{"file":"../../etc/passwd",)"
                      R"("sample_rate_hz":1,"channels":1,"length_s":1,"pre_delay_s":0,"rt60_s":null,"c80_db":null}}})");
  EXPECT_TRUE(readLibrary(folder.path()).empty());
}

}  // namespace
}  // namespace lathe
