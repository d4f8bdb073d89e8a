// Layouts, keys, the album's figures, missing files, and what screen readers are told.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtCore/QSettings>
#include <QtGui/QAccessible>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QTableWidget>
#include <atomic>
#include <cmath>
#include <map>
#include <set>

#include "core/play/virtual_output.h"
#include "core/session/edits.h"
#include "core/session/relink.h"
#include "gui/app/layouts.h"
#include "gui/commands/key_presets.h"
#include "gui/dialogs/relink_dialog.h"
#include "gui/panels/album_panel.h"
#include "gui/views/editor.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

QDockWidget* dockOf(MainWindow& window, const char* id) { return window.findChild<QDockWidget*>(QLatin1String(id)); }

TEST_F(WindowTest, LayoutsShowTheirPanelsAndRememberChanges) {
  openMix();
  window_->layouts().choose(Layouts::Name::Edit);
  EXPECT_FALSE(dockOf(*window_, "meters")->isVisible());
  EXPECT_TRUE(dockOf(*window_, "edits")->isVisible());
  window_->layouts().choose(Layouts::Name::Analyse);
  EXPECT_TRUE(dockOf(*window_, "loudness")->isVisible());
  EXPECT_FALSE(dockOf(*window_, "chain")->isVisible());
  window_->layouts().choose(Layouts::Name::Edit);
  dockOf(*window_, "meters")->show();
  key(Qt::Key_2, Qt::AltModifier);
  EXPECT_EQ(window_->layouts().current(), Layouts::Name::Master);
  EXPECT_TRUE(dockOf(*window_, "chain")->isVisible());
  key(Qt::Key_1, Qt::AltModifier);
  EXPECT_TRUE(dockOf(*window_, "meters")->isVisible());  // as it was left
  window_->layouts().reset();
  EXPECT_FALSE(dockOf(*window_, "meters")->isVisible());
}

TEST_F(WindowTest, KeySetsOfOtherProgramsLeaveNoKeyTwice) {
  for (const KeyPreset& preset : keyPresets()) {
    applyKeys(window_->actions(), preset);
    std::map<QString, QString> owners;
    for (const QAction* action : window_->actions().all())
      for (const QKeySequence& key : action->shortcuts()) {
        EXPECT_TRUE(owners.emplace(key.toString(), action->objectName()).second)
            << preset.name.toStdString() << ": " << key.toString().toStdString();
      }
    for (const auto& [id, keys] : preset.keys) EXPECT_EQ(window_->actions().get(id)->shortcuts(), keys);
  }
  applyKeys(window_->actions(), keyPresets().front());
  EXPECT_EQ(window_->actions().get(QStringLiteral("transport.loop"))->shortcut(), QKeySequence(QStringLiteral("L")));
}

TEST_F(WindowTest, LooksOfTheSpectrogramAreChosenInTheMenu) {
  openMix();
  SpectrogramView& view = window_->editor().spectrogram();
  ASSERT_TRUE(waitUntil([&] { return view.tiles().isIdle(); }));
  const auto trigger = [&](const char* id) {
    window_->actions().get(QLatin1String(id))->trigger();
    EXPECT_TRUE(window_->actions().get(QLatin1String(id))->isChecked()) << id;
    EXPECT_TRUE(waitUntil([&] { return view.tiles().isIdle(); }));
    QTest::qWait(20);
    return view.grab().toImage();
  };
  const QImage plain = view.grab().toImage();
  EXPECT_NE(trigger("view.overlay"), plain);
  window_->actions().get(QStringLiteral("view.overlay"))->trigger();
  EXPECT_NE(trigger("view.window_kaiser"), plain);
  EXPECT_NE(trigger("view.range_60"), plain);
  const double highest = workspace_->view.values().highestLevel;
  window_->actions().get(QStringLiteral("view.brighter"))->trigger();
  EXPECT_EQ(workspace_->view.values().highestLevel, highest - 6);
  EXPECT_EQ(workspace_->view.values().highestLevel - workspace_->view.values().lowestLevel, 60);
  const QImage clock = window_->editor().timeRuler().grab().toImage();
  trigger("view.time_samples");
  EXPECT_NE(window_->editor().timeRuler().grab().toImage(), clock);
}

TEST_F(WindowTest, SpectraOfAFileAreKeptOnDiskUntilItIsEdited) {
  openMix(60);
  SpectrogramView& view = window_->editor().spectrogram();
  ASSERT_TRUE(waitUntil([&] { return view.tiles().isIdle(); }));
  const auto tiles = [&] {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "peaks"))
      count += entry.path().extension() == ".tile" ? 1 : 0;
    return count;
  };
  const std::size_t kept = tiles();
  EXPECT_GT(kept, 0u);
  const auto levels = [&] {
    std::vector<std::optional<double>> all;
    for (int second = 1; second < 60; ++second)
      for (int y = 3; y < view.height(); y += 17)
        all.push_back(view.levelAt(workspace_->axis.xOf(second * 48000.0), y));
    return all;
  };
  const auto before = levels();
  document().startNew();
  window_->openFiles({toQString(mix_)});
  ASSERT_TRUE(waitUntil([&] { return workspace_->sound.clip() && workspace_->sound.knownShare() == 1; }));
  ASSERT_TRUE(waitUntil([&] { return view.tiles().isIdle(); }));
  EXPECT_EQ(levels(), before);
  EXPECT_EQ(tiles(), kept);
  workspace_->selection.selectTime({10.0_s, 30.0_s});
  key(Qt::Key_Delete);
  ASSERT_TRUE(waitUntil([&] { return document().track().spectralEdits.size() == 1; }));
  ASSERT_TRUE(waitUntil([&] { return levels() != before && view.tiles().isIdle(); }));
  EXPECT_EQ(tiles(), kept);  // what is edited is not the file's
}

TEST_F(WindowTest, LooksKeysAndLayoutsAreKeptFromOneStartToTheNext) {
  QSettings settings(toQString(folder_ / "window.conf"), QSettings::IniFormat);
  {
    Workspace workspace(WorkspaceFolders{folder_ / "journals2", folder_ / "peaks"});
    MainWindow first(workspace, &settings);
    first.show();
    workspace.view.change([](ViewValues& v) {
      v.overlaysWaveform = true;
      v.timeFormat = TimeFormat::CdFrames;
      v.lanes = Lanes::MidSide;
    });
    first.actions().setKeys(QStringLiteral("transport.loop"), {QKeySequence(QStringLiteral("F9"))});
    first.layouts().choose(Layouts::Name::Analyse);
    EXPECT_TRUE(first.close());
  }
  Workspace workspace(WorkspaceFolders{folder_ / "journals2", folder_ / "peaks"});
  MainWindow second(workspace, &settings);
  second.show();
  EXPECT_TRUE(workspace.view.values().overlaysWaveform);
  EXPECT_EQ(workspace.view.values().timeFormat, TimeFormat::CdFrames);
  EXPECT_EQ(workspace.view.values().lanes, Lanes::MidSide);
  EXPECT_EQ(second.actions().get(QStringLiteral("transport.loop"))->shortcut(), QKeySequence(QStringLiteral("F9")));
  EXPECT_EQ(second.layouts().current(), Layouts::Name::Analyse);
  EXPECT_TRUE(dockOf(second, "loudness")->isVisible());
  EXPECT_FALSE(dockOf(second, "chain")->isVisible());
}

TEST_F(WindowTest, TheKeyboardGoesFromPanelToPanelAndBack) {
  openMix();
  std::set<const QWidget*> docks;
  for (int i = 0; i < 8; ++i) {
    key(Qt::Key_F6);
    for (const QDockWidget* dock : window_->findChildren<QDockWidget*>())
      if (QApplication::focusWidget() && dock->isAncestorOf(QApplication::focusWidget())) docks.insert(dock);
  }
  EXPECT_GE(docks.size(), 2u);
}

TEST_F(WindowTest, AlbumFiguresAreThoseOfTheTracksAndGainsBringThemToATarget) {
  openMix();
  window_->openFiles({toQString(writeTestMix(folder_ / "second.wav", 4))});
  ASSERT_TRUE(waitUntil([&] { return document().session().tracks.size() == 2; }));
  AlbumPanel& panel = window_->albumPanel();
  panel.analysis().measure();
  ASSERT_TRUE(waitUntil([&] { return panel.analysis().evidence() && !panel.analysis().isRunning(); }));
  ASSERT_TRUE(panel.analysis().evidence()->album.integrated);
  const double before = panel.analysis().evidence()->album.integrated->value;
  EXPECT_NE(panel.tracks().item(0, TracksPanel::Integrated)->text(), QStringLiteral("–"));
  const std::size_t steps = document().history().steps().size();
  panel.conform();  // the album to -14 LUFS
  EXPECT_EQ(document().history().steps().size(), steps + 1);
  EXPECT_NEAR(document().session().tracks[1].gain.value, -14 - before, 0.006);
  EXPECT_TRUE(panel.analysis().isStale());
  EXPECT_EQ(panel.tracks().item(0, TracksPanel::Integrated)->text(), QStringLiteral("–"));
  panel.analysis().measure();
  ASSERT_TRUE(waitUntil([&] { return !panel.analysis().isStale() && !panel.analysis().isRunning(); }));
  EXPECT_NEAR(panel.analysis().evidence()->album.integrated->value, -14, 0.02);
}

TEST_F(WindowTest, FadesAreTypedIntoTheTracks) {
  openMix();
  TracksPanel& tracks = window_->albumPanel().tracks();
  tracks.item(0, TracksPanel::FadeOut)->setText(QStringLiteral("0.5 s"));
  EXPECT_EQ(document().track().regions.back().fadeOut.length, 24000u);
  tracks.item(0, TracksPanel::FadeIn)->setText(QStringLiteral("nonsense"));
  EXPECT_EQ(document().track().regions.front().fadeIn.length, 0u);
  EXPECT_EQ(tracks.item(0, TracksPanel::FadeIn)->text(), QStringLiteral("0.00 s"));
}

TEST_F(WindowTest, MissingFilesAreFoundWhereTheyWereMovedTo) {
  openMix();
  ASSERT_TRUE(document().save(folder_ / "session.lathe"));
  document().startNew();
  std::filesystem::create_directories(folder_ / "moved" / "here");
  std::filesystem::rename(mix_, folder_ / "moved" / "here" / mix_.filename());
  ASSERT_TRUE(document().open(folder_ / "session.lathe"));
  RelinkDialog* dialog = nullptr;
  ASSERT_TRUE(waitUntil([&] { return (dialog = window_->findChild<RelinkDialog*>()) != nullptr; }));
  ASSERT_TRUE(waitUntil([&] { return !dialog->isSearching(); }));  // it looked beside the session by itself
  EXPECT_EQ(dialog->found(), 1);
  QTest::keyClick(dialog, Qt::Key_Return);
  EXPECT_TRUE(missingSources(document().session()).empty());
  EXPECT_TRUE(waitUntil([&] { return workspace_->sound.clip() && workspace_->sound.knownShare() == 1; }));
  document().undo();
  EXPECT_FALSE(missingSources(document().session()).empty());
}

TEST_F(WindowTest, DraggingTheRulerWithShiftPlaysWhatIsPassed) {
  openMix();
  std::atomic<double> loudest = 0;
  workspace_->transport.setOutputFactory([&loudest] {
    return std::make_unique<VirtualOutput>([&loudest](ConstAudioView block) {
      for (const float sample : block[0]) loudest = std::max(loudest.load(), std::abs(static_cast<double>(sample)));
    });
  });
  TimeRuler& ruler = window_->editor().timeRuler();
  const int y = ruler.height() / 2;
  QTest::mousePress(&ruler, Qt::LeftButton, Qt::ShiftModifier, QPoint(ruler.width() / 4, y));
  EXPECT_TRUE(waitUntil([&] { return loudest > 0.1; }));
  QMouseEvent move(QEvent::MouseMove, QPoint(ruler.width() / 2, y), ruler.mapToGlobal(QPoint(ruler.width() / 2, y)),
                   Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
  QApplication::sendEvent(&ruler, &move);
  EXPECT_TRUE(workspace_->transport.isPlaying());
  QTest::mouseRelease(&ruler, Qt::LeftButton, Qt::ShiftModifier, QPoint(ruler.width() / 2, y));
  EXPECT_TRUE(waitUntil([&] { return !workspace_->transport.isPlaying(); }));
  EXPECT_NEAR(workspace_->selection.cursor().value, 1.5, 0.1);
}

TEST_F(WindowTest, ScreenReadersAreToldWhatTheViewsShow) {
  openMix();
  workspace_->selection.selectTime({1.0_s, 1.5_s});
  QAccessibleInterface* view = QAccessible::queryAccessibleInterface(&window_->editor().waveform());
  ASSERT_TRUE(view);
  EXPECT_EQ(view->role(), QAccessible::Graphic);
  EXPECT_EQ(view->text(QAccessible::Name), QStringLiteral("Waveform"));
  EXPECT_TRUE(view->text(QAccessible::Value).contains(QStringLiteral("0:01.000 – 0:01.500")))
      << view->text(QAccessible::Value).toStdString();
  // Every view that paints itself and is seen has a name and a value.
  int spoken = 0;
  for (QWidget* widget : window_->findChildren<QWidget*>()) {
    if (!dynamic_cast<Spoken*>(widget)) continue;
    QAccessibleInterface* one = QAccessible::queryAccessibleInterface(widget);
    ASSERT_TRUE(one);
    EXPECT_FALSE(one->text(QAccessible::Name).isEmpty()) << widget->metaObject()->className();
    EXPECT_FALSE(one->text(QAccessible::Value).isEmpty()) << widget->metaObject()->className();
    ++spoken;
  }
  EXPECT_GE(spoken, 7);
}

}  // namespace
}  // namespace lathe::gui
