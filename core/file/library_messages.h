// What libraries print on stderr while they read or write a file: caught, counted, told once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lathe {

/// To be called once, before any other thread is made: from then on what C libraries print on stdio's stderr while a
/// LibraryListener lives on their thread is kept instead of shown; all else goes where it went. Does nothing where the
/// C library does not allow it (others than glibc). libmpg123 is the one that talks, and libsndfile, which drives it,
/// gives no way to tell it to be quiet.
void catchLibraryMessages();

/// While it lives, what is printed on this thread is about `file`, which outlives it.
class LibraryListener {
 public:
  explicit LibraryListener(const std::filesystem::path& file) noexcept;
  ~LibraryListener();
  LibraryListener(const LibraryListener&) = delete;
  LibraryListener& operator=(const LibraryListener&) = delete;

 private:
  const std::filesystem::path* before_;
};

/// One sentence for each file that something was printed about (of the first 20 files): the first line and how many
/// more there were. They are forgotten then. Thread-safe.
std::vector<std::string> takeLibraryMessages();

}  // namespace lathe
