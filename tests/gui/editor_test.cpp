// Selecting, healing, undoing, zooming and playing in the window, with real mouse and key events.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/editor.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolBar>
#include <cmath>

#include "core/play/virtual_output.h"
#include "core/session/edits.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"
#include "gui/panels/chain_panel.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

TEST_F(WindowTest, ShowsWhatToDoWhenItIsEmpty) {
  EXPECT_FALSE(window_->editor().isVisible());
  openMix();
  EXPECT_TRUE(window_->editor().isVisible());
  EXPECT_EQ(document().track().title, "mix");
  EXPECT_EQ(document().history().steps().back().name, "Open mix.wav");
}

TEST_F(WindowTest, DraggingOnTheWaveformSelectsTime) {
  openMix();
  drag(window_->editor().waveform(), {0.25, 0.5}, {0.5, 0.5});
  const auto time = workspace_->selection.time();
  ASSERT_TRUE(time);
  const double length = 3 * 1.02;
  EXPECT_NEAR(time->start.value, 0.25 * length, 0.01);
  EXPECT_NEAR(time->end.value, 0.5 * length, 0.01);

  // One edge is dragged alone.
  drag(window_->editor().waveform(), {0.5, 0.3}, {0.75, 0.3});
  EXPECT_NEAR(workspace_->selection.time()->start.value, 0.25 * length, 0.01);
  EXPECT_NEAR(workspace_->selection.time()->end.value, 0.75 * length, 0.01);

  // A click ends it.
  QTest::mouseClick(&window_->editor().waveform(), Qt::LeftButton, {}, QPoint(30, 50));
  EXPECT_TRUE(workspace_->selection.isEmpty());
}

TEST_F(WindowTest, ABoxOnTheSpectrogramIsHealedAndUndone) {
  openMix();
  key(Qt::Key_3);
  SpectrogramView& view = window_->editor().spectrogram();
  const double click = workspace_->axis.xOf(72024) / view.width();
  drag(view, {click - 0.01, 0.05}, {click + 0.01, 0.45});
  ASSERT_EQ(workspace_->selection.mask().parts.size(), 1u);
  const auto& box = std::get<RectangleShape>(workspace_->selection.mask().parts[0].shape);
  EXPECT_LT(box.time.start.value, 1.5);
  EXPECT_GT(box.time.end.value, 1.501);
  EXPECT_GT(box.frequency.high.value, 10000);

  key(Qt::Key_H, Qt::ControlModifier);
  ASSERT_EQ(document().track().spectralEdits.size(), 1u);
  AudioBuffer healed(2, 200), before(2, 200);
  workspace_->sound.clip()->read(71900, healed.view());
  workspace_->sound.uneditedClip()->read(71900, before.view());
  double most = 0;
  for (std::size_t n = 0; n < 200; ++n)
    most = std::max(most, std::abs(static_cast<double>(healed[0][n]) - static_cast<double>(before[0][n])));
  EXPECT_GT(most, 0.3);

  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(document().track().spectralEdits.empty());
  EXPECT_EQ(workspace_->sound.clip(), workspace_->sound.uneditedClip());
  key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(document().track().spectralEdits.size(), 1u);
}

TEST_F(WindowTest, AnEditThatCannotBeHeardDoesNotStay) {
  openMix();
  QString said;
  QObject::connect(&workspace_->sound, &TrackSound::editFailed, [&](const QString& sentence) { said = sentence; });
  key(Qt::Key_3);
  drag(window_->editor().spectrogram(), {0.2, 0.1}, {0.8, 0.4});  // more than a second cannot be healed
  key(Qt::Key_H, Qt::ControlModifier);
  EXPECT_TRUE(waitUntil([&] { return !said.isEmpty(); }));
  EXPECT_TRUE(waitUntil([&] { return document().track().spectralEdits.empty(); }));
  EXPECT_EQ(workspace_->sound.clip(), workspace_->sound.uneditedClip());
}

TEST_F(WindowTest, ShapesAreAddedAndSubtracted) {
  openMix();
  SpectrogramView& view = window_->editor().spectrogram();
  key(Qt::Key_3);
  drag(view, {0.2, 0.1}, {0.4, 0.3});
  drag(view, {0.5, 0.1}, {0.6, 0.3}, Qt::ShiftModifier);
  key(Qt::Key_4);
  drag(view, {0.25, 0.15}, {0.3, 0.25}, Qt::ControlModifier);
  ASSERT_EQ(workspace_->selection.mask().parts.size(), 3u);
  EXPECT_EQ(workspace_->selection.mask().parts[1].operation, MaskOperation::Add);
  EXPECT_EQ(workspace_->selection.mask().parts[2].operation, MaskOperation::Subtract);
  EXPECT_TRUE(std::holds_alternative<PolygonShape>(workspace_->selection.mask().parts[2].shape));
  key(Qt::Key_5);
  drag(view, {0.7, 0.2}, {0.8, 0.3});
  ASSERT_EQ(workspace_->selection.mask().parts.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<BrushShape>(workspace_->selection.mask().parts[0].shape));
  key(Qt::Key_Escape);
  EXPECT_TRUE(workspace_->selection.isEmpty());
}

TEST_F(WindowTest, TheWheelZoomsAtThePointer) {
  openMix();
  WaveformView& view = window_->editor().waveform();
  const double x = view.width() * 0.3, frame = workspace_->axis.frameAt(x), zoom = workspace_->axis.framesPerPixel();
  QWheelEvent event({x, 20}, view.mapToGlobal(QPointF(x, 20)), {}, {0, 480}, Qt::NoButton, Qt::NoModifier,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(&view, &event);
  EXPECT_NEAR(workspace_->axis.framesPerPixel(), zoom / 2, zoom / 100);
  EXPECT_NEAR(workspace_->axis.frameAt(x), frame, 1);
  key(Qt::Key_F, Qt::ControlModifier);
  EXPECT_TRUE(workspace_->axis.showsAll());
}

TEST_F(WindowTest, LettersGoToATextFieldThatHasTheFocus) {
  openMix();
  auto* time = window_->findChild<QToolBar*>(QStringLiteral("transport"))->findChild<QLineEdit*>();
  time->setFocus();
  time->selectAll();
  QTest::keyClicks(time, QStringLiteral("1.25"));
  EXPECT_EQ(workspace_->view.values().tool, Tool::Time);  // 1, 2 and 5 are tools' keys
  QTest::keyClick(time, Qt::Key_Return);
  EXPECT_NEAR(workspace_->selection.cursor().value, 1.25, 1e-9);
}

TEST_F(WindowTest, FilesDroppedBecomeTracks) {
  QMimeData data;
  data.setUrls(
      {QUrl::fromLocalFile(toQString(mix_)), QUrl::fromLocalFile(toQString(writeTestMix(folder_ / "b.wav", 1)))});
  QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &drop);
  ASSERT_TRUE(waitUntil([&] { return document().session().tracks.size() == 2; }));
  EXPECT_EQ(document().session().tracks[1].title, "b");
  EXPECT_EQ(document().history().steps().size(), 2u);  // one step for both
}

TEST_F(WindowTest, PlaysTheSamplesOfTheSession) {
  openMix();
  std::vector<float> heard;
  workspace_->transport.setOutputFactory([&] {
    return std::make_unique<VirtualOutput>(
        [&](ConstAudioView block) { heard.insert(heard.end(), block[0].begin(), block[0].end()); });
  });
  document().apply(insertStage({0}, 0, Stage{operationOf("gain")}));
  key(Qt::Key_Space);
  EXPECT_TRUE(workspace_->transport.isPlaying());
  ASSERT_TRUE(waitUntil([&] { return !workspace_->transport.isPlaying(); }));
  AudioBuffer expected(2, 144000);
  workspace_->sound.clip()->read(0, expected.view());
  ASSERT_GE(heard.size(), 144000u);
  for (std::size_t n = 0; n < 144000; ++n) ASSERT_EQ(heard[n], expected[0][n]) << n;
}

TEST_F(WindowTest, AStageIsAddedSetAndBypassed) {
  openMix();
  ChainPanel& panel = window_->chainPanel();
  panel.addStage(*processorType("limiter").settings);
  ASSERT_EQ(document().track().chain.stages.size(), 1u);
  EXPECT_EQ(panel.currentStage(), 0);
  panel.addStage(*processorType("dither").settings);
  panel.addStage(*processorType("gain").settings);
  ASSERT_EQ(document().track().chain.stages.size(), 3u);
  EXPECT_EQ(document().track().chain.stages.back().settings.type().id, "dither");  // which stays last
}

TEST_F(WindowTest, EveryCommandHasANameAndNoKeyIsTakenTwice) {
  std::map<QString, QString> owners;
  for (const QAction* action : window_->actions().all()) {
    EXPECT_FALSE(action->text().isEmpty()) << action->objectName().toStdString();
    for (const QKeySequence& key : action->shortcuts()) {
      const QString text = key.toString();
      EXPECT_FALSE(owners.contains(text))
          << text.toStdString() << ": " << owners[text].toStdString() << " and " << action->objectName().toStdString();
      owners[text] = action->objectName();
    }
  }
}

}  // namespace
}  // namespace lathe::gui
