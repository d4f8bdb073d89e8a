// Writing to the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/terminal/console.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <string>

#include "core/file/byte_file.h"

namespace lathe::cli {

OutputFailure::OutputFailure(int error)
    : std::runtime_error("the results cannot be written to the standard output: " + systemReason(error)),
      isClosed_(error == EPIPE) {}

namespace {

/// What cannot be said because nobody takes it is no reason to fail.
void say(const std::string& text) { (void)std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

Console::Console(bool isQuiet) : isQuiet_(isQuiet), showsProgress_(!isQuiet && isatty(STDERR_FILENO) == 1) {}

void Console::result(std::string_view text) {
  if (text.empty()) return;
  std::string shown = terminalText(text);
  if (shown.back() != '\n') shown += '\n';
  const std::scoped_lock lock(mutex_);
  clearProgress();
  errno = 0;
  check(std::fwrite(shown.data(), 1, shown.size(), stdout) == shown.size() && std::fflush(stdout) == 0);
}

void Console::finish() {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  if (outputError_ != 0) throw OutputFailure(outputError_);
  errno = 0;
  check(std::fclose(stdout) == 0);
}

void Console::check(bool isWritten) {
  if (isWritten) return;
  if (outputError_ == 0) outputError_ = errno != 0 ? errno : EIO;
  throw OutputFailure(outputError_);
}

void Console::lines(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  say(terminalText(text));
}

void Console::note(std::string_view line) {
  if (isQuiet_) return;
  const std::scoped_lock lock(mutex_);
  clearProgress();
  say(fmt::format("{}\n", printable(line)));
}

void Console::warning(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  say(fmt::format("lathe: warning: {}\n", printable(line)));
}

void Console::error(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  clearProgress();
  say(fmt::format("lathe: {}\n", printable(line)));
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
  say(fmt::format("\r\x1b[K[{:#<{}}{:.<{}}] {:3d} % {}", "", filled, "", 24 - filled, permille / 10, printable(what)));
  std::fflush(stderr);
}

void Console::clearProgress() {
  if (hasProgressLine_) say("\r\x1b[K");
  hasProgressLine_ = false;
  lastPermille_ = -1;
}

}  // namespace lathe::cli
