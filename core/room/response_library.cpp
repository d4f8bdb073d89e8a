// Import, index and search of the user's impulse responses.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/response_library.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/file/atomic_file.h"
#include "core/file/audio_file.h"
#include "core/file/byte_file.h"
#include "core/file/content_hash.h"
#include "core/file/copy_bytes.h"
#include "core/file/folder.h"
#include "core/file/folder_files.h"
#include "core/file/json_check.h"
#include "core/file/text_reader.h"
#include "core/file/write_lock.h"
#include "core/room/room_report.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Index = std::map<std::string, LibraryEntry>;  // by hash

constexpr std::size_t kReadFrames = 65536;
constexpr int kIndexVersion = 1;
constexpr std::uint64_t kLongestIndex = 64u << 20;  // bytes
constexpr const char* kIndexName = "index.json";

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool isAudioName(const fs::path& path) {
  constexpr std::array<std::string_view, 10> kExtensions = {".wav",  ".flac", ".aif", ".aiff", ".w64",
                                                            ".rf64", ".caf",  ".ogg", ".opus", ".mp3"};
  const std::string extension = lower(path.extension().string());
  return std::ranges::find(kExtensions, extension) != kExtensions.end();
}

Json number(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

std::optional<double> optionalNumber(const nlohmann::json& entry, const char* name) {
  const nlohmann::json& value = entry.at(name);
  if (value.is_null()) return std::nullopt;
  return value.get<double>();
}

Json toJson(const LibraryEntry& e) {
  return {{"file", e.file.generic_string()}, {"sample_rate_hz", e.sampleRate},
          {"channels", e.channels},          {"length_s", e.length},
          {"pre_delay_s", e.preDelay},       {"rt60_s", number(e.reverberationTime)},
          {"c80_db", number(e.clarity)}};
}

/// A path from the index may not lead out of the library.
bool staysInside(const fs::path& file) {
  return !file.empty() && file.is_relative() && std::ranges::find(file, fs::path("..")) == file.end();
}

LibraryEntry entryFrom(const std::string& hash, const nlohmann::json& json) {
  LibraryEntry e;
  e.hash = hash;
  e.file = json.at("file").get<std::string>();
  e.name = e.file.stem().string();
  e.sampleRate = json.at("sample_rate_hz").get<int>();
  e.channels = json.at("channels").get<int>();
  e.length = json.at("length_s").get<double>();
  e.preDelay = json.at("pre_delay_s").get<double>();
  e.reverberationTime = optionalNumber(json, "rt60_s");
  e.clarity = optionalNumber(json, "c80_db");
  return e;
}

/// Throws Error (Damaged) without the file's name.
nlohmann::json parsedIndex(const std::string& text) {
  JsonLimits limits;
  limits.members = limits.values;  // one for each response, and this kind of document finds them quickly
  checkJson(text, limits);
  return nlohmann::json::parse(text);
}

Index readIndex(const fs::path& folder) {
  const fs::path path = folder / kIndexName;
  if (!fs::exists(path)) return {};
  Index index;
  try {
    const nlohmann::json json = parsedIndex(readWholeText(path, kLongestIndex));
    if (json.at("schema") != "lathe-responses" || json.at("version") != kIndexVersion)
      throw Error(ErrorKind::Unsupported,
                  path.string() + " is an index of another version; remove it and import again");
    for (const auto& [hash, entry] : json.at("responses").items()) {
      LibraryEntry e = entryFrom(hash, entry);
      if (staysInside(e.file)) index.emplace(hash, std::move(e));
    }
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::Damaged, path.string() + " is no index of impulse responses; remove it and import again");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Damaged) throw;
    throw Error(ErrorKind::Damaged,
                path.string() + " is no index of impulse responses (" + error.what() + "); remove it and import again");
  }
  return index;
}

void writeIndex(const fs::path& folder, const Index& index) {
  Json responses = Json::object();
  for (const auto& [hash, entry] : index) responses[hash] = toJson(entry);
  const Json json = {{"schema", "lathe-responses"}, {"version", kIndexVersion}, {"responses", responses}};
  writeTextFileAtomically(folder / kIndexName, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n",
                          Overwrite::Yes);
}

LibraryEntry measured(const fs::path& file, const std::string& hash, const Progress& progress) {
  const LoadedResponse response = loadResponse(file, progress);
  const RoomReport report = analyseRoom(response.samples.view(), response.format.sampleRate, progress);
  LibraryEntry e;
  e.hash = hash;
  e.sampleRate = response.format.sampleRate;
  e.channels = response.format.channels();
  e.length = report.length;
  e.reverberationTime = report.reverberationTime();
  if (!report.channels.empty()) {
    e.preDelay = report.channels[0].preDelay;
    e.clarity = report.channels[0].broadband.c80;
  }
  return e;
}

/// A name in the library that nothing else has: no file but one of the same content, and no other entry.
fs::path freeName(const fs::path& folder, const fs::path& wanted, const std::string& hash, const Index& index) {
  const auto isFree = [&](const fs::path& name) {
    const auto owner = std::ranges::find(index, name, [](const auto& entry) { return entry.second.file; });
    if (owner != index.end() && owner->first != hash) return false;
    return !fs::exists(folder / name) || sha256OfFile(folder / name) == hash;
  };
  fs::path name = wanted;
  for (int i = 2; !isFree(name); ++i)
    name = wanted.parent_path() / (wanted.stem().string() + "-" + std::to_string(i) + wanted.extension().string());
  return name;
}

/// Puts the copy in its place after the index knows it: whenever that is cut short, no file is there that the index
/// does not name, and an entry without its file is left out by who reads it and made whole by the next import.
void addToLibrary(const fs::path& file, const LibraryEntry& entry, const fs::path& folder, Index& index) {
  const fs::path target = folder / entry.file;
  makeFolder(target.parent_path());
  std::optional<AtomicFile> copy;
  if (!fs::exists(target)) {  // else it is of the same content
    copy.emplace(target, Overwrite::No);
    copyBytes(ByteFile::openForReading(file), copy->bytes());
  }
  index[entry.hash] = entry;
  writeIndex(folder, index);
  if (copy) copy->commit();
}

std::vector<fs::path> audioFiles(const fs::path& source, std::vector<std::string>& problems) {
  if (fs::is_regular_file(source)) return {source};
  FolderFiles found = filesBelow(source);
  std::erase_if(found.files, [](const fs::path& file) { return !isAudioName(file); });
  problems.insert(problems.end(), found.problems.begin(), found.problems.end());
  return found.files;
}

void importOne(const fs::path& file, const fs::path& relative, const fs::path& folder, Index& index,
               ImportResult& result, const Progress& progress) {
  const std::string hash = sha256OfFile(file, progress);
  const auto found = index.find(hash);
  if (found != index.end() && fs::exists(folder / found->second.file)) {
    ++result.known;
    return;
  }
  LibraryEntry entry = found != index.end() ? found->second : measured(file, hash, progress);
  entry.file = freeName(folder, relative, hash, index);
  entry.name = entry.file.stem().string();
  addToLibrary(file, entry, folder, index);
  result.added.push_back(std::move(entry));
}

}  // namespace

LoadedResponse loadResponse(const fs::path& path, const Progress& progress) {
  const auto clip = openClip(path);
  const AudioFormat& format = clip->format();
  if (clip->frames() > static_cast<std::uint64_t>(format.sampleRate) * 300)
    throw Error(ErrorKind::Unsupported, path.string() + " is longer than five minutes, which no impulse response is");
  LoadedResponse response{format, AudioBuffer(format.channels(), static_cast<std::size_t>(clip->frames()))};
  for (std::size_t at = 0; at < response.samples.frames(); at += kReadFrames) {
    progress.throwIfStopped();
    clip->read(at, response.samples.view().slice(at, std::min(kReadFrames, response.samples.frames() - at)));
  }
  return response;
}

std::vector<LibraryEntry> readLibrary(const fs::path& folder) {
  std::vector<LibraryEntry> entries;
  for (const auto& [hash, entry] : readIndex(folder))
    if (fs::exists(folder / entry.file)) entries.push_back(entry);
  std::ranges::sort(entries, {}, [](const LibraryEntry& e) { return std::pair(lower(e.name), e.file); });
  return entries;
}

ImportResult importResponses(const fs::path& source, const fs::path& folder, const Progress& progress) {
  if (!fs::exists(source)) throw Error(ErrorKind::NotFound, "there is no folder or file " + source.string());
  ImportResult result;
  try {
    makeFolder(folder);
    const WriteLock lock(folder);  // two imports at once would each write an index without the other's
    Index index = readIndex(folder);
    const std::vector<fs::path> files = audioFiles(source, result.warnings);
    const fs::path clean = fs::absolute(source).lexically_normal();
    const fs::path base = clean.has_filename() ? clean.parent_path() : clean.parent_path().parent_path();
    for (std::size_t i = 0; i < files.size(); ++i) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(i) / static_cast<double>(files.size()), "measuring");
      try {
        importOne(files[i], fs::absolute(files[i]).lexically_normal().lexically_relative(base), folder, index, result,
                  progress.part(static_cast<double>(i) / static_cast<double>(files.size()),
                                static_cast<double>(i + 1) / static_cast<double>(files.size())));
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled) throw;
        result.warnings.push_back(error.what());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::Io, "importing " + source.string() + " failed at " + quoted(error.path1()) + ": " +
                                   systemReason(error.code().value()));
  }
  return result;
}

LibraryEntry findResponse(const std::vector<LibraryEntry>& entries, std::string_view name) {
  const std::string wanted = lower(name);
  std::vector<const LibraryEntry*> exact, partial;
  for (const LibraryEntry& e : entries) {
    if (lower(e.name) == wanted || e.file.generic_string() == name) exact.push_back(&e);
    if (lower(e.name).find(wanted) != std::string::npos) partial.push_back(&e);
  }
  const auto& found = exact.empty() ? partial : exact;
  if (found.empty())
    throw Error(ErrorKind::NotFound, "there is no impulse response " + std::string(name) + " in the library");
  if (found.size() == 1) return *found[0];
  std::string names;
  for (const LibraryEntry* e : found) names += (names.empty() ? "" : ", ") + e->file.generic_string();
  throw Error(ErrorKind::Invalid,
              "the library has several impulse responses called " + std::string(name) + ": " + names);
}

}  // namespace lathe
