// Copying a block at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/copy_bytes.h"

#include <span>

#include "core/audio/error.h"

namespace lathe {

void copyBytes(const ByteFile& from, ByteFile& to) {
  const std::uint64_t size = from.size();
  Bytes block(1 << 20);
  std::uint64_t at = 0;
  for (std::size_t got = 0; (got = from.readAt(at, std::span(block))) > 0; at += got)
    to.writeAt(at, std::span(block).first(got));
  if (at < size) throw Error(ErrorKind::Io, quoted(from.path()) + " cannot be read: it became shorter meanwhile");
}

}  // namespace lathe
