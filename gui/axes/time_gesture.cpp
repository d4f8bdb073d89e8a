// Edges, drags and clicks in time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/time_gesture.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {
namespace {

constexpr double kGrab = 4;  ///< pixels

Seconds timeAt(const Workspace& workspace, double frame) {
  const TimeAxis& axis = workspace.axis;
  return Seconds{std::clamp(std::round(frame), 0.0, axis.frames()) / axis.rate()};
}

/// The selection's ends in pixels when it is one stretch.
std::optional<std::pair<double, double>> edges(const Workspace& workspace) {
  const auto time = workspace.selection.time();
  if (!time || workspace.selection.mask().parts.size() != 1) return {};
  if (!std::holds_alternative<PassageShape>(workspace.selection.mask().parts[0].shape)) return {};
  const TimeAxis& axis = workspace.axis;
  return std::pair(axis.xOf(time->start.value * axis.rate()), axis.xOf(time->end.value * axis.rate()));
}

}  // namespace

bool isOnEdge(const Workspace& workspace, double x) {
  const auto ends = edges(workspace);
  return ends && (std::abs(ends->first - x) <= kGrab || std::abs(ends->second - x) <= kGrab);
}

double beginTimeDrag(Workspace& workspace, double x, Qt::KeyboardModifiers keys) {
  const TimeAxis& axis = workspace.axis;
  const auto ends = edges(workspace);
  if (ends && std::abs(ends->first - x) <= kGrab) return axis.frameAt(ends->second);
  if (ends && std::abs(ends->second - x) <= kGrab) return axis.frameAt(ends->first);
  if (keys & Qt::ShiftModifier) {
    if (ends) return axis.frameAt(x < (ends->first + ends->second) / 2 ? ends->second : ends->first);
    return workspace.selection.cursor().value * axis.rate();
  }
  return std::clamp(axis.frameAt(x), 0.0, axis.frames());
}

void dragTime(Workspace& workspace, double fromFrame, double x) {
  const Seconds a = timeAt(workspace, fromFrame), b = timeAt(workspace, workspace.axis.frameAt(x));
  if (a == b) return;
  workspace.selection.selectTime({std::min(a, b), std::max(a, b)});
  workspace.selection.setCursor(std::min(a, b));
}

void clickTime(Workspace& workspace, double x) {
  workspace.selection.clear();
  workspace.selection.setCursor(timeAt(workspace, workspace.axis.frameAt(x)));
}

void selectBetweenMarkers(Workspace& workspace, double x) {
  if (!workspace.document.hasTrack()) return;
  const double frame = workspace.axis.frameAt(x);
  double from = 0, to = workspace.axis.frames();
  for (const Marker& marker : workspace.document.track().markers) {
    const auto at = static_cast<double>(marker.frame);
    if (at <= frame) from = std::max(from, at);
    if (at > frame) to = std::min(to, at);
  }
  workspace.selection.selectTime({timeAt(workspace, from), timeAt(workspace, to)});
}

}  // namespace lathe::gui
