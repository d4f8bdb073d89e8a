// Comparing files with what a session knows of its sources.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/relink.h"

#include <algorithm>
#include <string>

#include "core/session/edits.h"

namespace lathe {

namespace fs = std::filesystem;

std::vector<SourcePtr> missingSources(const Session& session) {
  std::vector<SourcePtr> missing;
  for (const Track& track : session.tracks)
    for (const Region& region : track.regions) {
      std::error_code error;
      if (!region.source || fs::exists(region.source->path, error)) continue;
      if (std::ranges::none_of(missing, [&](const SourcePtr& known) { return *known == *region.source; }))
        missing.push_back(region.source);
    }
  return missing;
}

SourcePtr sourceMovedTo(const AudioSource& source, const fs::path& file) {
  const SourcePtr found = makeSource(file, false);
  if (found->sampleRate != source.sampleRate || found->channels != source.channels || found->frames != source.frames)
    throw Error(ErrorKind::Invalid, file.string() + " has another length, rate or channel count than " +
                                        source.path.filename().string() + " had, so it cannot take its place");
  if (source.sha256.empty()) return found;
  const SourcePtr hashed = makeSource(file, true);
  if (hashed->sha256 != source.sha256)
    throw Error(ErrorKind::Invalid, file.string() + " is another recording than " + source.path.filename().string() +
                                        " was, though it is as long");
  return hashed;
}

std::vector<SourcePtr> findMoved(const std::vector<SourcePtr>& missing, const fs::path& folder,
                                 const Progress& progress) {
  std::vector<SourcePtr> found(missing.size());
  std::error_code error;
  auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    progress.throwIfStopped();
    const fs::path& path = entry->path();
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    for (std::size_t i = 0; i < missing.size(); ++i) {
      if (found[i] || path.filename() != missing[i]->path.filename()) continue;
      try {
        found[i] = sourceMovedTo(*missing[i], path);
      } catch (const Error&) {  // another file of that name: the search goes on
      }
    }
    if (std::ranges::all_of(found, [](const SourcePtr& source) { return source != nullptr; })) break;
  }
  return found;
}

Edit relinkSources(std::vector<std::pair<SourcePtr, SourcePtr>> moves) {
  const std::string name = moves.size() == 1 ? "Relink " + moves.front().first->path.filename().string()
                                             : "Relink " + std::to_string(moves.size()) + " files";
  return {name, [moves = std::move(moves)](const Session& before) {
            Session session = before;
            for (const auto& [from, to] : moves) session = relinkSource(*from, to).apply(session);
            return session;
          }};
}

}  // namespace lathe
