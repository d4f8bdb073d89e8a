// The spool's file holds chunks of planar samples, so that each channel's run is one write and one read.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr std::uint64_t kChunkFrames = 16384;

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorKind::Io, what + ": " + std::strerror(errno) + "; free some space and try again");
}

int openNameless(const std::filesystem::path& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  std::string name = (folder / ".lathe-spool-XXXXXX").string();
  file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

/// Calls work(frame, index, count) for each run of frames that lies in one chunk.
template <class Work>
void forEachRun(std::uint64_t start, std::size_t frames, Work work) {
  for (std::size_t done = 0; done < frames;) {
    const std::uint64_t frame = start + done;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(frames - done, kChunkFrames - frame % kChunkFrames));
    work(frame, done, count);
    done += count;
  }
}

}  // namespace

Spool::Spool(const std::filesystem::path& folder, int channels) : file_(openNameless(folder)), channels_(channels) {
  if (file_ < 0) fail("no temporary file can be made in " + folder.string());
}

Spool::~Spool() { ::close(file_); }

std::uint64_t Spool::offset(std::uint64_t frame, int channel) const noexcept {
  const std::uint64_t chunk = frame / kChunkFrames;
  const auto row = chunk * static_cast<std::uint64_t>(channels_) + static_cast<std::uint64_t>(channel);
  return (row * kChunkFrames + frame % kChunkFrames) * sizeof(float);
}

void Spool::append(ConstAudioView block) {
  forEachRun(frames_, block.frames(), [&](std::uint64_t frame, std::size_t index, std::size_t count) {
    for (int c = 0; c < channels_; ++c) {
      const auto* bytes = reinterpret_cast<const char*>(block[c].data() + index);
      for (std::size_t size = count * sizeof(float), done = 0; done < size;) {
        const auto written = ::pwrite(file_, bytes + done, size - done, static_cast<off_t>(offset(frame, c) + done));
        if (written <= 0) fail("a temporary file of the render cannot grow");
        done += static_cast<std::size_t>(written);
      }
    }
  });
  frames_ += block.frames();
}

void Spool::read(std::uint64_t start, AudioView out) const {
  const std::uint64_t available = start < frames_ ? frames_ - start : 0;
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(available, out.frames()));
  forEachRun(start, count, [&](std::uint64_t frame, std::size_t index, std::size_t run) {
    for (int c = 0; c < channels_; ++c) {
      auto* bytes = reinterpret_cast<char*>(out[c].data() + index);
      for (std::size_t size = run * sizeof(float), done = 0; done < size;) {
        const auto got = ::pread(file_, bytes + done, size - done, static_cast<off_t>(offset(frame, c) + done));
        if (got <= 0) fail("a temporary file of the render cannot be read");
        done += static_cast<std::size_t>(got);
      }
    }
  });
  clear(out.slice(count, out.frames() - count));
}

}  // namespace lathe
