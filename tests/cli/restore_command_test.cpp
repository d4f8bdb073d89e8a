// `lathe denoise`, `lathe dehum` and `lathe dereverb` as users run them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/reverberant.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;

void writeSound(const std::filesystem::path& path, const AudioBuffer& samples) {
  AudioWriter writer(path, {Container::Wav, Encoding::Int24},
                     {kRestorationRate, ChannelLayout::usual(samples.channels())});
  writer.write(samples.view());
  writer.commit();
}

struct RestoreCommand : ::testing::Test {
  lathe::testing::TemporaryFolder folder;
  std::string at(const char* name) const { return (folder / name).string(); }
};

TEST_F(RestoreCommand, DenoisesWithAReportAndKeepsTheProfile) {
  writeSound(at("in.wav"), sum(notes(1), hiss(1, 5 * kRestorationRate, 3, -38_dB)));
  const auto made = runLathe(
      {"denoise", at("in.wav"), "-o", at("out.wav"), "--learn", "0.1-1.5", "--save-profile", at("p.json"), "--json"});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  const auto json = nlohmann::json::parse(made.out);
  EXPECT_GT(json["restoration"]["floor_reduction_db"], 20.0);
  EXPECT_LT(json["restoration"]["musical_noise"], 0.2);
  const auto again = runLathe({"denoise", at("in.wav"), "-o", at("again.wav"), "--profile", at("p.json")});
  EXPECT_EQ(again.exitCode, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("noise profile from"));
  const auto bad = runLathe({"denoise", at("in.wav"), "-o", at("bad.wav"), "--learn", "nonsense"});
  EXPECT_NE(bad.exitCode, 0);
  EXPECT_THAT(bad.err, HasSubstr("START-END"));
  EXPECT_FALSE(std::filesystem::exists(at("bad.wav")));
}

TEST_F(RestoreCommand, DehumSaysWhatItFound) {
  const AudioBuffer clean = notes(1);
  writeSound(at("in.wav"), sum(clean, hum(1, clean.frames(), 60_Hz, -30_dB)));
  const auto made = runLathe({"dehum", at("in.wav"), "-o", at("out.wav")});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("hum at 60."));
}

TEST_F(RestoreCommand, DereverbMeasuresTheRoomAndWritesWhatItTakes) {
  const Reverberant room = inRoom(glidingSpeech(1, 8), 1.0, 0);
  writeSound(at("in.wav"), room.all);
  const auto made = runLathe({"dereverb", at("in.wav"), "-o", at("out.wav"), "--mode", "dialogue"});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("reverberation time"));
  EXPECT_GT(siSdr(room.early[0], samplesOf(*openClip(at("out.wav")))[0]), siSdr(room.early[0], room.all[0]) + 1);
  const auto removed =
      runLathe({"dereverb", at("in.wav"), "-o", at("r.wav"), "--mode", "dialogue", "--listen", "removed"});
  ASSERT_EQ(removed.exitCode, 0) << removed.err;
  EXPECT_LT(siSdr(room.all[0], samplesOf(*openClip(at("r.wav")))[0]), 0);
}

}  // namespace
}  // namespace lathe::test
