// What makes a stage's range valid.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/chain.h"

#include <cmath>

namespace lathe {

bool isValid(const StageRange& range) noexcept {
  return range.start.value >= 0 && range.end.value > range.start.value && std::isfinite(range.end.value);
}

}  // namespace lathe
