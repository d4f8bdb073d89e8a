// The temporary files that this process has beside its targets, so that a signal handler can remove them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe {

/// Removes every temporary file that this process still has. Only unlink() on a fixed table, so a signal handler may
/// call it; the process should end right after.
void removeAllTemporaries() noexcept;

/// Keeps one temporary's name in that table while it lives. A process with more than 64 of them keeps the first 64;
/// a name longer than the system's longest path is not kept. What is not kept is removed as stale the next time the
/// same target is written.
class RegisteredTemporary {
 public:
  explicit RegisteredTemporary(const std::filesystem::path& path) noexcept;
  ~RegisteredTemporary();
  RegisteredTemporary(const RegisteredTemporary&) = delete;
  RegisteredTemporary& operator=(const RegisteredTemporary&) = delete;

 private:
  int slot_ = -1;
};

}  // namespace lathe
