// What a long history costs: what did not change is there once, in memory and in the file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <set>

#include "core/chain/chain_file.h"
#include "core/session/edits.h"
#include "core/session/journal.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"
#include "tests/support/made_sessions.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

constexpr std::size_t kTracks = 60, kSteps = 300;

/// Tracks of their own titles, added one by one.
History longAlbum() {
  History history;
  for (std::size_t i = 0; i < kTracks; ++i) {
    const SourcePtr source = madeSource(std::to_string(i) + ".wav", 48000, 480000);
    history.apply(addTrack(wholeTrack(source, 48000)));
  }
  history.apply(setChain({}, findPreset("loud").chain));
  return history;
}

/// How many tracks, and how many sessions without their tracks, are in memory.
std::pair<std::size_t, std::size_t> partsOf(const History& history) {
  std::set<const Track*> tracks;
  std::set<const Session*> heads;
  for (const HistoryStep& step : history.steps()) {
    heads.insert(step.state.head.get());
    for (const TrackPtr& track : step.state.tracks) tracks.insert(track.get());
  }
  return {tracks.size(), heads.size()};
}

void edit(History& history) {
  for (std::size_t i = 0; i < kSteps; ++i) {
    switch (i % 3) {
      case 0:
        history.apply(setTrackGain(i % kTracks, Decibels{-1 - static_cast<double>(i) / 100}));
        break;
      case 1:
        history.apply(moveTrack(i % kTracks, (i * 7 + 1) % kTracks));
        break;
      default:
        history.apply(setParameter({}, 4, "release", std::to_string(50 + i) + " ms"));
    }
  }
}

TEST(HistorySize, StepsShareTheTracksThatTheyDoNotChange) {
  History history = longAlbum();
  edit(history);
  const auto [tracks, heads] = partsOf(history);
  EXPECT_LE(tracks, kTracks + kSteps / 3);
  EXPECT_LE(heads, 3 + kSteps / 3);
}

TEST(HistorySize, AnOpenedHistoryReadsEachTrackOnlyWhereItChanges) {
  History history = longAlbum();
  edit(history);
  const History opened = again(history);
  EXPECT_EQ(opened, history);
  const auto [tracks, heads] = partsOf(opened);
  // A track that moves is read once more, from the place where it is put in.
  EXPECT_LE(tracks, kTracks + 2 * (kSteps / 3));
  EXPECT_LE(heads, 3 + kSteps / 3);
}

TEST(HistorySize, MovingATrackWritesThatTrackAlone) {
  History history = longAlbum();
  const std::size_t before = historyToText(history, kAlbum).size();
  for (int i = 0; i < 10; ++i) history.apply(moveTrack(0, kTracks - 1));
  for (int i = 0; i < 10; ++i) history.apply(moveTrack(kTracks - 1, 0));
  const std::size_t after = historyToText(history, kAlbum).size();
  EXPECT_LT(after - before, 20u * 2500) << "bytes";
  EXPECT_EQ(again(history), history);
}

TEST(HistorySize, RemovingATrackWritesNoOther) {
  History history = longAlbum();
  const std::size_t before = historyToText(history, kAlbum).size();
  for (std::size_t i = 0; i < kTracks; ++i) history.apply(removeTrack(0));
  EXPECT_LT(historyToText(history, kAlbum).size(), before + kTracks * 500);
  EXPECT_EQ(again(history), history);
}

TEST(HistorySize, AJournalIsReplayedWithSharedTracks) {
  const testing::TemporaryFolder folder;
  History history = longAlbum();
  std::filesystem::path path;
  {
    Journal journal(folder.path(), history, {});
    for (std::size_t i = 0; i < kSteps; ++i) {
      history.apply(i % 2 == 0 ? setTrackGain(i % kTracks, Decibels{-static_cast<double>(i + 1) / 100})
                               : moveTrack(0, kTracks - 1));
      journal.noteStep(history);
      if (i % 10 != 9) continue;
      history.undo();
      journal.notePosition(history);
    }
    path = journal.path();
  }
  const LostSession lost = readJournal(path);
  EXPECT_EQ(lost.history, history);
  EXPECT_EQ(lost.unreadLines, 0u);
  EXPECT_LE(partsOf(lost.history).first, kTracks + kSteps);
  EXPECT_LT(std::filesystem::file_size(path), 1u << 20);
}

TEST(HistorySize, ASessionNestedAsDeeplyAsAllowedIsOpenedAgainAfterAnEdit) {
  const auto nested = [](std::size_t levels) {
    return R"({"format": "lathe-session", "version": 1, "x": )" + std::string(levels, '[') + std::string(levels, ']') +
           "}";
  };
  History history = historyFromText(nested(55), kAlbum);
  history.apply(setSessionName("deep"));
  EXPECT_EQ(again(history), history);
  const testing::TemporaryFolder folder;
  std::filesystem::path path;
  {
    Journal journal(folder.path(), history, {});
    history.apply({"Unknown", [](const Session& s) {
                     Session changed = s;
                     changed.unknown = "";
                     return changed;
                   }});
    journal.noteStep(history);
    history.undo();
    journal.notePosition(history);
    path = journal.path();
  }
  EXPECT_EQ(readJournal(path).history, history);
}

}  // namespace
}  // namespace lathe::test
