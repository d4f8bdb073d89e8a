// `lathe convolve` and `lathe reverb` as their users run them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/file/audio_file.h"
#include "core/file/double_file.h"
#include "tests/support/response_files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;

AudioBuffer readAll(const std::filesystem::path& path) {
  const auto clip = openClip(path);
  AudioBuffer samples(clip->format().channels(), static_cast<std::size_t>(clip->frames()));
  clip->read(0, samples.view());
  return samples;
}

class ConvolveCommand : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const AudioBuffer& samples, int rate = 48000) {
    writeResponse(folder_, name, samples.view(), rate);
  }

  TemporaryFolder folder_;
};

TEST_F(ConvolveCommand, ConvolvesAndNothingElse) {
  const AudioBuffer sound = noise(2, 9000, 1, -6.0_dB), room = decayingNoise(1, 5000, 48000, 0.2);
  write("in.wav", sound);
  write("room.wav", room);
  const Outcome done = runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path("out.wav")});
  ASSERT_EQ(done.exitCode, 0) << done.err;
  const AudioBuffer out = readAll(path("out.wav"));
  ASSERT_EQ(out.frames(), 13999u);
  for (const std::size_t at : {std::size_t{0}, std::size_t{4000}, std::size_t{12000}}) {
    double truth = 0;
    for (std::size_t k = 0; k <= at && k < 5000; ++k)
      if (at - k < 9000) truth += static_cast<double>(room[0][k]) * static_cast<double>(sound[1][at - k]);
    EXPECT_NEAR(static_cast<double>(out[1][at]), truth, 1e-6) << at;
  }
  ASSERT_EQ(runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path("cut.wav"), "--tail", "cut"}).exitCode,
            0);
  EXPECT_EQ(readAll(path("cut.wav")).frames(), 9000u);
}

TEST_F(ConvolveCommand, GivesAMonoFileTheChannelsOfTheResponse) {
  write("in.wav", noise(1, 3000, 1, -6.0_dB));
  write("room.wav", decayingNoise(2, 2000, 48000, 0.1));
  ASSERT_EQ(runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path("out.wav")}).exitCode, 0);
  EXPECT_EQ(readAll(path("out.wav")).channels(), 2);
}

TEST_F(ConvolveCommand, IsExactInDoublePrecision) {
  const AudioBuffer sound = noise(2, 6000, 1, -6.0_dB), room = decayingNoise(4, 3000, 48000, 0.2);
  write("in.wav", sound);
  write("room.wav", room);
  const Outcome done = runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path("out.wav"), "--double"});
  ASSERT_EQ(done.exitCode, 0) << done.err;
  DoubleReader reader(path("out.wav"));
  ASSERT_EQ(reader.frames(), 8999u);
  std::vector<double> out(2 * 8999);
  reader.read(0, {out.data(), 2, 8999, 8999});
  long double error = 0, energy = 0;
  for (std::size_t at = 0; at < 8999; at += 37)
    for (std::size_t to = 0; to < 2; ++to) {
      long double truth = 0;
      for (std::size_t from = 0; from < 2; ++from)
        for (std::size_t k = 0; k <= at && k < 3000; ++k)
          if (at - k < 6000)
            truth += static_cast<long double>(room[static_cast<int>(2 * from + to)][k]) *
                     static_cast<long double>(sound[static_cast<int>(from)][at - k]);
      const long double difference = static_cast<long double>(out[to * 8999 + at]) - truth;
      error += difference * difference;
      energy += truth * truth;
    }
  EXPECT_LT(static_cast<double>(10 * std::log10(error / energy)), -250);
  EXPECT_NE(
      runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path("in.wav"), "--double", "--force"}).exitCode, 0)
      << "never over its source";
}

TEST_F(ConvolveCommand, IsTheSameAfterADeviceFailsAndSaysSo) {
  write("in.wav", noise(2, 400000, 1, -6.0_dB));
  write("room.wav", decayingNoise(2, 30000, 48000, 0.3));
  const auto go = [&](const std::string& out, const Words& environment) {
    return runLathe({"convolve", path("in.wav"), path("room.wav"), "-o", path(out), "--json"}, environment);
  };
  ASSERT_EQ(go("cpu.wav", {"LATHE_DEVICE=cpu"}).exitCode, 0);
  const AudioBuffer right = readAll(path("cpu.wav"));
  for (const std::string fault : {"lost@1", "oom@1", "plan"}) {
    const Outcome done = go(fault + ".wav", {"LATHE_DEVICE=null", "LATHE_FAULT=" + fault});
    ASSERT_EQ(done.exitCode, 0) << fault << done.err;
    const AudioBuffer out = readAll(path(fault + ".wav"));
    ASSERT_EQ(out.frames(), right.frames()) << fault;
    EXPECT_LT(largestDifference(out.view(), right.view()), 1e-6) << fault;
    EXPECT_THAT(done.out, HasSubstr("null")) << fault << ": the report says what happened";
  }
}

TEST_F(ConvolveCommand, HasAMusicalSisterWithADrySound) {
  const AudioBuffer sound = noise(2, 30000, 1, -20.0_dB);
  write("in.wav", sound, 44100);
  const Outcome done = runLathe(
      {"reverb", path("in.wav"), "-o", path("out.wav"), "--bits", "32f", "--set", "decay-high=60", "--wet", "-20"});
  ASSERT_EQ(done.exitCode, 0) << done.err;
  const AudioBuffer out = readAll(path("out.wav"));
  EXPECT_GT(out.frames(), 60000u);
  EXPECT_LT(largestDifference(out.view().slice(0, 30000), sound.view()), 0.2);
  EXPECT_THAT(runLathe({"reverb", path("in.wav"), "-o", path("x.wav"), "--response", "nowhere"}).err,
              HasSubstr("hall"));
}

TEST_F(ConvolveCommand, WorksInTheChainOfASession) {
  write("in.wav", noise(2, 9000, 1, -20.0_dB));
  write("room.wav", decayingNoise(2, 2000, 48000, 0.1));
  ASSERT_EQ(runLathe({"new", path("s.lathe"), path("in.wav"), "--target", "off"}).exitCode, 0);
  ASSERT_EQ(runLathe({"edit", path("s.lathe"), "add-stage", "master", "reverb"}).exitCode, 0);
  const Outcome added =
      runLathe({"edit", path("s.lathe"), "set", "master", "reverb.response=" + path("room.wav"), "reverb.wet=-6"});
  ASSERT_EQ(added.exitCode, 0) << added.err;
  const std::string text = testing::fileBytes(path("s.lathe"));
  EXPECT_THAT(text, HasSubstr("\"response\": \"./room.wav\"")) << "relative to the session";
  const Outcome done = runLathe({"render", path("s.lathe"), "-o", path("masters")});
  EXPECT_EQ(done.exitCode, 0) << done.err;
}

}  // namespace
}  // namespace lathe::test
