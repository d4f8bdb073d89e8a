// Where along a track a stage works: its range in frames, with the fades inside it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/chain/chain.h"

namespace lathe {

struct StageWindow {
  std::int64_t start = std::numeric_limits<std::int64_t>::min() / 4;
  std::int64_t end = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t fade = 0;  ///< frames at either end; nothing is faded without a range

  StageWindow() = default;
  StageWindow(const Stage& stage, double sampleRate) {
    if (!stage.range) return;
    const auto frame = [&](Seconds time) {
      return static_cast<std::int64_t>(std::llround(std::min(time.value * sampleRate, 9e15)));
    };
    start = frame(stage.range->start);
    end = std::max(start, frame(stage.range->end));
    fade = std::min<std::int64_t>(frame(5_ms), (end - start) / 2);
  }

  /// How much of the stage is heard at a frame, 0..1.
  double share(std::int64_t frame) const noexcept {
    if (frame < start || frame >= end) return 0;
    const std::int64_t inside = std::min(frame - start + 1, end - frame);
    return inside > fade ? 1 : static_cast<double>(inside) / static_cast<double>(fade + 1);
  }
};

}  // namespace lathe
