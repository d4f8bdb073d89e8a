// What a journal keeps when the machine loses its power, and what a hostile journal may not cost.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "core/audio/error.h"
#include "core/session/edits.h"
#include "core/session/journal.h"
#include "tests/support/failing_writes.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;
using testing::fileBytes;
using testing::TemporaryFolder;
using testing::writeBytes;

Track named(const std::string& title) {
  Track track;
  track.title = title;
  return track;
}

/// Notes what of the journal has reached it: the rest is gone when the power is.
class RecordingDisk {
 public:
  JournalDisk disk() {
    return {[this](int descriptor) {
              struct stat status {};
              fstat(descriptor, &status);
              const std::scoped_lock lock(mutex_);
              syncedBytes_ = static_cast<std::uint64_t>(status.st_size);
              threads_.insert(std::this_thread::get_id());
              if (failsNext_) {
                failsNext_ = false;
                failed_.notify_all();
                hasFailed_ = true;
                throw Error(ErrorKind::Io, "the journal did not reach the disk: it is broken");
              }
            },
            [this](const std::filesystem::path& folder) {
              const std::scoped_lock lock(mutex_);
              folders_.insert(folder);
            }};
  }

  void failOnce() {
    const std::scoped_lock lock(mutex_);
    failsNext_ = true;
  }
  void waitForFailure() {
    std::unique_lock lock(mutex_);
    failed_.wait(lock, [this] { return hasFailed_; });
  }
  std::uint64_t syncedBytes() {
    const std::scoped_lock lock(mutex_);
    return syncedBytes_;
  }
  std::set<std::filesystem::path> folders() {
    const std::scoped_lock lock(mutex_);
    return folders_;
  }
  bool wasUsedBy(std::thread::id thread) {
    const std::scoped_lock lock(mutex_);
    return threads_.contains(thread);
  }

 private:
  std::mutex mutex_;
  std::condition_variable failed_;
  std::uint64_t syncedBytes_ = 0;
  std::set<std::thread::id> threads_;
  std::set<std::filesystem::path> folders_;
  bool failsNext_ = false, hasFailed_ = false;
};

TEST(JournalDisk, GetsEveryStepFromAnotherThreadAndTheNameToo) {
  const TemporaryFolder folder;
  RecordingDisk recorder;
  std::filesystem::path path;
  {
    History history;
    Journal journal(folder / "state" / "journals", history, {}, {}, recorder.disk());
    path = journal.path();
    for (int i = 0; i < 5; ++i) {
      history.apply(addTrack(named("Track")));
      journal.noteStep(history);
    }
    EXPECT_FALSE(recorder.wasUsedBy(std::this_thread::get_id())) << "noting waits for no disk";
  }
  EXPECT_EQ(recorder.syncedBytes(), std::filesystem::file_size(path));
  EXPECT_THAT(recorder.folders(),
              ::testing::IsSupersetOf({folder / "state" / "journals", folder / "state", folder.path()}));
}

TEST(JournalDisk, ThatFailsIsToldAndTheNextStepBeginsAnew) {
  const TemporaryFolder folder;
  RecordingDisk recorder;
  recorder.failOnce();
  History history;
  Journal journal(folder.path(), history, {}, {}, recorder.disk());
  recorder.waitForFailure();
  history.apply(addTrack(named("One")));
  // The failure is told as soon as the thread has handed it over: by this step or a later one.
  bool isTold = false;
  for (int i = 0; i < 100000 && !isTold; ++i) {
    try {
      journal.noteStep(history);
    } catch (const Error&) {
      isTold = true;
    }
  }
  EXPECT_TRUE(isTold);
  history.apply(addTrack(named("Two")));
  journal.noteStep(history);
  EXPECT_EQ(readJournal(journal.path()).history, history);
}

TEST(JournalDisk, SyncBringsAllToItBeforeItReturns) {
  const TemporaryFolder folder;
  RecordingDisk recorder;
  Journal journal(folder.path(), History(), {}, {}, recorder.disk());
  journal.sync();
  EXPECT_EQ(recorder.syncedBytes(), std::filesystem::file_size(journal.path()));
  EXPECT_TRUE(recorder.folders().contains(folder.path()));
}

/// A step of a story: when it was shown, and how long the journal was with it.
struct Shown {
  SyncPlan::Time when;
  std::size_t length;
};

/// Runs a story of steps against a disk that takes up to 0.4 s for a sync, by a virtual clock; gives what has reached
/// the disk at `crash`.
std::size_t bytesOnDisk(const std::vector<Shown>& story, SyncPlan::Time crash, std::mt19937& random) {
  std::uniform_int_distribution<int> syncTakes(1, 400);
  SyncPlan plan;
  std::size_t written = 0, syncing = 0, onDisk = 0;
  std::optional<SyncPlan::Time> ends;
  std::size_t next = 0;
  for (;;) {
    std::optional<SyncPlan::Time> now = ends ? ends : plan.due();
    if (next < story.size() && (!now || story[next].when < *now)) now = story[next].when;
    if (!now || *now > crash) return onDisk;
    if (next < story.size() && story[next].when == *now) {
      written = story[next++].length;
      plan.written(*now);
    } else if (ends) {
      onDisk = syncing;
      ends.reset();
      plan.end();
    } else {
      syncing = written;
      plan.begin(*now);
      ends = *now + std::chrono::milliseconds(syncTakes(random));
    }
  }
}

TEST(JournalDisk, HoldsEveryStepThatIsOlderThanASecondWhenThePowerGoes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  const auto lost = folder / "lost.journal";
  std::uniform_int_distribution<int> pause(0, 700), hurry(0, 3);
  for (int round = 0; round < 40; ++round) {
    History history;
    Journal journal(folder / "journals", history, {});
    SyncPlan::Time now{};
    std::vector<Shown> story = {{now, std::filesystem::file_size(journal.path())}};
    for (int step = 0; step < 12; ++step) {
      now += std::chrono::milliseconds(hurry(random) == 0 ? pause(random) : pause(random) / 20 + 1);
      history.apply(addTrack(named("Step " + std::to_string(step))));
      journal.noteStep(history);
      story.push_back({now, std::filesystem::file_size(journal.path())});
    }
    const std::string whole = fileBytes(journal.path());
    const auto crash =
        SyncPlan::Time{} + std::chrono::milliseconds(std::uniform_int_distribution<int>(1000, 4000)(random));
    writeBytes(lost, whole.substr(0, bytesOnDisk(story, crash, random)));
    const std::size_t kept = readJournal(lost).history.steps().size();
    for (std::size_t step = 0; step < story.size(); ++step)
      if (crash - story[step].when >= 1s) {
        EXPECT_GT(kept, step) << "shown at " << (story[step].when - SyncPlan::Time{}) / 1ms << " ms, crash at "
                              << (crash - SyncPlan::Time{}) / 1ms << " ms";
      }
    journal.remove();
  }
}

TEST(JournalDisk, IsNotAskedMoreOftenThanItIsSparedFor) {
  SyncPlan plan;
  const SyncPlan::Time start{};
  EXPECT_FALSE(plan.due());
  plan.written(start);
  EXPECT_EQ(plan.due(), start) << "the first step goes at once";
  plan.begin(start);
  plan.written(start + 5ms);
  EXPECT_FALSE(plan.due()) << "one sync at a time";
  plan.end();
  EXPECT_EQ(plan.due(), start + SyncPlan::kBetweenSyncs);
  plan.begin(start + SyncPlan::kBetweenSyncs);
  plan.end();
  EXPECT_FALSE(plan.due());
}

/// A journal of an empty session, and then these lines.
LostSession journalWith(const TemporaryFolder& folder, const std::string& lines, const ReplayLimits& limits = {}) {
  std::filesystem::path path;
  {
    Journal journal(folder.path(), History(), {});
    path = journal.path();
  }
  writeBytes(path, fileBytes(path) + lines);
  return readJournal(path, limits);
}

TEST(HostileJournal, MayNotDoubleItsDocumentWithCopies) {
  for (const char* operation : {"copy", "move", "test", "nonsense"}) {
    const TemporaryFolder folder;
    const std::string line = std::string(R"({"step":"x","changes":[{"op":")") + operation +
                             R"(","from":"/name","path":"/x_1","value":""}]})" + "\n";
    const LostSession lost = journalWith(folder, line + line);
    EXPECT_EQ(lost.unreadLines, 2u) << operation;
    EXPECT_EQ(lost.history, History()) << operation;
  }
}

TEST(HostileJournal, IsReadUpToWhereItBecomesTooLarge) {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 50; ++i)
    lines += R"({"step":"x","changes":[{"op":"add","path":"/x_)" + std::to_string(i) + R"(","value":")" +
             std::string(1000, 'x') + "\"}]}\n";
  const LostSession lost = journalWith(folder, lines, {.bytes = 100'000});
  EXPECT_GT(lost.history.steps().size(), 5u);
  EXPECT_LT(lost.history.steps().size(), 20u);
  EXPECT_GT(lost.unreadLines, 30u);
}

TEST(HostileJournal, WithAWrongBeginningIsAnErrorThatIsTold) {
  const TemporaryFolder folder;
  writeBytes(folder / "1.journal", "{\"format\":\"lathe-journal\",\"history\":5}\n");
  writeBytes(folder / "2.journal", "[1, 2]\n");
  writeBytes(folder / "3.journal", "{\"format\":7}\n");
  writeBytes(folder / "4.journal", "{\"format\":\"lathe-journal\",\"session_file\":7}\n");
  writeBytes(folder / "5.journal", std::string(100000, '[') + "\n");
  writeBytes(folder / "6.journal", "{\"format\":\"lathe-jour");
  std::filesystem::create_symlink("/dev/zero", folder / "7.journal");
  std::vector<UnreadJournal> unread;
  EXPECT_TRUE(lostSessions(folder.path(), &unread).empty());
  EXPECT_EQ(unread.size(), 5u) << "one that was never begun holds nothing, and a device is no journal";
  for (const UnreadJournal& one : unread)
    EXPECT_THAT(one.sentence, ::testing::HasSubstr(one.journal.filename().string()));
}

TEST(HostileJournal, DoesNotHoldUpOneWhoStops) {
  const TemporaryFolder folder;
  {
    Journal journal(folder.path(), History(), {});
    History history;
    history.apply(addTrack(named("One")));
    journal.noteStep(history);
  }
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(lostSessions(folder.path(), nullptr, {{}, source.get_token()}), Error);
}

TEST(Journal, ThatCannotBeBegunLeavesNothing) {
  const TemporaryFolder folder;
  {
    const test::FailingWrites disk(1, ENOSPC);
    EXPECT_THROW(Journal(folder.path(), History(), {}), Error);
    EXPECT_TRUE(disk.hasFailed());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Journal, KnowsWhatTheSavedSessionWas) {
  const TemporaryFolder folder;
  const FileStamp stamp{1234567890123, 77, 1700000000123456789};
  std::filesystem::path path;
  {
    Journal journal(folder.path(), History(), folder / "s.lathe", stamp);
    path = journal.path();
  }
  EXPECT_EQ(readJournal(path).stamp, stamp);
}

}  // namespace
}  // namespace lathe
