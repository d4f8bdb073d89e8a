// Reading a text file into memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/text_file.h"

#include <fstream>

namespace lathe {

std::string readTextFile(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw Error(ErrorKind::NotFound, "there is no file " + path.string());
  if (std::filesystem::is_directory(path, error))
    throw Error(ErrorKind::Io, path.string() + " is a folder, not a file");
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestTextFile) throw Error(ErrorKind::Damaged, "it is larger than 256 MiB");
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file && !file.eof()) throw Error(ErrorKind::Io, path.string() + " cannot be read; check its permissions");
  if (!file.is_open()) throw Error(ErrorKind::Io, path.string() + " cannot be opened; check its permissions");
  return text;
}

}  // namespace lathe
