// Runs of selected cells, and the means of what lies at their ends.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/surroundings.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr int kBinsAround = 12;

/// One line of cells, along time or along frequency.
struct Line {
  int length;
  std::function<float(int)> weight;
  std::function<float(int)> power;
};

/// The mean power of up to `most` free cells from `at` on in steps of `step`; below 0 when there is none.
double meanFrom(const Line& line, int at, int step, int most) {
  double sum = 0;
  int count = 0;
  for (; at >= 0 && at < line.length && count < most; at += step)
    if (line.weight(at) <= 0) sum += static_cast<double>(line.power(at)), ++count;
  return count > 0 ? sum / count : -1;
}

/// Calls set(cell, power) for every selected cell that has a free cell on a side that counts.
void fillLine(const Line& line, int most, bool usesLow, bool usesHigh, const std::function<void(int, double)>& set) {
  for (int first = 0; first < line.length; ++first) {
    if (line.weight(first) <= 0) continue;
    int last = first;
    while (last + 1 < line.length && line.weight(last + 1) > 0) ++last;
    const double low = usesLow ? meanFrom(line, first - 1, -1, most) : -1;
    const double high = usesHigh ? meanFrom(line, last + 1, 1, most) : -1;
    for (int i = first; i <= last && (low >= 0 || high >= 0); ++i) {
      const double share = (i - first + 1.0) / (last - first + 2.0);
      const double faded = exact::exp((1 - share) * exact::log(low + 1e-30) + share * exact::log(high + 1e-30));
      set(i, low < 0 ? high : high < 0 ? low : faded);
    }
    first = last;
  }
}

}  // namespace

std::vector<Choice> surroundingsChoices() {
  return {{"around", "Around"}, {"before", "Before"}, {"after", "After"}, {"above", "Above"}, {"below", "Below"}};
}

std::vector<float> surroundingPower(const EditRegion& region, SurroundingsFrom from, Seconds context) {
  const SpectrogramGrid& grid = region.grid();
  const int bins = grid.bins();
  std::vector<float> result(static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(bins));
  std::vector<bool> isSet(result.size());
  const auto cell = [&](int k, int m) {
    return static_cast<std::size_t>(k) * static_cast<std::size_t>(bins) + static_cast<std::size_t>(m);
  };
  const auto put = [&](std::size_t i, double power) {
    result[i] = static_cast<float>(power);
    isSet[i] = true;
  };
  const int frames = std::max(1, static_cast<int>(context.value / grid.cellSeconds()));
  if (from == SurroundingsFrom::Around || from == SurroundingsFrom::Before || from == SurroundingsFrom::After)
    for (int m = 0; m < bins; ++m) {
      const Line line{grid.frames, [&, m](int k) { return region.mask.weights[cell(k, m)]; },
                      [&, m](int k) { return std::norm(region.before.cells[cell(k, m)]); }};
      fillLine(line, frames, from != SurroundingsFrom::After, from != SurroundingsFrom::Before,
               [&](int k, double power) { put(cell(k, m), power); });
    }
  for (int k = 0; k < grid.frames; ++k) {
    if (!region.mask.isTouched(k)) continue;
    const Line line{bins, [&, k](int m) { return region.mask.weights[cell(k, m)]; },
                    [&, k](int m) { return std::norm(region.before.cells[cell(k, m)]); }};
    fillLine(line, kBinsAround, from != SurroundingsFrom::Above, from != SurroundingsFrom::Below,
             [&](int m, double power) {
               if (!isSet[cell(k, m)]) put(cell(k, m), power);
             });
  }
  return result;
}

}  // namespace lathe
