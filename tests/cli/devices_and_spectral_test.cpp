// `lathe devices`, `spectral`, `spectrogram` and `diff` as their users run them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/run_program.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::TemporaryFolder;
using Json = nlohmann::json;
namespace fs = std::filesystem;

struct CommandLineTools : ::testing::Test {
  TemporaryFolder folder;
  std::string at(const char* name) const { return (folder.path() / name).string(); }

  std::string writeNoise(const char* name) const {
    AudioWriter writer(at(name), {Container::Wav, Encoding::Int24}, {44100, ChannelLayout::stereo()});
    writer.write(noise(2, 3 * 44100, 5, {-20}).view());
    writer.commit();
    return at(name);
  }
};

TEST_F(CommandLineTools, DevicesNamesTheProcessorAndSaysWhyAGpuIsNotUsed) {
  const auto run = runLathe({"devices", "--json"});
  EXPECT_EQ(run.exitCode, 0);
  const Json json = Json::parse(run.out);
  EXPECT_EQ(json["devices"][0]["id"], "cpu");
  for (const Json& device : json["devices"]) {
    EXPECT_EQ(device["is_used"].get<bool>(), !device.contains("trouble")) << device;
  }
}

TEST_F(CommandLineTools, ADeviceThatIsNoneIsWrongUsage) {
  for (const char* bad : {"gpu", "cuda", "cuda:", "cuda:x", ""}) {
    const auto run = runLathe({"--device", bad, "devices"});
    EXPECT_EQ(run.exitCode, 2) << bad;
  }
  EXPECT_EQ(runLathe({"--device", "cpu", "devices"}).exitCode, 0);
  EXPECT_EQ(runLathe({"devices", "--device", "cuda:7"}).exitCode, 0);
}

TEST_F(CommandLineTools, ASpectralEditOfAFileChangesItsRegionAlone) {
  const std::string take = writeNoise("take.wav");
  EXPECT_EQ(runLathe({"spectral", take, "add", "heal", "--time", "1,1.02", "-o", at("healed.wav")}).exitCode, 0);
  const auto diff = runLathe({"diff", take, at("healed.wav"), "--region", "0.1", "--json"});
  EXPECT_EQ(diff.exitCode, 3);
  const Json json = Json::parse(diff.out);
  EXPECT_EQ(json["regions"].size(), 1u);
  EXPECT_LE(json["changed_samples"], 2 * 882);
  EXPECT_EQ(runLathe({"diff", take, take}).exitCode, 0);
}

TEST_F(CommandLineTools, ADeviceThatFailsIsInTheReportOfSpectralEdits) {
  const std::string take = writeNoise("take.wav"), session = at("a.lathe");
  const auto heal = [&](const char* out, const std::vector<std::string>& environment) {
    return runLathe({"spectral", take, "add", "level", "--box", "1,2,100,900", "-o", at(out)}, environment);
  };
  ASSERT_EQ(heal("cpu.wav", {"LATHE_DEVICE=cpu"}).exitCode, 0);
  const auto failed = heal("null.wav", {"LATHE_DEVICE=null", "LATHE_FAULT=lost@1"});
  ASSERT_EQ(failed.exitCode, 0) << failed.err;
  EXPECT_THAT(failed.out, HasSubstr("null failed"));
  EXPECT_THAT(heal("well.wav", {"LATHE_DEVICE=null"}).out, Not(HasSubstr("null failed")));
  EXPECT_EQ(runLathe({"diff", at("cpu.wav"), at("null.wav")}).exitCode, 0) << "the same samples";
  EXPECT_EQ(runLathe({"diff", at("cpu.wav"), at("well.wav")}).exitCode, 0);
  ASSERT_EQ(runLathe({"new", session, take}).exitCode, 0);
  ASSERT_EQ(runLathe({"spectral", session, "add", "level", "--box", "1,2,100,900"}).exitCode, 0);
  const auto alone =
      runLathe({"spectral", session, "render", "-o", at("alone.wav"), "--device", "null"}, {"LATHE_FAULT=lost@1"});
  ASSERT_EQ(alone.exitCode, 0) << alone.err;
  EXPECT_THAT(alone.out, HasSubstr("null failed"));
  EXPECT_EQ(runLathe({"diff", at("cpu.wav"), at("alone.wav"), "--tolerance", "1"}).exitCode, 0) << "the same edit";
  const auto render = runLathe({"render", session, "-o", at("out"), "--device", "null"}, {"LATHE_FAULT=lost@1"});
  ASSERT_EQ(render.exitCode, 0) << render.err;
  EXPECT_THAT(render.out, HasSubstr("null failed"));
}

TEST_F(CommandLineTools, ALostDeviceIsTriedByNoOtherStageAndReportedOnce) {
  const std::string take = writeNoise("take.wav"), session = at("a.lathe");
  ASSERT_EQ(runLathe({"new", session, take}).exitCode, 0);
  for (const char* stage : {"declick", "denoise", "reverb"})
    ASSERT_EQ(runLathe({"edit", session, "add-stage", "1", stage}).exitCode, 0) << stage;
  const auto render = runLathe({"render", session, "-o", at("out"), "--device", "null"}, {"LATHE_FAULT=lost@1"});
  ASSERT_EQ(render.exitCode, 0) << render.err;
  const std::size_t first = render.out.find("null failed");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(render.out.find("null failed", first + 1), std::string::npos) << render.out;
}

TEST_F(CommandLineTools, AnEditTakesItsWindowAndItsResolutions) {
  const std::string take = writeNoise("take.wav"), session = at("a.lathe");
  ASSERT_EQ(runLathe({"new", session, take}).exitCode, 0);
  const auto add = [&](const char* option, const char* value) {
    return runLathe({"spectral", session, "add", "level", "--box", "1,2,100,900", option, value, "--json"});
  };
  EXPECT_THAT(add("--window", "sine").out, HasSubstr("\"window\": \"sine\""));
  const auto multi = add("--resolution", "4096,500:2048,3000:1024");
  ASSERT_EQ(multi.exitCode, 0) << multi.err;
  const Json edit = Json::parse(multi.out)["edits"][1];
  EXPECT_EQ(edit["fft_size"], 4096);
  EXPECT_EQ(edit["resolutions"], Json::parse("[[500, 2048], [3000, 1024]]"));
  EXPECT_EQ(add("--resolution", "multi").exitCode, 0);
  for (const char* wrong : {"4096,500", "500:4096", "4096,3000:512,500:512", "x", "4096,"})
    EXPECT_EQ(add("--resolution", wrong).exitCode, 1) << wrong;
  EXPECT_EQ(add("--window", "kaiser").exitCode, 1);
  const std::string help = runLathe({"spectral", "--help"}).out;
  for (const char* word : {"partials", "fade-in", "around|before|after|above|below|weights", "--resolution"})
    EXPECT_THAT(help, HasSubstr(word));
}

TEST_F(CommandLineTools, ASessionKeepsSpectralEditsThatCanBeChangedAndUndone) {
  const std::string take = writeNoise("take.wav"), session = at("a.lathe");
  ASSERT_EQ(runLathe({"new", session, take}).exitCode, 0);
  EXPECT_THAT(runLathe({"spectral", session, "add", "level", "--box", "1,2,100,900", "--set", "gain=-9"}).out,
              HasSubstr("gain=-9"));
  EXPECT_THAT(runLathe({"spectral", session, "change", "1", "--set", "gain=-3 dB"}).out, HasSubstr("gain=-3"));
  EXPECT_THAT(runLathe({"spectral", session, "off", "1"}).out, HasSubstr("(off)"));
  EXPECT_EQ(runLathe({"edit", session, "undo"}).exitCode, 0);
  EXPECT_THAT(runLathe({"spectral", session}).out, HasSubstr("1 level gain=-3: box 1 to 2 s, 100 to 900 Hz"));
  EXPECT_EQ(runLathe({"spectral", session, "listen", "1", "--listen", "removed", "-o", at("removed.wav")}).exitCode, 0);
  EXPECT_EQ(runLathe({"spectral", session, "remove", "2"}).exitCode, 1);
  EXPECT_EQ(runLathe({"spectral", session, "add", "level", "--box", "1,2,100"}).exitCode, 1);
  EXPECT_EQ(runLathe({"spectral", session, "add", "level"}).exitCode, 1) << "nothing is selected";
}

TEST_F(CommandLineTools, ASpectrogramIsAPng) {
  const std::string take = writeNoise("take.wav");
  ASSERT_EQ(runLathe({"spectrogram", take, "-o", at("a.png"), "--size", "200,100", "--box", "1,2,1000,2000"}).exitCode,
            0);
  std::ifstream file(at("a.png"), std::ios::binary);
  std::string head(24, 0);
  file.read(head.data(), 24);
  EXPECT_EQ(head.substr(1, 3), "PNG");
  EXPECT_EQ(256 * static_cast<unsigned char>(head[18]) + static_cast<unsigned char>(head[19]), 200 + 68)
      << "and its axis";
  EXPECT_EQ(runLathe({"spectrogram", take, "-o", at("a.png")}).exitCode, 1) << "it is there already";
  EXPECT_EQ(runLathe({"spectrogram", take, "-o", at("b.png"), "--map", "jet"}).exitCode, 1);
  EXPECT_FALSE(fs::exists(at("b.png")));
}

}  // namespace
}  // namespace lathe::test
