// The bytes of a fuzz target as a file, for readers that take a path.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include "core/file/byte_file.h"

namespace lathe::fuzz {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A file in memory that lives as long as this.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) { file_.writeAt(0, std::as_bytes(std::span(data, size))); }

  ByteFile& file() noexcept { return file_; }
  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_.descriptor()); }

 private:
  ByteFile file_{::memfd_create("input", MFD_CLOEXEC), "input"};
};

/// A folder in memory, where the system has /dev/shm, that goes with this.
class ScratchFolder {
 public:
  ScratchFolder() {
    namespace fs = std::filesystem;
    std::string name = (fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) / "fuzzXXXXXX";
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// This process's scratch folder, with nothing in it.
inline const std::filesystem::path& emptyFolder() {
  static const ScratchFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    std::filesystem::remove_all(entry.path());
  return folder.path();
}

/// Writes the bytes as `folder`/`name`.
inline std::filesystem::path writeInto(const std::filesystem::path& folder, const std::string& name,
                                       const std::uint8_t* data, std::size_t size) {
  std::ofstream(folder / name, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<long>(size));
  return folder / name;
}

}  // namespace lathe::fuzz
