// The project's own source files, for the tests that read them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lathe::house {

struct SourceFile {
  std::string path;  ///< from the root, with '/': "core/audio/units.h"
  std::vector<std::string> lines;

  bool isHeader() const { return path.ends_with(".h") || path.ends_with(".cuh"); }
  /// C++ or CUDA, header or not.
  bool isCode() const { return isHeader() || path.ends_with(".cpp") || path.ends_with(".cu"); }
};

/// C++, CUDA, CMake, Python and shell files of the project's folders, sorted by path.
std::vector<SourceFile> sourceFiles();

struct Include {
  std::string target;  ///< what stands between the quotes or brackets
  bool isOwn = false;  ///< quotes: one of the project's own headers
  std::size_t line = 0;
};

/// The #include directives of a file.
std::vector<Include> includesOf(const SourceFile& file);

}  // namespace lathe::house
