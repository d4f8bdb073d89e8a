// Ctrl+C, a polite kill and a closed terminal: ask running work to stop, clean up, and end with 130, 143 or 129.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <stop_token>

namespace lathe::cli {

/// Catches SIGINT, SIGTERM and SIGHUP from the moment it is made; make it before any other thread.
/// The first signal asks the work to stop. Where that is deaf for 0.4 s (a long text that is being parsed, say), and on a
/// second signal, unfinished files are removed and the program ends at once.
class Interrupt {
 public:
  Interrupt();

  std::stop_token token() const noexcept;
  /// 130, 143 or 129 when a signal came, else 0.
  int exitCode() const noexcept;
};

}  // namespace lathe::cli
