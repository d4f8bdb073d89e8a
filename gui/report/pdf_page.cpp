// Measuring text, breaking pages, drawing rows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/report/pdf_page.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetricsF>
#include <QtGui/QGuiApplication>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lathe::gui {
namespace {

constexpr double kCellPoints = 8.5, kCellGap = 6, kRowGap = 3, kFooter = 18;
const QColor kRule(0xC8, 0xCE, 0xD6), kSoft(0x5B, 0x64, 0x70);

}  // namespace

PdfPage::PdfPage(QPdfWriter& writer, int pages)
    : writer_(writer),
      pages_(pages),
      scale_(writer.resolution() / 72.0),
      width_(writer.width() / scale_),
      height_(writer.height() / scale_ - kFooter),
      painter_(&writer) {
  footer();
}

QFont PdfPage::fontOf(double points, bool isBold) const {
  QFont font = QGuiApplication::font();
  font.setPixelSize(static_cast<int>(std::lround(unit(points))));
  font.setBold(isBold);
  return font;
}

void PdfPage::need(double height) {
  if (y_ + height <= height_ || y_ == 0) return;
  writer_.newPage();
  ++page_;
  y_ = 0;
  footer();
}

void PdfPage::footer() {
  painter_.setFont(fontOf(8));
  painter_.setPen(kSoft);
  const QRectF place(0, unit(height_ + 4), unit(width_), unit(kFooter - 4));
  const QString number =
      QCoreApplication::translate("lathe::gui::PdfReport", "Page %1 of %2").arg(page_).arg(std::max(pages_, page_));
  painter_.drawText(place, Qt::AlignLeft | Qt::AlignBottom, QStringLiteral("Lathe"));
  painter_.drawText(place, Qt::AlignRight | Qt::AlignBottom, number);
}

void PdfPage::text(const QString& text, double points, bool isBold, const QColor& colour) {
  const QFont font = fontOf(points, isBold);
  const QRectF box =
      QFontMetricsF(font, &writer_).boundingRect(QRectF(0, 0, unit(width_), 1e7), Qt::TextWordWrap, text);
  const double height = box.height() / scale_;
  need(height);
  painter_.setFont(font);
  painter_.setPen(colour);
  painter_.drawText(QRectF(0, unit(y_), unit(width_), box.height() + 1), Qt::TextWordWrap, text);
  y_ += height + points * 0.2;
}

QRectF PdfPage::place(double height) {
  need(height);
  const QRectF place(0, unit(y_), unit(width_), unit(height));
  y_ += height;
  return place;
}

double PdfPage::rowHeight(const std::vector<PdfColumn>& columns, const std::vector<PdfCell>& cells) {
  double height = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const QFontMetricsF metrics(fontOf(kCellPoints, cells[i].isBold), &writer_);
    const QRectF box = metrics.boundingRect(QRectF(0, 0, unit(columns[i].share * width_ - kCellGap), 1e7),
                                            Qt::TextWordWrap, cells[i].text);
    height = std::max({height, box.height() / scale_, metrics.height() / scale_});
  }
  return height + kRowGap;
}

void PdfPage::row(const std::vector<PdfColumn>& columns, const std::vector<PdfCell>& cells, double height) {
  double x = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    painter_.setFont(fontOf(kCellPoints, cells[i].isBold));
    painter_.setPen(cells[i].colour);
    const double wide = columns[i].share * width_;
    painter_.drawText(QRectF(unit(x), unit(y_ + kRowGap / 2), unit(wide - kCellGap), unit(height)),
                      (columns[i].isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop | Qt::TextWordWrap,
                      cells[i].text);
    x += wide;
  }
  y_ += height;
  painter_.setPen(QPen(kRule, unit(0.5)));
  painter_.drawLine(QPointF(0, unit(y_)), QPointF(unit(width_), unit(y_)));
}

void PdfPage::table(const std::vector<PdfColumn>& given, const std::vector<std::vector<PdfCell>>& rows) {
  std::vector<PdfColumn> columns = given;
  const double all =
      std::accumulate(given.begin(), given.end(), 0.0, [](double sum, const PdfColumn& c) { return sum + c.share; });
  std::vector<PdfCell> head;
  bool hasHead = false;
  for (PdfColumn& column : columns) {
    column.share /= all;
    head.push_back({column.head, kSoft});
    hasHead = hasHead || !column.head.isEmpty();
  }
  const double headHeight = hasHead ? rowHeight(columns, head) : 0;
  int headOn = 0;
  for (const auto& cells : rows) {
    const double height = rowHeight(columns, cells);
    need(height + (headOn == page_ ? 0 : headHeight));
    if (hasHead && headOn != page_) row(columns, head, headHeight);
    headOn = page_;
    row(columns, cells, height);
  }
}

}  // namespace lathe::gui
