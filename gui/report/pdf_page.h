// Paper that is written on from top to bottom: lines of text, tables with heads on every page, page numbers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <vector>

namespace lathe::gui {

/// A column of a table: its head, its share of the width, and on which side its cells stand.
struct PdfColumn {
  QString head;
  double share = 1;
  bool isRight = false;
};

struct PdfCell {
  QString text;
  QColor colour = Qt::black;
  bool isBold = false;
};

/// All lengths are points (1/72 inch). `pages`: how many there are in all, for "2 of 5"; 0 while they are counted.
class PdfPage {
 public:
  PdfPage(QPdfWriter& writer, int pages);

  double width() const noexcept { return width_; }
  double y() const noexcept { return y_; }
  int page() const noexcept { return page_; }
  QPainter& painter() noexcept { return painter_; }
  /// Device units of a length.
  double unit(double points) const noexcept { return points * scale_; }
  QFont fontOf(double points, bool isBold = false) const;

  /// Starts another page when less than this is left.
  void need(double height);
  void skip(double height) { y_ += height; }
  /// Broken into lines as wide as the page.
  void text(const QString& text, double points, bool isBold = false, const QColor& colour = Qt::black);
  /// Cells are broken into lines; a row is never broken over pages, and each page starts with the head.
  void table(const std::vector<PdfColumn>& columns, const std::vector<std::vector<PdfCell>>& rows);
  /// A place of its own for a drawing, with y() behind it. In device units.
  QRectF place(double height);

 private:
  void footer();
  double rowHeight(const std::vector<PdfColumn>& columns, const std::vector<PdfCell>& cells);
  void row(const std::vector<PdfColumn>& columns, const std::vector<PdfCell>& cells, double height);

  QPdfWriter& writer_;
  int pages_, page_ = 1;
  double scale_, width_, height_, y_ = 0;
  QPainter painter_;
};

}  // namespace lathe::gui
