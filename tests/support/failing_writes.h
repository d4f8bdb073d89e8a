// A disk that fails at a chosen write of this process.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe::test {

/// While it lives, the `nth` write (counted from 1) through a ByteFile and all that follow it fail with `error` (an
/// errno). Not nestable; for tests of one thread.
class FailingWrites {
 public:
  FailingWrites(int nth, int error) noexcept;
  ~FailingWrites();
  FailingWrites(const FailingWrites&) = delete;
  FailingWrites& operator=(const FailingWrites&) = delete;

  /// True when a write has failed.
  bool hasFailed() const noexcept;
};

}  // namespace lathe::test
