// The ground of a picture: a logarithmic axis of frequency and an axis of levels, with their lines and numbers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QRectF>
#include <QtGui/QPainter>
#include <QtGui/QPolygonF>
#include <vector>

namespace lathe::gui {

/// Levels from the bottom of an area to its top, in dB.
struct LevelAxis {
  QRectF area;
  double low = -60, high = 0;

  double yOf(double decibels) const noexcept;
  double decibelsAt(double y) const noexcept;
};

/// 20 Hz to 20 kHz from the left of an area to its right.
struct FrequencyPlot {
  LevelAxis levels;

  double xOf(double hertz) const noexcept;
  double hertzAt(double x) const noexcept;
};

/// A smaller font for numbers on axes.
QFont axisFont(const QFont& font);
/// Fills the area and draws a line with its number left of the area every `step` dB.
void drawLevels(QPainter& painter, const LevelAxis& scale, double step);
/// Draws lines at 50, 100 ... 10k Hz, with their numbers below the area.
void drawFrequencies(QPainter& painter, const FrequencyPlot& plot);
/// Levels of the meters' bands as an area reaching down to the bottom; those levels have a scale of their own.
void drawSpectrum(QPainter& painter, const FrequencyPlot& plot, const LevelAxis& scale,
                  const std::vector<float>& levels);

}  // namespace lathe::gui
