// Writing, reading and finding journals.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>

#include "core/file/sync_folder.h"
#include "core/file/text_file.h"
#include "core/file/user_folders.h"
#include "core/session/session_file.h"
#include "core/session/step_reader.h"
#include "core/session/step_writer.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "lathe-journal";
constexpr const char* kExtension = ".journal";
constexpr std::size_t kKeptDiscarded = 10;

/// Paths in journals are absolute: relative to the root.
const fs::path kRoot = "/";

std::string lineOf(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json wholeHistory(const History& history) { return Json::parse(historyToText(history, kRoot)); }

fs::path newName(const fs::path& folder) {
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  return folder / fmt::format("{}-{}{}", now.count(), getpid(), kExtension);
}

ByteFile makeLocked(fs::path& path) {
  for (int again = 0; again < 100; ++again) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
      flock(descriptor, LOCK_EX);  // one who looks for lost sessions may hold it for a moment
      return ByteFile(descriptor, path);
    }
    if (errno != EEXIST) break;
    path = path.parent_path() / fmt::format("{}-{}{}", path.stem().string(), again, kExtension);
  }
  throw Error(ErrorKind::Io, "the journal " + quoted(path) + " cannot be made: " + systemReason(errno));
}

/// The journal with its lock, which nobody else gets while it is kept; nothing while another open file holds it.
std::optional<ByteFile> lockedWhereFree(const fs::path& path) {
  ByteFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC), path);
  if (file.descriptor() < 0 || flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return file;
}

std::uint64_t bytesOf(const Track& track) {
  return sizeof(Track) + track.title.size() + track.artist.size() + track.unknown.size() +
         track.regions.size() * sizeof(Region) + track.spectralEdits.size() * sizeof(SpectralEdit) +
         track.markers.size() * sizeof(Marker);
}

/// Memory that a step takes beyond what it shares with the one before; about, and never far too little.
std::uint64_t bytesBetween(const SessionSnapshot& before, const SessionSnapshot& after) {
  std::uint64_t bytes = after.tracks.size() * sizeof(TrackPtr);
  if (after.head != before.head) bytes += sizeof(Session) + after.head->name.size() + after.head->unknown.size();
  const std::set<TrackPtr> shared(before.tracks.begin(), before.tracks.end());
  for (const TrackPtr& track : after.tracks)
    if (!shared.contains(track)) bytes += bytesOf(*track);
  return bytes;
}

/// The steps of a journal while its lines are taken one after the other.
class Replay {
 public:
  Replay(History start, const ReplayLimits& limits) : limits_(limits) { restart(std::move(start)); }

  /// Throws when the line makes no sense; then nothing has changed.
  void take(const Json& line) {
    if (line.contains("history"))
      restart(historyFromText(line.at("history").dump(), kRoot));
    else if (line.contains("changes"))
      step(line.at("step").get<std::string>(), line.at("changes"));
    else
      goTo(line.at("position").get<std::size_t>());
  }
  History history() { return {std::move(steps_), position_}; }

 private:
  void restart(History history) {
    steps_ = history.steps();
    position_ = history.position();
  }

  void goTo(std::size_t position) {
    if (position >= steps_.size()) throw Error(ErrorKind::Damaged, "it goes to a step that is not there");
    position_ = position;
  }

  void step(std::string name, const Json& changes) {
    const SessionSnapshot& before = steps_[position_].state;
    StepReader reader(kRoot);
    reader.begin(before);
    reader.change(changes, "changes");
    const std::uint64_t bytes = bytesBetween(before, reader.state());
    if (bytes > limits_.bytes - bytes_) throw Error(ErrorKind::Damaged, "it is too large");
    bytes_ += bytes;
    steps_.resize(position_ + 1);
    steps_.push_back({std::move(name), reader.state()});
    ++position_;
  }

  ReplayLimits limits_;
  std::uint64_t bytes_ = 0;  ///< of all steps so far
  std::vector<HistoryStep> steps_;
  std::size_t position_ = 0;
};

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    if (end == std::string::npos) {
      lines.push_back(text.substr(start));  // torn: it may still parse, or not
      break;
    }
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

/// A beginning that was never written whole holds no step, and nothing to tell.
bool hasWholeLine(const fs::path& path) {
  try {
    return readTextFile(path).find('\n') != std::string::npos;
  } catch (const Error&) {  // too large, or not to be read: that is worth telling
    return true;
  }
}

/// Those in which a new name stands once `folder` and a file in it are made.
std::vector<fs::path> foldersToSync(const fs::path& folder) {
  std::vector<fs::path> folders = {folder};
  std::error_code ignored;
  while (!fs::exists(folders.back(), ignored) && folders.back().has_relative_path())
    folders.push_back(folders.back().parent_path());
  return folders;
}

std::vector<fs::path> journalsIn(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == kExtension && entry.is_regular_file(error)) found.push_back(entry.path());
  std::ranges::sort(found, std::greater<>());
  return found;
}

}  // namespace

JournalDisk JournalDisk::real() {
  return {[](int descriptor) {
            if (::fdatasync(descriptor) != 0)
              throw Error(ErrorKind::Io, "the journal did not reach the disk: " + systemReason(errno));
          },
          [](const fs::path& folder) { lathe::syncFolder(folder); }};
}

Journal::Journal(const fs::path& folder, const History& history, const fs::path& session,
                 const std::optional<FileStamp>& stamp, JournalDisk disk)
    : disk_(std::move(disk)), folders_(foldersToSync(folder)) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ErrorKind::Io, "the folder " + quoted(folder) + " cannot be made: " + error.message());
  path_ = newName(folder);
  file_ = makeLocked(path_);
  startSyncing();
  Json head = {{"format", kFormat}, {"version", 1}, {"session", session.string()}};
  if (stamp) head["session_file"] = {{"inode", stamp->inode}, {"size", stamp->size}, {"written", stamp->written}};
  head["history"] = wholeHistory(history);
  try {
    append(lineOf(head));
  } catch (...) {
    remove();  // a beginning that is not whole would lie there for ever
    throw;
  }
}

/// The first sync brings the name to the disk, too.
void Journal::startSyncing() {
  // With a descriptor of its own, the thread does not care where this object is moved to.
  const auto own = std::make_shared<ByteFile>(::fcntl(file_.descriptor(), F_DUPFD_CLOEXEC, 0), path_);
  sync_ = std::make_unique<JournalSync>([own, disk = disk_, folders = folders_]() mutable {
    disk.syncFile(own->descriptor());
    for (const fs::path& folder : folders) disk.syncFolder(folder);
    folders.clear();
  });
}

void Journal::noteStep(const History& history) {
  if (isBroken_) return append(lineOf({{"history", wholeHistory(history)}}));
  const HistoryStep& step = history.steps()[history.position()];
  StepWriter writer(history.steps()[history.position() - 1].state, kRoot);
  append(lineOf({{"step", step.name}, {"changes", writer.changesTo(step.state)}}));
}

void Journal::notePosition(const History& history) {
  append(isBroken_ ? lineOf({{"history", wholeHistory(history)}}) : lineOf({{"position", history.position()}}));
}

void Journal::append(const std::string& line) {
  try {
    file_.writeAt(end_, std::as_bytes(std::span(line)));
    end_ += line.size();
    isBroken_ = false;
    sync_->noteWritten();
    sync_->throwIfFailed();
  } catch (const Error&) {
    isBroken_ = true;
    if (::ftruncate(file_.descriptor(), static_cast<off_t>(end_)) != 0) errno = 0;  // else half a line stays at the end
    throw;
  }
}

void Journal::sync() {
  disk_.syncFile(file_.descriptor());
  for (const fs::path& folder : folders_) disk_.syncFolder(folder);
}

void Journal::remove() noexcept {
  sync_->drop();
  sync_.reset();
  std::error_code ignored;
  fs::remove(path_, ignored);
  file_.close();
}

namespace {

std::optional<FileStamp> stampFrom(const Json& head) {
  const auto stamp = head.find("session_file");
  if (stamp == head.end()) return std::nullopt;
  return FileStamp{stamp->at("inode").get<std::uint64_t>(), stamp->at("size").get<std::uint64_t>(),
                   stamp->at("written").get<std::int64_t>()};
}

/// Damaged for whatever is wrong with the beginning.
LostSession beginningOf(const fs::path& path, const std::string& line) {
  try {
    const Json head = parseJson(line);
    if (!head.is_object() || head.value("format", "") != kFormat)
      throw Error(ErrorKind::Damaged, "its \"format\" is not \"lathe-journal\"");
    LostSession lost{path, head.value("session", ""), historyFromText(head.at("history").dump(), kRoot), {}, 0, {}};
    lost.stamp = stampFrom(head);
    std::error_code ignored;
    lost.changed = fs::last_write_time(path, ignored);
    return lost;
  } catch (const Json::exception&) {
    throw Error(ErrorKind::Damaged, "its beginning is none of a journal");
  }
}

}  // namespace

LostSession readJournal(const fs::path& path, const ReplayLimits& limits, const Progress& progress) {
  return withFileName(path, "the journal", [&] {
    const std::vector<std::string> lines = linesOf(readTextFile(path));
    if (lines.empty()) throw Error(ErrorKind::Damaged, "it is empty");
    LostSession lost = beginningOf(path, lines.front());
    Replay replay(std::move(lost.history), limits);
    for (std::size_t i = 1; i < lines.size(); ++i) {
      progress.throwIfStopped();
      try {
        replay.take(parseJson(lines[i]));
      } catch (const std::exception&) {  // what follows builds on this line
        lost.unreadLines = lines.size() - i;
        break;
      }
    }
    lost.history = replay.history();
    return lost;
  });
}

std::vector<LostSession> lostSessions(const fs::path& folder, std::vector<UnreadJournal>* unread,
                                      const Progress& progress) {
  std::vector<LostSession> lost;
  for (const fs::path& path : journalsIn(folder)) {
    const std::optional<ByteFile> own = lockedWhereFree(path);
    if (!own) continue;
    try {
      lost.push_back(readJournal(path, {}, progress));
    } catch (const std::exception& error) {
      progress.throwIfStopped();
      if (unread && hasWholeLine(path)) unread->push_back({path, error.what()});
    }
  }
  return lost;
}

void discardJournal(const fs::path& journal) {
  const fs::path folder = journal.parent_path() / "discarded";
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::rename(journal, folder / journal.filename(), error);
  if (error) throw Error(ErrorKind::Io, "the journal " + quoted(journal) + " cannot be moved: " + error.message());
  const auto kept = journalsIn(folder);
  for (std::size_t i = kKeptDiscarded; i < kept.size(); ++i) fs::remove(kept[i], error);
}

fs::path journalFolder() { return userFolder(UserFolder::State) / "journals"; }

}  // namespace lathe
