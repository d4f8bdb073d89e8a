// Workers: each piece once, whatever the number of threads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/work/workers.h"

#include <gtest/gtest.h>

#include <vector>

namespace lathe {
namespace {

TEST(Workers, DoEachPieceOnce) {
  for (const int threads : {1, 2, 7}) {
    Workers workers(threads);
    EXPECT_EQ(workers.threads(), threads);
    for (const std::size_t pieces : {0u, 1u, 5u, 1000u}) {
      for (int round = 0; round < 20; ++round) {
        std::vector<int> done(pieces, 0);
        workers.share(pieces, [&](std::size_t piece, int thread) {
          ASSERT_LT(thread, threads);
          ++done[piece];
        });
        for (const int times : done) ASSERT_EQ(times, 1);
      }
    }
  }
}

}  // namespace
}  // namespace lathe
