// On a copy, which is compared with the file before it takes its place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/metadata_edit.h"

#include "core/audio/error.h"
#include "core/file/atomic_file.h"
#include "core/file/audio_file.h"
#include "core/file/coded_audio.h"
#include "core/file/copy_bytes.h"
#include "core/file/metadata_store.h"
#include "core/file/tag_metadata.h"

namespace lathe {
namespace {

/// Runs `edit` on a copy of the file, and puts it in its place when the audio in it is still what it was.
template <class Edit>
void editCopy(const std::filesystem::path& path, Container container, Edit edit) {
  const ByteFile old = ByteFile::openForReading(path);
  AtomicFile copy(path, Overwrite::Yes);
  copyBytes(old, copy.bytes());
  edit(copy.bytes());
  if (!isSameAudio(old, copy.bytes(), container))
    throw Error(ErrorKind::Io, quoted(path) + " was not changed, because its audio would not have stayed what it is");
  copy.commit();
}

}  // namespace

void writeMetadata(const std::filesystem::path& path, const Metadata& metadata) {
  const FileInfo info = describeFile(path);
  editCopy(path, info.format.container,
           [&](ByteFile& copy) { storeMetadata(copy, info.format.container, info.audio.sampleRate, metadata); });
}

void writeTags(const std::filesystem::path& path, const std::map<std::string, std::string>& fresh,
               const std::vector<std::string>& removed) {
  const Container container = describeFile(path).format.container;
  if (keepsChunks(container) || container == Container::Other)
    throw Error(ErrorKind::Unsupported,
                quoted(path) + " is a " + std::string(containerName(container)) + " file, which has no such tags");
  editCopy(path, container, [&](ByteFile& copy) { changeFileTags(copy, container, fresh, removed); });
}

}  // namespace lathe
