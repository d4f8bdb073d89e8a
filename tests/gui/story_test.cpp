// One story from end to end: the demo mix, a click healed, a limiter, -14 LUFS, a file, closing, opening, undoing.
// scripts/pictures runs it on a screen of its own and keeps its pictures for the guide.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <cmath>
#include <cstdlib>

#include "analysis/measurement/measurement.h"
#include "core/file/audio_file.h"
#include "core/file/user_folders.h"
#include "core/processors/limiter.h"
#include "core/synth/demo_mix.h"
#include "gui/app/layouts.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/dialogs/render_result.h"
#include "gui/panels/chain_panel.h"
#include "gui/panels/loudness_panel.h"
#include "gui/views/editor.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

class Story : public WindowTest {
 protected:
  /// Into the folder that LATHE_PICTURES names, if there is one.
  void picture(const char* name, QWidget* what = nullptr) {
    const char* folder = std::getenv("LATHE_PICTURES");
    if (!folder) return;
    ASSERT_TRUE(waitUntil([&] { return window_->editor().spectrogram().tiles().isIdle(); }));
    QTest::qWait(300);
    ASSERT_TRUE((what ? what : window_.get())
                    ->grab()
                    .save(QString::fromUtf8(folder) % QLatin1Char('/') % QLatin1String(name) % QStringLiteral(".png")));
  }

  /// Shortcuts are the active window's; without a window manager nobody else makes it so.
  void activate() {
    window_->activateWindow();
    ASSERT_TRUE(waitUntil([&] { return window_->isActiveWindow(); }));
  }

  /// The largest step between two samples near a moment of the track as it is heard before its chain.
  double roughestNear(double seconds) {
    const ClipPtr clip = workspace_->sound.clip();
    AudioBuffer buffer(clip->format().channels(), 100);
    clip->read(static_cast<std::uint64_t>(seconds * clip->format().sampleRate) - 50, buffer.view());
    double largest = 0;
    for (std::size_t n = 1; n < buffer.frames(); ++n)
      largest = std::max(largest, std::abs(static_cast<double>(buffer[0][n]) - static_cast<double>(buffer[0][n - 1])));
    return largest;
  }

  void lassoAround(double seconds) {
    key(Qt::Key_4);
    workspace_->axis.show((seconds - 0.25) * workspace_->axis.rate(), (seconds + 0.25) * workspace_->axis.rate());
    SpectrogramView& view = window_->editor().spectrogram();
    const double x = workspace_->axis.xOf(seconds * workspace_->axis.rate());
    const std::vector<QPointF> round = {{x - 12, 4},
                                        {x + 12, 4},
                                        {x + 14, view.height() / 4.0},
                                        {x + 12, view.height() - 4.0},
                                        {x - 12, view.height() - 4.0},
                                        {x - 14, view.height() / 4.0}};
    QTest::mousePress(&view, Qt::LeftButton, {}, round.front().toPoint());
    for (const QPointF& point : round) {
      QMouseEvent move(QEvent::MouseMove, point, view.mapToGlobal(point), Qt::NoButton, Qt::LeftButton, {});
      QApplication::sendEvent(&view, &move);
    }
    QTest::mouseRelease(&view, Qt::LeftButton, {}, round.back().toPoint());
  }

  void addStage(const QString& name) {
    for (QMenu* menu : window_->chainPanel().findChildren<QMenu*>())
      for (QAction* action : menu->actions())
        if (action->text() == name) return action->trigger();
    FAIL() << name.toStdString();
  }

  void exportTo(const std::filesystem::path& folder, const QString& target) {
    key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = window_->findChild<ExportDialog*>();
    ASSERT_TRUE(dialog);
    for (QComboBox* box : dialog->findChildren<QComboBox*>())
      if (const int index = box->findText(target); index >= 0) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
      }
    QLineEdit* line = nullptr;
    for (QLineEdit* one : dialog->findChildren<QLineEdit*>())
      if (one->text().endsWith(QStringLiteral("masters"))) line = one;  // what is suggested
    ASSERT_TRUE(line);
    line->setText(QStringLiteral("masters"));
    picture("export", dialog);
    line->setText(toQString(folder));
    QTest::keyClick(dialog, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return window_->findChild<RenderResult*>() != nullptr; }));
    window_->findChild<RenderResult*>()->close();
    activate();
  }

  void saveAs(const std::filesystem::path& path) {
    QTimer::singleShot(0, window_.get(), [&] {
      auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
      ASSERT_TRUE(dialog);
      auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
      ASSERT_TRUE(line);
      line->setText(toQString(path));
      QTest::keyClick(line, Qt::Key_Return);
    });
    key(Qt::Key_S, Qt::ControlModifier);
  }
};

TEST_F(Story, FromTheDemoMixToAMasterAndBack) {
  QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  activate();
  window_->actions().get(QStringLiteral("help.demo"))->trigger();
  ASSERT_TRUE(waitUntil([&] { return workspace_->sound.clip() && workspace_->sound.knownShare() == 1; }));
  picture("window");

  const auto faults = demoFaults();
  const auto planted = std::ranges::find_if(
      faults, [](const PlantedFault& f) { return f.kind == FaultKind::Click && f.start > 2_s && f.channel == 0; });
  ASSERT_NE(planted, faults.end());
  const double click = (planted->start + planted->length * 0.5).value;
  const double before = roughestNear(click);
  lassoAround(click);
  ASSERT_FALSE(workspace_->selection.isEmpty());
  key(Qt::Key_H, Qt::ControlModifier);
  ASSERT_TRUE(waitUntil([&] { return document().track().spectralEdits.size() == 1; }));
  ASSERT_TRUE(waitUntil([&] { return roughestNear(click) < before / 5; })) << before << " " << roughestNear(click);
  key(Qt::Key_1, Qt::AltModifier);
  picture("heal");
  key(Qt::Key_2, Qt::AltModifier);
  key(Qt::Key_Escape);
  workspace_->axis.showAll();

  addStage(QString::fromStdString(LimiterSettings::type().name));
  ASSERT_EQ(document().track().chain.stages.size(), 1u);
  picture("chain");
  const std::filesystem::path masters = folder_ / "masters";
  ASSERT_NO_FATAL_FAILURE(exportTo(masters, QStringLiteral("Streaming: −14 LUFS, −1 dBTP")));
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(masters)) files.push_back(entry.path());
  ASSERT_EQ(files.size(), 1u);
  const analysis::Measurement measured = analysis::measureClip(*openClip(files[0]), {});
  ASSERT_TRUE(measured.integrated && measured.truePeak);
  EXPECT_NEAR(measured.integrated->value, -14, 0.1);
  EXPECT_LE(measured.truePeak->level.value, -1);

  key(Qt::Key_3, Qt::AltModifier);
  key(Qt::Key_M, Qt::ControlModifier);
  ASSERT_TRUE(waitUntil([&] { return window_->loudnessPanel().analysis().evidence() != nullptr; }));
  picture("analyse");

  saveAs(folder_ / "song.lathe");
  ASSERT_TRUE(std::filesystem::exists(folder_ / "song.lathe"));
  EXPECT_FALSE(document().isModified());
  EXPECT_TRUE(window_->close());
  window_.reset();
  workspace_.reset();

  workspace_ = std::make_unique<Workspace>(WorkspaceFolders{folder_ / "journals", folder_ / "peaks"});
  window_ = std::make_unique<MainWindow>(*workspace_);
  window_->show();
  activate();
  window_->openFiles({toQString(folder_ / "song.lathe")});
  ASSERT_TRUE(waitUntil([&] { return workspace_->sound.clip() && workspace_->sound.knownShare() == 1; }));
  EXPECT_EQ(document().track().spectralEdits.size(), 1u);
  EXPECT_EQ(document().track().chain.stages.size(), 1u);
  ASSERT_TRUE(waitUntil([&] { return roughestNear(click) < before / 5; }));
  for (int i = 0; i < 10 && !document().track().spectralEdits.empty(); ++i) key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(document().track().spectralEdits.empty());
  EXPECT_TRUE(document().track().chain.stages.empty());
  EXPECT_TRUE(waitUntil([&] { return std::abs(roughestNear(click) - before) < 1e-6; }));
}

}  // namespace
}  // namespace lathe::gui
