// Preloaded into a program, it counts its calls to the disk and fails, shortens or interrupts the n-th one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
//
// DISK_FAULTS_CALL    which calls: one of kNames, or "changes": all that change the disk
// DISK_FAULTS_AT      the n-th of them, from 1
// DISK_FAULTS_DO      fail (default), short (half of the bytes), before or after (a signal)
// DISK_FAULTS_ERRNO   what a failed call says; EIO by default
// DISK_FAULTS_SIGNAL  what is raised before or after the call; SIGKILL by default
// DISK_FAULTS_ONWARDS set: all later calls fail too
// DISK_FAULTS_COUNTS  a file that gets "NAME COUNT" lines at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

enum Call { Pwrite, Write, Fsync, Rename, Truncate, Open, Unlink, Flock, Pread, Fwrite, kCalls };
constexpr std::string_view kNames[kCalls] = {"pwrite", "write",  "fsync", "rename", "truncate",
                                             "open",   "unlink", "flock", "pread",  "fwrite"};
enum class Effect { None, Fail, Short, Before, After };

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

long number(const char* name, long otherwise) {
  const char* value = setting(name);
  return *value ? std::atol(value) : otherwise;
}

Effect wantedEffect() {
  const std::string_view name = setting("DISK_FAULTS_DO");
  if (name == "short") return Effect::Short;
  if (name == "before") return Effect::Before;
  if (name == "after") return Effect::After;
  return Effect::Fail;
}

struct Plan {
  std::string_view call = setting("DISK_FAULTS_CALL");
  long at = number("DISK_FAULTS_AT", 0);
  Effect effect = wantedEffect();
  int error = static_cast<int>(number("DISK_FAULTS_ERRNO", EIO));
  int signal = static_cast<int>(number("DISK_FAULTS_SIGNAL", SIGKILL));
  bool goesOn = *setting("DISK_FAULTS_ONWARDS") != 0;

  bool means(Call c) const { return call == kNames[c] || (call == "changes" && c != Pread && c != Flock); }
};

const Plan& plan() {
  static const Plan made;
  return made;
}

std::atomic<long> counts[kCalls];
std::atomic<long> meant;

void strike() {
  raise(plan().signal);
  if (plan().signal == SIGKILL)
    for (;;) pause();
}

/// What is to become of this call. With Fail, errno is set.
Effect effectOn(Call c) {
  ++counts[c];
  if (!plan().means(c)) return Effect::None;
  const long n = ++meant;
  if (plan().at == 0 || n < plan().at || (n > plan().at && !plan().goesOn)) return Effect::None;
  if (plan().effect == Effect::Before) strike();
  if (plan().effect == Effect::Fail) errno = plan().error;
  return plan().effect;
}

template <class Function>
Function* original(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Calls the original function, or not, as planned.
template <class Result, class Original>
Result planned(Call c, Result failure, Original&& call) {
  const Effect effect = effectOn(c);
  if (effect == Effect::Fail) return failure;
  const Result result = call(effect == Effect::Short);
  if (effect == Effect::After) {
    const int kept = errno;
    strike();
    errno = kept;
  }
  return result;
}

std::size_t lengthOf(std::size_t count, bool isShort) { return isShort && count > 1 ? count / 2 : count; }

[[gnu::destructor]] void tellCounts() {
  const char* path = setting("DISK_FAULTS_COUNTS");
  if (!*path) return;
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  long told[kCalls];
  for (int i = 0; i < kCalls; ++i) told[i] = counts[i];
  --told[Open];  // this file itself
  for (int i = 0; i < kCalls; ++i) dprintf(file, "%s %ld\n", kNames[i].data(), told[i]);
  close(file);
}

}  // namespace

#define ORIGINAL(name) static const auto real = original(&::name, #name)

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  ORIGINAL(pwrite);
  return planned<ssize_t>(Pwrite, -1, [&](bool s) { return real(file, bytes, lengthOf(count, s), at); });
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  ORIGINAL(pwrite64);
  return planned<ssize_t>(Pwrite, -1, [&](bool s) { return real(file, bytes, lengthOf(count, s), at); });
}

ssize_t write(int file, const void* bytes, size_t count) {
  ORIGINAL(write);
  if (file <= STDERR_FILENO) return real(file, bytes, count);
  return planned<ssize_t>(Write, -1, [&](bool s) { return real(file, bytes, lengthOf(count, s)); });
}

ssize_t pread(int file, void* bytes, size_t count, off_t at) {
  ORIGINAL(pread);
  return planned<ssize_t>(Pread, -1, [&](bool s) { return real(file, bytes, lengthOf(count, s), at); });
}

ssize_t pread64(int file, void* bytes, size_t count, off64_t at) {
  ORIGINAL(pread64);
  return planned<ssize_t>(Pread, -1, [&](bool s) { return real(file, bytes, lengthOf(count, s), at); });
}

size_t fwrite(const void* bytes, size_t size, size_t count, FILE* stream) {
  ORIGINAL(fwrite);
  if (fileno(stream) <= STDERR_FILENO) return real(bytes, size, count, stream);
  return planned<size_t>(Fwrite, 0, [&](bool s) { return real(bytes, size, lengthOf(count, s), stream); });
}

int fsync(int file) {
  ORIGINAL(fsync);
  return planned(Fsync, -1, [&](bool) { return real(file); });
}

int fdatasync(int file) {
  ORIGINAL(fdatasync);
  return planned(Fsync, -1, [&](bool) { return real(file); });
}

int ftruncate(int file, off_t size) noexcept {
  ORIGINAL(ftruncate);
  return planned(Truncate, -1, [&](bool) { return real(file, size); });
}

int ftruncate64(int file, off64_t size) noexcept {
  ORIGINAL(ftruncate64);
  return planned(Truncate, -1, [&](bool) { return real(file, size); });
}

int rename(const char* from, const char* to) noexcept {
  ORIGINAL(rename);
  return planned(Rename, -1, [&](bool) { return real(from, to); });
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) noexcept {
  ORIGINAL(renameat2);
  return planned(Rename, -1, [&](bool) { return real(fromFolder, from, toFolder, to, flags); });
}

int unlink(const char* path) noexcept {
  ORIGINAL(unlink);
  return planned(Unlink, -1, [&](bool) { return real(path); });
}

int flock(int file, int operation) noexcept {
  ORIGINAL(flock);
  return planned(Flock, -1, [&](bool) { return real(file, operation); });
}

// Only what makes a file counts as an open call.
int open(const char* path, int flags, ...) {
  ORIGINAL(open);
  if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE) return real(path, flags);
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return planned(Open, -1, [&](bool) { return real(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
  ORIGINAL(open64);
  if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE) return real(path, flags);
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return planned(Open, -1, [&](bool) { return real(path, flags, mode); });
}

}  // extern "C"
