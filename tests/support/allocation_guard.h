// Counting the heap allocations of this thread, to prove that real-time code makes none.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

namespace lathe::test {

/// While it lives, this thread's calls of any operator new are counted. Not nestable.
class AllocationGuard {
 public:
  AllocationGuard() noexcept;
  ~AllocationGuard();
  AllocationGuard(const AllocationGuard&) = delete;
  AllocationGuard& operator=(const AllocationGuard&) = delete;

  /// Allocations since it was made.
  std::size_t count() const noexcept;
};

}  // namespace lathe::test
