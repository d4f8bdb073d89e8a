// Finds and reads the project's own source files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/house/source_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/places.h"

namespace lathe::house {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolders[] = {"core",  "analysis",   "cli",   "gpu",     "gui",
                                         "tests", "benchmarks", "cmake", "scripts", ".ci"};

bool isSource(const fs::path& path) {
  const std::string extension = path.extension().string();
  const std::string top = path.begin()->string();
  return extension == ".h" || extension == ".cpp" || extension == ".cu" || extension == ".cuh" ||
         extension == ".cmake" || extension == ".py" || path.filename() == "CMakeLists.txt" ||
         ((top == "scripts" || top == ".ci") && extension.empty());
}

SourceFile read(const fs::path& root, const fs::path& path) {
  SourceFile file{path.generic_string(), {}};
  std::ifstream stream(root / path);
  for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
  return file;
}

std::string_view trimmed(std::string_view text) {
  const auto start = text.find_first_not_of(" \t");
  return start == text.npos ? std::string_view{} : text.substr(start);
}

}  // namespace

std::vector<SourceFile> sourceFiles() {
  const fs::path root = test::sourceFolder();
  std::vector<SourceFile> files = {read(root, "CMakeLists.txt")};
  for (const std::string_view folder : kFolders) {
    if (!fs::exists(root / folder)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path path = fs::relative(entry.path(), root);
      if (entry.is_regular_file() && isSource(path)) files.push_back(read(root, path));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<Include> includesOf(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::string_view line = trimmed(file.lines[i]);
    if (!line.starts_with('#')) continue;
    line = trimmed(line.substr(1));
    if (!line.starts_with("include")) continue;
    line = trimmed(line.substr(7));
    if (line.empty() || (line[0] != '"' && line[0] != '<')) continue;
    const auto end = line.find(line[0] == '"' ? '"' : '>', 1);
    includes.push_back({std::string(line.substr(1, end - 1)), line[0] == '"', i + 1});
  }
  return includes;
}

}  // namespace lathe::house
