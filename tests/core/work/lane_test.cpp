// Lanes do what several threads give them, in order, and drop what has not begun.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/work/lane.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace lathe {
namespace {

TEST(Lane, DoesItsWorkInOrderOnOneThread) {
  std::vector<int> done;  // of the lane's thread alone, until the promise is kept
  std::promise<void> all;
  Lane lane;
  for (int i = 0; i < 1000; ++i) lane.add([&done, i] { done.push_back(i); });
  lane.add([&all] { all.set_value(); });
  all.get_future().wait();
  ASSERT_EQ(done.size(), 1000u);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(done[static_cast<std::size_t>(i)], i);
}

TEST(Lane, TakesWorkFromSeveralThreadsAndDropsTheRestAtItsEnd) {
  std::atomic<int> done = 0;
  {
    Lane lane;
    {
      std::vector<std::jthread> givers;
      for (int i = 0; i < 4; ++i)
        givers.emplace_back([&] {
          for (int n = 0; n < 200; ++n) lane.add([&done] { ++done; });
        });
    }
    lane.discard();
    lane.add([&done] { ++done; });
  }
  EXPECT_LE(done, 801);
}

}  // namespace
}  // namespace lathe
