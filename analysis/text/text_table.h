// Rows of cells as text with aligned columns.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

namespace lathe::analysis {

/// The first column is set to the left, the others to the right. UTF-8; every row may have its own number of cells.
class TextTable {
 public:
  void addRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// A line under the row added last.
  void addRule() { rules_.push_back(rows_.size()); }
  /// Lines ended by newlines, without spaces at their ends.
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> rules_;
};

}  // namespace lathe::analysis
