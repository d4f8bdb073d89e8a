// A session counts its frames at one rate, whatever is moved, removed or added, and whatever rate it is given.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_rate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/session/edits.h"
#include "core/session/session_check.h"
#include "core/session/session_file.h"
#include "tests/support/made_sessions.h"

namespace lathe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kRates[] = {8000, 22050, 44100, 48000, 88200, 96000, 192000, 384000};

TEST(SessionRate, IsSetByTheEditThatAddsTheFirstSource) {
  EXPECT_EQ(History().session().sampleRate, 0);
  EXPECT_EQ(twoTracks(48000, 44100).session().sampleRate, 48000);
  Session session;
  session.tracks.push_back(Track{});
  EXPECT_EQ(History(session).session().sampleRate, 0);
  Region region = wholeTrack(madeSource("a.wav", 96000, 96000), 96000).regions.front();
  EXPECT_EQ(addRegion(0, region).apply(session).sampleRate, 96000);
}

TEST(SessionRate, StaysWhenTracksAreMovedAndRemovedForEveryPairOfRates) {
  for (const int first : kRates)
    for (const int second : kRates) {
      SCOPED_TRACE(std::to_string(first) + " then " + std::to_string(second));
      const History history = twoTracks(first, second);
      for (const Edit& edit : {moveTrack(1, 0), removeTrack(0), removeTrack(1)}) {
        History edited = history;
        edited.apply(edit);
        EXPECT_EQ(edited.session().sampleRate, first);
        for (const Track& track : edited.session().tracks)
          EXPECT_EQ(track.length(), static_cast<std::uint64_t>(first) * 10) << "ten seconds";
        const History opened = again(edited);
        EXPECT_EQ(opened, edited);
        History undone = opened;
        undone.undo();
        EXPECT_EQ(undone.session(), history.session());
      }
    }
}

TEST(SessionRate, StaysWhenAllTracksAreRemovedAndOthersAdded) {
  History history = twoTracks(48000, 44100);
  history.apply(removeTrack(0));
  history.apply(removeTrack(0));
  const SourcePtr source = madeSource("new.wav", 96000, 960000);
  EXPECT_EQ(rateForNewTrack(history.session(), *source), 48000);
}

TEST(SessionRate, IsWrittenIntoEverySessionThatHasSources) {
  const auto json = nlohmann::json::parse(historyToText(twoTracks(44100, 48000), kAlbum));
  EXPECT_EQ(json["sample_rate"], 44100);
}

TEST(SessionRate, WhenChangedKeepsEveryMomentWhereItIs) {
  History history = twoTracks(48000, 44100);
  history.apply(splitRegion(0, 0, 123457));
  history.apply(splitRegion(0, 1, 300001));
  history.apply(fadeTrackIn(0, {4801, FadeCurve::Linear}));
  history.apply(addMarker(0, {123457, 1000, "a"}));
  const Session before = history.session();
  for (const int rate : kRates) {
    SCOPED_TRACE(rate);
    const Session after = setSessionRate(rate).apply(before);
    EXPECT_EQ(after.sampleRate, rate);
    const double ratio = rate / 48000.0;
    for (std::size_t t = 0; t < before.tracks.size(); ++t)
      for (std::size_t r = 0; r < before.tracks[t].regions.size(); ++r) {
        const Region &a = before.tracks[t].regions[r], &b = after.tracks[t].regions[r];
        EXPECT_NEAR(static_cast<double>(b.position), static_cast<double>(a.position) * ratio, 0.5);
        EXPECT_NEAR(static_cast<double>(b.start), static_cast<double>(a.start) * ratio, 1);
        EXPECT_NEAR(static_cast<double>(b.position + b.length), static_cast<double>(a.position + a.length) * ratio, 1);
        EXPECT_NEAR(static_cast<double>(b.fadeIn.length), static_cast<double>(a.fadeIn.length) * ratio, 0.5);
      }
    EXPECT_NEAR(static_cast<double>(after.tracks[0].markers[0].frame), 123457 * ratio, 0.5);
    EXPECT_NO_THROW(checkSession(after));
  }
}

// A jump of one frame where a recording was cut in two would be heard as a click.
TEST(SessionRate, WhenChangedLetsPiecesOfARecordingRunOn) {
  for (const int from : kRates)
    for (const int to : kRates)
      for (std::uint64_t cut = 1; cut < 100; cut += 7) {
        History history = twoTracks(from, 44100);
        history.apply(trimTrack(0, cut * 3, static_cast<std::uint64_t>(from) * 9));
        history.apply(splitRegion(0, 0, 1000 + cut));
        history.apply(setSessionRate(to));
        const auto& regions = history.session().tracks[0].regions;
        if (regions[0].length == 1) continue;
        EXPECT_EQ(regions[0].position + regions[0].length, regions[1].position) << from << " to " << to << ", " << cut;
        EXPECT_EQ(regions[0].start + regions[0].length, regions[1].start) << from << " to " << to << ", " << cut;
      }
}

TEST(SessionRate, WhenChangedKeepsWholeSourcesWholeThereAndBack) {
  for (const int first : kRates)
    for (const int second : kRates)
      for (const int rate : kRates) {
        History history = twoTracks(first, second);
        const Session before = history.session();
        history.apply(setSessionRate(rate));
        for (const Track& track : history.session().tracks)
          EXPECT_EQ(track.length(), framesAt(rate, *track.regions.front().source));
        EXPECT_EQ(again(history), history);
        history.apply(setSessionRate(first));
        EXPECT_EQ(history.session(), before) << first << ", " << second << " by " << rate;
      }
}

TEST(SessionRate, OutOfRangeIsRefused) {
  for (const int rate : {-1, 0, 7999, 384001, 2147483647})
    EXPECT_THROW(History(twoTracks(48000, 44100)).apply(setSessionRate(rate)), Error) << rate;
}

TEST(OldSession, WithoutARateGetsThatOfItsFirstSource) {
  const History history = twoTracks(48000, 44100);
  const OpenedSession opened = sessionFromText(withoutRates(history), kAlbum);
  EXPECT_EQ(opened.history, history);
  EXPECT_THAT(opened.warning, IsEmpty());
  const OpenedSession alone = sessionFromText(withoutRates(History(history.session())), kAlbum);
  EXPECT_EQ(alone.history.session(), history.session());
  EXPECT_THAT(alone.warning, IsEmpty());
}

// Such edits were accepted when the rate was that of whichever source stood first: the session could not be opened any
// more, or its music was cut off.
TEST(OldSession, WhoseOrderChangedIsReadAtTheRateItsFramesWereCountedAt) {
  for (const int first : {44100, 48000, 96000})
    for (const int second : {44100, 48000, 96000})
      for (const Edit& edit : {moveTrack(1, 0), removeTrack(0)}) {
        SCOPED_TRACE(edit.name + ", " + std::to_string(first) + " then " + std::to_string(second));
        History history = twoTracks(first, second);
        history.apply(edit);
        const OpenedSession opened = sessionFromText(withoutRates(history), kAlbum);
        EXPECT_EQ(opened.history, history);
        if (first != second)
          EXPECT_THAT(opened.warning, HasSubstr(std::to_string(first) + " Hz"));
        else
          EXPECT_THAT(opened.warning, IsEmpty());
        History undone = opened.history;
        undone.undo();
        EXPECT_EQ(undone.session().tracks.size(), 2u);
        EXPECT_EQ(again(opened.history), opened.history);
        EXPECT_THAT(sessionFromText(historyToText(opened.history, kAlbum), kAlbum).warning, IsEmpty());
      }
}

TEST(OldSession, WithoutAHistoryIsReadAtARateAtWhichItsRegionsFit) {
  History history = twoTracks(48000, 44100);
  history.apply(removeTrack(0));
  const OpenedSession opened = sessionFromText(withoutRates(History(history.session())), kAlbum);
  EXPECT_EQ(opened.history.session(), history.session());
  EXPECT_THAT(opened.warning, HasSubstr("48000 Hz"));
}

TEST(OldSession, ThatBeganAnewWithOtherSourcesIsReadAtTheirRate) {
  History history = twoTracks(48000, 48000);
  history.apply(removeTrack(0));
  history.apply(removeTrack(0));
  Session session = history.session();
  session.sampleRate = 44100;
  session.tracks = {wholeTrack(madeSource("c.wav", 44100, 441000), 44100)};
  history.apply({"Add", [&](const Session&) { return session; }});
  EXPECT_EQ(sessionFromText(withoutRates(history), kAlbum).history.session(), session);
}

TEST(OldSession, WithARegionThatIsALittleTooLongIsNotTakenForOneOfAnotherRate) {
  auto json = nlohmann::ordered_json::parse(withoutRates(History(twoTracks(44100, 48000).session())));
  json["tracks"][0]["regions"][0]["length"] = json["tracks"][0]["regions"][0]["length"].get<int>() + 50'000;
  EXPECT_THROW(historyFromText(json.dump(), kAlbum), Error);
}

TEST(OldSession, WhoseRegionsFitAtNoRateIsRefusedWithThePlace) {
  auto json = nlohmann::ordered_json::parse(withoutRates(History(twoTracks(48000, 44100).session())));
  json["tracks"][1]["regions"][0]["length"] = 900'000'000'000;
  try {
    historyFromText(json.dump(), kAlbum);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("track 2, region 1"));
  }
}

}  // namespace
}  // namespace lathe::test
