// Every row of the conformance suite within our tolerance, and docs/measured/conformance.md as these rows write it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/audio/number_text.h"
#include "tests/analysis/conformance/official_rows.h"
#include "tests/analysis/conformance/row.h"
#include "tests/support/places.h"

namespace lathe::analysis::conformance {
namespace {

std::filesystem::path pagePath() { return test::sourceFolder() / "docs/measured/conformance.md"; }
constexpr const char* kBegin = "<!-- The table below is written by the tests. -->\n";
constexpr const char* kEnd = "<!-- The table above is written by the tests. -->\n";
constexpr double kRounding = 0.0011;  ///< between machines the last digit may differ

Rows allRows() {
  Rows rows;
  for (auto& more : {loudnessRows(), rangeRows(), channelRows(), gateRows(), truePeakRows(), statisticsRows()})
    rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

std::string toleranceText(double tolerance, const std::string& unit) {
  if (tolerance == 0) return "exact";
  return fmt::format("{}{}{}", tolerance, unit.empty() ? "" : " ", unit);
}

/// The line up to its last cell, which is the worst reading.
std::string lineStart(const Row& row) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |", row.id, row.signal, row.figure, row.expected,
                     row.standard.empty() ? "-" : row.standard, toleranceText(row.tolerance, row.unit), row.readings);
}

std::string tableText(const Rows& rows) {
  std::string text =
      "| | signal | figure | expected | standard's tolerance | ours | readings | farthest off "
      "|\n|--|--|--|--|--|--|--|--|\n";
  for (const Row& row : rows) text += fmt::format("{} {} |\n", lineStart(row), fixedText(row.worst, 4));
  return text;
}

std::string pageText() {
  std::ifstream file(pagePath(), std::ios::binary);
  std::stringstream all;
  all << file.rdbuf();
  return all.str();
}

/// The lines between the marks.
std::vector<std::string> committedLines(const std::string& page) {
  const auto begin = page.find(kBegin), end = page.find(kEnd);
  std::vector<std::string> lines;
  if (begin == page.npos || end == page.npos) return lines;
  std::istringstream table(page.substr(begin + std::string(kBegin).size(), end - begin - std::string(kBegin).size()));
  for (std::string line; std::getline(table, line);) lines.push_back(line);
  return lines;
}

void writeTable(const Rows& rows) {
  std::string page = pageText();
  const auto begin = page.find(kBegin), end = page.find(kEnd);
  ASSERT_TRUE(begin != page.npos && end != page.npos) << "docs/measured/conformance.md has lost its marks";
  page.replace(begin, end - begin, kBegin + tableText(rows));
  std::ofstream(pagePath(), std::ios::binary) << page;
}

// LATHE_WRITE_CONFORMANCE=1 writes the table anew; else the committed one must say what was just measured.
TEST(Conformance, OfEveryRowIsWithinOurToleranceAndAsDocumented) {
  const Rows rows = allRows();
  for (const Row& row : rows)
    EXPECT_TRUE(row.passes()) << row.id << ' ' << row.signal << ": " << row.worst << " off at " << row.worstAt;
  if (std::getenv("LATHE_WRITE_CONFORMANCE")) {
    writeTable(rows);
    return;
  }
  const auto lines = committedLines(pageText());
  ASSERT_EQ(lines.size(), rows.size() + 2)
      << "docs/measured/conformance.md is out of date: run with LATHE_WRITE_CONFORMANCE=1";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string& line = lines[i + 2];
    const std::string start = lineStart(rows[i]);
    ASSERT_TRUE(line.starts_with(start)) << "docs/measured/conformance.md is out of date: " << line << "\nshould be "
                                         << start;
    const auto documented = parseNumber(line.substr(start.size() + 1, line.size() - start.size() - 3));
    EXPECT_NEAR(documented.value_or(NAN), rows[i].worst, kRounding) << line;
  }
}

// The programmes of EBU Tech 3341 (cases 7 and 8) and the files of BS.2217 may not be passed on.
TEST(Conformance, OfOfficialFilesWhereThereAreAny) {
  const char* folder = std::getenv("LATHE_OFFICIAL_SIGNALS");
  if (!folder) GTEST_SKIP() << "LATHE_OFFICIAL_SIGNALS names no folder with the EBU's and the ITU's files";
  const Rows rows = officialRows(folder);
  EXPECT_FALSE(rows.empty()) << "the folder has none of the files that are known, and no expected.csv";
  for (const Row& row : rows)
    EXPECT_TRUE(row.passes()) << row.id << ' ' << row.signal << ": " << row.figure << " is " << row.worst << " off";
}

TEST(ConformanceRow, FailsWhenAReadingIsOffOrMissing) {
  Row row{"X", "", "I", "-23", "", 0.01, "LU"};
  EXPECT_FALSE(row.passes()) << "nothing was read";
  row.add(-23.005, -23);
  EXPECT_TRUE(row.passes());
  row.add(-23.011, -23, "here");
  EXPECT_FALSE(row.passes());
  EXPECT_EQ(row.worstAt, "here");
  Row absent{"Y", "", "I", "-23", "", 0.01, "LU"};
  absent.add(std::optional<Lufs>{}, -23);
  EXPECT_FALSE(absent.passes());
}

}  // namespace
}  // namespace lathe::analysis::conformance
