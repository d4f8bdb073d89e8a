// Column widths and padding, counted in characters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/text/text_table.h"

#include <algorithm>
#include <numeric>

namespace lathe::analysis {
namespace {

constexpr std::string_view kGap = "  ";

/// Characters of UTF-8 text: its bytes without the continuation bytes.
std::size_t widthOf(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::size_t> columnWidths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], widthOf(row[i]));
  }
  return widths;
}

}  // namespace

std::string TextTable::text() const {
  const auto widths = columnWidths(rows_);
  const std::size_t gaps = widths.empty() ? 0 : (widths.size() - 1) * kGap.size();
  const std::string rule(std::accumulate(widths.begin(), widths.end(), gaps), '-');
  std::string all;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < rows_[r].size(); ++i) {
      const std::string& cell = rows_[r][i];
      const std::string padding(widths[i] - widthOf(cell), ' ');
      if (i > 0) line += kGap;
      line += i == 0 ? cell + padding : padding + cell;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    all += line + '\n';
    if (std::ranges::find(rules_, r + 1) != rules_.end()) all += rule + '\n';
  }
  return all;
}

}  // namespace lathe::analysis
