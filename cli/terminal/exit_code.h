// The exit codes of the command line program.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe::cli {

enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kNotCompliant = 3,       ///< measured, and outside what was required
  kPartOfBatchFailed = 4,  ///< some files of several
  kOutputClosed = 141,     ///< whoever read the results has gone, as in `lathe ... | head`; as shells tell SIGPIPE
};

}  // namespace lathe::cli
