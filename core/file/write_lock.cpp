// Locking a file that others may replace meanwhile.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/write_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <thread>

#include "core/audio/error.h"

namespace lathe {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenTries{5};

/// For reading where that is enough; some network file systems lock only what is open for writing.
ByteFile openTarget(const std::filesystem::path& target, int access) {
  return {::open(target.c_str(), access | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), target};
}

bool isStillAt(const ByteFile& file, const std::filesystem::path& target) {
  struct stat own {
  }, there{};
  return ::fstat(file.descriptor(), &own) == 0 && ::stat(target.c_str(), &there) == 0 && own.st_ino == there.st_ino &&
         own.st_dev == there.st_dev;
}

enum class Try { Held, Busy, Replaced, Impossible };

Try tryLock(ByteFile& file, const std::filesystem::path& target) {
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0) return isStillAt(file, target) ? Try::Held : Try::Replaced;
  if (errno == EWOULDBLOCK || errno == EINTR) return Try::Busy;
  if (errno != EBADF) return Try::Impossible;
  file = openTarget(target, O_RDWR);
  if (file.descriptor() < 0) return Try::Impossible;
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0) return isStillAt(file, target) ? Try::Held : Try::Replaced;
  return errno == EWOULDBLOCK || errno == EINTR ? Try::Busy : Try::Impossible;
}

}  // namespace

WriteLock::WriteLock(const std::filesystem::path& target, std::chrono::milliseconds patience) {
  const auto end = Clock::now() + patience;
  for (;;) {
    if (file_.descriptor() < 0) file_ = openTarget(target, O_RDONLY);
    if (file_.descriptor() < 0) return;
    const Try tried = tryLock(file_, target);
    if (tried == Try::Held) return;
    if (tried != Try::Busy) file_.close();
    if (tried == Try::Impossible) return;
    if (tried == Try::Replaced) continue;
    if (Clock::now() >= end)
      throw Error(ErrorKind::Io, quoted(target) + " is being written by another program; try again when it is done");
    std::this_thread::sleep_for(kBetweenTries);
    if (!isStillAt(file_, target)) file_.close();
  }
}

}  // namespace lathe
