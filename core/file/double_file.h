// Audio files in double precision, for work whose samples must not pass through 32 bits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/file/atomic_file.h"

namespace lathe {

/// Reads any file that libsndfile reads, 64-bit float and 32-bit integer samples without loss. Channels are in the
/// file's order. Not to be shared by threads.
class DoubleReader {
 public:
  /// Throws Error (NotFound, Unsupported, Io).
  explicit DoubleReader(const std::filesystem::path& path);
  ~DoubleReader();

  const AudioFormat& format() const noexcept;
  std::uint64_t frames() const noexcept;
  /// Fills `out`; frames past the end are zero. Throws Error (Io).
  void read(std::uint64_t start, BasicAudioView<double> out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Writes 64-bit float WAV, RF64 when it outgrows 4 GiB, whole or not at all, as AudioWriter does.
class DoubleWriter {
 public:
  /// Throws Error (Exists, Unsupported, NotFound for the folder, Io).
  DoubleWriter(const std::filesystem::path& target, const AudioFormat& format, Overwrite overwrite);
  ~DoubleWriter();

  /// Throws Error (Io: disk full, say).
  void write(BasicAudioView<const double> frames);
  /// Throws Error (Io).
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lathe
