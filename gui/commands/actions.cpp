// Making actions, keeping their keys, and leaving letters to text fields.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/commands/actions.h"

#include <QtCore/QEvent>
#include <QtCore/QSettings>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextEdit>

namespace lathe::gui {
namespace {

bool takesText(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
         qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QTextEdit*>(widget);
}

}  // namespace

Actions::Actions(QWidget* window) : QObject(window), window_(window) { qApp->installEventFilter(this); }

QAction* Actions::add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                      std::function<void()> run, const QString& tip) {
  auto* action = new QAction(text, window_);
  action->setObjectName(id);
  action->setShortcuts(keys);
  action->setData(tip);
  showKeys(action);
  window_->addAction(action);
  connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
  all_.push_back(action);
  byId_[id] = action;
  defaults_[id] = keys;
  return action;
}

QAction* Actions::get(const QString& id) const {
  const auto found = byId_.find(id);
  Q_ASSERT_X(found != byId_.end(), "Actions", qPrintable(id));
  return found->second;
}

void Actions::showKeys(QAction* action) {
  QString tip = action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
  if (!action->shortcut().isEmpty())
    tip += QStringLiteral(" (") % action->shortcut().toString(QKeySequence::NativeText) % QLatin1Char(')');
  if (const QString more = action->data().toString(); !more.isEmpty()) tip += QLatin1Char('\n') % more;
  action->setToolTip(tip);
}

void Actions::setKeys(const QString& id, const QList<QKeySequence>& keys) {
  for (QAction* other : all_) {
    if (other->objectName() == id) continue;
    QList<QKeySequence> left = other->shortcuts();
    const auto before = left.size();
    for (const QKeySequence& key : keys) left.removeAll(key);
    if (left.size() == before) continue;
    other->setShortcuts(left);
    showKeys(other);
  }
  get(id)->setShortcuts(keys);
  showKeys(get(id));
}

QAction* Actions::withKey(const QKeySequence& key) const {
  for (QAction* action : all_)
    if (action->shortcuts().contains(key)) return action;
  return nullptr;
}

void Actions::load(const QSettings& settings) {
  for (QAction* action : all_) {
    const QString place = QStringLiteral("keys/") % action->objectName();
    if (!settings.contains(place)) continue;
    action->setShortcuts(QKeySequence::listFromString(settings.value(place).toString(), QKeySequence::PortableText));
    showKeys(action);
  }
}

void Actions::save(QSettings& settings) const {
  for (const QAction* action : all_) {
    const QString place = QStringLiteral("keys/") % action->objectName();
    if (action->shortcuts() == defaults_.at(action->objectName()))
      settings.remove(place);
    else
      settings.setValue(place, QKeySequence::listToString(action->shortcuts(), QKeySequence::PortableText));
  }
}

bool Actions::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return false;
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool isPlain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
  if (isPlain && takesText(qobject_cast<QWidget*>(watched))) event->accept();  // the field gets the key itself
  return false;
}

}  // namespace lathe::gui
