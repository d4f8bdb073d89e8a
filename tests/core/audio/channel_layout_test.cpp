// Channel layouts: names, WAVE masks and the usual layout of a channel count.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/channel_layout.h"

#include <gtest/gtest.h>

namespace lathe {
namespace {

TEST(ChannelLayout, NamesTheUsualLayouts) {
  EXPECT_EQ(ChannelLayout::usual(1).name(), "mono");
  EXPECT_EQ(ChannelLayout::usual(2).name(), "stereo");
  EXPECT_EQ(ChannelLayout::usual(6).name(), "5.1");
  EXPECT_EQ(ChannelLayout::usual(12).name(), "7.1.4");
  EXPECT_EQ(ChannelLayout::usual(16).name(), "9.1.6");
  EXPECT_EQ(ChannelLayout::usual(24).name(), "22.2");
  EXPECT_EQ(ChannelLayout::usual(24).waveMask(), 0u) << "the mask has no bits for all of them";
  EXPECT_EQ(ChannelLayout::usual(9).name(), "9 channels");
}

TEST(ChannelLayout, ReadsBackAndSideMasksOfFivePointOneAsTheSameLayout) {
  EXPECT_EQ(ChannelLayout::fromWaveMask(0x3F, 6), ChannelLayout::usual(6));
  EXPECT_EQ(ChannelLayout::fromWaveMask(0x60F, 6), ChannelLayout::usual(6));
  EXPECT_EQ(ChannelLayout::usual(6).waveMask(), 0x60Fu);
}

TEST(ChannelLayout, GivesChannelsBeyondTheMaskNoPosition) {
  const auto layout = ChannelLayout::fromWaveMask(0x3, 3);
  EXPECT_EQ(layout[2], Speaker::Unknown);
  EXPECT_EQ(layout.waveMask(), 0u);
}

TEST(ChannelLayout, RoundTripsTheMaskOfEveryUsualLayout) {
  for (const int channels : {1, 2, 3, 4, 5, 6, 7, 8, 10, 12}) {
    const auto layout = ChannelLayout::usual(channels);
    EXPECT_EQ(ChannelLayout::fromWaveMask(layout.waveMask(), channels), layout) << channels;
  }
}

}  // namespace
}  // namespace lathe
