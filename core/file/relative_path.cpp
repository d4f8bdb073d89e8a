// Lexical paths only: the files need not be there.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/relative_path.h"

namespace lathe {

std::string relativeText(const std::filesystem::path& folder, const std::filesystem::path& path) {
  const auto relative = path.lexically_relative(std::filesystem::absolute(folder).lexically_normal());
  const std::string text = (relative.empty() ? path : relative).generic_string();
  return text.find('/') == std::string::npos ? "./" + text : text;
}

std::filesystem::path pathOfText(const std::filesystem::path& folder, const std::string& text) {
  return (std::filesystem::absolute(folder) / std::filesystem::path(text)).lexically_normal();
}

std::filesystem::path folderOf(const std::filesystem::path& session) {
  return std::filesystem::weakly_canonical(std::filesystem::absolute(session)).parent_path();
}

}  // namespace lathe
