// Channel positions in every container, and the switch from WAV to RF64.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sndfile.h>

#include "core/audio/error.h"
#include "core/file/channel_order.h"
#include "core/file/encoder.h"
#include "core/file/metadata_edit.h"
#include "core/file/metadata_store.h"
#include "core/file/wav_format.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using enum Speaker;
using testing::fileBytes;
using testing::gridNoise;
using testing::largestDifference;
using testing::readAll;
using testing::TemporaryFolder;
using testing::writeFile;

const std::vector<Container> kWithMasks = {Container::Wav,  Container::Rf64, Container::W64,
                                           Container::Aiff, Container::Caf,  Container::Flac};

TEST(ChannelOrder, EveryUsualLayoutComesBack) {
  const TemporaryFolder folder;
  for (const Container container : kWithMasks)
    for (const int channels : {1, 2, 3, 4, 5, 6, 7, 8, 10, 12}) {
      if (container == Container::Flac && channels > 8) continue;
      const AudioBuffer samples = gridNoise(channels, 500, 24, 1);
      const AudioFormat audio{48000, ChannelLayout::usual(channels)};
      writeFile(folder / "a", {container, Encoding::Int24}, audio, samples);
      const auto clip = openClip(folder / "a");
      EXPECT_EQ(clip->format().layout.name(), audio.layout.name()) << containerName(container);
      EXPECT_EQ(largestDifference(readAll(*clip), samples), 0.0) << containerName(container) << " " << channels;
    }
}

TEST(ChannelOrder, AnUnusualOrderIsWrittenInTheOrderOfTheMask) {
  const TemporaryFolder folder;
  const std::vector<Speaker> film = {Left, Centre, Right, SideLeft, SideRight, Lfe};
  const AudioBuffer samples = gridNoise(6, 500, 24, 1);
  for (const Container container : kWithMasks) {
    writeFile(folder / "a", {container, Encoding::Int24}, {48000, ChannelLayout(film)}, samples);
    const auto clip = openClip(folder / "a");
    EXPECT_EQ(clip->format().layout, ChannelLayout::usual(6)) << containerName(container);
    const AudioBuffer back = readAll(*clip);
    const int from[] = {0, 2, 1, 5, 3, 4};
    for (int c = 0; c < 6; ++c)
      EXPECT_TRUE(std::ranges::equal(back[c], samples[from[c]])) << containerName(container) << c;
  }
}

TEST(ChannelOrder, ChannelsWithoutPositionsStayWithout) {
  const TemporaryFolder folder;
  const ChannelLayout unknown(std::vector<Speaker>(6, Unknown));
  for (const Container container : kWithMasks) {
    writeFile(folder / "a", {container, Encoding::Int24}, {48000, unknown}, gridNoise(6, 100, 24, 1));
    EXPECT_EQ(describeFile(folder / "a").audio.layout, unknown) << containerName(container);
  }
}

TEST(ChannelOrder, BothMasksOf51AndAPlainWavAreRead) {
  const TemporaryFolder folder;
  writeFile(folder / "a.wav", {}, {48000, ChannelLayout::usual(6)}, gridNoise(6, 100, 24, 1));
  std::string bytes = fileBytes(folder / "a.wav");
  const std::size_t format = bytes.find("fmt ") + 8;
  ASSERT_EQ(static_cast<unsigned char>(bytes[format]), 0xFE);  // WAVE_FORMAT_EXTENSIBLE
  EXPECT_EQ(loadLittle<std::uint32_t>(reinterpret_cast<const std::byte*>(bytes.data()) + format + 20), 0x60Fu);
  for (const std::uint32_t mask : {0x3Fu, 0x60Fu}) {
    storeLittle(reinterpret_cast<std::byte*>(bytes.data()) + format + 20, mask);
    testing::writeBytes(folder / "b.wav", bytes);
    EXPECT_EQ(describeFile(folder / "b.wav").audio.layout, ChannelLayout::usual(6));
  }
  storeLittle(reinterpret_cast<std::byte*>(bytes.data()) + format, std::uint16_t{1});  // WAVE_FORMAT_PCM: no mask
  testing::writeBytes(folder / "b.wav", bytes);
  EXPECT_EQ(describeFile(folder / "b.wav").audio.layout, ChannelLayout::usual(6));
}

TEST(ChannelOrder, OggHasTheOrderOfTheVorbisSpecification) {
  // What libsndfile reads, in file order, from what we wrote: each channel is known by its level.
  const TemporaryFolder folder;
  const AudioBuffer tones = testing::tones(6, 48000, 48000);
  for (const Container container : {Container::OggVorbis, Container::OggOpus}) {
    writeFile(folder / "a.ogg", {container, Encoding::Lossy, 1.0}, {48000, ChannelLayout::usual(6)}, tones);
    SF_INFO info{};
    SNDFILE* file = sf_open((folder / "a.ogg").c_str(), SFM_READ, &info);
    ASSERT_TRUE(file);
    std::vector<float> samples(6 * 48000);
    ASSERT_EQ(sf_readf_float(file, samples.data(), 48000), 48000);
    sf_close(file);
    const int ours[] = {0, 2, 1, 4, 5};  // L C R Ls Rs, then the LFE, of which coders keep little at 440 Hz
    for (std::size_t c = 0; c < 5; ++c) {
      double power = 0;
      for (std::size_t i = 10000; i < 40000; ++i) power += std::pow(samples[i * 6 + c], 2) / 30000;
      EXPECT_NEAR(std::sqrt(2 * power), 0.05 * (ours[c] + 1), 0.01) << containerName(container) << " channel " << c;
    }
  }
}

TEST(ChannelOrder, OpusOfManyChannelsSaysThatItsOrderIsThatOfVorbis) {
  const TemporaryFolder folder;
  writeFile(folder / "a.opus", {Container::OggOpus, Encoding::Lossy}, {48000, ChannelLayout::usual(6)},
            testing::tones(6, 4800, 48000));
  const std::string bytes = fileBytes(folder / "a.opus");
  EXPECT_EQ(bytes[bytes.find("OpusHead") + 18], 1);  // RFC 7845, mapping family 1
}

TEST(ChannelOrder, CoreAudioLayoutsAreRead) {
  const auto chunk = [](std::uint32_t tag, std::uint32_t mask, std::vector<std::uint32_t> labels) {
    Bytes bytes;
    appendBig(bytes, tag);
    appendBig(bytes, mask);
    appendBig(bytes, static_cast<std::uint32_t>(labels.size()));
    for (const std::uint32_t label : labels) {
      appendBig(bytes, label);
      bytes.resize(bytes.size() + 16);
    }
    return bytes;
  };
  using Speakers = std::vector<Speaker>;
  EXPECT_EQ(parseChannelChunk(chunk(124u << 16 | 6, 0, {}), 6),
            (Speakers{Centre, Left, Right, SideLeft, SideRight, Lfe}));
  EXPECT_EQ(parseChannelChunk(chunk(0x10000, 0x60F, {}), 6), ChannelLayout::usual(6).speakers());
  EXPECT_EQ(parseChannelChunk(chunk(0, 0, {3, 1, 2}), 3), (Speakers{Centre, Left, Right}));
  EXPECT_EQ(parseChannelChunk(chunk(0, 0, {3, 1}), 3), std::nullopt);
  EXPECT_EQ(parseChannelChunk(chunk(999u << 16 | 3, 0, {}), 3), std::nullopt);
}

TEST(Wav, UpToTwoChannelsIsThePlainFormThatEveryProgramReads) {
  const TemporaryFolder folder;
  writeFile(folder / "a.wav", {Container::Wav, Encoding::Int24}, {}, gridNoise(2, 100, 24, 1));
  const std::string bytes = fileBytes(folder / "a.wav");
  EXPECT_EQ(bytes.substr(0, 4), "RIFF");
  EXPECT_EQ(bytes[bytes.find("fmt ") + 8], 1);
  SF_INFO info{};
  SNDFILE* file = sf_open((folder / "a.wav").c_str(), SFM_READ, &info);
  ASSERT_TRUE(file);
  EXPECT_EQ(info.format, SF_FORMAT_WAV | SF_FORMAT_PCM_24);
  EXPECT_EQ(info.frames, 100);
  sf_close(file);
}

TEST(Wav, LibsndfileReadsTheSameSamplesFromOurOwnFiles) {
  const TemporaryFolder folder;
  for (const Container container : {Container::Wav, Container::Rf64, Container::W64})
    for (const Encoding encoding :
         {Encoding::Int16, Encoding::Int24, Encoding::Int32, Encoding::Float32, Encoding::Float64})
      for (const int channels : {1, 3}) {
        const AudioBuffer samples = gridNoise(channels, 777, 16, 6);
        Metadata metadata;
        metadata.title = "odd";
        writeFile(folder / "a", {container, encoding}, {96000, ChannelLayout::usual(channels)}, samples, metadata);
        SF_INFO info{};
        SNDFILE* file = sf_open((folder / "a").c_str(), SFM_READ, &info);
        SCOPED_TRACE(std::string(containerName(container)) + " " + std::string(encodingName(encoding)));
        ASSERT_TRUE(file) << sf_strerror(nullptr);
        ASSERT_EQ(info.frames, 777);
        ASSERT_EQ(info.channels, channels);
        ASSERT_EQ(info.samplerate, 96000);
        std::vector<float> read(777 * static_cast<std::size_t>(channels));
        sf_readf_float(file, read.data(), 777);
        sf_close(file);
        for (std::size_t i = 0; i < 777; ++i)
          for (int c = 0; c < channels; ++c)
            ASSERT_EQ(read[i * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)], samples[c][i]);
      }
}

/// A WAV written with a limit small enough to outgrow.
void writeWithLimit(const std::filesystem::path& path, std::size_t frames, std::uint64_t limit,
                    const Metadata& metadata) {
  const AudioFormat audio{48000, ChannelLayout::stereo()};
  AtomicFile file(path, Overwrite::Yes);
  const auto encoder = makeEncoder(file.bytes(), {}, audio, limit);
  encoder->write(gridNoise(2, frames, 24, 3).view());
  encoder->finish();
  storeMetadata(file.bytes(), Container::Wav, 48000, metadata, limit);
  file.commit();
}

TEST(Wav, BecomesRf64WhenItOutgrowsTheLimitAndNotBefore) {
  const TemporaryFolder folder;
  Metadata metadata;
  metadata.title = "a title that takes some room";
  metadata.markers = {{5, 6, "seven"}};
  // Samples take 6000 bytes: within the limit, beyond it with metadata only, beyond it by themselves.
  for (const std::uint64_t limit : {7000u, 6100u, 5000u}) {
    writeWithLimit(folder / "a.wav", 1000, limit, metadata);
    const FileInfo info = describeFile(folder / "a.wav");
    EXPECT_EQ(info.format.container, limit == 7000 ? Container::Wav : Container::Rf64);
    EXPECT_EQ(info.frames, 1000u);
    EXPECT_EQ(info.metadata, metadata);
    EXPECT_THAT(info.warnings, ::testing::IsEmpty());
    EXPECT_EQ(largestDifference(readAll(*openClip(folder / "a.wav")), gridNoise(2, 1000, 24, 3)), 0.0);
    SF_INFO sndfile{};
    SNDFILE* file = sf_open((folder / "a.wav").c_str(), SFM_READ, &sndfile);
    ASSERT_TRUE(file);
    EXPECT_EQ(sndfile.frames, 1000);
    EXPECT_EQ(sndfile.format & SF_FORMAT_TYPEMASK, limit == 7000 ? SF_FORMAT_WAV : SF_FORMAT_RF64);
    sf_close(file);
  }
}

TEST(Wav, Bw64IsReadLikeRf64) {
  const TemporaryFolder folder;
  const AudioBuffer samples = gridNoise(12, 300, 24, 3);
  writeFile(folder / "a", {Container::Rf64, Encoding::Int24}, {48000, ChannelLayout::usual(12)}, samples);
  testing::writeBytes(folder / "a", "BW64" + fileBytes(folder / "a").substr(4));
  const auto clip = openClip(folder / "a");
  EXPECT_EQ(clip->format().layout.name(), "7.1.4");
  EXPECT_EQ(largestDifference(readAll(*clip), samples), 0.0);
  Metadata metadata;
  metadata.title = "t";
  writeMetadata(folder / "a", metadata);
  EXPECT_EQ(describeFile(folder / "a").metadata, metadata);
}

TEST(Wav, ASparseFileBeyond4GiBIsReadToItsEnd) {
  const TemporaryFolder folder;
  writeFile(folder / "a.rf64", {Container::Rf64, Encoding::Int24}, {}, gridNoise(2, 1000, 24, 3));
  ByteFile file = ByteFile::openForEditing(folder / "a.rf64");
  const auto map = readChunkMap(file);
  const Chunk data = *map->audio();
  const std::uint64_t frames = 1'000'000'000;
  Bytes last(6, std::byte{0x11});
  file.writeAt(data.dataAt + (frames - 1) * 6, last);
  sealSizes(file, map->dialect, {.headerAt = data.headerAt, .bytes = frames * 6, .frames = frames});
  file.close();
  const auto clip = openClip(folder / "a.rf64");
  EXPECT_EQ(clip->frames(), frames);
  AudioBuffer out(2, 2);
  clip->read(frames - 1, out.view());
  EXPECT_EQ(out[1][0], 0x111111 * 0x1p-23f);
  EXPECT_EQ(out[1][1], 0.0f);
}

}  // namespace
}  // namespace lathe
