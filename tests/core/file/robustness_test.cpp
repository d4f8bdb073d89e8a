// Broken, truncated, lying and foreign files: a clear sentence or as much as can be read, never a crash.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <random>
#include <thread>

#include "core/audio/error.h"
#include "core/file/byte_order.h"
#include "core/file/metadata_store.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using ::testing::ElementsAre;
using testing::fileBytes;
using testing::gridNoise;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::largestDifference;
using testing::losslessEncoding;
using testing::readAll;
using testing::TemporaryFolder;
using testing::writeBytes;
using testing::writeFile;

std::string errorOpening(const std::filesystem::path& path) {
  try {
    openClip(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

void put32(std::string& bytes, std::size_t at, std::uint32_t value) {
  storeLittle(reinterpret_cast<std::byte*>(bytes.data()) + at, value);
}

void put16(std::string& bytes, std::size_t at, std::uint16_t value) {
  storeLittle(reinterpret_cast<std::byte*>(bytes.data()) + at, value);
}

/// Offset of a chunk's header in a file's bytes.
std::size_t chunkAt(const std::string& bytes, const char* id) { return bytes.find(id); }

/// A file of `frames` frames in memory, made by our own writer.
std::string fileOf(const FileFormat& format, std::size_t frames) {
  const TemporaryFolder folder;
  Metadata metadata;
  metadata.title = "title";
  metadata.markers = {{10, 20, "marker"}};
  writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, gridNoise(2, frames, 16, 8), metadata);
  return fileBytes(folder / "a");
}

/// Opens and reads everything; any Error is fine.
void readWhatever(const std::filesystem::path& path) {
  try {
    const auto clip = openClip(path);
    AudioBuffer out(clip->format().channels(), 4096);
    for (std::uint64_t at = 0; at < std::min<std::uint64_t>(clip->frames(), 1 << 17); at += 4096)
      clip->read(at, out.view());
    clip->read(clip->frames() / 2, out.view());
  } catch (const Error&) {
  }
}

TEST(DamagedFile, HasAnErrorThatSaysWhatItIs) {
  const TemporaryFolder folder;
  EXPECT_THAT(errorOpening(folder / "none.wav"), HasSubstr("there is no file"));
  EXPECT_THAT(errorOpening(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(errorOpening("/dev/null"), HasSubstr("not a regular file"));
  writeBytes(folder / "empty.wav", "");
  EXPECT_THAT(errorOpening(folder / "empty.wav"), HasSubstr("is empty"));
  writeBytes(folder / "text.wav", std::string(5000, 'x'));
  EXPECT_THAT(errorOpening(folder / "text.wav"), HasSubstr("is not an audio file that Lathe can read"));
  ::mkfifo((folder / "pipe").c_str(), 0600);
  EXPECT_THAT(errorOpening(folder / "pipe"), HasSubstr("not a regular file"));
}

TEST(DamagedFile, WithoutPermissionIsSaid) {
  if (::geteuid() == 0) GTEST_SKIP() << "nothing is forbidden to the super-user";
  const TemporaryFolder folder;
  writeBytes(folder / "a.wav", "x");
  ::chmod((folder / "a.wav").c_str(), 0);
  EXPECT_THAT(errorOpening(folder / "a.wav"), HasSubstr("permissions"));
}

TEST(DamagedFile, WavCutShortReadsAsFarAsItGoes) {
  const TemporaryFolder folder;
  const std::string whole = fileOf({Container::Wav, Encoding::Int24}, 1000);
  const std::size_t data = chunkAt(whole, "data") + 8;
  const AudioBuffer samples = gridNoise(2, 1000, 16, 8);
  writeBytes(folder / "a.wav", whole.substr(0, data + 500 * 6 + 2));
  const auto clip = openClip(folder / "a.wav");
  EXPECT_EQ(clip->frames(), 500u);
  EXPECT_THAT(clip->info().warnings,
              ElementsAre(HasSubstr("promises 6000 bytes of audio and 3002 are there"), HasSubstr("incomplete")));
  const AudioBuffer back = readAll(*clip);
  for (std::size_t i = 0; i < 500; ++i) ASSERT_EQ(back[1][i], samples[1][i]);
}

TEST(DamagedFile, WavOfAnUnclosedRecordingReadsToItsEnd) {
  const TemporaryFolder folder;
  for (const Container container : {Container::Wav, Container::Rf64, Container::W64}) {
    std::string bytes = fileOf({container, Encoding::Int16}, 1000);
    const std::size_t header = chunkAt(bytes, container == Container::W64 ? "data\xF3" : "data");
    const std::size_t headerSize = container == Container::W64 ? 24 : 8;
    bytes.resize(header + headerSize + 4000);
    for (const std::uint32_t size : {0u, 0xFFFFFFFFu}) {
      SCOPED_TRACE(std::string(containerName(container)) + " size " + std::to_string(size));
      if (container == Container::Wav) put32(bytes, header + 4, size);
      if (container == Container::W64) {
        put32(bytes, header + 16, size);
        put32(bytes, header + 20, size);
      }
      if (container == Container::Wav) put32(bytes, 4, size);
      if (container == Container::Rf64) {
        for (const std::size_t at : {20u, 24u, 28u, 32u}) put32(bytes, at, size);
        put32(bytes, header + 4, 0xFFFFFFFF);
      }
      writeBytes(folder / "a", bytes);
      const auto clip = openClip(folder / "a");
      EXPECT_EQ(clip->frames(), 1000u);
      EXPECT_THAT(clip->info().warnings, ElementsAre(HasSubstr("does not say how long")));
      EXPECT_EQ(largestDifference(readAll(*clip), gridNoise(2, 1000, 16, 8)), 0.0);
    }
  }
}

TEST(DamagedFile, LyingWavHeadersAreNamed) {
  const TemporaryFolder folder;
  const std::string good = fileOf({Container::Wav, Encoding::Int16}, 100);
  const std::size_t format = chunkAt(good, "fmt ") + 8;
  const auto with = [&](std::size_t at, std::uint16_t value) {
    std::string bytes = good;
    put16(bytes, format + at, value);
    writeBytes(folder / "a.wav", bytes);
    return errorOpening(folder / "a.wav");
  };
  EXPECT_THAT(with(2, 0), HasSubstr("no channels"));
  EXPECT_THAT(with(2, 65), HasSubstr("65 channels; Lathe reads up to 64"));
  EXPECT_THAT(with(4, 100), HasSubstr("100 Hz; Lathe reads 8000 to 384000 Hz"));
  EXPECT_EQ(with(12, 0), "no error");
  EXPECT_THAT(openClip(folder / "a.wav")->info().warnings, ElementsAre(HasSubstr("bytes per frame")));
  EXPECT_EQ(openClip(folder / "a.wav")->frames(), 100u);

  std::string noData = good;
  noData.replace(chunkAt(good, "data"), 4, "xxxx");
  writeBytes(folder / "b.wav", noData);
  EXPECT_THAT(errorOpening(folder / "b.wav"), HasSubstr("no audio in it"));
  std::string noFormat = good;
  noFormat.replace(chunkAt(good, "fmt "), 4, "xxxx");
  writeBytes(folder / "b.wav", noFormat);
  EXPECT_THAT(errorOpening(folder / "b.wav"), HasSubstr("no format chunk"));
}

TEST(DamagedFile, NotANumberAndInfinityAreReadAsSilenceAndCounted) {
  const TemporaryFolder folder;
  AudioBuffer samples = testing::tones(2, 1000, 48000);
  samples[0][10] = NAN;
  samples[1][20] = INFINITY;
  samples[1][21] = -INFINITY;
  for (const Container container : {Container::Wav, Container::W64, Container::Aiff, Container::Caf})
    for (const Encoding encoding : {Encoding::Float32, Encoding::Float64}) {
      writeFile(folder / "a", {container, encoding}, {48000, ChannelLayout::stereo()}, samples);
      const auto clip = openClip(folder / "a");
      const AudioBuffer back = readAll(*clip);
      EXPECT_EQ(clip->replacedSamples(), 3u);
      EXPECT_EQ(back[0][10], 0.0f);
      EXPECT_EQ(back[1][20], 0.0f);
      EXPECT_EQ(back[1][21], 0.0f);
      EXPECT_EQ(back[0][11], samples[0][11]);
    }
}

TEST(DamagedFile, FlacCutShortIsCountedAndRead) {
  const TemporaryFolder folder;
  const std::string whole = fileOf({Container::Flac, Encoding::Int16}, 50000);
  writeBytes(folder / "a.flac", whole.substr(0, whole.size() / 2));
  const auto clip = openClip(folder / "a.flac");
  EXPECT_GT(clip->frames(), 15000u);
  EXPECT_LT(clip->frames(), 30000u);
  EXPECT_THAT(clip->info().warnings, ElementsAre(HasSubstr("promises 50000 frames and")));
  const AudioBuffer back = readAll(*clip), samples = gridNoise(2, 50000, 16, 8);
  for (std::size_t i = 0; i < back.frames(); ++i) ASSERT_EQ(back[0][i], samples[0][i]);
  EXPECT_EQ(clip->lostFrames(), 0u);
}

TEST(DamagedFile, TruncatedAnywhereNeverCrashes) {
  const TemporaryFolder folder;
  for (const Container container : testing::kContainers) {
    const std::string whole = fileOf({container, losslessEncoding(container)}, 3000);
    for (std::size_t length = 1; length < whole.size(); length += length < 600 ? 7 : whole.size() / 37 + 1) {
      writeBytes(folder / "a", whole.substr(0, length));
      readWhatever(folder / "a");
    }
  }
}

TEST(DamagedFile, FlippedBytesNeverCrash) {
  const TemporaryFolder folder;
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  SCOPED_TRACE("seed " + std::to_string(seed));
  for (const Container container : testing::kContainers) {
    const std::string whole = fileOf({container, losslessEncoding(container)}, 3000);
    for (int i = 0; i < 60; ++i) {
      std::string bytes = whole;
      const std::size_t reach = i % 2 ? bytes.size() : std::min<std::size_t>(bytes.size(), 300);
      for (int k = 0; k < 3; ++k) bytes[random() % reach] = static_cast<char>(random());
      writeBytes(folder / "a", bytes);
      readWhatever(folder / "a");
    }
  }
}

TEST(FileClip, GivesTheSameSamplesToSeveralThreads) {
  const TemporaryFolder folder;
  for (const Container container : {Container::Wav, Container::Flac}) {
    const AudioBuffer samples = gridNoise(2, 200000, 24, 5);
    writeFile(folder / "a", {container, Encoding::Int24}, {}, samples);
    const auto clip = openClip(folder / "a");
    std::vector<std::thread> threads;
    std::vector<int> wrong(4);
    for (unsigned t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        std::mt19937 random(t);
        AudioBuffer part(2, 3000);
        for (int i = 0; i < 30; ++i) {
          const std::size_t start = random() % 197000;
          clip->read(start, part.view());
          wrong[t] += !std::ranges::equal(part[1], samples[1].subspan(start, 3000));
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(wrong, ::testing::Each(0));
  }
}

}  // namespace
}  // namespace lathe
