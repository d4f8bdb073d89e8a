// What the world did wrong, told to the user in one sentence: what happened, to which file, what one can do.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <stdexcept>
#include <string>

namespace lathe {

enum class ErrorKind {
  NotFound,     ///< no such file, processor, parameter
  Exists,       ///< the target is there and overwriting was not asked for
  Unsupported,  ///< a format or a combination that Lathe does not handle
  Damaged,      ///< a file that is not what it says it is
  Invalid,      ///< a value outside its range, a request that makes no sense
  Io,           ///< the disk or the system refused
  Cancelled,    ///< the user stopped it
  NotPossible,  ///< asked for something that cannot be reached (a loudness target, say)
};

/// Thrown for what the world does wrong; `assert` is for what we did wrong.
/// The sentence is complete, in plain words, and ends without a full stop.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace lathe
