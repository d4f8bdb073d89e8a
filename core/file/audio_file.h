// Opening audio files for reading and writing them whole or not at all.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/file/atomic_file.h"
#include "core/file/file_info.h"

namespace lathe {

/// Opens just long enough to describe. Throws Error (NotFound, Unsupported, Damaged, Io).
FileInfo describeFile(const std::filesystem::path& path);

/// A clip that streams from a file; reads are thread-safe.
class FileClip : public AudioClip {
 public:
  virtual const FileInfo& info() const noexcept = 0;
  /// Samples that were NaN or infinite in what has been read so far; they are read as 0.
  virtual std::uint64_t replacedSamples() const noexcept = 0;
  /// Frames of what has been read so far that could not be decoded; they are read as silence.
  virtual std::uint64_t lostFrames() const noexcept = 0;
  /// How the file packs its samples, where they are integers that readPacked() gives as they are; else nothing.
  virtual const PackedIntegers* packed() const noexcept = 0;
  /// Fills `out` with the bytes of whole frames from `start` on, which all lie within the file; what cannot be had any
  /// more becomes silence. Throws Error as read does.
  virtual void readPacked(std::uint64_t start, std::span<std::byte> out) const = 0;
};

/// Throws Error as describeFile does.
std::shared_ptr<const FileClip> openClip(const std::filesystem::path& path);

/// Writes an audio file under a temporary name beside the target; commit() renames it over the target when it is whole:
/// opened again, it has all frames written. Without commit(), the target stays as it was and nothing beside it. Same
/// input, same bytes. A WAV that outgrows 4 GiB becomes RF64. Of a source, what Metadata holds is carried over, other
/// chunks (iXML, axml, chna, cart), pictures and the bext UMID are not (writeMetadata in core/file/metadata_edit.h
/// keeps all but the UMID). What a container has no place for is left out; lostMetadata() in core/file/metadata_store.h names it.
class AudioWriter {
 public:
  using Overwrite = lathe::Overwrite;

  /// Throws Error (Exists, Unsupported, NotFound for the folder, Io).
  AudioWriter(const std::filesystem::path& target, const FileFormat& format, const AudioFormat& audio,
              const Metadata& metadata = {}, Overwrite overwrite = Overwrite::No);
  ~AudioWriter();
  AudioWriter(AudioWriter&&) noexcept;
  AudioWriter& operator=(AudioWriter&&) noexcept;

  /// Appends frames; integer encodings round to nearest and clip at full scale. Throws Error (Io: disk full, say).
  void write(ConstAudioView block);
  /// Replaces the metadata (loudness measured while writing, say); before commit().
  void setMetadata(const Metadata& metadata);
  /// Closes, writes metadata (again after setMetadata()), checks, syncs. It can then be read under temporaryPath().
  void finish();
  const std::filesystem::path& temporaryPath() const noexcept;
  /// finish() if there is something to do, then the rename. Throws Error (Io; Exists: somebody made it meanwhile).
  void commit();
  std::uint64_t framesWritten() const noexcept;
  /// Samples that an integer encoding had to clip.
  std::uint64_t clippedSamples() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lathe
