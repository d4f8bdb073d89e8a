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

#include "core/session/session_file.h"
#include "core/session/step_reader.h"
#include "core/session/step_writer.h"
#include "core/session/text_file.h"
#include "core/session/user_folders.h"

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
      flock(descriptor, LOCK_EX | LOCK_NB);
      return ByteFile(descriptor, path);
    }
    if (errno != EEXIST) break;
    path = path.parent_path() / fmt::format("{}-{}{}", path.stem().string(), again, kExtension);
  }
  throw Error(ErrorKind::Io, "the journal " + quoted(path) + " cannot be made: " + systemReason(errno));
}

/// False while another open file holds the lock.
bool isFree(const fs::path& path) {
  const ByteFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC), path);
  return file.descriptor() >= 0 && flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0;
}

/// A history while the lines of a journal are read one after the other.
struct Replay {
  std::vector<HistoryStep> steps;
  std::size_t position = 0;

  explicit Replay(const History& history) : steps(history.steps()), position(history.position()) {}

  /// Throws when the line makes no sense; all then is as before.
  void take(const Json& line) {
    if (line.contains("history"))
      *this = Replay(historyFromText(line.at("history").dump(), kRoot));
    else if (line.contains("changes"))
      takeStep(line);
    else if (const auto to = line.at("position").get<std::size_t>(); to < steps.size())
      position = to;
    else
      throw Error(ErrorKind::Damaged, "it goes to a step that is not there");
  }

 private:
  void takeStep(const Json& line) {
    StepReader reader(kRoot);
    reader.begin(steps[position].state);
    reader.change(line.at("changes"), "changes");
    HistoryStep step{line.at("step").get<std::string>(), reader.state()};
    steps.resize(position + 1);
    steps.push_back(std::move(step));
    ++position;
  }
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

std::vector<fs::path> journalsIn(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == kExtension && entry.is_regular_file(error)) found.push_back(entry.path());
  std::ranges::sort(found, std::greater<>());
  return found;
}

}  // namespace

Journal::Journal(const fs::path& folder, const History& history, const fs::path& session) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ErrorKind::Io, "the folder " + quoted(folder) + " cannot be made: " + error.message());
  path_ = newName(folder);
  file_ = makeLocked(path_);
  append(
      lineOf({{"format", kFormat}, {"version", 1}, {"session", session.string()}, {"history", wholeHistory(history)}}));
  file_.sync();
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
  } catch (const Error&) {
    isBroken_ = true;
    throw;
  }
}

void Journal::sync() { file_.sync(); }

void Journal::remove() noexcept {
  std::error_code ignored;
  fs::remove(path_, ignored);
  file_.close();
}

LostSession readJournal(const fs::path& path) {
  return withFileName(path, "the journal", [&] {
    const std::vector<std::string> lines = linesOf(readTextFile(path));
    if (lines.empty()) throw Error(ErrorKind::Damaged, "it is empty");
    const Json head = parseJson(lines.front());
    if (!head.is_object() || head.value("format", "") != kFormat)
      throw Error(ErrorKind::Damaged, "its \"format\" is not \"lathe-journal\"");
    Replay replay(historyFromText(head.at("history").dump(), kRoot));
    LostSession lost{path, head.value("session", ""), History(), {}, 0};
    std::error_code ignored;
    lost.changed = fs::last_write_time(path, ignored);
    for (std::size_t i = 1; i < lines.size(); ++i) {
      try {
        replay.take(parseJson(lines[i]));
      } catch (const std::exception&) {  // what follows builds on this line
        lost.unreadLines = lines.size() - i;
        break;
      }
    }
    lost.history = History(std::move(replay.steps), replay.position);
    return lost;
  });
}

std::vector<LostSession> lostSessions(const fs::path& folder) {
  std::vector<LostSession> lost;
  for (const fs::path& path : journalsIn(folder)) {
    if (!isFree(path)) continue;
    try {
      lost.push_back(readJournal(path));
    } catch (const std::exception&) {  // a beginning that was never written whole holds no step
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
