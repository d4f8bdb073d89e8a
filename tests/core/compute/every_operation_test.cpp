// Every operation that runs on devices, and everything that a device can do wrong: one policy for all of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/measurement/device_measurement.h"
#include "core/audio/error.h"
#include "core/audio/random.h"
#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "core/compute/null/null_gpu.h"
#include "core/compute/sparse_solver.h"
#include "core/compute/stft.h"
#include "core/compute/stft_device.h"
#include "core/restoration/declick/click_device.h"
#include "core/restoration/declick/click_repair.h"
#include "core/restoration/denoise/denoise_engine.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "tests/support/convolution_reference.h"
#include "tests/support/played_tones.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Outcome {
  std::vector<double> values;
  std::vector<std::string> sentences;
};

struct Devices {
  std::vector<Backend*> backends;
  std::chrono::milliseconds patience = 60s;
};

void add(std::vector<double>& values, ConstAudioView rows) {
  for (int c = 0; c < rows.channels(); ++c) values.insert(values.end(), rows[c].begin(), rows[c].end());
}

template <class Real>
Outcome convolved(const Devices& on) {
  const auto matrix = roomMatrix<Real>(2, 2, 3001);
  const auto input = noiseRows<Real>(2, 200001);
  Outcome outcome;
  const ConvolveReport report = convolve<Real>(
      matrix.spec, input[0].size(),
      [&](std::uint64_t start, BasicAudioView<Real> out) {
        for (int c = 0; c < 2; ++c)
          std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                      out[c].begin());
      },
      [&](BasicAudioView<const Real> frames) {
        for (std::size_t n = 0; n < frames.frames(); ++n)
          for (int c = 0; c < 2; ++c) outcome.values.push_back(static_cast<double>(frames[c][n]));
      },
      {.backends = on.backends, .chunkFrames = 32768, .patience = on.patience});
  outcome.sentences = report.fallbacks;
  return outcome;
}

Outcome filtered(const Devices& on) {
  const StftSpec spec = noiseScaledStft(2, 1024);
  constexpr std::size_t frames = 40;
  const AudioBuffer signal = noise(2, spec.span(frames), 3, -6.0_dB);
  AudioBuffer sums(2, signal.frames());
  StftDevice device({.backends = on.backends, .batchSamples = 2048, .patience = on.patience});
  device.filter(
      spec, signal.view(), frames,
      [](const StftFrames& batch) {
        for (std::size_t i = 0; i < batch.count; ++i)
          for (std::size_t k = 0; k < batch.bins; ++k)
            batch.gains(i)[k] = static_cast<float>(((batch.first + i) * 7 + k * 3) % 11) / 8.0f;
      },
      sums.view());
  Outcome outcome;
  add(outcome.values, sums.view());
  outcome.sentences = device.fallbacks();
  return outcome;
}

Outcome declipped(const Devices& on) {
  constexpr std::size_t size = 512;
  Outcome outcome;
  SparseSolver solve({.backends = on.backends,
                      .chunkFrames = 4 * size,
                      .patience = on.patience,
                      .note = [&](const std::string& sentence) { outcome.sentences.push_back(sentence); }});
  const auto fill = [](std::size_t frame, const SparseFrameRows& rows) {
    for (std::size_t n = 0; n < size; ++n) {
      const auto x = static_cast<float>(std::sin(0.02 * static_cast<double>(n * (frame + 3))));
      rows.clipped[n] = x > 0.8f ? Clipped::Above : x < -0.8f ? Clipped::Below : Clipped::No;
      rows.heard[n] = std::clamp(x, -0.8f, 0.8f);
      rows.limits[n] = 0.8f;
    }
  };
  solve(size, 16, fill, [&](std::size_t, const float* signal, double bins) {
    outcome.values.insert(outcome.values.end(), signal, signal + size);
    outcome.values.push_back(bins);
  });
  return outcome;
}

Outcome measured(const Devices& on) {
  const MemoryClip clip({22050, ChannelLayout::stereo()}, noise(2, 22050 * 60, 4, -12.0_dB));
  analysis::DeviceOptions options;
  options.backends = on.backends;
  options.chunkFrames = 4 * 4 * 22050;
  options.patience = on.patience;
  analysis::DeviceReport report;
  const analysis::Measurement m = analysis::measureClip(clip, {}, options, report);
  return {{m.integrated->value, m.loudnessRange->value, m.truePeak->level.value, static_cast<double>(m.frames)},
          report.fallbacks};
}

Outcome denoised(const Devices& on) {
  static const ClipPtr clip = clipAt44100(sum(notes(2), hiss(2, notes(2).frames(), 3, -38_dB)));
  static const DenoisePlan plan = makeDenoisePlan({}, {}, learnProfile(*clip, {{0.1_s, 1.5_s}}));
  Outcome outcome;
  const NoiseMap map;
  DenoiseEngine engine(plan, map, clip,
                       DenoiseDevice({.backends = on.backends,
                                      .note = [&](const std::string& s) { outcome.sentences.push_back(s); },
                                      .patience = on.patience}));
  AudioBuffer removed(2, 20000);
  for (std::uint64_t at = 60000; at < 140000; at += removed.frames()) {
    engine.remove(at, removed.view());
    add(outcome.values, removed.view());
  }
  return outcome;
}

Outcome declicked(const Devices& on) {
  constexpr std::size_t frames = 150000;
  static const AudioBuffer music = playedTones(1, frames, 21);
  std::vector<double> x(music[0].begin(), music[0].end());
  std::vector<ClickSpan> spans;
  Random random(22);
  for (std::size_t start = 900; start + 1000 < frames; start += 1100) {
    spans.push_back({start, start + 1 + start / 100 % 90});
    for (std::size_t n = spans.back().start; n < spans.back().end; ++n) x[n] += 0.4 * random.even();
  }
  Outcome outcome;
  ClickDevice device(
      {on.backends, on.patience, [&](const std::string& sentence) { outcome.sentences.push_back(sentence); }}, frames,
      1);
  ClickScan scan(frames, 1);
  if (!device.scan(x, scan)) scan(x);
  outcome.values.assign(scan.error().begin(), scan.error().end());
  ClickRepair repair(frames, 400, 1);
  repair.setDevice(&device);
  repair(x, spans, 0);
  outcome.values.insert(outcome.values.end(), x.begin(), x.end());
  return outcome;
}

/// How far two machines may be apart: those with the very same sums are not.
struct Operation {
  const char* name;
  Outcome (*run)(const Devices& on);
  double bound;
};
constexpr Operation kOperations[] = {{"convolution", convolved<float>, 0},
                                     {"convolution in 64 bits", convolved<double>, 0},
                                     {"short-time transform", filtered, 0},
                                     {"sparse declipping", declipped, 0},
                                     {"measuring", measured, 0},
                                     {"noise suppression", denoised, 1e-6},
                                     {"de-clicking", declicked, 3e-6}};

double largestDifference(const std::vector<double>& a, const std::vector<double>& b) {
  double worst = a.size() == b.size() ? 0 : 1e9;
  for (std::size_t n = 0; n < std::min(a.size(), b.size()); ++n) {
    const double difference = std::abs(a[n] - b[n]);
    worst = difference <= worst ? worst : difference;  // takes a NaN too
  }
  return worst;
}

class EveryOperation : public ::testing::TestWithParam<Operation> {
 protected:
  const Operation& operation_ = GetParam();
  CpuBackend cpu_;
  Outcome reference_ = operation_.run({});

  void expectSame(const Outcome& outcome) {
    EXPECT_LE(largestDifference(outcome.values, reference_.values), operation_.bound);
  }
};

TEST_P(EveryOperation, IsTheSameOnADeviceThatWorks) {
  NullGpu gpu({});
  const Outcome outcome = operation_.run({{&gpu, &cpu_}});
  expectSame(outcome);
  EXPECT_THAT(outcome.sentences, IsEmpty());
  EXPECT_EQ(gpu.bytesInUse(), 0u);
}

TEST_P(EveryOperation, HalvesItsBatchesWhenMemoryIsShort) {
  for (const char* faults : {"oom@1", "oom@2", "oom@1,oom@3"}) {
    SCOPED_TRACE(faults);
    NullGpu gpu({.faults = Faults::parse(faults)});
    const Outcome outcome = operation_.run({{&gpu}});
    expectSame(outcome);
    EXPECT_THAT(outcome.sentences, ElementsAre(AllOf(HasSubstr("null had too little memory"), HasSubstr("smaller"))))
        << "said once, and nobody else was needed";
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
}

TEST_P(EveryOperation, IsDoneByTheCpuWhenTheDeviceFails) {
  for (const std::string faults : {"lost@1", "lost@2", "lost@3", "timeout@1", "timeout@2", "plan"}) {
    SCOPED_TRACE(faults);
    NullGpu gpu({.faults = Faults::parse(faults)});
    const Outcome outcome = operation_.run({{&gpu, &cpu_}, faults.starts_with("timeout") ? 500ms : 60s});
    expectSame(outcome);
    EXPECT_THAT(outcome.sentences, ElementsAre(AllOf(HasSubstr("null failed"), HasSubstr("the CPU did the rest"))));
    EXPECT_EQ(gpu.isLost(), faults.starts_with("lost"));
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
}

TEST_P(EveryOperation, IsDoneByTheNextDeviceBeforeTheCpu) {
  NullGpu first({.faults = Faults::parse("lost@2")}), second({});
  const Outcome outcome = operation_.run({{&first, &second, &cpu_}});
  expectSame(outcome);
  EXPECT_THAT(outcome.sentences, ElementsAre(HasSubstr("null did the rest")));
  EXPECT_TRUE(first.isLost());
  EXPECT_FALSE(second.isLost());
}

TEST_P(EveryOperation, DoesNotTryALostDeviceAgain) {
  NullGpu gpu({.faults = Faults::parse("lost@1")});
  operation_.run({{&gpu, &cpu_}});
  const Outcome outcome = operation_.run({{&gpu, &cpu_}});
  expectSame(outcome);
  EXPECT_THAT(outcome.sentences, IsEmpty()) << "a device that is tried would fail, and that would be said";
}

TEST_P(EveryOperation, IsDoneByTheCpuWhenNothingFitsTheDevice) {
  NullGpu tiny({.memory = 1000});
  const Outcome outcome = operation_.run({{&tiny, &cpu_}});
  expectSame(outcome);
  ASSERT_FALSE(outcome.sentences.empty());
  EXPECT_THAT(outcome.sentences.back(), HasSubstr("the CPU did the rest"));
  EXPECT_FALSE(tiny.isLost());
}

INSTANTIATE_TEST_SUITE_P(All, EveryOperation, ::testing::ValuesIn(kOperations), [](const auto& instance) {
  std::string name = instance.param.name;
  std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
  return name;
});

TEST(DeviceRun, IsDoneByTheCpuWithoutBackends) {
  DeviceRun run("work", {});
  EXPECT_TRUE(run.isOnCpu());
  EXPECT_TRUE(run.isLast());
  EXPECT_THROW(run.recover(Status::fail(Failure::Internal, "why"), 8), Error);
}

TEST(DeviceRun, HalvesInWholeSteps) {
  NullGpu gpu({});
  Backend* const backends[] = {&gpu, &cpuBackend()};
  DeviceRun run("work", backends);
  const Status isShort = Status::fail(Failure::OutOfMemory, "no room");
  EXPECT_EQ(run.recover(isShort, 1000, 64), 448u);
  EXPECT_EQ(run.recover(isShort, 128, 64), 64u);
  EXPECT_EQ(&run.backend(), &gpu);
  EXPECT_EQ(run.recover(isShort, 64, 64), 0u);
  EXPECT_TRUE(run.isOnCpu());
  EXPECT_EQ(run.fallbacks().size(), 2u) << "short of memory once, then left";
}

}  // namespace
}  // namespace lathe::test
