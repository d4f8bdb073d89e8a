// Writing to the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/console.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <string>

namespace lathe::cli {

Console::Console(bool isQuiet) : isQuiet_(isQuiet), showsProgress_(!isQuiet && isatty(STDERR_FILENO) == 1) {}

void Console::result(std::string_view text) {
  if (text.empty()) return;
  const std::scoped_lock lock(mutex_);
  clearProgress();
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (text.back() != '\n') std::fputc('\n', stdout);
  std::fflush(stdout);
}

void Console::note(std::string_view line) {
  if (isQuiet_) return;
  const std::scoped_lock lock(mutex_);
  clearProgress();
  fmt::print(stderr, "{}\n", line);
}

void Console::warning(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  fmt::print(stderr, "lathe: warning: {}\n", line);
}

void Console::error(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  fmt::print(stderr, "lathe: {}\n", line);
}

void Console::error(const Error& problem) {
  error(std::string(problem.what()) + (problem.kind() == ErrorKind::Exists ? " (--force overwrites it)" : ""));
}

void Console::progress(double fraction, std::string_view what) {
  if (!showsProgress_) return;
  const std::scoped_lock lock(mutex_);
  const int permille = static_cast<int>(std::lround(fraction * 1000));
  if (permille == lastPermille_) return;
  lastPermille_ = permille;
  hasProgressLine_ = true;
  const int filled = permille * 24 / 1000;
  fmt::print(stderr, "\r\x1b[K[{:#<{}}{:.<{}}] {:3d} % {}", "", filled, "", 24 - filled, permille / 10, what);
  std::fflush(stderr);
}

void Console::clearProgress() {
  if (hasProgressLine_) fmt::print(stderr, "\r\x1b[K");
  hasProgressLine_ = false;
  lastPermille_ = -1;
}

std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  return result;
}

}  // namespace lathe::cli
