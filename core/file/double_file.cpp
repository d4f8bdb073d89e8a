// Double precision through libsndfile.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/double_file.h"

#include <algorithm>
#include <vector>

#include "core/audio/error.h"
#include "core/file/channel_order.h"
#include "core/file/library_messages.h"
#include "core/file/sndfile_stream.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 16384;

[[noreturn]] void refuse(const std::filesystem::path& path, const char* what) {
  throw Error(ErrorKind::Unsupported,
              quoted(path) + " cannot be " + what + " in double precision: " + sf_strerror(nullptr));
}

}  // namespace

struct DoubleReader::State {
  explicit State(const std::filesystem::path& path)
      : file(ByteFile::openForReading(path)), stream(file, SFM_READ, info) {
    stream.rethrow();
    if (!stream.handle()) refuse(path, "read");
    format = {info.samplerate, usualLayout(info.channels)};
    interleaved.resize(kBlock * static_cast<std::size_t>(info.channels));
  }

  SF_INFO info = {};
  ByteFile file;
  SndfileStream stream;
  AudioFormat format;
  std::vector<double> interleaved;
};

DoubleReader::DoubleReader(const std::filesystem::path& path) : state_(std::make_unique<State>(path)) {}
DoubleReader::~DoubleReader() = default;

const AudioFormat& DoubleReader::format() const noexcept { return state_->format; }
std::uint64_t DoubleReader::frames() const noexcept { return static_cast<std::uint64_t>(state_->info.frames); }

void DoubleReader::read(std::uint64_t start, BasicAudioView<double> out) {
  const auto channels = static_cast<std::size_t>(out.channels());
  const LibraryListener listener(state_->file.path());
  sf_seek(state_->stream.handle(), static_cast<sf_count_t>(std::min(start, frames())), SEEK_SET);
  for (std::size_t done = 0; done < out.frames();) {
    const std::size_t wanted = std::min(kBlock, out.frames() - done);
    const auto got = static_cast<std::size_t>(std::max<sf_count_t>(
        0, sf_readf_double(state_->stream.handle(), state_->interleaved.data(), static_cast<sf_count_t>(wanted))));
    state_->stream.rethrow();
    for (std::size_t c = 0; c < channels; ++c) {
      const auto row = out[static_cast<int>(c)].subspan(done, wanted);
      for (std::size_t n = 0; n < got; ++n) row[n] = state_->interleaved[n * channels + c];
      std::fill(row.begin() + static_cast<std::ptrdiff_t>(got), row.end(), 0.0);
    }
    done += wanted;
  }
}

struct DoubleWriter::State {
  State(const std::filesystem::path& target, const AudioFormat& format, Overwrite overwrite)
      : info{.frames = 0,
             .samplerate = format.sampleRate,
             .channels = format.channels(),
             .format = SF_FORMAT_RF64 | SF_FORMAT_DOUBLE,
             .sections = 0,
             .seekable = 0},
        file(target, overwrite),
        stream(file.bytes(), SFM_WRITE, info) {
    stream.rethrow();
    if (!stream.handle()) refuse(target, "written");
    sf_command(stream.handle(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
    sf_command(stream.handle(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);  // it holds the time of day
  }

  SF_INFO info;
  AtomicFile file;
  SndfileStream stream;
  std::vector<double> interleaved;
  std::uint64_t frames = 0;
};

DoubleWriter::DoubleWriter(const std::filesystem::path& target, const AudioFormat& format, Overwrite overwrite)
    : state_(std::make_unique<State>(target, format, overwrite)) {}
DoubleWriter::~DoubleWriter() = default;

void DoubleWriter::write(BasicAudioView<const double> frames) {
  const auto channels = static_cast<std::size_t>(frames.channels());
  state_->interleaved.resize(channels * frames.frames());
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < frames.frames(); ++n)
      state_->interleaved[n * channels + c] = frames[static_cast<int>(c)][n];
  const auto count = static_cast<sf_count_t>(frames.frames());
  const bool isWritten = sf_writef_double(state_->stream.handle(), state_->interleaved.data(), count) == count;
  state_->stream.rethrow();
  if (!isWritten)
    throw Error(ErrorKind::Io,
                quoted(state_->file.target()) + " could not be written: " + sf_strerror(state_->stream.handle()));
  state_->frames += frames.frames();
}

void DoubleWriter::commit() {
  state_->stream.close();
  state_->stream.rethrow();
  const std::uint64_t found = state_->frames > 0 ? DoubleReader(state_->file.temporaryPath()).frames() : 0;
  if (found != state_->frames)
    throw Error(ErrorKind::Io, quoted(state_->file.target()) + " was not written, because only " +
                                   std::to_string(found) + " of its " + std::to_string(state_->frames) +
                                   " frames can be read back");
  state_->file.commit();
}

}  // namespace lathe
