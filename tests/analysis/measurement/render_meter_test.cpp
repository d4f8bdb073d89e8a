// The meter of a render gives its memory back and keeps its figures.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/render_meter.h"

#include <gtest/gtest.h>

#include "tests/support/ebu_signals.h"

namespace lathe::analysis {
namespace {

TEST(RenderMeter, HasTheSameFiguresWhenItIsFinished) {
  RenderMeter meter({48000, ChannelLayout::stereo()});
  meter.add(test::sine(2, 48000, 4, 997, -20).view());
  const Measurement before = meter.measurement();
  const Levels levels = meter.levels();
  meter.finish();
  meter.finish();
  const Measurement after = meter.measurement();
  EXPECT_EQ(after.integrated->value, before.integrated->value);
  EXPECT_EQ(after.truePeak->level.value, before.truePeak->level.value);
  EXPECT_EQ(after.frames, before.frames);
  EXPECT_EQ(after.channels.size(), before.channels.size());
  EXPECT_EQ(meter.levels().integrated->value, levels.integrated->value);
  EXPECT_EQ(meter.levels().maxShortTerm->value, levels.maxShortTerm->value);
  EXPECT_EQ(meter.levels().loudnessRange.has_value(), levels.loudnessRange.has_value());
}

}  // namespace
}  // namespace lathe::analysis
