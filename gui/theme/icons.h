// The window's own icons, drawn in the theme's colour at any size.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QIcon>

namespace lathe::gui {

enum class Glyph {
  Start,
  Play,
  Stop,
  Pause,
  Loop,
  Time,
  Frequency,
  Box,
  Lasso,
  Brush,
  Wand,
  Harmonics,
  Heal,
  Delete,
  Undo,
  Redo
};

QIcon icon(Glyph glyph);

}  // namespace lathe::gui
