// What is written in the window can be read, in both themes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/theme/theme.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/spectral/colour_map.h"

namespace lathe::gui {
namespace {

TEST(Theme, TextStandsOutFromWhatItLiesOn) {
  for (const Theme* t : {&Theme::dark(), &Theme::light()}) {
    for (const QColor& ground : {t->window, t->base, t->raised, t->canvas}) {
      EXPECT_GE(contrast(t->text, ground), 7) << t->isDark;
      EXPECT_GE(contrast(t->dimText, ground), 4.5) << t->isDark;
    }
    EXPECT_GE(contrast(t->rulerText, t->ruler), 4.5);
    EXPECT_GE(contrast(t->accentText, t->accent), 4.5);
    EXPECT_GE(contrast(t->disabledText, t->window), 2.5);
    EXPECT_GE(contrast(t->waveform, t->canvas), 4.5);
    EXPECT_GE(contrast(t->over, t->window), 3);
    EXPECT_GE(contrast(t->marker, t->canvas), 3);
  }
}

TEST(Theme, ThePlayheadCanBeSeenOnEveryColourOfASpectrogram) {
  // One of the line and its outline always differs from what lies under them.
  for (const ColourMap& map : colourMaps())
    for (const Colour& c : map.colours) {
      const QColor ground(c.red, c.green, c.blue);
      const Theme& t = Theme::dark();
      EXPECT_GE(std::max(contrast(t.playhead, ground), contrast(t.playheadOutline, ground)), 4.5);
    }
}

}  // namespace
}  // namespace lathe::gui
