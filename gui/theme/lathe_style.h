// Fusion, with check marks whose frames can be seen on dark windows, and labels that show text as it is.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QProxyStyle>

#include "gui/theme/theme.h"

class QApplication;

namespace lathe::gui {

class LatheStyle : public QProxyStyle {
  Q_OBJECT
 public:
  LatheStyle();
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;

  using QProxyStyle::polish;
  /// A label, message box or tool tip shows its text as it is. Qt would guess whether it is HTML, and names of files,
  /// tracks and steps come from others: they could show headings, pictures and links of their own. Only a label that
  /// was told to show rich text does.
  void polish(QWidget* widget) override;
};

/// Runs the program with that theme: its palette, and this style.
void applyTheme(QApplication& application, const Theme& theme);

}  // namespace lathe::gui
