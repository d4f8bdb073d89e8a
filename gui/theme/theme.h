// The colours of the window: one struct, a dark and a light value of it, and the palette made from them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QColor>
#include <QtGui/QPalette>

namespace lathe::gui {

/// No view has a colour of its own: all are here, so that contrast can be tested.
struct Theme {
  bool isDark = true;
  // Widgets
  QColor window, base, raised, text, dimText, disabledText, border, accent, accentText, link;
  // Time views
  QColor canvas;         ///< behind the waveform
  QColor waveform;       ///< from the lowest to the highest sample
  QColor clippedSample;  ///< at full scale
  QColor grid;
  QColor ruler, rulerText;
  QColor selection;  ///< a fill, with its transparency
  QColor selectionEdge;
  QColor playhead, playheadOutline;  ///< a bright line with a dark outline can be seen on every spectrogram
  QColor marker;
  // Meters
  QColor good, nearing, warning, over, meterTrack;

  static const Theme& dark();
  static const Theme& light();
};

/// The theme that the program runs with.
const Theme& theme();
void setTheme(const Theme& theme);

QPalette paletteOf(const Theme& theme);

/// (L1 + 0.05) / (L2 + 0.05) of the relative luminances, 1 to 21 (WCAG 2.1, "contrast ratio"); colours are opaque.
double contrast(const QColor& a, const QColor& b);

}  // namespace lathe::gui
