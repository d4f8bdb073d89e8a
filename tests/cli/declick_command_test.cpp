// `lathe declick` as users run it: the list of clicks written, edited and given back; what was removed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/file/audio_file.h"
#include "tests/support/played_tones.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

struct DeclickCommand : ::testing::Test {
  static constexpr std::size_t frames = 4 * 44100, step = 11000;
  lathe::testing::TemporaryFolder folder;
  AudioBuffer damaged = playedTones(1, frames, 31);

  std::string at(const char* name) const { return (folder / name).string(); }
  void SetUp() override {
    for (std::size_t start = step; start + step < frames; start += step)
      for (std::size_t n = 0; n < 12; ++n) damaged[0][start + n] += (n % 3 == 0 ? 0.4f : -0.3f);
    AudioWriter writer(at("in.wav"), {Container::Wav, Encoding::Int24}, {44100, ChannelLayout::usual(1)});
    writer.write(damaged.view());
    writer.commit();
    damaged = read("in.wav");
  }
  AudioBuffer read(const char* name) const {
    const auto clip = openClip(at(name));
    AudioBuffer samples(1, static_cast<std::size_t>(clip->frames()));
    clip->read(0, samples.view());
    return samples;
  }
  nlohmann::json list(const char* name) const { return nlohmann::json::parse(std::ifstream(at(name))); }
};

TEST_F(DeclickCommand, WritesAListThatCanBeEditedAndGivenBack) {
  const auto made = runLathe({"declick", at("in.wav"), "-o", at("out.wav"), "--events", at("clicks.json")});
  ASSERT_EQ(made.exitCode, 0) << made.err;
  nlohmann::json events = list("clicks.json");
  ASSERT_GE(events["events"].size(), 14u);
  // The first is left alone, one is taken off the list, and one is added where nothing was found.
  auto& all = events["events"];
  const auto first = all[0]["start"].get<std::size_t>(), second = all[1]["start"].get<std::size_t>();
  all[0]["repair"] = false;
  all.erase(1);
  all.push_back({{"start", 5000}, {"length", 9}, {"channel", 1}});
  std::ofstream(at("edited.json")) << events;
  const auto again =
      runLathe({"declick", at("in.wav"), "-o", at("edited.wav"), "--set", "events=" + at("edited.json")});
  ASSERT_EQ(again.exitCode, 0) << again.err;
  const AudioBuffer all1 = read("out.wav"), edited = read("edited.wav");
  const auto changed = [&](const AudioBuffer& out, std::size_t start) {
    bool is = false;
    for (std::size_t n = start; n < start + 9; ++n) is |= out[0][n] != damaged[0][n];
    return is;
  };
  EXPECT_TRUE(changed(all1, first) && changed(all1, second));
  EXPECT_FALSE(changed(all1, 5000));
  EXPECT_FALSE(changed(edited, first) || changed(edited, second));
  EXPECT_TRUE(changed(edited, 5000));
  // What both repaired is the same, but for what stands where the others were.
  const auto third = all[1]["start"].get<std::size_t>();
  for (std::size_t n = third; n < third + 12; ++n) EXPECT_NEAR(edited[0][n], all1[0][n], 1e-4) << n;
}

TEST_F(DeclickCommand, ClicksAloneAndTheRestAddUp) {
  ASSERT_EQ(runLathe({"declick", at("in.wav"), "-o", at("out.wav")}).exitCode, 0);
  ASSERT_EQ(runLathe({"declick", at("in.wav"), "-o", at("clicks.wav"), "--listen", "removed"}).exitCode, 0);
  const AudioBuffer out = read("out.wav"), removed = read("clicks.wav");
  std::size_t sounding = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    EXPECT_EQ(out[0][n] + removed[0][n], damaged[0][n]) << n;
    sounding += removed[0][n] != 0;
  }
  EXPECT_GT(sounding, 100u);
  EXPECT_LT(sounding, 2000u);
}

TEST_F(DeclickCommand, FindsTheSameOnADevice) {
  ASSERT_EQ(runLathe({"--device", "cpu", "declick", at("in.wav"), "-o", at("a.wav")}).exitCode, 0);
  ASSERT_EQ(runLathe({"--device", "null", "declick", at("in.wav"), "-o", at("b.wav")}).exitCode, 0);
  const AudioBuffer a = read("a.wav"), b = read("b.wav");
  for (std::size_t n = 0; n < frames; ++n) EXPECT_NEAR(a[0][n], b[0][n], 1e-6) << n;
}

}  // namespace
}  // namespace lathe::test
