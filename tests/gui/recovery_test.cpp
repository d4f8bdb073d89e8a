// What was shown as done is there again after the program was killed, for sessions that were never saved too.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "gui/document/document.h"
#include "tests/support/temporary_folder.h"

namespace lathe::gui {
namespace {

Track named(const char* title) {
  Track track;
  track.title = title;
  return track;
}

TEST(Recovery, BringsBackASessionThatWasNeverSaved) {
  const testing::TemporaryFolder folder;
  History before;
  {
    Document lost(folder.path());
    lost.apply(addTrack(named("One")));
    lost.apply(addTrack(named("Two")));
    lost.undo();
    before = lost.history();
  }  // no close(): the program is gone
  const auto found = lostSessions(folder.path());
  ASSERT_EQ(found.size(), 1u);
  Document document(folder.path());
  EXPECT_TRUE(document.recover(found[0]));
  EXPECT_EQ(document.history(), before);
  EXPECT_TRUE(document.isModified());
  EXPECT_TRUE(lostSessions(folder.path()).empty());  // it runs again

  document.redo();
  EXPECT_EQ(document.session().tracks.size(), 2u);
}

TEST(Recovery, OfASavedSessionKnowsWhereItWas) {
  const testing::TemporaryFolder folder;
  const auto file = folder / "album.lathe";
  {
    Document lost(folder / "journals");
    lost.apply(addTrack(named("One")));
    ASSERT_TRUE(lost.save(file));
    EXPECT_TRUE(lostSessions(folder / "journals").empty());  // all of it is in the file
    lost.apply(setTrackTitle(0, "Eins"));
  }
  const auto found = lostSessions(folder / "journals");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].session, file);
  Document document(folder / "journals");
  ASSERT_TRUE(document.recover(found[0]));
  EXPECT_EQ(document.path(), file);
  EXPECT_TRUE(document.isModified());
  EXPECT_EQ(document.track().title, "Eins");
  EXPECT_EQ(loadSession(file).session().tracks[0].title, "One");  // the file is not touched until it is saved
}

TEST(Recovery, LeavesNothingBehindWhenAllWasClosed) {
  const testing::TemporaryFolder folder;
  {
    Document document(folder.path());
    document.apply(addTrack(named("One")));
    document.close();
  }
  EXPECT_TRUE(lostSessions(folder.path()).empty());
}

}  // namespace
}  // namespace lathe::gui
