// Finding and running commands.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/command_palette.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <algorithm>

namespace lathe::gui {

CommandPalette::CommandPalette(std::vector<QAction*> actions, QWidget* parent)
    : QDialog(parent), actions_(std::move(actions)), line_(new QLineEdit), list_(new QListWidget) {
  setWindowTitle(tr("Commands"));
  resize(480, 360);
  auto* layout = new QVBoxLayout(this);
  line_->setPlaceholderText(tr("What do you want to do?"));
  line_->setAccessibleName(tr("Search commands"));
  list_->setAccessibleName(tr("Commands found"));
  layout->addWidget(line_);
  layout->addWidget(list_);
  line_->installEventFilter(this);
  connect(line_, &QLineEdit::textChanged, this, &CommandPalette::filter);
  connect(line_, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
  connect(list_, &QListWidget::itemActivated, this, &CommandPalette::runCurrent);
  filter({});
}

void CommandPalette::filter(const QString& text) {
  list_->clear();
  const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    const QAction* action = actions_[i];
    if (!action->isEnabled()) continue;
    const QString name = action->text().remove(QLatin1Char('&'));
    const bool fits =
        std::ranges::all_of(words, [&](const QString& w) { return name.contains(w, Qt::CaseInsensitive); });
    if (!fits) continue;
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    auto* item = new QListWidgetItem(keys.isEmpty() ? name : name % QStringLiteral("    ") % keys);
    item->setData(Qt::UserRole, static_cast<int>(i));
    list_->addItem(item);
  }
  list_->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
  const QListWidgetItem* item = list_->currentItem();
  if (!item) return;
  QAction* action = actions_[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())];
  accept();
  action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched != line_ || event->type() != QEvent::KeyPress) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  const int step = key == Qt::Key_Down       ? 1
                   : key == Qt::Key_Up       ? -1
                   : key == Qt::Key_PageDown ? 10
                   : key == Qt::Key_PageUp   ? -10
                                             : 0;
  if (step == 0) return false;
  list_->setCurrentRow(std::clamp(list_->currentRow() + step, 0, std::max(0, list_->count() - 1)));
  return true;
}

}  // namespace lathe::gui
