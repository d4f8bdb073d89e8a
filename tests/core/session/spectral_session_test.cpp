// Spectral edits in sessions: saved as shapes, changed, undone, and rendered with proof.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <nlohmann/json.hpp>

#include "core/processors/eq.h"
#include "core/render/session_renderer.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/spectral_edits.h"
#include "core/spectral/operators/heal.h"
#include "core/spectral/operators/levels.h"
#include "tests/core/render/render_signals.h"

namespace lathe::test {
namespace {

using lathe::testing::readAll;
using lathe::testing::TemporaryFolder;

MaskPart box(double from, double to, double low, double high) {
  return {RectangleShape{{{from}, {to}}, {{low}, {high}}}};
}

Mask everyShape() {
  MaskPart hole = box(1.1, 1.2, 500, 600);
  hole.operation = MaskOperation::Subtract;
  hole.feather = {0.01_s, 50_Hz};
  Mask mask{{box(1, 1.5, 100, 900),
             hole,
             {BandShape{{50_Hz, 60_Hz}}},
             {PassageShape{{2.0_s, 2.1_s}}},
             {PolygonShape{{{1.0_s, 1_Hz}, {2.0_s, 5_Hz}, {3.0_s, 9_Hz}}}},
             {BrushShape{{{1.0_s, 100_Hz}}, 0.1_s, 50_Hz, 0.25}},
             {WandShape{{1.0_s, 100_Hz}, 9.0_dB, {0.5_s, 1.5_s}, 4096}},
             {HarmonicsShape{50_Hz, 7, 3_Hz, TimeSpan{0.0_s, 4.0_s}}},
             {MultipliedPolygonShape{{{{1.0_s, 1_Hz}, {2.0_s, 5_Hz}, {3.0_s, 9_Hz}}}, 4}}}};
  mask.scope = ChannelScope::only(1);
  mask.isInverted = true;
  return mask;
}

Session sessionWith(const std::filesystem::path& folder, AudioBuffer sound) {
  AudioWriter writer(folder / "take.wav", {Container::Wav, Encoding::Int16}, {44100, ChannelLayout::stereo()}, {},
                     Overwrite::No);
  writer.write(sound.view());
  writer.finish();
  writer.commit();
  Session session;
  session.tracks.push_back(trackOf(makeSource(folder / "take.wav"), 44100));
  session.delivery.format = {Container::Wav, Encoding::Int16};
  return session;
}

TEST(SpectralSession, KeepsEveryShapeThroughSaving) {
  const TemporaryFolder folder;
  History history(sessionWith(folder.path(), music(2, 4, 44100)));
  history.apply(addSpectralEdit(0, {everyShape(), AttenuateSettings{.strength = 0.5}, "hum", 4096, 8}));
  history.apply(addSpectralEdit(0, {Mask{{box(1, 2, 10, 20)}}, EqSettings{}, "", 2048, 4, false}));
  EXPECT_EQ(historyFromText(historyToText(history, folder.path()), folder.path()).session(), history.session());
}

TEST(SpectralSession, KeepsWindowsAndResolutionsThroughSaving) {
  const TemporaryFolder folder;
  History history(sessionWith(folder.path(), music(2, 1, 44100)));
  SpectralEdit edit{Mask{{box(0.1, 0.2, 100, 900)}}, HealSettings{.from = HealSettings::From::Weights, .above = 0.5}};
  edit.window = EditWindow::BlackmanHarris;
  edit.fftSize = 8192;
  edit.bands = multiResolution();
  history.apply(addSpectralEdit(0, edit));
  const std::string text = historyToText(history, folder.path());
  EXPECT_EQ(historyFromText(text, folder.path()).session(), history.session());
  std::string bad = text;
  bad.replace(bad.find("blackman-harris"), 15, "rectangular");
  EXPECT_THROW(historyFromText(bad, folder.path()), Error);
  bad = text;
  bad.replace(bad.find("4096"), 4, "4097");
  EXPECT_THROW(historyFromText(bad, folder.path()), Error);
}

TEST(SpectralSession, EditsAreReorderedRetunedSwitchedAndUndone) {
  const TemporaryFolder folder;
  History history(sessionWith(folder.path(), music(2, 4, 44100)));
  const SpectralEdit first{Mask{{box(1, 2, 100, 200)}}, LevelSettings{}},
      second{Mask{{box(2, 3, 100, 200)}}, DeleteSettings{}};
  history.apply(addSpectralEdit(0, first));
  history.apply(addSpectralEdit(0, second));
  history.apply(moveSpectralEdit(0, 1, 0));
  EXPECT_EQ(history.session().tracks[0].spectralEdits, (std::vector{second, first}));
  history.apply(switchSpectralEdit(0, 0, false));
  EXPECT_FALSE(history.session().tracks[0].spectralEdits[0].isOn);
  SpectralEdit retuned = first;
  retuned.operation.setText("gain", "-3");
  history.apply(changeSpectralEdit(0, 1, retuned));
  EXPECT_EQ(history.session().tracks[0].spectralEdits[1], retuned);
  for (int i = 0; i < 4; ++i) history.undo();
  EXPECT_EQ(history.session().tracks[0].spectralEdits, std::vector{first});
  EXPECT_THROW(removeSpectralEdit(0, 3).apply(history.session()), Error);
  EXPECT_THROW(addSpectralEdit(1, first).apply(history.session()), Error);
}

TEST(SpectralSession, RendersToTheSameWordsOutsideTheEdits) {
  const TemporaryFolder folder;
  const AudioBuffer sound = music(2, 4, 44100, 0.1);
  Session session = addSpectralEdit(0, {Mask{{{PassageShape{{1.0_s, 1.02_s}}}}}, HealSettings{}})
                        .apply(sessionWith(folder.path(), sound));
  RenderRequest request;
  request.folder = folder / "out";
  std::filesystem::create_directories(request.folder);
  const auto outcomes = renderTasks(tasksOf(session, request), 1, analysis::renderMeters(), {});
  ASSERT_FALSE(outcomes.front().error);
  const auto& proof = outcomes.front().report.editProof;
  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->changedOutside, 0u);
  EXPECT_GT(proof->framesOutside, 3u * 44100);
  ASSERT_EQ(proof->regions.size(), 1u);
  EXPECT_GT(proof->regions.front().largest, 1e-4);
  const auto before = readAll(*openClip(folder / "take.wav")), after = readAll(*openClip(outcomes.front().report.file));
  for (std::size_t n = 0; n < before.frames(); ++n)
    if (n < 44100 || n >= 44100 + 882) {
      ASSERT_EQ(after[0][n], before[0][n]) << n;
    }
  EXPECT_FALSE(outcomes.front().report.isBitExact);
}

TEST(SpectralSession, EditsMoveWithTheirSoundWhenATrackIsTrimmed) {
  const TemporaryFolder folder;
  const Session session = addSpectralEdit(0, {Mask{{box(2, 3, 100, 200)}}, LevelSettings{}})
                              .apply(sessionWith(folder.path(), music(2, 4, 44100)));
  const Session trimmed = trimTrack(0, 44100, 4 * 44100).apply(session);
  EXPECT_EQ(timeSpan(trimmed.tracks[0].spectralEdits.at(0).mask), (TimeSpan{1.0_s, 2.0_s}));
  EXPECT_TRUE(trimTrack(0, 7 * 22050, 4 * 44100).apply(session).tracks[0].spectralEdits.empty()) << "its sound is gone";
}

TEST(SpectralSession, AnEditDamagedByHandIsRefusedWithItsPlace) {
  const TemporaryFolder folder;
  const Session session = addSpectralEdit(0, {Mask{{box(2, 3, 100, 200)}}, LevelSettings{}})
                              .apply(sessionWith(folder.path(), music(2, 4, 44100)));
  const std::string text = historyToText(History(session), folder.path());
  const std::pair<const char*, const char*> damages[] = {
      {"\"rectangle\"", "\"circle\""}, {"\"level\"", "\"magic\""}, {"\"time\"", "\"tim\""}, {"100.0", "-100.0"}};
  for (const auto& [from, to] : damages) {
    std::string bad = text;
    const auto at = bad.find(from, bad.find("spectral_edits"));
    ASSERT_NE(at, std::string::npos) << from;
    bad.replace(at, std::string_view(from).size(), to);
    try {
      historyFromText(bad, folder.path());
      ADD_FAILURE() << from;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("spectral_edits[0]"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace lathe::test
