// Temporary names, stale ones, and the rename.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <random>
#include <span>
#include <system_error>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/audio/utf8.h"
#include "core/file/sync_folder.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".lathe-";
constexpr std::string_view kEnding = ".tmp";

/// What the names of all temporaries of a target start with; short enough for what follows to fit everywhere (a file
/// system that encrypts names may take no more than 143 bytes).
std::string temporaryPrefix(const fs::path& target) {
  const std::string name = target.filename().string();
  std::size_t length = std::min<std::size_t>(name.size(), 80);
  // Never inside a letter of UTF-8: some file systems take no name with half of one.
  while (length > 0 && length < name.size() && isContinuation(name[length])) --length;
  return "." + name.substr(0, length) + std::string(kMark);
}

fs::path temporaryName(const fs::path& target) {
  std::random_device random;
  return target.parent_path() /
         fmt::format("{}{}-{:08x}{:08x}{}", temporaryPrefix(target), ::getpid(), random(), random(), kEnding);
}

/// True when `path` was made by a process that is gone. A living writer holds a lock on it, also one whose process
/// numbers are not ours (another container or machine on the same disk).
bool isStale(const fs::path& path, std::string_view digits) {
  const auto pid = parseInteger(digits);
  if (!pid || *pid <= 0 || *pid > INT32_MAX) return false;
  if (::kill(static_cast<pid_t>(*pid), 0) == 0 || errno != ESRCH) return false;
  const ByteFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), path);
  return file.descriptor() >= 0 && ::flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0;
}

void removeStaleTemporaries(const fs::path& target) {
  const std::string prefix = temporaryPrefix(target);
  std::error_code ignored;  // a folder that cannot be listed can still be written to
  for (fs::directory_iterator it(target.parent_path(), ignored), end; !ignored && it != end; it.increment(ignored)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(kEnding)) continue;
    const std::string_view rest = std::string_view(name).substr(prefix.size());
    if (isStale(it->path(), rest.substr(0, rest.find('-')))) ::unlink(it->path().c_str());
  }
}

fs::path resolved(const fs::path& target) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(target);
  if (!fs::is_symlink(absolute, failed)) return absolute;
  const fs::path real = fs::weakly_canonical(absolute, failed);
  return failed ? absolute : real;
}

/// The rename would refuse it after all the work, as the temporary's name is shorter.
void checkLength(const fs::path& target) {
  const auto length = static_cast<long>(target.filename().native().size());
  const long longest = ::pathconf(target.parent_path().c_str(), _PC_NAME_MAX);
  if (longest > 0 && length > longest)
    throw Error(ErrorKind::Invalid, fmt::format("{} cannot be written: its name has {} bytes, and names in that folder "
                                                "have at most {}; choose a shorter one",
                                                quoted(target), length, longest));
  const auto whole = static_cast<long>(target.native().size());
  if (whole >= PATH_MAX)
    throw Error(ErrorKind::Invalid, fmt::format("{} cannot be written: its path has {} bytes, and the system takes at "
                                                "most {}; choose a shorter one",
                                                quoted(target), whole, PATH_MAX - 1));
}

void checkTarget(const fs::path& target, Overwrite overwrite) {
  std::error_code failed;
  if (target.filename().empty() || fs::is_directory(target, failed))
    throw Error(ErrorKind::Unsupported, quoted(target) + " is a folder; give the name of a file in it");
  if (!fs::is_directory(target.parent_path(), failed))
    throw Error(ErrorKind::NotFound, "there is no folder " + quoted(target.parent_path()) + " to write into");
  checkLength(target);
  const fs::file_status status = fs::symlink_status(target, failed);
  if (!fs::exists(status)) return;
  if (!fs::is_regular_file(status))
    throw Error(ErrorKind::Unsupported, quoted(target) + " is not a regular file, so it cannot be replaced");
  if (overwrite == Overwrite::No)
    throw Error(ErrorKind::Exists, quoted(target) + " exists; choose another name or ask to overwrite it");
}

ByteFile create(const fs::path& temporary, const fs::path& target) {
  const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0)
    throw Error(ErrorKind::Io,
                quoted(target) + " cannot be written: " +
                    (errno == EACCES ? "its folder's permissions do not allow it" : systemReason(errno)));
  ::flock(descriptor, LOCK_EX | LOCK_NB);  // where a file system has no locks, the process number must do
  struct stat old {};
  // Not being allowed to hand on the old permissions is no reason to refuse the new contents.
  if (::stat(target.c_str(), &old) == 0 && ::fchmod(descriptor, old.st_mode & 07777) != 0) errno = 0;
  return {descriptor, target};
}

int rename(const fs::path& from, const fs::path& to, Overwrite overwrite) {
  if (overwrite == Overwrite::Yes) return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (::access(to.c_str(), F_OK) == 0) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

AtomicFile::AtomicFile(const fs::path& target, Overwrite overwrite) : target_(resolved(target)), overwrite_(overwrite) {
  checkTarget(target_, overwrite);
  removeStaleTemporaries(target_);
  temporary_ = temporaryName(target_);
  registration_ = std::make_unique<RegisteredTemporary>(temporary_);
  file_ = create(temporary_, target_);
}

AtomicFile::~AtomicFile() {
  if (!isCommitted_) ::unlink(temporary_.c_str());
}

void AtomicFile::commit() {
  file_.sync();
  const int error = rename(temporary_, target_, overwrite_);
  if (error == EEXIST)
    throw Error(ErrorKind::Exists, quoted(target_) + " was made by somebody else meanwhile; choose another name");
  if (error != 0) throw Error(ErrorKind::Io, quoted(target_) + " cannot be replaced: " + systemReason(error));
  isCommitted_ = true;
  registration_.reset();
  file_.close();
  syncFolder(target_.parent_path());
}

FileStamp writeTextFileAtomically(const fs::path& path, std::string_view text, Overwrite overwrite) {
  AtomicFile file(path, overwrite);
  file.bytes().writeAt(0, std::as_bytes(std::span(text)));
  const FileStamp stamp = stampOf(file.bytes());
  file.commit();
  return stamp;
}

void syncFolder(const fs::path& folder) {
  const ByteFile handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), folder);
  // Some file systems cannot sync a folder and say so with EINVAL; a folder one may not read cannot be synced either.
  if (handle.descriptor() >= 0 && ::fsync(handle.descriptor()) != 0 && errno != EINVAL && errno != ENOTSUP)
    throw Error(ErrorKind::Io, "the folder " + quoted(folder) + " did not reach the disk: " + systemReason(errno));
}

}  // namespace lathe
