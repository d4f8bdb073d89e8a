// No unit includes itself round a corner: a header and its source are one unit, and arrows between units have no circle.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/house/source_files.h"

namespace lathe::house {
namespace {

using Arrows = std::map<std::string, std::set<std::string>>;

std::string unitOf(const std::string& path) { return path.substr(0, path.rfind('.')); }

/// Which unit includes which. Units are named by their path without an ending.
Arrows arrowsOf(const std::vector<SourceFile>& files) {
  Arrows arrows;
  for (const SourceFile& file : files) {
    if (!file.isCode()) continue;
    auto& targets = arrows[unitOf(file.path)];
    for (const Include& include : includesOf(file))
      if (include.isOwn && unitOf(include.target) != unitOf(file.path)) targets.insert(unitOf(include.target));
  }
  return arrows;
}

/// The sets of two or more units that all reach each other (Tarjan, SIAM J. Comput. 1, 1972), sorted.
std::vector<std::vector<std::string>> circlesOf(const Arrows& arrows) {
  struct Mark {
    int index, lowest;
    bool isOpen;
  };
  std::map<std::string, Mark> marks;
  std::vector<std::string> open;
  std::vector<std::vector<std::string>> circles;
  const std::function<void(const std::string&)> visit = [&](const std::string& unit) {
    const int index = static_cast<int>(marks.size());
    marks[unit] = {index, index, true};
    open.push_back(unit);
    if (const auto from = arrows.find(unit); from != arrows.end())
      for (const std::string& to : from->second) {
        if (!marks.contains(to)) {
          visit(to);
          marks[unit].lowest = std::min(marks[unit].lowest, marks[to].lowest);
        } else if (marks[to].isOpen) {
          marks[unit].lowest = std::min(marks[unit].lowest, marks[to].index);
        }
      }
    if (marks[unit].lowest != index) return;
    std::vector<std::string> circle;
    do {
      circle.push_back(open.back());
      marks[open.back()].isOpen = false;
      open.pop_back();
    } while (circle.back() != unit);
    std::ranges::sort(circle);
    if (circle.size() > 1) circles.push_back(std::move(circle));
  };
  for (const auto& [unit, targets] : arrows)
    if (!marks.contains(unit)) visit(unit);
  std::ranges::sort(circles);
  return circles;
}

std::string textOf(const std::vector<std::string>& circle) {
  std::string text;
  for (const std::string& unit : circle) text += (text.empty() ? "" : " ") + unit;
  return text;
}

std::string shortName(const std::string& unit) { return unit.substr(unit.rfind('/') + 1); }

/// Units that are known to stand in a circle, by the last part of their name (folders may move), and are to leave it.
/// The list only shrinks: a unit that is out of all circles must leave the list.
const std::set<std::string> kKnown = {
    "null_gpu",      "null_gpu_click",       "null_gpu_measure", "null_gpu_sparse_declip",
    "null_gpu_stft", "null_gpu_suppression", "pool_share",
    "slot_queue",  // the device without a device, and its operations
};

TEST(UnitCircle, IsNowhereInTheHouse) {
  std::set<std::string> seen;
  for (const auto& circle : circlesOf(arrowsOf(sourceFiles())))
    for (const std::string& unit : circle) {
      EXPECT_TRUE(kKnown.contains(shortName(unit))) << unit << " stands in a circle of includes: " << textOf(circle);
      seen.insert(shortName(unit));
    }
  for (const std::string& known : kKnown)
    EXPECT_TRUE(seen.contains(known)) << known << " stands in no circle any more; take it out of the list";
}

TEST(UnitCircle, IsSeenThroughASource) {
  const std::vector<SourceFile> files = {{"a/x.h", {}},
                                         {"a/x.cpp", {"#include \"a/x.h\"", "#include \"a/y.h\""}},
                                         {"a/y.h", {"#include \"a/z.h\""}},
                                         {"a/z.h", {}},
                                         {"a/z.cpp", {"#include \"a/x.h\""}},
                                         {"a/alone.h", {"#include \"a/x.h\""}}};
  const auto circles = circlesOf(arrowsOf(files));
  ASSERT_EQ(circles.size(), 1u);
  EXPECT_EQ(textOf(circles[0]), "a/x a/y a/z");
  EXPECT_TRUE(circlesOf(arrowsOf({files[0], files[1], files[2], files[3]})).empty());
}

}  // namespace
}  // namespace lathe::house
