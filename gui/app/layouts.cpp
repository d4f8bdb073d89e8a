// Which panels a layout shows, and which lies on top.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/layouts.h"

#include <QtCore/QSettings>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMainWindow>
#include <algorithm>

namespace lathe::gui {
namespace {

constexpr int kVersion = 1;

QString placeOf(Layouts::Name name) {
  static const char* const names[] = {"edit", "master", "analyse"};
  return QStringLiteral("window/layout_") + QLatin1String(names[static_cast<std::size_t>(name)]);
}

}  // namespace

Layouts::Layouts(QMainWindow& window, std::vector<QDockWidget*> docks, QSettings* settings)
    : QObject(&window), window_(window), docks_(std::move(docks)), settings_(settings) {}

QDockWidget* Layouts::dock(const char* id) const {
  const auto found =
      std::ranges::find_if(docks_, [id](const QDockWidget* dock) { return dock->objectName() == QLatin1String(id); });
  Q_ASSERT(found != docks_.end());
  return *found;
}

void Layouts::arrange(Name name) {
  window_.restoreState(standard_, kVersion);
  const auto show = [this](std::initializer_list<const char*> shown, std::initializer_list<const char*> raised) {
    for (QDockWidget* dock : docks_) dock->hide();
    for (const char* id : shown) dock(id)->show();
    for (const char* id : raised) dock(id)->raise();
  };
  switch (name) {
    case Name::Edit:
      show({"edits", "history", "chain", "tracks", "jobs"}, {"edits", "tracks"});
      break;
    case Name::Master:
      show({"chain", "edits", "history", "tracks", "spectrum", "loudness", "jobs", "meters"}, {"chain", "tracks"});
      break;
    case Name::Analyse:
      show({"loudness", "spectrum", "tracks", "jobs", "meters"}, {"loudness"});
      break;
  }
  if (name == Name::Analyse) window_.resizeDocks({dock("loudness")}, {window_.height() * 2 / 5}, Qt::Vertical);
}

void Layouts::choose(Name name) {
  if (name != current_) {
    kept_[static_cast<std::size_t>(current_)] = window_.saveState(kVersion);
    current_ = name;
    const QByteArray& before = kept_[static_cast<std::size_t>(name)];
    if (before.isEmpty() || !window_.restoreState(before, kVersion)) arrange(name);
  }
  Q_EMIT changed();
}

void Layouts::reset() {
  arrange(current_);
  Q_EMIT changed();
}

void Layouts::restore() {
  standard_ = window_.saveState(kVersion);
  if (settings_) {
    for (const Name name : kAll) kept_[static_cast<std::size_t>(name)] = settings_->value(placeOf(name)).toByteArray();
    current_ =
        static_cast<Name>(std::clamp(settings_->value(QStringLiteral("window/current_layout"), 1).toInt(), 0, 2));
    const QByteArray& before = kept_[static_cast<std::size_t>(current_)];
    if (before.isEmpty() || !window_.restoreState(before, kVersion)) arrange(current_);
  }
  Q_EMIT changed();
}

void Layouts::save() {
  if (!settings_) return;
  kept_[static_cast<std::size_t>(current_)] = window_.saveState(kVersion);
  for (const Name name : kAll)
    if (const QByteArray& state = kept_[static_cast<std::size_t>(name)]; !state.isEmpty())
      settings_->setValue(placeOf(name), state);
  settings_->setValue(QStringLiteral("window/current_layout"), static_cast<int>(current_));
}

}  // namespace lathe::gui
