// The spool: what was appended comes back, in any order, and the folder stays empty.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/spool.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace lathe {
namespace {

AudioBuffer ramp(std::size_t start, std::size_t frames) {
  AudioBuffer buffer(2, frames);
  for (std::size_t i = 0; i < frames; ++i) {
    buffer[0][i] = static_cast<float>(start + i);
    buffer[1][i] = -static_cast<float>(start + i);
  }
  return buffer;
}

TEST(Spool, GivesBackWhatWasAppendedInAnyOrder) {
  Spool spool(std::filesystem::temp_directory_path(), 2);
  std::size_t length = 0;
  for (const std::size_t frames : {1u, 4095u, 40000u, 16384u, 7u}) {
    spool.append(ramp(length, frames).view());
    length += frames;
  }
  ASSERT_EQ(spool.frames(), length);
  for (const std::size_t start : {16380u, 0u, 40000u, 60000u}) {
    AudioBuffer out(2, 500);
    spool.read(start, out.view());
    for (std::size_t i = 0; i < 500; ++i) {
      const float expected = start + i < length ? static_cast<float>(start + i) : 0.0f;
      ASSERT_EQ(out[0][i], expected);
      ASSERT_EQ(out[1][i], -expected);
    }
  }
}

TEST(Spool, LeavesNothingInItsFolder) {
  const auto folder = std::filesystem::temp_directory_path() / "lathe_spool_test";
  std::filesystem::create_directories(folder);
  Spool spool(folder, 1);
  spool.append(ramp(0, 100).view().channelRange(0, 1));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove(folder);
}

}  // namespace
}  // namespace lathe
