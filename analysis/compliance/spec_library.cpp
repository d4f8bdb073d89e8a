// Looking specifications up by name.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/compliance/spec_library.h"

#include <algorithm>

#include "analysis/compliance/builtin_specs.h"
#include "analysis/compliance/spec_json.h"
#include "core/audio/error.h"
#include "core/file/user_folders.h"

namespace lathe::analysis {
namespace {

std::vector<std::filesystem::path> userFiles() {
  std::vector<std::filesystem::path> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(userSpecFolder(), ignored))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

bool looksLikeFile(const std::string& name) { return name.find('/') != std::string::npos || name.ends_with(".json"); }

}  // namespace

const std::vector<Spec>& builtinSpecs() {
  static const std::vector<Spec> specs = [] {
    std::vector<Spec> list;
    for (const std::string_view text : builtinSpecTexts()) list.push_back(specFromText(text));
    std::ranges::sort(list, {}, &Spec::id);
    return list;
  }();
  return specs;
}

std::filesystem::path userSpecFolder() { return userFolder(UserFolder::Data) / "specs"; }

std::vector<Spec> allSpecs(std::vector<std::string>* problems) {
  std::vector<Spec> all;
  const auto isKnown = [&](const Spec& spec) { return std::ranges::find(all, spec.id, &Spec::id) != all.end(); };
  for (const auto& file : userFiles()) {
    try {
      Spec spec = loadSpec(file);
      if (!isKnown(spec)) all.push_back(std::move(spec));
    } catch (const Error& error) {
      if (problems) problems->push_back(error.what());
    }
  }
  for (const Spec& spec : builtinSpecs())
    if (!isKnown(spec)) all.push_back(spec);
  std::ranges::sort(all, {}, &Spec::id);
  return all;
}

Spec findSpec(const std::string& idOrPath) {
  if (looksLikeFile(idOrPath)) return loadSpec(idOrPath);
  std::vector<std::string> problems;
  const std::vector<Spec> all = allSpecs(&problems);
  const auto found = std::ranges::find(all, idOrPath, &Spec::id);
  if (found != all.end()) return *found;
  std::string known;
  for (const Spec& spec : all) known += (known.empty() ? "" : ", ") + spec.id;
  for (const std::string& problem : problems) known += "; " + problem;
  throw Error(ErrorKind::NotFound, "there is no specification '" + idOrPath + "'; there are " + known);
}

}  // namespace lathe::analysis
