// Reading, writing and finding presets.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/chain_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/chain/chain_json.h"
#include "core/file/relative_path.h"
#include "core/file/text_file.h"
#include "core/file/user_folders.h"

namespace lathe {
namespace {

constexpr const char* kFormat = "lathe-chain";
constexpr std::uint64_t kVersion = 1;
constexpr const char* kExtension = ".chain";

std::filesystem::path presetFolder() { return userFolder(UserFolder::Data) / "chains"; }

std::vector<std::filesystem::path> userPresetFiles() {
  std::vector<std::filesystem::path> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(presetFolder(), ignored))
    if (entry.path().extension() == kExtension) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string presetToText(const ChainPreset& preset, const std::filesystem::path& folder) {
  Json json = {{"format", kFormat}, {"version", kVersion}, {"name", preset.name}, {"text", preset.text}};
  json["stages"] = chainToJson(preset.chain, folder);
  addUnknown(json, preset.unknown);
  return jsonText(json);
}

ChainPreset presetFromText(std::string_view text, const std::filesystem::path& folder) {
  const Json json = parseJson(text);
  JsonObject object(json, "");
  if (object.text("format") != kFormat)
    throw Error(ErrorKind::Damaged, "it is not a chain file (its \"format\" is not \"lathe-chain\")");
  if (object.count("version", 0) > kVersion)
    throw Error(ErrorKind::Unsupported, "it was written by a newer version of Lathe; update Lathe to use it");
  ChainPreset preset{object.text("name"), object.text("text"), chainFromJson(object, "stages", folder)};
  preset.unknown = object.rest();
  return preset;
}

ChainPreset loadPreset(const std::filesystem::path& path) {
  return withFileName(path, "the chain", [&] { return presetFromText(readTextFile(path), folderOf(path)); });
}

void savePreset(const std::filesystem::path& path, const ChainPreset& preset, Overwrite overwrite) {
  writeTextFileAtomically(path, presetToText(preset, folderOf(path)), overwrite);
}

ChainPreset findPreset(const std::string& nameOrPath) {
  std::error_code none;
  if (std::filesystem::exists(nameOrPath, none)) return loadPreset(nameOrPath);
  for (const auto& file : userPresetFiles())
    if (file.stem() == nameOrPath) return loadPreset(file);
  for (const ChainPreset& preset : builtinPresets())
    if (preset.name == nameOrPath) return preset;
  std::string known;
  for (const std::string& name : presetNames()) known += (known.empty() ? "" : ", ") + name;
  throw Error(ErrorKind::NotFound,
              "there is no chain '" + nameOrPath + "', neither a file nor a preset; the presets are " + known);
}

std::vector<std::string> presetNames() {
  std::vector<std::string> names;
  for (const auto& file : userPresetFiles()) names.push_back(file.stem().string());
  for (const ChainPreset& preset : builtinPresets())
    if (std::ranges::find(names, preset.name) == names.end()) names.push_back(preset.name);
  return names;
}

}  // namespace lathe
