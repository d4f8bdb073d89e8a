// `lathe measure --device` as its users run it: the same figures on a device, one that fails included.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/measured_music.h"
#include "tests/support/response_files.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;

class MeasureOnDevice : public ::testing::Test {
 protected:
  MeasureOnDevice() {
    for (std::size_t i = 0; i < 3; ++i)
      writeResponse(folder_, names_[i], measuredMusic(2, 300000 + 50000 * i, 48000, i + 1).view(), 48000);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::vector<std::string> names_{"a.wav", "b.wav", "c.wav"};
  TemporaryFolder folder_;
};

TEST_F(MeasureOnDevice, GivesTheSameReport) {
  const std::vector<std::string> files{path("a.wav"), path("b.wav"), path("missing.wav"), path("c.wav")};
  const auto measured = [&](const std::vector<std::string>& environment) {
    std::vector<std::string> arguments{"measure", "--json"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    return runLathe(arguments, environment);
  };
  const Outcome onCpu = measured({"LATHE_DEVICE=cpu"}), onDevice = measured({"LATHE_DEVICE=null"});
  const Outcome failing = measured({"LATHE_DEVICE=null", "LATHE_FAULT=lost@1"});
  EXPECT_EQ(onCpu.exitCode, onDevice.exitCode);
  EXPECT_EQ(onCpu.out, onDevice.out);
  EXPECT_EQ(onCpu.out, failing.out);
  EXPECT_THAT(onDevice.err, HasSubstr("measured on null"));
  EXPECT_THAT(failing.err, HasSubstr("the CPU did the rest"));
}

TEST_F(MeasureOnDevice, GivesTheSameLinesForAFolder) {
  const auto measured = [&](const std::string& device) {
    return runLathe({"measure", "--jsonl", "--jobs", "1", folder_.path().string(), "--device", device});
  };
  const Outcome onCpu = measured("cpu"), onDevice = measured("null");
  EXPECT_EQ(onCpu.exitCode, 0) << onCpu.err;
  EXPECT_EQ(onCpu.out, onDevice.out);
  EXPECT_THAT(onCpu.out, HasSubstr("c.wav"));
}

}  // namespace
}  // namespace lathe::test
