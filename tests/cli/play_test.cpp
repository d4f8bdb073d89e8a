// `lathe play` into a sound card that is a file: what is heard is what is rendered, to the bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"
#include "core/file/audio_file.h"
#include "core/play/port_audio_output.h"
#include "core/render/chain_clip.h"
#include "tests/support/run_program.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using lathe::testing::TemporaryFolder;
constexpr int kRate = 48000;

/// ALSA's own file device over its null device stands for a card: nothing is heard, all of it is kept.
class Play : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!hasSoundCardSupport()) GTEST_SKIP() << "built without PortAudio";
    testing::writeBytes(folder_ / ".asoundrc",
                        "pcm.kept { type file slave.pcm \"null\" file \"" + (folder_ / "heard.raw").string() +
                            "\" format \"raw\" }\n"
                            "pcm.!default { type plug slave { pcm \"kept\" format FLOAT_LE rate 48000 channels 2 } }\n"
                            "ctl.!default { type hw card 0 }\n");
    environment_ = {"HOME=" + folder_.path().string(), "XDG_CONFIG_HOME=" + folder_.path().string(),
                    "PULSE_SERVER=unix:/nonexistent", "PIPEWIRE_REMOTE=/nonexistent"};
    if (runLathe({"play", "--list-outputs"}, environment_).out.find("default") == std::string::npos)
      GTEST_SKIP() << "ALSA's file device is not there";
  }

  std::filesystem::path music(const std::string& name, double seconds, unsigned seed) {
    const auto frames = static_cast<std::size_t>(seconds * kRate);
    const AudioBuffer buffer = noise(2, frames, seed, Decibels{-8});
    AudioWriter writer(folder_ / name, {Container::Wav, Encoding::Float32}, {kRate, ChannelLayout::stereo()});
    writer.write(buffer.view());
    writer.commit();
    return folder_ / name;
  }

  /// Again, when a busy machine was too slow, which the program says.
  void play(Words words) {
    words.insert(words.begin(), "play");
    Outcome outcome;
    for (int i = 0; i < 10; ++i) {
      outcome = runLathe(words, environment_);
      ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
      if (outcome.err.find("not ready") == std::string::npos) break;
    }
    ASSERT_EQ(outcome.err, "");
  }
  /// What the device was given, interleaved.
  std::vector<float> heard() {
    const std::string bytes = testing::fileBytes(folder_ / "heard.raw");
    std::vector<float> samples(bytes.size() / sizeof(float));
    std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
    return samples;
  }
  std::vector<float> samplesOf(const AudioClip& clip) {
    AudioBuffer buffer(2, clip.frames());
    clip.read(0, buffer.view());
    std::vector<float> samples;
    for (std::size_t n = 0; n < buffer.frames(); ++n) samples.insert(samples.end(), {buffer[0][n], buffer[1][n]});
    return samples;
  }
  /// The samples are there in one piece, with silence before and behind.
  void expectHeard(const std::vector<float>& expected) {
    const auto all = heard();
    const auto isSound = [](float sample) { return sample != 0; };
    const auto first = std::ranges::find_if(all, isSound);
    const auto start = static_cast<std::size_t>(first - all.begin()) / 2 * 2;
    ASSERT_GE(all.size(), start + expected.size());
    for (std::size_t n = 0; n < expected.size(); ++n) ASSERT_EQ(all[start + n], expected[n]) << "sample " << n;
    for (std::size_t n = start + expected.size(); n < all.size(); ++n) ASSERT_EQ(all[n], 0) << "behind the end";
  }

  TemporaryFolder folder_;
  Words environment_;
};

TEST_F(Play, GivesTheCardTheSamplesOfTheRender) {
  const auto song = music("song.wav", 2.5, 1);
  play({song, "--chain", "loud", "--block", "256"});
  expectHeard(samplesOf(*throughChain(openClip(song), findPreset("loud").chain, false)));
}

TEST_F(Play, LeavesNoGapBetweenFiles) {
  const auto one = music("one.wav", 1.01, 1), two = music("two.wav", 0.77, 5);
  play({one, two});
  auto expected = samplesOf(*openClip(one));
  const auto second = samplesOf(*openClip(two));
  expected.insert(expected.end(), second.begin(), second.end());
  expectHeard(expected);
}

TEST_F(Play, SaysWhatIsWrong) {
  const auto song = music("song.wav", 0.5, 1);
  EXPECT_EQ(runLathe({"play", song, "--output-device", "no such card"}, environment_).exitCode, 1);
  EXPECT_NE(runLathe({"play", song, "--output-device", "no such card"}, environment_).err.find("no such card"),
            std::string::npos);
  EXPECT_EQ(runLathe({"play", song, "--from", "3"}, environment_).exitCode, 1);
  EXPECT_EQ(runLathe({"play", song, "--tracks", "2"}, environment_).exitCode, 1);
}

}  // namespace
}  // namespace lathe::test
