// What can be done to the selection: every spectral operator, every processor, and moving it about.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/processors/settings.h"
#include "gui/document/workspace.h"

namespace lathe::gui {

/// Applies an operator or a processor to the selection, as a spectral edit of the current track. False, with a sentence
/// through Document::failed(), when there is no selection or it makes no sense.
bool applyToSelection(Workspace& workspace, const Settings& operation);

void selectAll(Workspace& workspace);
/// The selection's start (or end) goes to the cursor or the playhead.
void setSelectionEdge(Workspace& workspace, bool isStart);
/// Moves the cursor by pixels, or with `extends` the selection's edge.
void nudge(Workspace& workspace, double pixels, bool extends);
/// The cursor, or the selection's edges, go to the nearest rising zero crossing within 20 ms.
void toZeroCrossing(Workspace& workspace);
void addMarkerAtCursor(Workspace& workspace);
/// The cursor goes to the next marker (or the one before).
void goToMarker(Workspace& workspace, bool isNext);
/// Keeps the selected time and drops the rest of the track.
void trimToSelection(Workspace& workspace);
/// Silences the selected time: a spectral edit that deletes a passage.
void silenceSelection(Workspace& workspace);
void zoomToSelection(Workspace& workspace);

}  // namespace lathe::gui
