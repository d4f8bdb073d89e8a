// What all parts of the window share: the document, what is seen of it, what is selected, what plays, what is at work.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

#include "gui/document/document.h"
#include "gui/document/jobs.h"
#include "gui/document/meter_feed.h"
#include "gui/document/playhead.h"
#include "gui/document/selection.h"
#include "gui/document/time_axis.h"
#include "gui/document/track_sound.h"
#include "gui/document/transport.h"
#include "gui/document/view_settings.h"

namespace lathe::gui {

/// Where a workspace keeps what outlives it.
struct WorkspaceFolders {
  std::filesystem::path journals, cache;

  /// Those of the user.
  static WorkspaceFolders ofUser();
};

/// Panels and views take a Workspace& and keep it; it outlives them.
struct Workspace {
  explicit Workspace(const WorkspaceFolders& folders = WorkspaceFolders::ofUser());

  Document document;
  Jobs jobs;
  TrackSound sound;
  TimeAxis axis;
  Selection selection;
  ViewSettings view;
  Playhead playhead;
  Transport transport;
  MeterFeed meters;
};

}  // namespace lathe::gui
