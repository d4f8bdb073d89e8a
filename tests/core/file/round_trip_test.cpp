// What is written comes back: every bit of it where the format is lossless.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audio/error.h"
#include "core/file/encoder.h"
#include "core/file/pcm_codec.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using testing::extensionWord;
using testing::gridNoise;
using testing::largestDifference;
using testing::readAll;
using testing::TemporaryFolder;
using testing::tones;
using testing::writableFormats;
using testing::writeFile;

std::string nameOf(const FileFormat& format) {
  return std::string(containerName(format.container)) + " " + std::string(encodingName(format.encoding));
}

TEST(AudioFile, GivesBackEveryBitInEveryLosslessFormat) {
  const TemporaryFolder folder;
  for (const FileFormat& format : writableFormats()) {
    if (format.encoding == Encoding::Lossy) continue;
    for (const int channels : {1, 2, 6}) {
      SCOPED_TRACE(nameOf(format) + ", channels " + std::to_string(channels));
      const int bits = std::min(24, bitsOf(format.encoding));
      const AudioBuffer samples = gridNoise(channels, 5000, bits, 7);
      const AudioFormat audio{48000, ChannelLayout::usual(channels)};
      const auto path = folder / ("a." + extensionWord(format.container));
      AudioWriter writer(path, format, audio, {}, Overwrite::Yes);
      writer.write(samples.view().slice(0, 1234));
      writer.write(samples.view().slice(1234, 5000 - 1234));
      EXPECT_EQ(writer.framesWritten(), 5000u);
      writer.commit();
      EXPECT_EQ(writer.clippedSamples(), 0u);
      const auto clip = openClip(path);
      EXPECT_EQ(clip->format(), audio);
      EXPECT_EQ(largestDifference(readAll(*clip), samples), 0.0);
      EXPECT_EQ(clip->info().format.container, format.container);
      const bool notesTwentyBits = format.container == Container::Wav || format.container == Container::Rf64 ||
                                   format.container == Container::W64;
      const bool isNoted = format.encoding != Encoding::Int20 || notesTwentyBits;
      EXPECT_EQ(clip->info().format.encoding, isNoted ? format.encoding : Encoding::Int24);
      EXPECT_THAT(clip->info().warnings, ::testing::IsEmpty());
    }
  }
}

TEST(AudioFile, KeepsFloatsBeyondFullScaleAndFullPrecision) {
  const TemporaryFolder folder;
  AudioBuffer samples(2, 6);
  const float values[] = {1.5f, -3.25f, 1e-30f, 0.1f, 1e20f, -0.0f};
  for (int c = 0; c < 2; ++c) std::ranges::copy(values, samples[c].begin());
  for (const FileFormat& format : writableFormats()) {
    if (!isFloat(format.encoding)) continue;
    SCOPED_TRACE(nameOf(format));
    writeFile(folder / "a", format, {}, samples);
    EXPECT_EQ(largestDifference(readAll(*openClip(folder / "a")), samples), 0.0);
  }
}

TEST(AudioFile, RoundsToTheNearestIntegerAndClipsAtFullScale) {
  // 0.4 and 0.6 steps of 16 bits; halves go to the even integer; beyond full scale the last integer, counted.
  const float step = 0x1p-15f;
  AudioBuffer in(1, 10), expected(1, 10);
  const float values[] = {0.4f, 0.6f, -0.4f, -0.6f, 0.5f, 1.5f, 32767.4f, 32767.6f, 40000, -40000};
  const float rounded[] = {0, 1, 0, -1, 0, 2, 32767, 32767, 32767, -32768};
  for (std::size_t i = 0; i < 10; ++i) {
    in[0][i] = values[i] * step;
    expected[0][i] = rounded[i] * step;
  }
  const TemporaryFolder folder;
  for (const Container container : {Container::Wav, Container::Aiff, Container::Flac}) {
    AudioWriter writer(folder / "a", {container, Encoding::Int16}, {44100, ChannelLayout::mono()}, {}, Overwrite::Yes);
    writer.write(in.view());
    writer.commit();
    EXPECT_EQ(writer.clippedSamples(), 3u);
    EXPECT_EQ(largestDifference(readAll(*openClip(folder / "a")), expected), 0.0);
  }
}

TEST(AudioFile, ClipsEveryDepthAtItsOwnLastInteger) {
  const float values[] = {1.0f, -1.0f, 2.0f, -2.0f, NAN, INFINITY, -INFINITY, 0.25f};
  AudioBuffer in(1, 8);
  std::ranges::copy(values, in[0].begin());
  const int channel = 0;
  for (const int bits : {16, 20, 24, 32}) {
    std::int32_t out[8];
    EXPECT_EQ(quantise(in.view(), {&channel, 1}, bits, out), 6u) << bits;
    const std::int64_t full = std::int64_t{1} << (bits - 1);
    const std::int64_t expected[] = {full - 1, -full, full - 1, -full, 0, full - 1, -full, full / 4};
    for (int i = 0; i < 8; ++i) EXPECT_EQ(out[i] >> (32 - bits), expected[i]) << bits << " bits, value " << values[i];
  }
}

TEST(AudioFile, TwentyBitsLeaveTheLowestFourBitsOfTwentyFourZero) {
  const TemporaryFolder folder;
  const AudioBuffer samples = gridNoise(2, 1000, 24, 3);
  for (const Container container : {Container::Wav, Container::Aiff, Container::Flac, Container::Caf}) {
    writeFile(folder / "a", {container, Encoding::Int20}, {}, samples);
    const AudioBuffer back = readAll(*openClip(folder / "a"));
    for (int c = 0; c < 2; ++c)
      for (const float sample : back[c]) ASSERT_EQ(std::fmod(sample, 0x1p-19f), 0.0f);
  }
}

TEST(AudioFile, TakesRatesFrom8To384Kilohertz) {
  const TemporaryFolder folder;
  for (const int rate : {8000, 11025, 44100, 88200, 192000, 384000})
    for (const Container container :
         {Container::Wav, Container::Rf64, Container::W64, Container::Aiff, Container::Flac, Container::Caf}) {
      writeFile(folder / "a", {container, Encoding::Int24}, {rate, ChannelLayout::mono()}, AudioBuffer(1, 100));
      EXPECT_EQ(describeFile(folder / "a").audio.sampleRate, rate) << containerName(container);
    }
  for (const int rate : {7999, 384001, 0, -1}) {
    try {
      AudioWriter(folder / "b.wav", {}, {rate, ChannelLayout::mono()});
      ADD_FAILURE() << rate;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Unsupported);
      EXPECT_THAT(error.what(), ::testing::HasSubstr("8000 to 384000 Hz"));
    }
  }
  EXPECT_THAT(folder.names(), ::testing::UnorderedElementsAre("a"));
}

TEST(AudioFile, NamesTheRatesThatOpusTakes) {
  const TemporaryFolder folder;
  try {
    AudioWriter(folder / "a.opus", {Container::OggOpus, Encoding::Lossy}, {44100, ChannelLayout::stereo()});
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("8000, 12000, 16000, 24000 or 48000 Hz, not 44100 Hz"));
  }
}

TEST(AudioFile, LossyFormatsKeepTheLengthAndComeClose) {
  const TemporaryFolder folder;
  for (const Container container : {Container::OggVorbis, Container::OggOpus, Container::Mp3})
    for (const int channels : {1, 2, 3, 6, 8}) {
      if (container == Container::Mp3 && channels > 2) continue;
      SCOPED_TRACE(std::string(containerName(container)) + " " + std::to_string(channels));
      const AudioBuffer samples = tones(channels, 48000, 48000);
      // Files have no words for the places of more loudspeakers.
      const std::vector<Speaker> nowhere(static_cast<std::size_t>(channels), Speaker::Unknown);
      const AudioFormat audio{48000, channels == 12 ? ChannelLayout::usual(12) : ChannelLayout(nowhere)};
      writeFile(folder / "a", {container, Encoding::Lossy, 0.9}, audio, samples);
      const auto clip = openClip(folder / "a");
      EXPECT_EQ(clip->format(), audio);
      EXPECT_EQ(clip->frames(), 48000u);
      EXPECT_EQ(clip->info().format.container, container);
      const AudioBuffer back = readAll(*clip);
      ASSERT_EQ(back.frames(), samples.frames());
      for (int c = 0; c < channels; ++c) {
        if (audio.layout[c] == Speaker::Lfe) continue;  // coders keep little of it at 440 Hz
        double error = 0;
        for (std::size_t i = 4800; i < 43200; ++i) error += std::pow(double{back[c][i]} - double{samples[c][i]}, 2);
        EXPECT_LT(std::sqrt(error / 38400) / (0.05 * (c + 1)), 0.05) << "channel " << c;
      }
    }
}

TEST(AudioFile, HigherQualityGivesLargerLossyFiles) {
  const TemporaryFolder folder;
  const AudioBuffer noise = gridNoise(2, 96000, 14, 5);
  for (const Container container : {Container::OggVorbis, Container::OggOpus, Container::Mp3}) {
    std::uintmax_t before = 0;
    for (const double quality : {0.1, 0.5, 0.9}) {
      writeFile(folder / "a", {container, Encoding::Lossy, quality}, {48000, ChannelLayout::stereo()}, noise);
      const std::uintmax_t size = std::filesystem::file_size(folder / "a");
      EXPECT_GT(size, before) << containerName(container) << " at " << quality;
      before = size;
    }
  }
}

TEST(AudioFile, SameInputGivesTheSameBytes) {
  const TemporaryFolder folder;
  Metadata metadata;
  metadata.title = "Title";
  metadata.markers = {{100, 50, "here"}};
  metadata.broadcast.emplace().description = "d";
  for (const FileFormat& format : writableFormats()) {
    const AudioBuffer samples = gridNoise(2, 20000, 16, 11);
    writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, samples, metadata);
    const std::string first = testing::fileBytes(folder / "a");
    writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, samples, metadata);
    EXPECT_TRUE(first == testing::fileBytes(folder / "a")) << nameOf(format);
  }
}

TEST(AudioFile, ReadsFromAnyPlaceWhatItReadsInOrder) {
  const TemporaryFolder folder;
  std::mt19937 random(1);
  for (const FileFormat& format : writableFormats()) {
    SCOPED_TRACE(nameOf(format));
    const AudioBuffer samples = gridNoise(2, 100000, 14, 2);
    writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, samples);
    const auto clip = openClip(folder / "a");
    const AudioBuffer whole = readAll(*clip);
    for (int i = 0; i < 12; ++i) {
      const std::size_t start = random() % 95000, count = 1 + random() % 5000;
      AudioBuffer part(2, count), expected(2, count);
      clip->read(start, part.view());
      copy(whole.view().slice(start, count), expected.view());
      ASSERT_LE(largestDifference(part, expected), 0.0) << "from " << start;
    }
    EXPECT_EQ(clip->lostFrames(), 0u);
  }
}

TEST(AudioFile, IsSilentBeyondItsEnd) {
  const TemporaryFolder folder;
  writeFile(folder / "a.flac", {Container::Flac, Encoding::Int16}, {}, gridNoise(2, 100, 16, 1));
  const auto clip = openClip(folder / "a.flac");
  AudioBuffer out(2, 50);
  std::ranges::fill(out[0], 1.0f);
  clip->read(80, out.view());
  EXPECT_NE(out[0][19], 0.0f);
  for (std::size_t i = 20; i < 50; ++i) EXPECT_EQ(out[0][i], 0.0f);
  clip->read(1u << 30, out.view());
  EXPECT_EQ(out[0][0], 0.0f);
  EXPECT_EQ(clip->lostFrames(), 0u);
}

TEST(AudioFile, OfNoFramesIsValid) {
  const TemporaryFolder folder;
  for (const FileFormat& format : writableFormats()) {
    if (format.container == Container::OggOpus) continue;
    SCOPED_TRACE(nameOf(format));
    writeFile(folder / "a", format, {48000, ChannelLayout::stereo()}, AudioBuffer(2, 0));
    const auto clip = openClip(folder / "a");
    EXPECT_EQ(clip->frames(), 0u);
    AudioBuffer out(2, 10);
    clip->read(0, out.view());
    EXPECT_EQ(out[0][0], 0.0f);
  }
  EXPECT_THROW(writeFile(folder / "b", {Container::OggOpus, Encoding::Lossy}, {48000, ChannelLayout::stereo()},
                         AudioBuffer(2, 0)),
               Error);
}

TEST(AudioFile, ManyChannelsAreReadable) {
  const TemporaryFolder folder;
  for (const int channels : {12, 16, 64}) {
    const AudioBuffer samples = gridNoise(channels, 3000, 24, 9);
    for (const Container container :
         {Container::Wav, Container::Rf64, Container::W64, Container::Aiff, Container::Caf}) {
      const AudioFormat audio{48000, ChannelLayout::usual(channels)};
      writeFile(folder / "a", {container, Encoding::Int24}, audio, samples);
      const auto clip = openClip(folder / "a");
      EXPECT_EQ(clip->format(), audio) << containerName(container);
      EXPECT_EQ(largestDifference(readAll(*clip), samples), 0.0) << containerName(container) << " " << channels;
    }
  }
}

TEST(FileFormat, IsKnownByNameAndByExtension) {
  for (const Container container : testing::kContainers) {
    const std::string extension = extensionWord(container);
    EXPECT_EQ(containerFromName(extension), container);
    EXPECT_EQ(containerFromPath("some.where/a." + extension), container);
  }
  EXPECT_EQ(containerFromName("WAV"), Container::Wav);
  EXPECT_EQ(containerFromPath("A.AIF"), Container::Aiff);
  EXPECT_EQ(containerFromName("mp4"), std::nullopt);
  EXPECT_EQ(containerFromPath("noextension"), std::nullopt);
  EXPECT_FALSE(isWritable({Container::Flac, Encoding::Float32}));
  EXPECT_FALSE(isWritable({Container::Wav, Encoding::Lossy}));
}

}  // namespace
}  // namespace lathe
