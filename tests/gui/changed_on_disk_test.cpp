// Saving in the window does not undo in silence what another program has saved into the same session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include "core/session/edits.h"
#include "core/session/session_change.h"
#include "core/session/session_file.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

Track named(const char* title) {
  Track track;
  track.title = title;
  return track;
}

/// As `lathe edit` does it beside the window.
void changeBeside(const std::filesystem::path& file) {
  changeSession(file, [](History& history) { history.apply(addTrack(named("Of another"))); });
}

TEST(ChangedOnDisk, IsToldInsteadOfSaving) {
  const testing::TemporaryFolder folder;
  const auto file = folder / "s.lathe";
  Document document(folder / "journals");
  document.apply(addTrack(named("One")));
  ASSERT_TRUE(document.save(file));
  document.apply(addTrack(named("Two")));
  EXPECT_TRUE(document.save(file)) << "what it has saved itself is no change";
  changeBeside(file);
  const std::string theirs = testing::fileBytes(file);

  document.apply(addTrack(named("Three")));
  QSignalSpy told(&document, &Document::changedOnDisk), failed(&document, &Document::failed);
  EXPECT_FALSE(document.save(file));
  EXPECT_EQ(told.size(), 1);
  EXPECT_EQ(failed.size(), 0);
  EXPECT_EQ(testing::fileBytes(file), theirs);
  EXPECT_TRUE(document.isModified());
  EXPECT_EQ(lostSessions(folder / "journals").size(), 0u) << "its journal is still its own";

  EXPECT_TRUE(document.save(folder / "other.lathe")) << "under another name it is saved";
  EXPECT_TRUE(document.save(file, Document::IfChanged::Overwrite));
  EXPECT_EQ(loadSession(file), document.history());
}

TEST(ChangedOnDisk, IsSeenAfterOpeningToo) {
  const testing::TemporaryFolder folder;
  const auto file = folder / "s.lathe";
  saveSession(file, History(), Overwrite::No);
  Document document(folder / "journals");
  ASSERT_TRUE(document.open(file));
  changeBeside(file);
  document.apply(addTrack(named("Mine")));
  EXPECT_FALSE(document.save(file));
  ASSERT_TRUE(document.open(file));
  document.apply(addTrack(named("Mine")));
  EXPECT_TRUE(document.save(file));
  EXPECT_EQ(document.session().tracks.size(), 2u);
}

TEST(ChangedOnDisk, IsSeenByARecoveredSession) {
  const testing::TemporaryFolder folder;
  const auto file = folder / "s.lathe";
  saveSession(file, History(), Overwrite::No);
  for (const bool isChanged : {false, true}) {
    {
      Document lost(folder / "journals");
      ASSERT_TRUE(lost.open(file));
      lost.apply(addTrack(named("Mine")));
    }  // no close(): the program is gone
    if (isChanged) changeBeside(file);
    const auto found = lostSessions(folder / "journals");
    ASSERT_EQ(found.size(), 1u);
    Document document(folder / "journals");
    ASSERT_TRUE(document.recover(found[0]));
    EXPECT_EQ(document.save(file), !isChanged);
    document.close();
  }
}

TEST_F(WindowTest, AsksWhatToDoAboutASessionThatChangedOnDisk) {
  openMix();
  const auto file = folder_ / "s.lathe";
  ASSERT_TRUE(document().save(file));
  changeBeside(file);
  document().apply(setTrackTitle(0, "Mine"));
  EXPECT_FALSE(document().save(file));
  auto* box = window_->findChild<QMessageBox*>(QStringLiteral("changedOnDisk"));
  ASSERT_TRUE(box);
  EXPECT_EQ(box->buttons().size(), 4) << "save as, open, overwrite, cancel";
  for (QAbstractButton* button : box->buttons())
    if (button->text().contains(QStringLiteral("verwrite"))) button->click();
  EXPECT_EQ(loadSession(file).session().tracks[0].title, "Mine");
  EXPECT_FALSE(document().isModified());
}

}  // namespace
}  // namespace lathe::gui
