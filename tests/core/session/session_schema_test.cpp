// The published form of session files is the one that is written, member by member.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/chain/chain_file.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"
#include "core/session/spectral_edits.h"
#include "core/spectral/operators.h"
#include "tests/support/json_schema.h"
#include "tests/support/made_sessions.h"

namespace lathe::test {
namespace {

using nlohmann::json;

/// The schema without leave for members that it does not name: a file may have them, but we write none.
json strict(json schema) {
  if (schema.is_object() && schema.contains("properties")) schema["additionalProperties"] = false;
  if (schema.is_structured())
    for (auto& part : schema) part = strict(part);
  return schema;
}

std::string faultOf(const History& history) {
  const json schema = strict(schemaNamed("session-1.json"));
  return fault(json::parse(historyToText(history, kAlbum)), schema, schema);
}

/// With each member that a session file can have.
History historyWithEverything() {
  History history = twoTracks(48000, 44100);
  for (const ChainPreset& preset : builtinPresets()) history.apply(setChain({}, preset.chain));
  Stage stage = history.session().masterChain.stages.front();
  stage.label = "Mine";
  stage.isBypassed = true;
  stage.range = StageRange{1.0_s, 2.0_s};
  stage.listensToRemoved = true;
  history.apply(insertStage({0}, 0, stage));
  history.apply(addMarker(0, {100, 10, "Chorus"}));
  history.apply(fadeTrackIn(0, {480, FadeCurve::SCurve}));
  history.apply(fadeTrackOut(1, {480, FadeCurve::Linear}));
  const TimeSpan time{1.0_s, 2.0_s};
  const FrequencySpan band{100_Hz, 900_Hz};
  const std::vector<TimeFrequency> points = {{1.0_s, 100_Hz}, {2.0_s, 100_Hz}, {2.0_s, 400_Hz}};
  SpectralEdit edit{Mask{{{RectangleShape{time, band}, MaskOperation::Add, {0.1_s, 10_Hz}},
                          {BandShape{band}, MaskOperation::Subtract},
                          {PassageShape{time}, MaskOperation::Intersect},
                          {PolygonShape{points}},
                          {BrushShape{points, 0.1_s, 100_Hz, 0.5}},
                          {WandShape{points[0], 12.0_dB, time}},
                          {HarmonicsShape{100_Hz, 3, 20_Hz, time}},
                          {MultipliedPolygonShape{{points}, 2}}},
                         ChannelScope::only(0),
                         true},
                    Settings(*spectralOperators().front().settings),
                    "hum",
                    8192,
                    8,
                    false};
  edit.window = EditWindow::BlackmanHarris;
  edit.bands = multiResolution();
  history.apply(addSpectralEdit(0, edit));
  edit.mask.scope = {ChannelScope::Kind::Mid};
  history.apply(addSpectralEdit(1, edit));
  Delivery delivery;
  delivery.format = {Container::Mp3, Encoding::Lossy, 0.5, 192};
  delivery.target = -14_LUFS;
  delivery.ceiling = -1.0_dB;
  history.apply(setDelivery(delivery));
  history.apply(moveTrack(0, 1));
  history.apply(setSessionRate(96000));
  history.undo();
  return history;
}

TEST(SessionSchema, FitsWhatIsWritten) {
  EXPECT_EQ(faultOf(History()), "");
  EXPECT_EQ(faultOf(twoTracks(44100, 48000)), "");
  EXPECT_EQ(faultOf(historyWithEverything()), "");
}

TEST(SessionSchema, FitsEveryStateOfAHistory) {
  const History history = historyWithEverything();
  for (const HistoryStep& step : history.steps()) EXPECT_EQ(faultOf(History(step.state.session())), "") << step.name;
}

TEST(SessionSchema, NamesNoMemberThatIsNotWritten) {
  const std::string text = historyToText(historyWithEverything(), kAlbum);
  const json schema = schemaNamed("session-1.json");
  for (const auto& [name, definition] : schema["$defs"].items()) {
    const json members = definition.value("properties", json::object());
    for (const auto& [member, form] : members.items())
      EXPECT_NE(text.find('"' + member + '"'), std::string::npos) << name << "." << member;
  }
}

TEST(SessionSchema, RefusesWhatIsDamaged) {
  const json schema = schemaNamed("session-1.json");
  json session = json::parse(historyToText(historyWithEverything(), kAlbum));
  session["tracks"][0]["regions"][0]["length"] = -1;
  EXPECT_NE(fault(session, schema, schema), "");
}

}  // namespace
}  // namespace lathe::test
