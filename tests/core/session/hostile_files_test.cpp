// Session and chain files that are damaged or hostile: an error that says where, and never a crash.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"

namespace lathe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// A history of every kind of edit's trace: stages, regions, fades, markers, a delivery; with something to undo and to
/// redo.
History exampleHistory() {
  const auto source =
      std::make_shared<AudioSource>(AudioSource{"/album/audio/mix.wav", std::string(64, 'a'), 44100, 2, 441000});
  Region region;
  region.source = source;
  region.length = 441000;
  region.gain = -1.1_dB;
  region.fadeOut = {441, FadeCurve::SCurve};
  Track track;
  track.title = "Nächte";
  track.regions = {region};
  track.markers = {{100, 0, "Chorus"}};
  Session session;
  session.tracks = {track};
  History history(session);
  history.apply(setChain({}, findPreset("loud").chain));
  history.apply(splitRegion(0, 0, 1000));
  history.apply(setTrackTitle(0, "One"));
  Delivery delivery;
  delivery.target = -14_LUFS;
  history.apply(setDelivery(delivery));
  history.apply(removeTrack(0));
  history.undo();
  return history;
}

std::string exampleText() { return historyToText(exampleHistory(), "/album"); }

/// What reading a session says, or "".
std::string complaint(const std::string& text) {
  try {
    historyFromText(text, "/album");
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

std::string document(const std::string& members) {
  return R"({"format": "lathe-session", "version": 1, )" + members + "}";
}

TEST(HostileSession, CutAnywhereIsAnErrorWithItsPlace) {
  const std::string text = exampleText();
  for (std::size_t length = 0; length + 2 < text.size(); length += 50)
    EXPECT_THAT(complaint(text.substr(0, length)), HasSubstr("line ")) << length;
}

TEST(HostileSession, WithBytesChangedIsReadOrRefusedAndNothingElse) {
  const std::string text = exampleText();
  const unsigned seed = 11;
  std::mt19937 random(seed);
  for (int i = 0; i < 300; ++i) {
    std::string damaged = text;
    for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    try {
      const History history = historyFromText(damaged, "/album");
      EXPECT_EQ(historyFromText(historyToText(history, "/album"), "/album"), history)
          << "seed " << seed << ", try " << i;
    } catch (const Error& error) {
      EXPECT_STRNE(error.what(), "");
    }
  }
}

TEST(HostileSession, NestedDeeplyIsRefusedAtItsPlace) {
  const auto nested = [](std::size_t levels) {
    return document("\"x\": " + std::string(levels, '[') + std::string(levels, ']'));
  };
  EXPECT_EQ(complaint(nested(55)), "") << "the document itself is a level";
  EXPECT_THAT(complaint(nested(56)), AllOf(HasSubstr("nested deeper than 56 levels"), HasSubstr("x: ")));
  EXPECT_THAT(complaint(nested(64)), AllOf(HasSubstr("nested deeper than 64 levels"), HasSubstr("line 1, column 111")));
  EXPECT_THAT(complaint(nested(1000000)), HasSubstr("nested"));
}

TEST(HostileSession, WithAKeyTwiceIsRefusedAtItsPlace) {
  EXPECT_THAT(complaint(document("\n\"name\": \"a\",\n \"name\": \"b\"")),
              AllOf(HasSubstr("'name' is there twice"), HasSubstr("line 3, column 7")));
  EXPECT_EQ(complaint(document(R"("x": {"name": 1}, "y": {"name": 2})")), "");
}

TEST(HostileSession, WithWrongTypesAndHugeNumbersIsRefusedAtItsPlace) {
  EXPECT_THAT(complaint(document(R"("tracks": [{}, {"gain_db": "x"}])")),
              HasSubstr("tracks[1].gain_db should be a number"));
  EXPECT_THAT(complaint(document(R"("tracks": [{"gain_db": 1e300}])")),
              HasSubstr("tracks[0].gain_db should be from -144 to 48"));
  EXPECT_THAT(complaint(document(R"("tracks": [{"gain_db": 1e999}])")), HasSubstr("line 1"));
  EXPECT_THAT(complaint(document(R"("tracks": [{"gap_s": -1}])")), HasSubstr("tracks[0].gap_s"));
  EXPECT_THAT(complaint(document(R"("tracks": {"gain_db": 1})")), HasSubstr("tracks should be a list"));
  EXPECT_THAT(complaint(document(R"("tracks": [{"regions": [{"source": 0}]}])")),
              HasSubstr("tracks[0].regions[0].source"));
  EXPECT_THAT(complaint(document(R"("sample_rate": 44100.5)")), HasSubstr("sample_rate should be a whole number"));
  EXPECT_THAT(complaint(document(R"("sample_rate": 99999999999999999999)")),
              HasSubstr("sample_rate should be a whole number"));
  EXPECT_THAT(complaint(document(R"("delivery": {"target_lufs": 1e300})")), HasSubstr("delivery.target_lufs"));
  EXPECT_THAT(complaint(document(R"("delivery": {"quality": 2})")),
              HasSubstr("delivery.quality should be from 0 to 1"));
  EXPECT_THAT(complaint(document(R"("delivery": {"container": "mp3"})")), HasSubstr("delivery.encoding"));
  EXPECT_THAT(complaint(document(R"("sources": [{"path": "a\u0000b"}])")), HasSubstr("sources[0].path"));
  EXPECT_THAT(complaint(document("\"name\": \"N\xff\"")), HasSubstr("line 1"));
  EXPECT_THAT(complaint(document(R"("master_chain": [{"processor": "gain", "settings": {"gain": 99}}])")),
              AllOf(HasSubstr("master_chain[0].settings.gain"), HasSubstr("-96 to 48 dB")));
  EXPECT_THAT(complaint(document(R"("master_chain": [{"processor": "teleporter"}])")), HasSubstr("'teleporter'"));
}

// "copy" would double a session with every step: a few hundred bytes for all the memory there is.
TEST(HostileSession, WithChangesThatWeNeverWriteIsRefused) {
  const auto step = [](const std::string& changes) {
    return document(R"("history": {"start": {}, "steps": [{"name": "x", "changes": )" + changes + "}]}");
  };
  EXPECT_EQ(complaint(step("[]")), "");
  const std::string deep = [] {
    std::string path;
    for (int i = 0; i < 65; ++i) path += "/0";
    return path;
  }();
  for (const std::string& changes :
       {std::string("5"), std::string("[5]"), std::string(R"([{"op": "copy", "from": "", "path": "/a"}])"),
        std::string(R"([{"op": "move", "from": "/name", "path": "/a"}])"),
        std::string(R"([{"op": "add", "path": 1, "value": 1}])"), std::string(R"([{"op": "add", "path": "/a"}])"),
        std::string(R"([{"op": "remove", "path": "/nothing"}])"),
        R"([{"op": "add", "path": ")" + deep + R"(", "value": 1}])"})
    EXPECT_THAT(complaint(step(changes)), HasSubstr("history.steps[0].changes should be")) << changes;
}

TEST(HostileSession, LeavesNothingOfANewerVersionOut) {
  const std::string text = document(
      R"("new1": {"a": [1, null]}, "sources": [{"path": "a.wav", "sample_rate": 44100, "channels": 2, "frames": 10, "new2": 1}],
         "tracks": [{"regions": [{"source": 0, "length": 10, "fade_in": {"length": 2, "new3": 1}, "new4": 1}],
                     "chain": [{"processor": "gain", "new5": 1}], "new6": 1}],
         "delivery": {"new7": 1})");
  const std::string saved = historyToText(historyFromText(text, "/album"), "/album");
  for (char c = '1'; c <= '7'; ++c) EXPECT_THAT(saved, HasSubstr(std::string("\"new") + c)) << c;
  EXPECT_EQ(historyToText(historyFromText(saved, "/album"), "/album"), saved);
}

// What a file would refuse must not be made by an edit: it could never be opened again.
TEST(HostileSession, IsNotMadeByEdits) {
  const Session session = exampleHistory().session();
  Region loud = session.tracks[0].regions[0];
  loud.gain = {100};
  for (const Edit& edit : {setTrackGain(0, 49_dB), setTrackGain(0, toDecibels(0)), setTrackGap(0, -1_s),
                           setTrackGap(0, 3601_s), addRegion(0, loud)})
    EXPECT_THROW(edit.apply(session), Error) << edit.name;
}

TEST(HostileChain, CutAnywhereIsAnErrorWithItsPlace) {
  const std::string text = presetToText(findPreset("loud"));
  for (std::size_t length = 0; length + 2 < text.size(); length += 10) {
    try {
      presetFromText(text.substr(0, length));
      ADD_FAILURE() << length;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("line ")) << length;
    }
  }
}

}  // namespace
}  // namespace lathe
