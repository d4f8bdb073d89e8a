// A stream of our own in the place of stderr, which glibc lets a program choose.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/library_messages.h"

#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <string_view>

#include "core/file/byte_file.h"

namespace lathe {
namespace {

constexpr std::size_t kMostFiles = 20;
constexpr std::size_t kLongestLine = 160;

thread_local const std::filesystem::path* spokenOf = nullptr;

struct Heard {
  std::filesystem::path file;
  std::string first;  ///< line
  std::size_t lines = 0;
};

/// What was printed about which file, and never more of it than is told.
class Messages {
 public:
  void add(const std::filesystem::path& file, std::string_view text) {
    const std::scoped_lock lock(mutex_);
    auto place = std::ranges::find(heard_, file, &Heard::file);
    if (place == heard_.end()) {
      if (heard_.size() == kMostFiles) return;
      heard_.push_back({file, {}, 0});
      place = heard_.end() - 1;
    }
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (line.empty()) continue;
      if (place->lines++ == 0) place->first = printed(line.substr(0, kLongestLine));
    }
  }

  std::vector<Heard> take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(heard_, {});
  }

 private:
  static std::string printed(std::string_view line) {
    std::string text;
    for (const char c : line) text += c >= 0x20 && c < 0x7f ? c : '?';
    while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
    return text;
  }

  std::mutex mutex_;
  std::vector<Heard> heard_;
};

Messages& messages() {
  static Messages instance;
  return instance;
}

#ifdef __GLIBC__
ssize_t receive(void*, const char* text, size_t size) {
  if (!spokenOf) return std::max<ssize_t>(::write(STDERR_FILENO, text, size), 0);  // 0: failed; below it is not allowed
  try {
    messages().add(*spokenOf, {text, size});
  } catch (...) {  // no memory for what nobody asked for
  }
  return static_cast<ssize_t>(size);
}
#endif

}  // namespace

void catchLibraryMessages() {
#ifdef __GLIBC__
  messages();
  FILE* ours = ::fopencookie(nullptr, "w", {.read = nullptr, .write = receive, .seek = nullptr, .close = nullptr});
  if (!ours) return;
  ::setvbuf(ours, nullptr, _IONBF, 0);
  stderr = ours;
#endif
}

LibraryListener::LibraryListener(const std::filesystem::path& file) noexcept : before_(spokenOf) { spokenOf = &file; }
LibraryListener::~LibraryListener() { spokenOf = before_; }

std::vector<std::string> takeLibraryMessages() {
  std::vector<std::string> sentences;
  for (const Heard& heard : messages().take()) {
    if (heard.lines == 0) continue;
    const std::string more = heard.lines > 1 ? fmt::format(", and {} more such lines", heard.lines - 1) : "";
    sentences.push_back(fmt::format("{}: its codec says \"{}\"{}", heard.file.string(), heard.first, more));
  }
  return sentences;
}

}  // namespace lathe
