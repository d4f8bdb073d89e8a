// Walking folders and matching names.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/file_list.h"

#include <glob.h>

#include <algorithm>
#include <set>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/file/file_format.h"
#include "core/file/folder_files.h"

namespace lathe::cli {
namespace {

namespace fs = std::filesystem;

bool isPattern(const fs::path& path) {
  std::error_code ignored;
  return path.string().find_first_of("*?[") != std::string::npos && !fs::exists(path, ignored);
}

Paths audioFilesBelow(const fs::path& folder, std::vector<std::string>& problems) {
  FolderFiles found = filesBelow(folder);
  std::erase_if(found.files, [](const fs::path& file) {
    return file.filename().string().starts_with('.') || !containerFromPath(file);
  });
  problems.insert(problems.end(), found.problems.begin(), found.problems.end());
  if (found.files.empty() && found.problems.empty())
    throw Error(ErrorKind::NotFound, "there is no audio file in the folder " + folder.string());
  return found.files;
}

Paths matching(const fs::path& pattern) {
  glob_t found = {};
  Paths files;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  if (files.empty()) throw Error(ErrorKind::NotFound, "no file matches " + pattern.string());
  return files;
}

Paths expanded(const Paths& paths, std::vector<std::string>& problems) {
  Paths files;
  std::set<fs::path> seen;
  const auto add = [&](const Paths& some) {
    for (const fs::path& file : some)
      if (seen.insert(file).second) files.push_back(file);
  };
  std::error_code ignored;
  for (const fs::path& path : paths) {
    if (fs::is_directory(path, ignored))
      add(audioFilesBelow(path, problems));
    else if (isPattern(path))
      add(expanded(matching(path), problems));
    else
      add({path});
  }
  return files;
}

}  // namespace

FileList::FileList(const Paths& paths) : files_(expanded(paths, problems_)) {
  if (files_.empty() && !problems_.empty()) throw Error(ErrorKind::Io, problems_.front());
}

void FileList::mustBeWhole(const std::string& what) const {
  if (!problems_.empty())
    throw Error(ErrorKind::NotPossible, what + " needs all of the files, and " + problems_.front());
}

int FileList::exitCode(int code, Context& context) const {
  for (const std::string& problem : problems_) context.console.error(problem);
  return !problems_.empty() && (code == kDone || code == kNotCompliant) ? kPartOfBatchFailed : code;
}

bool hasFoldersOrPatterns(const Paths& paths) {
  std::error_code ignored;
  return std::ranges::any_of(paths,
                             [&](const fs::path& path) { return fs::is_directory(path, ignored) || isPattern(path); });
}

Paths shardOf(const Paths& paths, const std::string& shard) {
  if (shard.empty()) return paths;
  const std::size_t slash = shard.find('/');
  const auto own = parseInteger(shard.substr(0, slash));
  const auto count = slash == std::string::npos ? std::nullopt : parseInteger(shard.substr(slash + 1));
  if (!own || !count || *own < 1 || *count < *own || *count > 1'000'000)
    throw Error(ErrorKind::Invalid, "--shard takes I/N, the I-th of N shares, as in 3/10; not '" + shard + "'");
  Paths mine;
  for (auto i = static_cast<std::size_t>(*own - 1); i < paths.size(); i += static_cast<std::size_t>(*count))
    mine.push_back(paths[i]);
  return mine;
}

}  // namespace lathe::cli
