// A session's life: edits, undo, saving, loading, moving house, and being edited by hand.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"
#include "core/file/audio_file.h"
#include "core/processors/gain.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/stages/registry.h"
#include "tests/support/prepared_chain.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

fs::path writeSilence(const fs::path& path, std::size_t frames) {
  fs::create_directories(path.parent_path());
  AudioWriter writer(path, {}, {48000, ChannelLayout::stereo()});
  writer.write(AudioBuffer(2, frames).view());
  writer.commit();
  return path;
}

/// Two tracks, a preset as master chain, and one of each kind of edit.
History eventfulHistory(const fs::path& folder) {
  History history;
  for (const char* name : {"one.wav", "two.wav"})
    history.apply(addTrack(trackOf(makeSource(writeSilence(folder / "audio" / name, 96000)), 48000)));
  history.apply(setChain({}, findPreset("loud").chain));
  history.apply(setParameter({}, 4, "release", "80 ms"));
  history.apply(bypassStage({}, 2, true));
  history.apply(insertStage({1}, 0, Stage{GainSettings{-3.25_dB}}));
  history.apply(setTrackTitle(0, "Öffnung"));
  history.apply(setTrackIsrc(1, "DEA012300001"));
  history.apply(setTrackGain(0, -1.5_dB));
  history.apply(setTrackGap(1, 3.5_s));
  history.apply(addMarker(0, {4800, 0, "Chorus"}));
  history.apply(splitRegion(0, 0, 48000));
  history.apply(fadeTrackIn(0, {480, FadeCurve::SCurve}));
  history.apply(fadeTrackOut(0, {960, FadeCurve::Linear}));
  history.apply(trimTrack(1, 1000, 90000));
  history.apply(moveTrack(0, 1));
  Delivery delivery;
  delivery.format = {Container::Flac, Encoding::Int16};
  delivery.target = -16.5_LUFS;
  delivery.ceiling = -1.2_dB;
  delivery.album = "Album";
  history.apply(setDelivery(delivery));
  return history;
}

TEST(SessionStory, EveryEditIsAStepThatUndoTakesBackExactly) {
  const TemporaryFolder folder;
  History history = eventfulHistory(folder.path());
  const std::vector<HistoryStep> steps = history.steps();
  EXPECT_EQ(steps.size(), 18u);
  for (std::size_t i = steps.size() - 1; i-- > 0;) {
    history.undo();
    EXPECT_EQ(history.session(), steps[i].state.session()) << steps[i].name;
  }
  EXPECT_FALSE(history.canUndo());
  while (history.canRedo()) history.redo();
  EXPECT_EQ(history.session(), steps.back().state.session());
}

TEST(SessionStory, AnEditAfterAnUndoDropsWhatWasUndone) {
  History history;
  history.apply(setSessionName("a"));
  history.apply(setSessionName("b"));
  history.undo();
  history.apply(setSessionName("c"));
  EXPECT_EQ(history.steps().size(), 3u);
  EXPECT_FALSE(history.canRedo());
  EXPECT_EQ(history.session().name, "c");
}

TEST(SessionStory, AnEditThatChangesNothingLeavesNoStep) {
  History history;
  history.apply(setSessionName("a"));
  history.apply(setSessionName("a"));
  EXPECT_EQ(history.steps().size(), 2u);
}

TEST(SessionStory, ImpossibleEditsAreRefusedAndChangeNothing) {
  const TemporaryFolder folder;
  History history = eventfulHistory(folder.path());
  const History before = history;
  const Edit impossible[] = {removeTrack(2),
                             moveTrack(0, 2),
                             setTrackTitle(9, "x"),
                             removeRegion(0, 7),
                             splitRegion(1, 0, 0),
                             trimTrack(0, 90000, 90000),
                             removeStage({}, 6),
                             setParameter({}, 4, "release", "fast"),
                             setParameter({}, 4, "realease", "80"),
                             insertStage({}, 6, Stage{GainSettings{}}),
                             removeMarker(0, 3)};
  for (const Edit& edit : impossible) EXPECT_THROW(history.apply(edit), Error) << edit.name;
  EXPECT_EQ(history, before);
}

TEST(SessionStory, HistorySurvivesSavingWithItsUndoneSteps) {
  const TemporaryFolder folder;
  History history = eventfulHistory(folder.path());
  history.undo();
  history.undo();
  saveSession(folder / "album.lathe", history, Overwrite::No);
  EXPECT_EQ(loadSession(folder / "album.lathe"), history);
  EXPECT_THROW(saveSession(folder / "album.lathe", history, Overwrite::No), Error);
}

TEST(SessionStory, SavingWhatWasLoadedGivesTheSameText) {
  const TemporaryFolder folder;
  const std::string text = historyToText(eventfulHistory(folder.path()), folder.path());
  EXPECT_EQ(historyToText(historyFromText(text, folder.path()), folder.path()), text);
}

TEST(SessionStory, ASessionMovedWithItsAudioFindsIt) {
  const TemporaryFolder folder;
  saveSession(folder / "album.lathe", eventfulHistory(folder.path()), Overwrite::No);
  const TemporaryFolder elsewhere;
  fs::rename(folder / "album.lathe", elsewhere / "album.lathe");
  fs::rename(folder / "audio", elsewhere / "audio");
  EXPECT_TRUE(checkSources(loadSession(elsewhere / "album.lathe").session(), true).empty());
}

TEST(SessionStory, MissingAndChangedAudioIsFound) {
  const TemporaryFolder folder;
  const History history = eventfulHistory(folder.path());
  fs::remove(folder.path() / "audio" / "one.wav");
  AudioBuffer loud(2, 96000);
  loud[0][5] = 0.5f;
  AudioWriter writer(folder.path() / "audio" / "two.wav", {}, {48000, ChannelLayout::stereo()}, {}, Overwrite::Yes);
  writer.write(loud.view());
  writer.commit();
  EXPECT_EQ(checkSources(history.session(), true).size(), 2u);
  EXPECT_EQ(checkSources(history.session(), false).size(), 1u) << "only reading everything shows a changed sample";
}

TEST(SessionStory, UnknownMembersOfANewerLatheAreKept) {
  const TemporaryFolder folder;
  auto json =
      nlohmann::ordered_json::parse(historyToText(History(eventfulHistory(folder.path()).session()), folder.path()));
  json["future"] = {{"a", 1}};
  json["tracks"][0]["colour"] = "red";
  json["tracks"][0]["regions"][0]["stretch"] = 1.25;
  json["master_chain"][0]["side"] = true;
  json["delivery"]["stems"] = {1, 2, 3};
  const auto again =
      nlohmann::ordered_json::parse(historyToText(historyFromText(json.dump(), folder.path()), folder.path()));
  EXPECT_EQ(again["future"], json["future"]);
  EXPECT_EQ(again["tracks"][0]["colour"], "red");
  EXPECT_EQ(again["tracks"][0]["regions"][0]["stretch"], 1.25);
  EXPECT_EQ(again["master_chain"][0]["side"], true);
  EXPECT_EQ(again["delivery"]["stems"], json["delivery"]["stems"]);
}

TEST(SessionStory, WhatWasEditedByHandCountsAndBecomesAStep) {
  const TemporaryFolder folder;
  const History history = eventfulHistory(folder.path());
  auto json = nlohmann::ordered_json::parse(historyToText(history, folder.path()));
  json["tracks"][0]["gain_db"] = -6;
  const History loaded = historyFromText(json.dump(), folder.path());
  EXPECT_EQ(loaded.session().tracks[0].gain, -6.0_dB);
  EXPECT_EQ(loaded.steps().size(), history.steps().size() + 1);
}

TEST(SessionStory, ARegionBeyondItsSourceIsRefused) {
  const TemporaryFolder folder;
  auto json =
      nlohmann::ordered_json::parse(historyToText(History(eventfulHistory(folder.path()).session()), folder.path()));
  json["tracks"][0]["regions"][0]["length"] = 900'000'000'000;
  try {
    historyFromText(json.dump(), folder.path());
    FAIL() << "a render of it would fill the disk with silence";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("track 1, region 1"), std::string::npos) << error.what();
  }
}

TEST(SessionStory, ANewerFormatIsRefusedAndSaysSo) {
  try {
    historyFromText(R"({"format": "lathe-session", "version": 2})", "/");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Unsupported);
  }
}

TEST(ChainPresets, OfLatheItselfMakeLiveChains) {
  EXPECT_GE(builtinPresets().size(), 5u);
  for (const ChainPreset& preset : builtinPresets()) {
    EXPECT_FALSE(preset.text.empty());
    EXPECT_NO_THROW(test::preparedChain(preset.chain, {{44100, ChannelLayout::stereo()}, 512})) << preset.name;
    EXPECT_EQ(presetFromText(presetToText(preset)).chain, preset.chain) << preset.name;
  }
}

TEST(ChainPresets, KeepRandomSettingsOfEveryProcessorExactly) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 20; ++round)
    for (const ProcessorType& type : processorTypes()) {
      Settings settings(*type.settings);
      for (const Parameter& p : type.settings->parameters) {
        const double share = std::uniform_real_distribution<double>(0, 1)(random);
        const bool isWhole = p.unit == Unit::Choice || p.unit == Unit::Switch;
        settings.set(p.id, isWhole ? std::round(share * p.maximum) : p.minimum + share * (p.maximum - p.minimum));
      }
      const ChainPreset preset{"x", "", {{Stage{settings, true, "label"}}}};
      const Chain again = presetFromText(presetToText(preset)).chain;
      ASSERT_EQ(again, preset.chain) << type.settings->id << ", seed 20261123, round " << round;
    }
}

TEST(ChainPresets, SayWhichStageAndParameterIsWrong) {
  const auto why = [](const std::string& stages) {
    try {
      presetFromText(R"({"format": "lathe-chain", "version": 1, "stages": )" + stages + "}");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(why(R"([{"processor": "limiter", "settings": {"ceiling": 5}}])").find("stages[0].settings.ceiling"),
            std::string::npos);
  EXPECT_NE(why(R"([{"processor": "limiter", "settings": {"ceilling": -1}}])").find("ceilling"), std::string::npos);
  EXPECT_NE(why(R"([{"processor": "reverberator"}])").find("reverberator"), std::string::npos);
  EXPECT_NE(why(R"([{"processor": "dither"}, {"processor": "gain"}])").find("dither"), std::string::npos);
}

}  // namespace
}  // namespace lathe
