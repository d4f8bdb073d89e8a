// The first folder that takes it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/temporary_file.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstdlib>

#include "core/audio/error.h"

namespace lathe {
namespace {

int openNameless() {
  const char* chosen = std::getenv("TMPDIR");
  for (const char* folder : {chosen ? chosen : "/var/tmp", "/var/tmp", "/tmp"})
    if (const int file = ::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); file >= 0) return file;
  return ::memfd_create("lathe", MFD_CLOEXEC);
}

}  // namespace

ByteFile makeTemporaryFile() {
  const int descriptor = openNameless();
  if (descriptor < 0) throw Error(ErrorKind::Io, "no temporary file can be made: " + systemReason(errno));
  return {descriptor, "/proc/self/fd/" + std::to_string(descriptor)};
}

}  // namespace lathe
