// Joining the parts of a workspace.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/workspace.h"

#include "analysis/overview/overview_cache.h"

namespace lathe::gui {

WorkspaceFolders WorkspaceFolders::ofUser() { return {journalFolder(), analysis::peaksFolder()}; }

Workspace::Workspace(const WorkspaceFolders& folders)
    : document(folders.journals),
      sound(document, jobs, folders.cache),
      transport(document, sound, selection, playhead, jobs) {
  QObject::connect(
      &sound, &TrackSound::opened, &axis, [this, before = std::size_t(-1), name = std::string()]() mutable {
        const bool isNew = document.currentTrack() != before || (document.hasTrack() && document.track().title != name);
        before = document.currentTrack();
        name = document.hasTrack() ? document.track().title : std::string();
        axis.setTrack(sound.frames(), sound.rate(), isNew);
      });
  QObject::connect(&transport, &Transport::played, &meters, &MeterFeed::add);
  QObject::connect(&document, &Document::currentTrackChanged, &selection, [this] {
    selection.clear();
    selection.setCursor(0.0_s);
  });
  QObject::connect(&document, &Document::replaced, &selection, [this] {
    selection.clear();
    selection.setCursor(0.0_s);
  });
}

}  // namespace lathe::gui
