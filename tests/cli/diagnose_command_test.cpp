// `lathe diagnose` as users run it: the session that it proposes renders.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/played_tones.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;

TEST(DiagnoseCommand, ProposesASessionThatRendersTheRepair) {
  lathe::testing::TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder / name).string(); };
  AudioBuffer sound = playedTones(2, 4 * 44100, 51);
  const auto write = [&](const char* name) {
    AudioWriter writer(at(name), {Container::Wav, Encoding::Float32}, {44100, ChannelLayout::usual(2)});
    writer.write(sound.view());
    writer.commit();
  };
  write("clean.wav");
  for (float& x : sound[0]) x += 0.02f;
  write("offset.wav");
  const auto clean = runLathe({"diagnose", at("clean.wav"), "-o", at("none.lathe")});
  ASSERT_EQ(clean.exitCode, 0) << clean.err;
  EXPECT_THAT(clean.out, HasSubstr("Nothing to repair"));
  EXPECT_FALSE(std::filesystem::exists(at("none.lathe")));
  const auto found = runLathe({"diagnose", at("offset.wav"), at("clean.wav"), "-o", at("fix.lathe"), "--json"});
  ASSERT_EQ(found.exitCode, 0) << found.err;
  const auto json = nlohmann::json::parse(found.out);
  EXPECT_EQ(json["files"][0]["chain"], nlohmann::json::array({"channel-repair"}));
  EXPECT_TRUE(json["files"][1]["chain"].empty());
  std::filesystem::create_directory(folder / "out");
  const auto rendered = runLathe({"render", at("fix.lathe"), "--json", "-o", at("out")});
  ASSERT_EQ(rendered.exitCode, 0) << rendered.err;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "out")) {
    ++files;
    const auto clip = openClip(entry.path());
    AudioBuffer out(2, clip->frames());
    clip->read(0, out.view());
    double mean = 0;
    for (const float x : out[0]) mean += static_cast<double>(x) / static_cast<double>(out.frames());
    EXPECT_NEAR(mean, 0, 1e-6);
  }
  EXPECT_EQ(files, 1);
}

TEST(RepairCommands, RunEachNewTool) {
  lathe::testing::TemporaryFolder folder;
  const auto at = [&](const std::string& name) { return (folder / name).string(); };
  const AudioBuffer sound = playedTones(2, 44100, 52);
  AudioWriter writer(at("in.wav"), {Container::Wav, Encoding::Float32}, {44100, ChannelLayout::usual(2)});
  writer.write(sound.view());
  writer.commit();
  for (const char* name : {"deess", "deplosive", "breath", "mouth-click", "channel-repair", "unlimit"}) {
    const auto run = runLathe({name, at("in.wav"), "-o", at(std::string(name) + ".wav"), "--range", "0.2-0.8"});
    EXPECT_EQ(run.exitCode, 0) << name << run.err;
    EXPECT_EQ(openClip(at(std::string(name) + ".wav"))->frames(), sound.frames()) << name;
  }
}

}  // namespace
}  // namespace lathe::test
