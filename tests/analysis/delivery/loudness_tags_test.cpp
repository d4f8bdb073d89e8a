// Loudness in tags: the texts, where they go, and that the audio and everything else stays.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/loudness_tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/file/tag_metadata.h"
#include "tests/support/ebu_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

using ::testing::ElementsAre;

TEST(LoudnessTags, AreRoundedAsTheirStandardsSay) {
  EXPECT_EQ(replayGainText(Lufs{-22.98}), "4.98 dB");
  EXPECT_EQ(replayGainText(Lufs{-14.789}), "-3.21 dB");
  EXPECT_EQ(replayGainText(Lufs{-18}), "0.00 dB");
  EXPECT_EQ(replayPeakText(0.9885531), "0.988553");
  EXPECT_EQ(r128GainText(Lufs{-23}), "0");
  EXPECT_EQ(r128GainText(Lufs{-18}), "-1280");
  EXPECT_EQ(r128GainText(Lufs{-23.5}), "128");
  EXPECT_EQ(r128GainText(Lufs{-500}), "32767") << "as far as 16 bits go";
}

struct TagFile : ::testing::TestWithParam<Container> {
  testing::TemporaryFolder folder;
  std::filesystem::path path = folder / ("song" + std::string(extensionOf(GetParam())));

  AudioBuffer samples() const {
    const auto clip = openClip(path);
    AudioBuffer all(clip->format().channels(), clip->frames());
    clip->read(0, all.view());
    return all;
  }
  void write() const {
    const bool isLossy = GetParam() != Container::Wav && GetParam() != Container::Flac && GetParam() != Container::Rf64;
    const AudioBuffer tone = test::sine(2, 48000, 3, 1000, -20);
    Metadata metadata;
    metadata.title = "Öffnung";
    AudioWriter writer(path, {GetParam(), isLossy ? Encoding::Lossy : Encoding::Int24},
                       {48000, ChannelLayout::stereo()}, metadata);
    writer.write(tone.view());
    writer.commit();
  }
};

TEST_P(TagFile, GetsItsLoudnessAndKeepsItsSound) {
  write();
  const AudioBuffer before = samples();
  const Measurement measurement = measureClip(*openClip(path));
  writeLoudnessTags(path, measurement, AlbumTagValues{Lufs{-16}, 0.5});
  const AudioBuffer after = samples();
  ASSERT_EQ(before.frames(), after.frames());
  for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::ranges::equal(before[c], after[c]));
  const FileInfo info = describeFile(path);
  EXPECT_EQ(info.metadata.title, "Öffnung");
  EXPECT_THAT(folder.names(), ElementsAre(path.filename().string()));
  if (GetParam() == Container::Wav || GetParam() == Container::Rf64) {
    ASSERT_TRUE(info.metadata.broadcast);
    EXPECT_NEAR(*info.metadata.broadcast->loudness, measurement.integrated->value, 0.005);
    EXPECT_NEAR(*info.metadata.broadcast->maxTruePeak, measurement.truePeak->level.value, 0.005);
    EXPECT_NEAR(*info.metadata.broadcast->maxMomentary, measurement.maxMomentary->loudness.value, 0.005);
    return;
  }
  const auto tags = readAllFileTags(ByteFile::openForReading(path), GetParam());
  if (GetParam() == Container::OggOpus) {
    EXPECT_EQ(tags.at("R128_TRACK_GAIN"), r128GainText(*measurement.integrated));
    EXPECT_EQ(tags.at("R128_ALBUM_GAIN"), "-1792");
    EXPECT_FALSE(tags.contains("REPLAYGAIN_TRACK_GAIN"));
  } else {
    EXPECT_EQ(tags.at("REPLAYGAIN_TRACK_GAIN"), replayGainText(*measurement.integrated));
    EXPECT_EQ(tags.at("REPLAYGAIN_TRACK_PEAK"), replayPeakText(toGain(measurement.truePeak->level)));
    EXPECT_EQ(tags.at("REPLAYGAIN_ALBUM_GAIN"), "-2.00 dB");
    EXPECT_EQ(tags.at("REPLAYGAIN_ALBUM_PEAK"), "0.500000");
  }
  // Again with other figures: replaced, not added.
  Measurement other = measurement;
  other.integrated = Lufs{-10};
  writeLoudnessTags(path, other);
  const auto again = readAllFileTags(ByteFile::openForReading(path), GetParam());
  EXPECT_EQ(again.at(GetParam() == Container::OggOpus ? "R128_TRACK_GAIN" : "REPLAYGAIN_TRACK_GAIN"),
            GetParam() == Container::OggOpus ? "-3328" : "-8.00 dB");
}

INSTANTIATE_TEST_SUITE_P(LoudnessTags, TagFile,
                         ::testing::Values(Container::Wav, Container::Rf64, Container::Flac, Container::OggVorbis,
                                           Container::OggOpus, Container::Mp3),
                         [](const auto& info) {
                           std::string name(containerName(info.param));
                           std::erase(name, ' ');
                           return name;
                         });

TEST(LoudnessTags, AreRefusedWhereThereIsNoPlaceOrNoLoudness) {
  testing::TemporaryFolder folder;
  const auto write = [&](const char* name, Container container, double level) {
    const AudioBuffer tone = test::sine(2, 48000, 1, 1000, level);
    AudioWriter writer(folder / name, {container, Encoding::Int16}, {48000, ChannelLayout::stereo()});
    writer.write(tone.view());
    writer.commit();
    return folder / name;
  };
  const auto caf = write("x.caf", Container::Caf, -20);
  EXPECT_THROW(writeLoudnessTags(caf, measureClip(*openClip(caf))), Error);
  const auto silent = write("x.wav", Container::Wav, -300);
  EXPECT_THROW(writeLoudnessTags(silent, measureClip(*openClip(silent))), Error);
}

}  // namespace
}  // namespace lathe::analysis
