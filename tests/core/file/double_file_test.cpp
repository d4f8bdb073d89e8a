// 64-bit files keep every bit of their samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/double_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

TEST(DoubleFile, GivesBackTheVerySamples) {
  const testing::TemporaryFolder folder;
  std::vector<double> samples(2 * 30000);
  for (std::size_t n = 0; n < samples.size(); ++n) samples[n] = std::sin(static_cast<double>(n) * 0.7) / 3;
  DoubleWriter writer(folder / "a.wav", {48000, ChannelLayout::stereo()}, Overwrite::No);
  writer.write({samples.data(), 2, 20000, 30000});
  writer.write({samples.data() + 20000, 2, 10000, 30000});
  writer.commit();
  DoubleReader reader(folder / "a.wav");
  ASSERT_EQ(reader.frames(), 30000u);
  EXPECT_EQ(reader.format().sampleRate, 48000);
  std::vector<double> back(2 * 30000, 1.0);
  reader.read(100, {back.data(), 2, 30000, 30000});
  for (std::size_t n = 0; n < 29900; ++n) {
    ASSERT_EQ(back[n], samples[n + 100]);
    ASSERT_EQ(back[30000 + n], samples[30000 + n + 100]);
  }
  EXPECT_EQ(back[29900], 0) << "past the end";
  EXPECT_EQ(describeFile(folder / "a.wav").format.encoding, Encoding::Float64);
}

TEST(DoubleFile, LeavesNothingBehindUnlessCommitted) {
  const testing::TemporaryFolder folder;
  const std::vector<double> samples(10);
  {
    DoubleWriter writer(folder / "a.wav", {48000, ChannelLayout::mono()}, Overwrite::No);
    writer.write({samples.data(), 1, 10, 10});
  }
  EXPECT_TRUE(folder.names().empty());
  EXPECT_THROW(DoubleReader(folder / "a.wav"), Error);
}

}  // namespace
}  // namespace lathe
