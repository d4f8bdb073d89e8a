// Where words go: results to stdout, messages and progress to stderr.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>

#include "cli/terminal/terminal_text.h"
#include "core/audio/error.h"

namespace lathe::cli {

/// Thrown when results do not reach stdout. No Error: a command that goes on after what is wrong with one file may not
/// go on after this.
class OutputFailure : public std::runtime_error {
 public:
  explicit OutputFailure(int error);
  /// True when the reader has gone (EPIPE): it wants no more, and nobody wants to read about it.
  bool isClosed() const noexcept { return isClosed_; }

 private:
  bool isClosed_;
};

/// Thread-safe. Progress is shown only when stderr is a terminal and nobody asked for quiet. Whatever is printed goes
/// through terminalText(), messages and progress through printable(): no name or tag gives orders to the terminal.
class Console {
 public:
  explicit Console(bool isQuiet);

  /// A result: stdout. Throws OutputFailure when it cannot be written there.
  void result(std::string_view text);
  /// After all results: closes stdout. Throws OutputFailure when that failed, or a result before.
  void finish();
  /// Lines on stderr as they stand: help, and how a command is used.
  void lines(std::string_view text);
  /// A message for a person: stderr, one line; silent when quiet.
  void note(std::string_view line);
  /// Something to know in any case, even when quiet: "lathe: warning: ...".
  void warning(std::string_view line);
  /// "lathe: ..." on stderr.
  void error(std::string_view line);
  /// The same, with what the command line has to offer against it.
  void error(const Error& error);
  /// A line that is overwritten by the next one.
  void progress(double fraction, std::string_view what);

 private:
  void clearProgress();
  void check(bool isWritten);

  std::mutex mutex_;
  bool isQuiet_;
  bool showsProgress_;
  bool hasProgressLine_ = false;
  int lastPermille_ = -1;
  int outputError_ = 0;  ///< errno of the first result that was not written
};

}  // namespace lathe::cli
