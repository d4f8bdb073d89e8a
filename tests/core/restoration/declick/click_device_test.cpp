// De-clicking on a device: the same errors and the same fills as the processor's engine, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_device.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/audio/random.h"
#include "core/compute/backend.h"
#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/null/null_gpu.h"
#include "core/restoration/declick/click_repair.h"
#include "tests/support/played_tones.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFrames = 70000;  // no multiple of any hop

struct Damaged {
  std::vector<double> sound;
  std::vector<ClickSpan> spans;
};

/// Notes with bursts of 1 to 220 samples, two of them right at the ends.
Damaged damaged() {
  const AudioBuffer notes = test::playedTones(1, kFrames, 21);
  Damaged d{{notes[0].begin(), notes[0].end()}, {{0, 7}}};
  for (std::size_t start = 900, length = 1; start + 1000 < kFrames; start += 700, length = length % 220 + 3)
    d.spans.push_back({start, start + length});
  d.spans.push_back({kFrames - 5, kFrames});
  Random random(22);
  for (const ClickSpan& span : d.spans)
    for (std::size_t n = span.start; n < span.end; ++n) d.sound[n] += 0.4 * random.even();
  return d;
}

struct Done {
  std::vector<double> error, prominence, filled;
  std::vector<std::string> notes;
  bool isScanned = false;
};

/// Scan and repair with those backends; without any, by the processor's engine.
Done done(std::vector<Backend*> backends, std::chrono::milliseconds patience = 20s) {
  const Damaged d = damaged();
  Done result;
  ClickDevice device({std::move(backends), patience, [&](const std::string& note) { result.notes.push_back(note); }},
                     kFrames, 1);
  ClickScan scan(kFrames, 1);
  result.isScanned = device.scan(d.sound, scan);
  if (!result.isScanned) scan(d.sound);
  result.error.assign(scan.error().begin(), scan.error().end());
  result.prominence.assign(scan.prominence().begin(), scan.prominence().end());
  ClickRepair repair(kFrames, 400, 1);
  repair.setDevice(&device);
  result.filled = d.sound;
  repair(result.filled, d.spans, 131072);
  return result;
}

double apartDb(const std::vector<double>& a, const std::vector<double>& b) {
  double worst = a.size() == b.size() ? 0 : 1e9;
  for (std::size_t n = 0; n < std::min(a.size(), b.size()); ++n) {
    const double difference = std::abs(a[n] - b[n]);
    worst = difference <= worst ? worst : difference;  // takes a NaN too
  }
  return 20 * std::log10(worst + 1e-300);
}

TEST(ClickDevice, FindsAndFillsTheSameOnTheNullGpu) {
  const Done reference = done({});
  EXPECT_FALSE(reference.isScanned);
  NullGpu gpu({});
  const Done ours = done({&gpu});
  EXPECT_TRUE(ours.isScanned);
  EXPECT_TRUE(ours.notes.empty());
  EXPECT_LT(apartDb(reference.error, ours.error), -140) << "dBFS";
  EXPECT_LT(apartDb(reference.prominence, ours.prominence), -60) << "in units of the scale, up to thousands";
  EXPECT_LT(apartDb(reference.filled, ours.filled), -110) << "dBFS";
  EXPECT_GT(apartDb(damaged().sound, ours.filled), -20) << "something was filled";
  EXPECT_EQ(gpu.bytesInUse(), 0u);
}

TEST(ClickDevice, FillsOnTheDeviceAllButWhatIsTooLong) {
  const Damaged d = damaged();
  NullGpu gpu({});
  ClickDevice device({{&gpu}}, kFrames, 1);
  std::vector<ClickSpan> spans = d.spans;
  spans[1].end = spans[1].start + ClickFill::longest + 1;
  std::vector<double> x = d.sound;
  std::vector<char> isFilled;
  ASSERT_TRUE(device.fill(x, d.sound, spans, 0, isFilled));
  EXPECT_FALSE(isFilled[1]);
  EXPECT_GT(std::ranges::count(isFilled, 1), std::ssize(spans) * 9 / 10);
}

TEST(ClickDevice, SurvivesWhateverFails) {
  const Done reference = done({});
  for (const char* faults : {"lost@1", "lost@2", "lost@3", "oom@1", "oom@2", "plan"}) {
    NullGpu gpu({.faults = Faults::parse(faults), .longestDelay = 100us});
    CpuBackend cpu;
    const Done ours = done({&gpu, &cpu});
    EXPECT_LT(apartDb(reference.filled, ours.filled), -110) << faults;
    EXPECT_LT(apartDb(reference.error, ours.error), -140) << faults;
    EXPECT_EQ(ours.notes.size(), 1u) << faults;
    EXPECT_EQ(gpu.bytesInUse(), 0u);
  }
  NullGpu slow({.faults = Faults::parse("timeout@1")});
  const Done late = done({&slow}, 200ms);
  EXPECT_EQ(late.filled, reference.filled);
  EXPECT_EQ(late.notes.size(), 1u);
  NullGpu small({.memory = 100000});
  EXPECT_EQ(done({&small}).filled, reference.filled);
}

TEST(ClickDevice, TakesNothingAndVeryShortTiles) {
  NullGpu gpu({});
  for (const std::size_t frames : {0u, 1u, 40u, 1025u}) {
    ClickDevice device({{&gpu}}, frames, 1);
    const std::vector<double> x(frames, 0.25);
    ClickScan here(frames, 1), there(frames, 1);
    here(x);
    ASSERT_TRUE(device.scan(x, there)) << frames;
    EXPECT_LT(apartDb({here.error().begin(), here.error().end()}, {there.error().begin(), there.error().end()}), -140)
        << frames;
  }
}

TEST(GpuParity, OfDeclickingSmall) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  const Done ours = done({}), theirs = done({backends[0]});
  EXPECT_TRUE(theirs.isScanned);
  EXPECT_TRUE(theirs.notes.empty());
  EXPECT_LE(apartDb(ours.error, theirs.error), kClickParity);
  EXPECT_LE(apartDb(ours.filled, theirs.filled), kClickParity);
}

}  // namespace
}  // namespace lathe
