// Drags, keys and check marks of a list.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/widgets/reorder_list.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QDropEvent>
#include <QtGui/QKeyEvent>
#include <algorithm>

namespace lathe::gui {

ReorderList::ReorderList(QWidget* parent) : QListWidget(parent) {
  setDragDropMode(QAbstractItemView::InternalMove);
  setDefaultDropAction(Qt::MoveAction);
  setSelectionMode(QAbstractItemView::SingleSelection);
  connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    const int row = this->row(item);
    const bool isOn = item->checkState() == Qt::Checked;
    if (row >= 0 && row < static_cast<int>(rows_.size()) && rows_[static_cast<std::size_t>(row)].isOn != isOn)
      Q_EMIT switchAsked(row, isOn);
  });
}

void ReorderList::showRows(const std::vector<ReorderRow>& rows) {
  if (rows == rows_ && count() == static_cast<int>(rows.size())) return;
  const QSignalBlocker blocker(this);
  const int current = currentRow();
  while (count() > static_cast<int>(rows.size())) delete takeItem(count() - 1);
  while (count() < static_cast<int>(rows.size())) addItem(new QListWidgetItem);
  for (int i = 0; i < count(); ++i) {
    const ReorderRow& row = rows[static_cast<std::size_t>(i)];
    item(i)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
    item(i)->setText(row.text);
    item(i)->setToolTip(row.tip);
    item(i)->setCheckState(row.isOn ? Qt::Checked : Qt::Unchecked);
  }
  rows_ = rows;
  setCurrentRow(std::min(current, count() - 1));
}

void ReorderList::dropEvent(QDropEvent* event) {
  const int from = currentRow();
  const QModelIndex index = indexAt(event->position().toPoint());
  int to = index.isValid() ? index.row() : count() - 1;
  if (index.isValid() && dropIndicatorPosition() == QAbstractItemView::BelowItem && from > to) ++to;
  if (index.isValid() && dropIndicatorPosition() == QAbstractItemView::AboveItem && from < to) --to;
  event->setDropAction(Qt::IgnoreAction);  // the session moves the row, and the list shows the session
  event->accept();
  if (from >= 0 && to >= 0 && from != to) {
    Q_EMIT moveAsked(from, to);
    setCurrentRow(to);
  }
}

void ReorderList::keyPressEvent(QKeyEvent* event) {
  const int row = currentRow();
  const bool isMove =
      event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
  if (isMove && row >= 0) {
    const int to = row + (event->key() == Qt::Key_Up ? -1 : 1);
    if (to < 0 || to >= count()) return;
    Q_EMIT moveAsked(row, to);
    setCurrentRow(to);
  } else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && row >= 0) {
    Q_EMIT removeAsked(row);
  } else {
    QListWidget::keyPressEvent(event);
  }
}

}  // namespace lathe::gui
