// pwrite() of this program comes before that of the C library.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/failing_writes.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace {

int left = 0;    // writes before the first that fails; 0: none fails
int reason = 0;  // errno
bool failed = false;

ssize_t writeOrFail(int file, const void* bytes, std::size_t count, off_t offset) {
  if (left == 1 && reason != 0) {
    failed = true;
    errno = reason;
    return -1;
  }
  if (left > 1) --left;
  return syscall(SYS_pwrite64, file, bytes, count, offset);
}

}  // namespace

extern "C" ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
  return writeOrFail(file, bytes, count, offset);
}
extern "C" ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
  return writeOrFail(file, bytes, count, offset);
}

namespace lathe::test {

FailingWrites::FailingWrites(int nth, int error) noexcept {
  left = nth;
  reason = error;
  failed = false;
}
FailingWrites::~FailingWrites() { left = reason = 0; }

bool FailingWrites::hasFailed() const noexcept { return failed; }

}  // namespace lathe::test
