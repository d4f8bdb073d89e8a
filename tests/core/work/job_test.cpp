// Jobs are watched and stopped from other threads; parallel loops do each item once and hand on what goes wrong.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/work/job.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "core/audio/error.h"
#include "core/work/parallel.h"

namespace lathe {
namespace {

TEST(Job, IsWatchedWhileItWorks) {
  Job<int> job([](const Progress& progress) {
    for (int i = 0; i <= 1000; ++i) progress.at(i / 1000.0, i % 2 == 0 ? "counting" : "counting on, in a longer word");
    return 1000;
  });
  double last = 0;
  while (!job.isDone()) {
    const double fraction = job.fraction();
    EXPECT_GE(fraction, last);
    last = fraction;
    job.what();
  }
  EXPECT_EQ(job.result(), 1000);
  EXPECT_EQ(job.fraction(), 1);
  EXPECT_EQ(job.what(), "counting");
}

TEST(Job, IsStoppedByItsEndAndHandsOnWhatItThrew) {
  const auto untilStopped = [](const Progress& progress) -> int {
    for (;;) progress.throwIfStopped();
  };
  { const Job<int> dropped(untilStopped); }
  Job<int> stopped(untilStopped);
  stopped.stop();
  try {
    stopped.result();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
  }
}

TEST(ParallelLoop, DoesEachItemOnce) {
  for (const int threads : {0, 1, 3, 8}) {
    std::vector<int> done(500);
    forEachInParallel(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    EXPECT_EQ(std::accumulate(done.begin(), done.end(), 0), 500) << threads;
  }
}

TEST(ParallelLoop, HandsOnTheFirstErrorAndBeginsNoFurtherItem) {
  std::atomic<std::size_t> begun = 0;
  const auto run = [&] {
    forEachInParallel(10000, 4, [&](std::size_t i) {
      ++begun;
      if (i == 10) throw Error(ErrorKind::Invalid, "item 10");
    });
  };
  EXPECT_THROW(run(), Error);
  EXPECT_GE(begun, 11u);
  EXPECT_LE(begun, 10000u);
}

}  // namespace
}  // namespace lathe
