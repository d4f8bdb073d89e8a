// Seconds with decimals, minutes and hours where there are any.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/text/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace lathe::analysis {

std::string timeText(Seconds time, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto parts = static_cast<std::int64_t>(std::llround(std::max(time.value, 0.0) * static_cast<double>(scale)));
  const std::int64_t seconds = parts / scale, minutes = seconds / 60, hours = minutes / 60;
  std::string tail = fmt::format("{:02}", seconds % 60);
  if (decimals > 0) tail += fmt::format(".{:0{}}", parts % scale, decimals);
  return hours > 0 ? fmt::format("{}:{:02}:{}", hours, minutes % 60, tail) : fmt::format("{}:{}", minutes, tail);
}

}  // namespace lathe::analysis
