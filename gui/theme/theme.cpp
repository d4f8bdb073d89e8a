// The dark and the light theme.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {
namespace {

Theme makeDark() {
  Theme t;
  t.isDark = true;
  t.window = QColor(0x24, 0x27, 0x2c);
  t.base = QColor(0x1a, 0x1c, 0x20);
  t.raised = QColor(0x33, 0x37, 0x3e);
  t.text = QColor(0xe8, 0xea, 0xed);
  t.dimText = QColor(0xa9, 0xb0, 0xba);
  t.disabledText = QColor(0x7d, 0x84, 0x8e);
  t.border = QColor(0x45, 0x4b, 0x54);
  t.accent = QColor(0x3d, 0x8b, 0xd4);
  t.accentText = QColor(0x0c, 0x10, 0x14);
  t.link = QColor(0x7f, 0xb8, 0xf0);
  t.canvas = QColor(0x12, 0x14, 0x17);
  t.waveform = QColor(0x6f, 0xc3, 0xb2);
  t.clippedSample = QColor(0xff, 0x5c, 0x5c);
  t.grid = QColor(0x2f, 0x34, 0x3b);
  t.ruler = QColor(0x1e, 0x21, 0x26);
  t.rulerText = QColor(0xb8, 0xbf, 0xc9);
  t.selection = QColor(0xff, 0xff, 0xff, 52);
  t.selectionEdge = QColor(0xff, 0xff, 0xff);
  t.playhead = QColor(0xff, 0xff, 0xff);
  t.playheadOutline = QColor(0, 0, 0);
  t.marker = QColor(0xff, 0xc8, 0x57);
  t.good = QColor(0x4f, 0xb0, 0x6a);
  t.nearing = QColor(0xa9, 0xc2, 0x3f);
  t.warning = QColor(0xf0, 0xb0, 0x3c);
  t.over = QColor(0xff, 0x5c, 0x5c);
  t.meterTrack = QColor(0x15, 0x17, 0x1a);
  return t;
}

Theme makeLight() {
  Theme t;
  t.isDark = false;
  t.window = QColor(0xee, 0xef, 0xf1);
  t.base = QColor(0xff, 0xff, 0xff);
  t.raised = QColor(0xdd, 0xe0, 0xe4);
  t.text = QColor(0x1b, 0x1e, 0x22);
  t.dimText = QColor(0x50, 0x57, 0x60);
  t.disabledText = QColor(0x80, 0x86, 0x8e);
  t.border = QColor(0xb4, 0xba, 0xc2);
  t.accent = QColor(0x1f, 0x6d, 0xb8);
  t.accentText = QColor(0xff, 0xff, 0xff);
  t.link = QColor(0x15, 0x5a, 0x9c);
  t.canvas = QColor(0xf7, 0xf8, 0xf9);
  t.waveform = QColor(0x17, 0x6e, 0x60);
  t.clippedSample = QColor(0xc6, 0x1f, 0x1f);
  t.grid = QColor(0xdf, 0xe2, 0xe6);
  t.ruler = QColor(0xe4, 0xe6, 0xea);
  t.rulerText = QColor(0x3a, 0x40, 0x48);
  t.selection = QColor(0x1f, 0x6d, 0xb8, 64);
  t.selectionEdge = QColor(0x10, 0x40, 0x70);
  t.playhead = QColor(0xff, 0xff, 0xff);
  t.playheadOutline = QColor(0, 0, 0);
  t.marker = QColor(0x8a, 0x55, 0x00);
  t.good = QColor(0x1f, 0x7d, 0x3c);
  t.nearing = QColor(0x67, 0x7a, 0x10);
  t.warning = QColor(0xa3, 0x66, 0x00);
  t.over = QColor(0xc6, 0x1f, 0x1f);
  t.meterTrack = QColor(0xd6, 0xda, 0xdf);
  return t;
}

const Theme*& current() {
  static const Theme* theme = &Theme::dark();
  return theme;
}

double luminance(const QColor& colour) {
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

const Theme& Theme::dark() {
  static const Theme theme = makeDark();
  return theme;
}

const Theme& Theme::light() {
  static const Theme theme = makeLight();
  return theme;
}

const Theme& theme() { return *current(); }

QPalette paletteOf(const Theme& t) {
  QPalette palette;
  palette.setColor(QPalette::Window, t.window);
  palette.setColor(QPalette::WindowText, t.text);
  palette.setColor(QPalette::Base, t.base);
  palette.setColor(QPalette::AlternateBase, t.window);
  palette.setColor(QPalette::ToolTipBase, t.raised);
  palette.setColor(QPalette::ToolTipText, t.text);
  palette.setColor(QPalette::PlaceholderText, t.dimText);
  palette.setColor(QPalette::Text, t.text);
  palette.setColor(QPalette::Button, t.raised);
  palette.setColor(QPalette::ButtonText, t.text);
  palette.setColor(QPalette::BrightText, t.over);
  palette.setColor(QPalette::Link, t.link);
  palette.setColor(QPalette::LinkVisited, t.link);
  palette.setColor(QPalette::Highlight, t.accent);
  palette.setColor(QPalette::HighlightedText, t.accentText);
  palette.setColor(QPalette::Light, t.raised.lighter(120));
  palette.setColor(QPalette::Midlight, t.raised);
  palette.setColor(QPalette::Mid, t.border);
  palette.setColor(QPalette::Dark, t.isDark ? t.base.darker(130) : t.border);
  palette.setColor(QPalette::Shadow, QColor(0, 0, 0));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, t.disabledText);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, t.border);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, t.disabledText);
  return palette;
}

void setTheme(const Theme& theme) { current() = &theme; }

double contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace lathe::gui
