// The session's sample rate in the window: asked for, changed, undone, and found again in an old session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtTest/QSignalSpy>
#include <QtWidgets/QInputDialog>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "gui/panels/tracks_panel.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

TEST_F(WindowTest, TheSessionsRateIsChangedByADialogAndUndone) {
  openMix();
  EXPECT_EQ(document().session().sampleRate, 48000);
  const Session before = document().session();
  const auto answer = [&](const QString& text) {
    window_->actions().get(QStringLiteral("edit.rate"))->trigger();
    auto* dialog = window_->findChild<QInputDialog*>(QStringLiteral("session_rate"));
    ASSERT_TRUE(dialog);
    EXPECT_EQ(dialog->textValue(), QString::number(document().session().rate()));
    dialog->setTextValue(text);
    dialog->accept();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  };
  answer(QStringLiteral("96000"));
  EXPECT_EQ(document().session().sampleRate, 96000);
  EXPECT_EQ(document().track().length(), 2 * before.tracks[0].length());
  QSignalSpy failures(&document(), &Document::failed);
  for (const char* text : {"fast", "1e300", "-5", "7999", "999999999999", ""}) answer(QLatin1String(text));
  EXPECT_EQ(failures.count(), 6);
  EXPECT_EQ(document().session().sampleRate, 96000);
  document().undo();
  EXPECT_EQ(document().session(), before);
}

TEST_F(WindowTest, AnOldSessionWhoseOrderChangedIsOpenedWithASentence) {
  openMix();
  Session session = document().session();
  AudioSource other = *session.tracks[0].regions[0].source;
  other.sampleRate = 44100;
  session.tracks[0].regions[0].source = std::make_shared<AudioSource>(other);
  session.tracks[0].regions[0].length = 48000 * 3;
  auto json = nlohmann::ordered_json::parse(historyToText(History(session), folder_.path()));
  json["sample_rate"] = 0;
  json["sources"][0]["frames"] = 44100 * 3;
  std::ofstream(folder_ / "old.lathe") << json.dump();
  QSignalSpy failures(&document(), &Document::failed);
  ASSERT_TRUE(document().open(folder_ / "old.lathe"));
  EXPECT_EQ(document().session().sampleRate, 48000);
  ASSERT_EQ(failures.count(), 1);
  EXPECT_TRUE(failures[0][0].toString().contains(QStringLiteral("48000 Hz")));
}

TEST_F(WindowTest, AFadeOfATrackWithoutRegionsIsRefused) {
  openMix();
  ASSERT_TRUE(document().apply(removeRegion(0, 0)));
  auto* panel = window_->findChild<TracksPanel*>();
  ASSERT_TRUE(panel);
  const Session before = document().session();
  for (int column = 0; column < panel->columnCount(); ++column)
    if (QTableWidgetItem* item = panel->item(0, column); item && item->flags().testFlag(Qt::ItemIsEditable)) {
      const QString text = item->text();
      item->setText(QStringLiteral("1.5"));
      if (document().session() != before) document().undo();
    }
  EXPECT_EQ(document().session(), before);
}

}  // namespace
}  // namespace lathe::gui
