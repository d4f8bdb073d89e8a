// Files are told apart by what they are on the disk, not by how their paths are spelled.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/destinations.h"

#include <sys/stat.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/audio/error.h"
#include "core/file/byte_file.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identityOf(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return Identity{status.st_dev, status.st_ino};
}

/// One spelling for each place, also of a file that is not there yet.
fs::path placeOf(const fs::path& path) {
  std::error_code failed;
  const fs::path place = fs::weakly_canonical(path, failed);
  return failed ? path : place;
}

void addFilesOf(const Chain& chain, std::set<Identity>& files) {
  for (const Stage& stage : chain.stages)
    for (const TextParameter& parameter : stage.settings.type().texts)
      if (parameter.kind == TextParameter::Kind::InputFile)
        if (const auto file = identityOf(stage.settings.text(parameter.id))) files.insert(*file);
}

std::set<Identity> filesReadBy(std::span<const RenderTask> tasks) {
  std::set<Identity> files;
  for (const RenderTask& task : tasks) {
    addFilesOf(task.chain, files);
    for (const auto& source : task.sourceFiles)
      if (const auto file = identityOf(source->info().path)) files.insert(*file);
  }
  return files;
}

[[noreturn]] void refuseSource(const fs::path& file) {
  throw Error(ErrorKind::Invalid, quoted(file) +
                                      " is a source itself; a render never overwrites what it reads, so "
                                      "choose another name");
}

}  // namespace

void checkDestinations(std::span<const RenderTask> tasks) {
  const std::set<Identity> read = filesReadBy(tasks);
  std::set<Identity> written;
  std::set<fs::path> places;
  for (const RenderTask& task : tasks) {
    const auto there = identityOf(task.file);
    if (there && read.contains(*there)) refuseSource(task.file);
    if (!places.insert(placeOf(task.file)).second || (there && !written.insert(*there).second))
      throw Error(ErrorKind::Invalid,
                  "two of the files would both be written to " + quoted(task.file) +
                      "; give them different names or titles, or write them into different folders");
  }
}

bool isSamePlace(const fs::path& a, const fs::path& b) {
  const auto first = identityOf(a), second = identityOf(b);
  return first || second ? first == second : placeOf(a) == placeOf(b);
}

void refuseToWriteOver(std::span<const fs::path> inputs, const fs::path& output) {
  const auto there = identityOf(output);
  if (!there) return;
  for (const fs::path& input : inputs)
    if (identityOf(input) == there) refuseSource(output);
}

}  // namespace lathe
