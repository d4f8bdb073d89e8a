// De-noising with its frame loop on a device: the same signal as on the CPU, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cmath>

#include "core/compute/backend.h"
#include "core/compute/null/null_gpu.h"
#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_engine.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "tests/support/restoration_signals.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

using namespace std::chrono_literals;

/// A recording with all that the engine needs to take its noise away.
struct Recording {
  explicit Recording(DenoiseQuality quality, float transients = 1, bool hasMap = true) {
    AudioBuffer sound = notes(2);
    sound = sum(sound, hiss(2, sound.frames(), 3, -38_dB));
    clip = clipAt44100(std::move(sound));
    const NoiseProfile profile = learnProfile(*clip, {{0.1_s, 1.5_s}});
    DenoiseValues values;
    values.quality = quality;
    plan = makeDenoisePlan(values, {}, profile);
    for (DenoiseWindow& window : plan.windows) window.transients = transients;
    if (hasMap) map = makeNoiseMap(*clip, profile, {});
  }

  AudioBuffer removed(DenoiseDevice device) const {
    DenoiseEngine engine(plan, map, clip, std::move(device));
    AudioBuffer all(2, 150000);
    for (std::size_t at = 0; at < all.frames(); at += 40000)
      engine.remove(at, all.view().slice(at, std::min<std::size_t>(40000, all.frames() - at)));
    return all;
  }

  ClipPtr clip;
  DenoisePlan plan;
  NoiseMap map;
};

double apartDb(const AudioBuffer& a, const AudioBuffer& b) {
  return 20 * std::log10(largestDifference(a.view(), b.view()) + 1e-300);
}

TEST(DenoiseDevice, TakesTheSameAwayOnTheNullGpu) {
  for (const DenoiseQuality quality : {DenoiseQuality::B, DenoiseQuality::D}) {
    for (const bool isPlain : {false, true}) {
      const Recording recording(quality, isPlain ? 0.0f : 1.0f, !isPlain);
      NullGpu gpu({});
      std::vector<std::string> notes;
      const AudioBuffer reference = recording.removed(DenoiseDevice());
      const AudioBuffer ours =
          recording.removed(DenoiseDevice({{&gpu}, 1, [&](const std::string& note) { notes.push_back(note); }}));
      EXPECT_LT(apartDb(reference, ours), -140) << "dBFS";
      EXPECT_GT(peak(ours.view()), 0.01);
      EXPECT_TRUE(notes.empty());
      EXPECT_EQ(gpu.bytesInUse(), 0u);
    }
  }
}

TEST(DenoiseDevice, SurvivesWhateverFails) {
  const Recording recording(DenoiseQuality::D);
  const AudioBuffer reference = recording.removed(DenoiseDevice());
  for (const char* faults : {"lost@1", "lost@3", "oom@1", "oom@2,lost@4", "plan"}) {
    NullGpu gpu({.faults = Faults::parse(faults), .longestDelay = 100us});
    std::vector<std::string> notes;
    const AudioBuffer ours = recording.removed(
        DenoiseDevice({{&gpu, &cpuBackend()}, 1, [&](const std::string& note) { notes.push_back(note); }}));
    EXPECT_LT(apartDb(reference, ours), -140) << faults;
    EXPECT_EQ(notes.size(), std::string_view(faults).starts_with("oom@2") ? 2u : 1u) << faults;
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
  NullGpu small({.memory = 100000});
  EXPECT_LT(apartDb(reference, recording.removed(DenoiseDevice({{&small, &cpuBackend()}}))), -140);
}

TEST(DenoiseDevice, IsChosenByTheWholeRecordingsForm) {
  const Recording recording(DenoiseQuality::B);
  OfflineWork onCpu, onDevice;
  onCpu.device = "cpu";
  onDevice.device = "null";
  const AudioBuffer a = samplesOf(*applyDenoise(DenoiseSettings{}, recording.clip, false, onCpu));
  const AudioBuffer b = samplesOf(*applyDenoise(DenoiseSettings{}, recording.clip, false, onDevice));
  EXPECT_LT(apartDb(a, b), -130);
}

TEST(GpuParity, OfDenoisingSmall) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  const Recording recording(DenoiseQuality::D);
  std::vector<std::string> notes;
  const AudioBuffer theirs =
      recording.removed(DenoiseDevice({{backends[0]}, 1, [&](const std::string& note) { notes.push_back(note); }}));
  EXPECT_TRUE(notes.empty());
  EXPECT_LT(apartDb(recording.removed(DenoiseDevice()), theirs), kSuppressionParity);
}

}  // namespace
}  // namespace lathe::test
