// What happens when a device fails: the same samples, nothing lost, nothing leaked, on a device that is not there.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/device_run.h"
#include "core/compute/null/null_gpu.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A stereo job of about 25 chunks, and what it brought.
/// Short where the device will not answer; else long enough for the slowest machine.
std::chrono::milliseconds patienceFor(const std::string& faults) {
  return faults.find("timeout") != std::string::npos ? 200ms : 60s;
}

struct Job {
  test::TestMatrix<float> matrix = test::roomMatrix<float>(2, 2, 9001);
  std::vector<std::vector<float>> input = test::noiseRows<float>(2, 180001);
  CpuBackend cpu;
  ConvolveReport report;
  std::uint64_t nextRead = 0;

  std::vector<std::vector<float>> run(std::vector<Backend*> backends, ConvolveOptions options = {}) {
    options.backends = backends;
    options.chunkFrames = 8192;
    options.patience = options.patience == ConvolveOptions{}.patience ? 60s : options.patience;
    std::vector<std::vector<float>> output(2);
    nextRead = 0;
    report = convolve<float>(
        matrix.spec, input[0].size(),
        [&](std::uint64_t start, AudioView out) {
          EXPECT_EQ(start, nextRead) << "each frame is read once, in order";
          nextRead += out.frames();
          for (int c = 0; c < 2; ++c) {
            std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                        out[c].begin());
          }
        },
        [&](ConstAudioView frames) {
          for (int c = 0; c < 2; ++c)
            output[static_cast<std::size_t>(c)].insert(output[static_cast<std::size_t>(c)].end(), frames[c].begin(),
                                                       frames[c].end());
        },
        options);
    EXPECT_EQ(nextRead, input[0].size());
    return output;
  }
};

TEST(Fallback, IsNotNeededByADeviceThatWorks) {
  Job job;
  const auto expected = job.run({&job.cpu});
  NullGpu device({.longestDelay = 300us});
  EXPECT_EQ(job.run({&device, &job.cpu}), expected);
  EXPECT_EQ(job.report.device, "null");
  EXPECT_THAT(job.report.fallbacks, IsEmpty());
  EXPECT_EQ(device.bytesInUse(), 0u);
}

TEST(Fallback, LosesNoSampleWhateverFails) {
  Job job;
  const auto expected = job.run({&job.cpu});
  struct Case {
    const char* faults;
    const char* finisher;
    const char* sentence;
  };
  for (const Case& c :
       {Case{"lost@1", "cpu", "fell off the bus"}, Case{"lost@7", "cpu", "the CPU did the rest"},
        Case{"timeout@2", "cpu", "did not answer in time"}, Case{"plan", "cpu", "no plan could be made"},
        Case{"oom@3", "null", "had too little memory"}, Case{"oom@3,lost@9", "cpu", "had too little memory"},
        Case{"oom@1,oom@2,oom@3,oom@4", "cpu", "had too little memory"}}) {
    NullGpu device({.faults = Faults::parse(c.faults), .longestDelay = 100us});
    EXPECT_EQ(job.run({&device, &job.cpu}, {.patience = patienceFor(c.faults)}), expected) << c.faults;
    EXPECT_EQ(job.report.device, c.finisher) << c.faults;
    ASSERT_FALSE(job.report.fallbacks.empty()) << c.faults;
    EXPECT_THAT(job.report.fallbacks.front(), HasSubstr(c.sentence)) << c.faults;
    EXPECT_EQ(device.bytesInUse(), 0u) << c.faults;
  }
}

TEST(Fallback, SurvivesAnyMixOfFaults) {
  Job job;
  const auto expected = job.run({&job.cpu});
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    std::string faults;
    for (int i = 0; i < 4; ++i) {
      const char* kinds[] = {"oom", "oom", "timeout", "lost"};
      faults += (i ? "," : "") + std::string(kinds[random() % 4]) + "@" + std::to_string(1 + random() % 20);
    }
    NullGpu first({.faults = Faults::parse(faults), .longestDelay = 50us}), second({.faults = Faults::parse("lost@5")});
    EXPECT_EQ(job.run({&first, &second, &job.cpu}, {.patience = 100ms}), expected) << "seed " << seed << ": " << faults;
    EXPECT_EQ(first.bytesInUse() + second.bytesInUse(), 0u) << "seed " << seed;
  }
}

TEST(Fallback, LosesNoSampleIn64BitsEither) {
  const auto matrix = test::roomMatrix<double>(2, 2, 9001);
  const auto input = test::noiseRows<double>(2, 90001);
  CpuBackend cpu;
  const auto run = [&](std::vector<Backend*> backends, ConvolveReport& report, const std::string& faults = "") {
    std::vector<double> output;
    report = convolve<double>(
        matrix.spec, input[0].size(),
        [&](std::uint64_t start, BasicAudioView<double> out) {
          for (int c = 0; c < 2; ++c) {
            std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                        out[c].begin());
          }
        },
        [&](BasicAudioView<const double> frames) {
          for (std::size_t n = 0; n < frames.frames(); ++n) output.insert(output.end(), {frames[0][n], frames[1][n]});
        },
        {.backends = backends, .chunkFrames = 8192, .patience = patienceFor(faults)});
    return output;
  };
  ConvolveReport report;
  const auto expected = run({&cpu}, report);
  for (const char* faults : {"", "lost@3", "timeout@2", "oom@2", "plan"}) {
    NullGpu device({.faults = Faults::parse(faults), .longestDelay = 100us});
    EXPECT_EQ(run({&device, &cpu}, report, faults), expected) << faults;
    EXPECT_EQ(report.fallbacks.empty(), *faults == 0) << faults;
    EXPECT_EQ(device.bytesInUse(), 0u) << faults;
  }
}

TEST(Fallback, TakesSmallerChunksWhenThePoolIsSmall) {
  Job job;
  const auto expected = job.run({&job.cpu});
  NullGpu none({.memory = 1000});
  EXPECT_EQ(job.run({&none, &job.cpu}), expected);
  EXPECT_EQ(job.report.device, "cpu");
}

TEST(Fallback, StopsAtOnceWhenAsked) {
  Job job;
  NullGpu device({.faults = Faults::parse("timeout@4"), .longestDelay = 5ms});
  std::stop_source source;
  std::uint64_t written = 0;
  const auto began = std::chrono::steady_clock::now();
  const std::vector<Backend*> backends{&device, &job.cpu};
  ConvolveOptions options{.backends = backends, .chunkFrames = 8192, .stop = source.get_token()};
  EXPECT_THROW(convolve<float>(
                   job.matrix.spec, 100000000, [](std::uint64_t, AudioView out) { clear(out); },
                   [&](ConstAudioView frames) {
                     written += frames.frames();
                     source.request_stop();
                   },
                   options),
               Error);
  EXPECT_EQ(written, 8192u);
  EXPECT_LT(std::chrono::steady_clock::now() - began, kDevicePatience) << "it did not wait for the device that hangs";
  EXPECT_EQ(device.bytesInUse(), 0u);
}

TEST(Fallback, SaysWhatFailedWhenNobodyIsLeft) {
  Job job;
  NullGpu device({.faults = Faults::parse("lost@2")});
  try {
    job.run({&device});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::NotPossible);
    EXPECT_THAT(error.what(), HasSubstr("fell off the bus"));
  }
}

TEST(Faults, AreReadFromText) {
  Faults faults = Faults::parse("oom@2,lost@3,plan");
  EXPECT_EQ(faults.nextPlan(), Failure::Internal);
  EXPECT_EQ(faults.nextPlan(), Failure::None);
  EXPECT_EQ(faults.nextChunk(), Failure::None);
  EXPECT_EQ(faults.nextChunk(), Failure::OutOfMemory);
  EXPECT_EQ(faults.nextChunk(), Failure::DeviceLost);
  EXPECT_EQ(faults.nextChunk(), Failure::DeviceLost);
  EXPECT_EQ(faults.nextPlan(), Failure::DeviceLost);
  for (const char* wrong : {"oom", "oom@", "oom@0", "oom@x", "fire@3", "oom@3x", ","}) {
    EXPECT_THROW(Faults::parse(wrong), Error) << wrong;
  }
}

TEST(Backends, AlwaysEndWithTheCpu) {
  const auto cheap = [](const Backend&) { return 0.01; };
  for (const char* choice : {"auto", "cpu", "cuda:99", "null"}) {
    const auto backends = chooseBackends(choice, cheap);
    ASSERT_FALSE(backends.empty()) << choice;
    EXPECT_STREQ(backends.back()->info().id, "cpu") << choice;
  }
  EXPECT_STREQ(chooseBackends("null", cheap).front()->info().id, "null");
  EXPECT_THROW(chooseBackends("toaster", cheap), Error);
}

TEST(Backends, DescribeTheCpuFirstAndSayWhyAGpuIsNotUsed) {
  const auto lines = describeBackends();
  ASSERT_FALSE(lines.empty());
  EXPECT_STREQ(lines[0].info.id, "cpu");
  EXPECT_THAT(lines[0].info.software, HasSubstr("loops for"));
  EXPECT_EQ(lines[0].trouble, "");
  ASSERT_GE(lines.size(), 2u) << "a GPU, or why there is none";
  EXPECT_TRUE(!lines[1].trouble.empty() || lines[1].info.memory > 0);
}

}  // namespace
}  // namespace lathe
