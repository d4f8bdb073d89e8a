// Where words go: results to stdout, messages and progress to stderr.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "core/audio/error.h"

namespace lathe::cli {

/// Thread-safe. Progress is shown only when stderr is a terminal and nobody asked for quiet.
class Console {
 public:
  explicit Console(bool isQuiet);

  /// A result: stdout, as it stands.
  void result(std::string_view text);
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

  std::mutex mutex_;
  bool isQuiet_;
  bool showsProgress_;
  bool hasProgressLine_ = false;
  int lastPermille_ = -1;
};

/// `text` without control characters, for names that come from files.
std::string printable(std::string_view text);

}  // namespace lathe::cli
