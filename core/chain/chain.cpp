// What makes a stage's range valid, and how two chains become one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/chain.h"

#include <cmath>

namespace lathe {

bool isValid(const StageRange& range) noexcept {
  return range.start.value >= 0 && range.end.value > range.start.value && std::isfinite(range.end.value);
}

Chain joined(const Chain& track, const Chain& master) {
  const auto endsWithDither = [](const Chain& chain) {
    return !chain.stages.empty() && chain.stages.back().settings.type().id == "dither";
  };
  Chain all = track;
  if (endsWithDither(track) && endsWithDither(master)) all.stages.pop_back();
  all.stages.insert(all.stages.end(), master.stages.begin(), master.stages.end());
  return all;
}

}  // namespace lathe
