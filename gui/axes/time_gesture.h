// Selecting time with the mouse, the same way on every view.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/Qt>

#include "gui/document/workspace.h"

namespace lathe::gui {

/// True when x is on an edge of a selection that is one passage of time.
bool isOnEdge(const Workspace& workspace, double x);
/// The frame that stays while the other end follows the pointer: where it was pressed, or the far edge when an edge was
/// grabbed or Shift is held.
double beginTimeDrag(Workspace& workspace, double x, Qt::KeyboardModifiers keys);
void dragTime(Workspace& workspace, double fromFrame, double x);
/// A click sets the cursor and ends the selection.
void clickTime(Workspace& workspace, double x);
void selectBetweenMarkers(Workspace& workspace, double x);

}  // namespace lathe::gui
