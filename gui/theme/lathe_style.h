// Fusion, with check marks whose frames can be seen on dark windows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QProxyStyle>

namespace lathe::gui {

class LatheStyle : public QProxyStyle {
  Q_OBJECT
 public:
  LatheStyle();
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
};

}  // namespace lathe::gui
