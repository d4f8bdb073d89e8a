// Encoding and decoding in memory: in time, as long as before, at the rate asked for, beyond full scale too.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/coded_clip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;

/// Noise below 8 kHz or so, different in each channel, with a swell: what every codec keeps in time.
ClipPtr noise(int channels, int rate, double seconds) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0, 0.1f);
  AudioBuffer samples(channels, static_cast<std::size_t>(seconds * rate));
  for (int c = 0; c < channels; ++c) {
    float smooth = 0, smoother = 0;
    for (std::size_t i = 0; i < samples.frames(); ++i) {
      smooth += 0.4f * (normal(random) - smooth);
      smoother += 0.4f * (smooth - smoother);
      samples[c][i] = smoother * (1.5f + std::sin(static_cast<float>(i) * 0.001f));
    }
  }
  return std::make_shared<MemoryClip>(AudioFormat{rate, ChannelLayout::usual(channels)}, std::move(samples));
}

std::vector<double> samplesOf(const AudioClip& clip, int channel) {
  AudioBuffer samples(clip.format().channels(), clip.frames());
  clip.read(0, samples.view());
  return {samples[channel].begin(), samples[channel].end()};
}

/// Lag at which two signals are most alike, and how alike they are there.
std::pair<int, double> alignment(const std::vector<double>& a, const std::vector<double>& b) {
  constexpr int kMost = 3000;
  std::pair<int, double> best{0, -1};
  for (int lag = -kMost; lag <= kMost; ++lag) {
    double product = 0, aa = 0, bb = 0;
    for (std::size_t i = 10000; i < 30000; ++i) {
      const double x = a[i], y = b[static_cast<std::size_t>(static_cast<int>(i) + lag)];
      product += x * y;
      aa += x * x;
      bb += y * y;
    }
    if (const double r = product / std::sqrt(aa * bb); r > best.second) best = {lag, r};
  }
  return best;
}

class EveryCodec : public ::testing::TestWithParam<const char*> {};

TEST_P(EveryCodec, GivesTheSoundBackInTimeAndAsLongAsItWas) {
  const CodecSettings settings = parseCodec(GetParam());
  if (!isAvailable(settings.codec)) GTEST_SKIP() << "this build has no such codec";
  const ClipPtr clip = noise(2, 48000, 1.03);
  const ClipPtr decoded = throughCodec(clip, settings, {});
  EXPECT_EQ(decoded->format(), clip->format());
  EXPECT_EQ(decoded->frames(), clip->frames());
  for (int c = 0; c < 2; ++c) {
    const auto [lag, likeness] = alignment(samplesOf(*clip, c), samplesOf(*decoded, c));
    EXPECT_EQ(lag, 0) << "channel " << c;
    EXPECT_GT(likeness, 0.94) << "channel " << c;
  }
}

TEST_P(EveryCodec, TakesEveryRateAndKeepsTheDuration) {
  const CodecSettings settings = parseCodec(GetParam());
  if (!isAvailable(settings.codec)) GTEST_SKIP() << "this build has no such codec";
  for (const int rate : {44100, 88200, 96000}) {
    const ClipPtr decoded = throughCodec(noise(2, rate, 0.2), settings, {});
    const double seconds = static_cast<double>(decoded->frames()) / decoded->format().sampleRate;
    EXPECT_NEAR(seconds, 0.2, 1e-4) << rate;
  }
}

INSTANTIATE_TEST_SUITE_P(CodedClip, EveryCodec,
                         ::testing::Values("aac:256", "mp3:320", "mp3:128", "opus:128", "vorbis:q6"));

TEST(CodedClip, ReadsTheSameAgain) {
  const ClipPtr decoded = throughCodec(noise(2, 48000, 0.5),
                                       parseCodec(isAvailable(CodecSettings::Codec::Aac) ? "aac:128" : "mp3:128"), {});
  EXPECT_EQ(samplesOf(*decoded, 1), samplesOf(*decoded, 1));
}

TEST(CodedClip, KeepsSurroundChannelsApart) {
  AudioBuffer samples(6, 48000);
  for (std::size_t i = 0; i < 48000; ++i)
    samples[1][i] = 0.25f * static_cast<float>(std::sin(static_cast<double>(i) * 0.1));
  const auto clip = std::make_shared<MemoryClip>(AudioFormat{48000, ChannelLayout::usual(6)}, std::move(samples));
  for (const char* codec : {"aac:448", "opus:448", "vorbis:q7"}) {
    if (!isAvailable(parseCodec(codec).codec)) continue;
    const ClipPtr decoded = throughCodec(clip, parseCodec(codec), {});
    for (int c = 0; c < 6; ++c) {
      double energy = 0;
      for (const double x : samplesOf(*decoded, c)) energy += x * x;
      EXPECT_NEAR(std::sqrt(energy / 48000), c == 1 ? 0.25 / std::numbers::sqrt2 : 0, 0.01)
          << codec << " channel " << c;
    }
  }
}

TEST(CodedClip, KeepsWhatADecoderGivesBeyondFullScale) {
  AudioBuffer square(1, 48000);
  for (std::size_t i = 0; i < 48000; ++i) square[0][i] = i / 50 % 2 ? 0.99f : -0.99f;
  const auto clip = std::make_shared<MemoryClip>(AudioFormat{48000, ChannelLayout::mono()}, std::move(square));
  for (const char* codec : {"aac:96", "mp3:96", "opus:64", "vorbis:q2"}) {
    if (!isAvailable(parseCodec(codec).codec)) continue;
    const auto decoded = samplesOf(*throughCodec(clip, parseCodec(codec), {}), 0);
    EXPECT_GT(*std::ranges::max_element(decoded), 1.0) << codec;
  }
}

TEST(CodedClip, TellsWhatEncodingsThereAre) {
  for (const char* text :
       {"", "aac", "aac:", "aac:x", "aac:1e9", "mp3:321", "opus:q5", "vorbis:128", "vorbis:q11", "flac:1", "aac:128.5"})
    try {
      parseCodec(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Invalid) << text;
    }
  for (const char* text : {"aac:256", "mp3:320", "opus:96", "vorbis:q6"}) EXPECT_EQ(codecId(parseCodec(text)), text);
  EXPECT_EQ(codecText(parseCodec("vorbis:q6")), "Vorbis at quality 6");
  EXPECT_EQ(codecText(parseCodec("aac:256")), "AAC at 256 kbit/s");
}

TEST(BitRate, IsWhatWasAskedFor) {
  testing::TemporaryFolder folder;
  const ClipPtr clip = noise(2, 48000, 6);
  AudioBuffer samples(2, clip->frames());
  clip->read(0, samples.view());
  for (const auto& [container, rate] : {std::pair{Container::Mp3, 128},
                                        {Container::Mp3, 192},
                                        {Container::Mp3, 320},
                                        {Container::OggOpus, 96},
                                        {Container::OggOpus, 160}}) {
    FileFormat format{container, Encoding::Lossy};
    format.bitRate = rate;
    const auto path = folder / ("x" + std::string(extensionOf(container)));
    AudioWriter writer(path, format, clip->format(), {}, Overwrite::Yes);
    writer.write(samples.view());
    writer.commit();
    const double kilobits = static_cast<double>(std::filesystem::file_size(path)) * 8 / 6 / 1000;
    // Opus varies by what it is given; MP3 has a header and a padded end.
    EXPECT_NEAR(kilobits, rate, container == Container::Mp3 ? 0.02 * rate + 1 : 0.15 * rate)
        << containerName(container);
  }
}

}  // namespace
}  // namespace lathe
