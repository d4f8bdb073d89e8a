// Locks and stamps around loading and saving.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_change.h"

namespace lathe {
namespace {

FileStamp saveLocked(const std::filesystem::path& path, const History& history, const std::optional<FileStamp>& known) {
  const std::optional<FileStamp> there = stampOf(path);
  if (known && there && *there != *known) throw SessionChanged(path);
  return saveSession(path, history, Overwrite::Yes);
}

}  // namespace

SessionChanged::SessionChanged(const std::filesystem::path& path)
    : Error(ErrorKind::Io, "the session " + path.string() +
                               " was changed by another program since it was read; open it again, or save under "
                               "another name") {}

OpenedSession changeSession(const std::filesystem::path& path, const std::function<void(History&)>& change) {
  const WriteLock lock(path);
  OpenedSession opened = openSession(path);
  change(opened.history);
  opened.stamp = saveLocked(path, opened.history, opened.stamp);
  return opened;
}

FileStamp saveOver(const std::filesystem::path& path, const History& history, const std::optional<FileStamp>& known,
                   std::chrono::milliseconds patience) {
  const WriteLock lock(path, patience);
  return saveLocked(path, history, known);
}

}  // namespace lathe
