// libsndfile on a ByteFile: its calls read and write our file, so that failures keep their reason.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <sndfile.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

#include "core/file/byte_file.h"

namespace lathe {

/// Owns a SNDFILE and the file it works on.
class SndfileStream {
 public:
  /// `mode` is SFM_READ or SFM_WRITE; `info` as sf_open has it. Afterwards handle() is null when libsndfile refused.
  SndfileStream(ByteFile& file, int mode, SF_INFO& info);
  ~SndfileStream() { close(); }
  SndfileStream(const SndfileStream&) = delete;
  SndfileStream& operator=(const SndfileStream&) = delete;

  SNDFILE* handle() const noexcept { return handle_; }
  /// What the file threw while libsndfile was calling it: throws it again.
  void rethrow();
  /// Lets libsndfile finish what it writes. Errors are kept for rethrow().
  void close() noexcept;

 private:
  static SF_VIRTUAL_IO calls();
  sf_count_t read(void* to, sf_count_t count);
  sf_count_t write(const void* from, sf_count_t count);
  sf_count_t seek(sf_count_t offset, int whence);
  std::uint64_t length() const;

  ByteFile& file_;
  SNDFILE* handle_ = nullptr;
  std::uint64_t position_ = 0;
  bool isReading_;
  Bytes buffer_;  ///< what was read ahead, from bufferAt_ on
  std::uint64_t bufferAt_ = 0;
  std::uint64_t fixedLength_ = 0;
  std::exception_ptr failure_;
};

}  // namespace lathe
