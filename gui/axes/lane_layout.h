// Where the lanes of a view lie, and what all views draw over them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "gui/document/workspace.h"

class QPainter;

namespace lathe::gui {

/// From the top of the view, in pixels.
struct LaneRect {
  double top = 0, height = 0;
};

/// Whole pixels, one of them between lanes.
LaneRect laneRect(std::size_t lane, std::size_t lanes, int height);
/// The lane at y.
std::size_t laneAt(double y, std::size_t lanes, int height);

/// "L" and "R" in the corners of the lanes.
void paintLaneNames(QPainter& painter, const std::vector<Lane>& lanes, int height);
/// The selected stretches of time, over the whole height.
void paintTimeSelection(QPainter& painter, const Workspace& workspace, int height);
void paintMarkers(QPainter& painter, const Workspace& workspace, int height);

}  // namespace lathe::gui
