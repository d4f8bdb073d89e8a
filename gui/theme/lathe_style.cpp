// Drawing check marks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/theme/lathe_style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>

namespace lathe::gui {

LatheStyle::LatheStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void LatheStyle::polish(QWidget* widget) {
  QProxyStyle::polish(widget);
  if (auto* label = qobject_cast<QLabel*>(widget); label && label->textFormat() == Qt::AutoText)
    label->setTextFormat(Qt::PlainText);
}

void LatheStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
  if (element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck)
    return QProxyStyle::drawPrimitive(element, option, painter, widget);
  const Theme& t = theme();
  const bool isEnabled = option->state & State_Enabled, hasFocus = option->state & State_HasFocus;
  const QColor colour = isEnabled ? t.text : t.disabledText;
  const QRectF box = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(hasFocus ? t.accent : isEnabled ? t.dimText : t.disabledText, hasFocus ? 2 : 1));
  painter->setBrush(t.base);
  painter->drawRoundedRect(box, 2, 2);
  if (option->state & (State_On | State_NoChange)) {
    painter->setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (option->state & State_NoChange)
      painter->drawLine(QPointF(box.left() + 3, box.center().y()), QPointF(box.right() - 3, box.center().y()));
    else
      painter->drawPolyline(QPolygonF({{box.left() + box.width() * 0.22, box.top() + box.height() * 0.55},
                                       {box.left() + box.width() * 0.42, box.top() + box.height() * 0.75},
                                       {box.left() + box.width() * 0.8, box.top() + box.height() * 0.25}}));
  }
  painter->restore();
}

void applyTheme(QApplication& application, const Theme& theme) {
  setTheme(theme);
  application.setStyle(new LatheStyle);
  application.setPalette(paletteOf(theme));
}

}  // namespace lathe::gui
