// Showing a history.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/history_panel.h"

#include <QtCore/QSignalBlocker>

namespace lathe::gui {

HistoryPanel::HistoryPanel(Document& document, QWidget* parent) : QListWidget(parent), document_(document) {
  setAccessibleName(tr("History"));
  connect(&document, &Document::changed, this, &HistoryPanel::follow);
  connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
    if (row >= 0) document_.goTo(static_cast<std::size_t>(row));
  });
  follow();
}

void HistoryPanel::follow() {
  const QSignalBlocker blocker(this);
  const auto& steps = document_.history().steps();
  const auto position = static_cast<int>(document_.history().position());
  while (count() > static_cast<int>(steps.size())) delete takeItem(count() - 1);
  while (count() < static_cast<int>(steps.size())) addItem(new QListWidgetItem);
  for (int i = 0; i < count(); ++i) {
    item(i)->setText(QString::fromStdString(steps[static_cast<std::size_t>(i)].name));
    QFont font = this->font();
    font.setItalic(i > position);  // undone, can be redone
    item(i)->setFont(font);
    item(i)->setForeground(i > position ? palette().brush(QPalette::Disabled, QPalette::Text)
                                        : palette().brush(QPalette::Text));
  }
  setCurrentRow(position);
  scrollToItem(item(position));
}

}  // namespace lathe::gui
