// A selection as a picture over the spectrogram: a veil on what is selected and a line around it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QColor>
#include <QtGui/QImage>

#include "core/spectral/mask.h"
#include "gui/axes/frequency_axis.h"
#include "gui/document/time_axis.h"

class QPainterPath;

namespace lathe::gui {

/// Where seconds and hertz lie in a lane.
struct LanePlace {
  const TimeAxis& axis;
  const FrequencyScale& scale;  ///< its height is the lane's

  double x(Seconds time) const { return axis.xOf(time.value * axis.rate()); }
  double y(Hertz frequency) const { return scale.yOf(frequency.value); }
};

/// The outline of a shape on the lane; empty for a wand, whose shape only the sound knows.
QPainterPath outlineOf(const Shape& shape, const LanePlace& place);

/// Transparent where nothing is selected; `width` x the scale's height pixels, times `ratio`. Wands are drawn as the
/// cells of `wand` (a picture of that size, alpha set where selected) when it is given.
QImage maskPicture(const Mask& mask, const LanePlace& place, int width, double ratio, const QColor& veil,
                   const QColor& line, const QImage& wand = {});

}  // namespace lathe::gui
