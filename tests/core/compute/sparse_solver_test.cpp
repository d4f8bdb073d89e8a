// Sparse declipping of many frames: the same on every backend, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/sparse_solver.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/null/null_gpu.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t size = 512;

/// A few partials, other ones in every frame, under a sine window.
float truth(std::size_t frame, std::size_t n) {
  const double t = static_cast<double>(n);
  double sound = 0;
  for (int partial = 1; partial <= 3; ++partial)
    sound += std::sin(t * 0.021 * partial * (1 + 0.13 * static_cast<double>(frame)) + partial) / partial;
  return static_cast<float>(sound * std::sin(std::numbers::pi * (t + 0.5) / size));
}

void fill(std::size_t frame, const SparseFrameRows& rows) {
  for (std::size_t n = 0; n < size; ++n) {
    const auto level = static_cast<float>(0.7 * std::sin(std::numbers::pi * (static_cast<double>(n) + 0.5) / size));
    const float sound = truth(frame, n);
    rows.clipped[n] = sound > level ? Clipped::Above : sound < -level ? Clipped::Below : Clipped::No;
    rows.heard[n] = std::clamp(sound, -level, level);
    rows.limits[n] = std::abs(rows.heard[n]);
  }
}

struct Solved {
  std::vector<float> sound;
  std::vector<double> bins;
  std::vector<std::string> notes;
  friend bool operator==(const Solved& a, const Solved& b) { return a.sound == b.sound && a.bins == b.bins; }
};

Solved solved(std::vector<Backend*> backends, std::size_t frames = 20, std::size_t chunk = 0, int threads = 1,
              std::chrono::milliseconds patience = 60s) {
  Solved result;
  SparseSolver solve(
      {std::move(backends), threads, chunk, patience, [&](const std::string& note) { result.notes.push_back(note); }});
  solve(size, frames, fill, [&](std::size_t frame, const float* sound, double bins) {
    EXPECT_EQ(frame, result.bins.size()) << "each frame once, in order";
    result.sound.insert(result.sound.end(), sound, sound + size);
    result.bins.push_back(bins);
  });
  return result;
}

TEST(SparseSolver, BringsBackWhatWasClipped) {
  const Solved result = solved({});
  double error = 0, before = 0;
  for (std::size_t i = 0; i < result.sound.size(); ++i) {
    const double sound = truth(i / size, i % size);
    const auto level =
        0.7 * std::sin(std::numbers::pi * (static_cast<double>(i % size) + 0.5) / static_cast<double>(size));
    error += std::pow(result.sound[i] - sound, 2);
    before += std::pow(std::clamp(sound, -level, level) - sound, 2);
  }
  EXPECT_GT(10 * std::log10(before / error), 15) << "dB better than the clipped sound";
}

TEST(SparseSolver, IsTheSameOnTheNullGpuAndOnManyThreads) {
  NullGpu gpu({});
  const Solved reference = solved({});
  EXPECT_EQ(solved({&gpu}), reference);
  EXPECT_EQ(solved({&gpu}, 20, 3 * size), reference);
  EXPECT_EQ(solved({}, 20, 0, 2), reference);
  EXPECT_EQ(gpu.bytesInUse(), 0u);
  EXPECT_TRUE(solved({&gpu}, 0).bins.empty());
}

TEST(SparseSolver, SurvivesWhateverFails) {
  const Solved reference = solved({});
  struct Case {
    const char* faults;
    std::size_t notes;
  };
  for (const Case& c : {Case{"lost@1", 1}, Case{"lost@3", 1}, Case{"timeout@2", 1}, Case{"oom@1", 1},
                        Case{"oom@2,oom@4", 1}, Case{"plan", 1}, Case{"oom@1,lost@4", 2}}) {
    NullGpu gpu({.faults = Faults::parse(c.faults), .longestDelay = 100us});
    CpuBackend cpu;
    const bool waits = std::string(c.faults).starts_with("timeout");
    const Solved result = solved({&gpu, &cpu}, 20, 4 * size, 1, waits ? 400ms : 60s);
    EXPECT_EQ(result, reference) << c.faults;
    EXPECT_EQ(result.notes.size(), c.notes) << c.faults;
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
  NullGpu small({.memory = 200000});
  EXPECT_EQ(solved({&small}), reference) << "frames that fit the device's memory";
  NullGpu lost({.faults = Faults::parse("lost@1")});
  EXPECT_THROW(solved({&lost}), Error);
}

TEST(GpuParity, OfSparseDeclippingSmall) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  const Solved ours = solved({}), theirs = solved({backends[0]});
  EXPECT_TRUE(theirs.notes.empty());
  double worst = 0;
  for (std::size_t i = 0; i < ours.sound.size(); ++i) {
    const double difference = std::abs(static_cast<double>(ours.sound[i]) - theirs.sound[i]);
    worst = difference <= worst ? worst : difference;  // takes a NaN too
  }
  EXPECT_LE(20 * std::log10(worst + 1e-300), kSparseDeclipParity);
}

}  // namespace
}  // namespace lathe
