// Rows R1 to R5: the loudness range of EBU Tech 3342.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include "tests/analysis/conformance/row.h"

namespace lathe::analysis::conformance {

Rows rangeRows() {
  struct Case {
    std::vector<double> levels;
    double range;
  };
  const Case cases[] = {{{-20, -30}, 10}, {{-20, -15}, 5}, {{-40, -20}, 20}, {{-50, -35, -20, -35, -50}, 15}};
  Rows rows;
  for (const auto& [levels, range] : cases) {
    std::vector<test::ToneStep> steps;
    std::string list;
    for (const double level : levels) {
      steps.push_back({20, level});
      list += fmt::format("{}{}", list.empty() ? "" : ", ", level);
    }
    Row row{fmt::format("R{}", rows.size() + 1),
            fmt::format("3342-{}: 20 s each at {} dBFS; also three times over", rows.size() + 1, list),
            "LRA",
            fmt::format("{}", range),
            "1",
            0.05,
            "LU"};
    for (const int rate : kRates)
      row.add(measured(test::SteppedTone(rate, steps)).range, range, fmt::format("{} Hz", rate));
    row.add(measured(test::SteppedTone(48000, repeated(steps, 3))).range, range, "three times");
    rows.push_back(row);
  }
  Row steady{"R5", "a steady tone of 20 s", "LRA", "0", "", 0.01, "LU"};
  for (const int rate : kRates)
    steady.add(measured(test::SteppedTone(rate, {{20, -23}})).range, 0, fmt::format("{} Hz", rate));
  rows.push_back(steady);
  return rows;
}

}  // namespace lathe::analysis::conformance
