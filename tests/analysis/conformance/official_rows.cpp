// Rows of files that may not be passed on: the EBU's programme material and any others of a folder that says what to
// expect.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/analysis/conformance/official_rows.h"

#include <fstream>

#include "analysis/measurement/measurement.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"

namespace lathe::analysis::conformance {
namespace {

std::optional<double> figure(const Measurement& m, const std::string& name) {
  const auto value = [](const auto& quantity) { return quantity ? std::optional(quantity->value) : std::nullopt; };
  if (name == "I") return value(m.integrated);
  if (name == "LRA") return value(m.loudnessRange);
  if (name == "M") return m.maxMomentary ? std::optional(m.maxMomentary->loudness.value) : std::nullopt;
  if (name == "S") return m.maxShortTerm ? std::optional(m.maxShortTerm->loudness.value) : std::nullopt;
  if (name == "TP") return m.truePeak ? std::optional(m.truePeak->level.value) : std::nullopt;
  throw std::runtime_error("expected.csv: no such figure: " + name);
}

struct Expectation {
  std::string id, file, figure;
  double wanted, tolerance;
};

/// The two programmes of the EBU's set, under the names that they are published with, where the folder has them.
std::vector<Expectation> knownFiles(const std::filesystem::path& folder) {
  std::vector<Expectation> known;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name.starts_with("seq-3341-7")) {
      known.push_back({"L07", name, "I", -22.986, 0.005});
      known.push_back({"L07", name, "LRA", 4.978, 0.02});
    }
    if (name.starts_with("seq-3341-8") || name.starts_with("seq-3341-2011-8")) {
      known.push_back({"L08", name, "I", -23.0, 0.1});
      known.push_back({"L08", name, "LRA", 15, 1});
    }
  }
  return known;
}

/// Lines "file,figure,expected,tolerance".
std::vector<Expectation> listedFiles(const std::filesystem::path& list) {
  std::vector<Expectation> listed;
  std::ifstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == ',')
        cells.emplace_back();
      else if (c != '\r')
        cells.back() += c;
    if (cells.size() < 4) continue;
    const auto wanted = parseNumber(cells[2]), tolerance = parseNumber(cells[3]);
    if (!wanted || !tolerance) continue;  // a heading
    listed.push_back({"B1", cells[0], cells[1], *wanted, *tolerance});
  }
  return listed;
}

}  // namespace

Rows officialRows(const std::filesystem::path& folder) {
  auto expectations = knownFiles(folder);
  for (auto& more : listedFiles(folder / "expected.csv")) expectations.push_back(std::move(more));
  Rows rows;
  for (const Expectation& e : expectations) {
    Row row{e.id, e.file, e.figure, exactText(e.wanted), "", e.tolerance, ""};
    const auto value = figure(measureClip(*openClip(folder / e.file)), e.figure);
    row.add(value.value_or(NAN), e.wanted, e.file);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace lathe::analysis::conformance
