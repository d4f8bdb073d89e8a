// What the pictures of all stages do.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/stage_picture.h"

#include <QtGui/QKeyEvent>
#include <algorithm>

namespace lathe::gui {

StagePicture::StagePicture(const Settings& settings, QWidget* parent) : QWidget(parent), settings_(settings) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StagePicture::show(const Settings& settings) {
  if (&settings.type() != &settings_.type() || settings == settings_) return;
  settings_ = settings;
  settingsChanged();
}

void StagePicture::put(const std::string& id, double number) {
  const Parameter* parameter = settings_.type().find(id);
  settings_.set(id, std::clamp(number, parameter->minimum, parameter->maximum));
}

bool StagePicture::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

}  // namespace lathe::gui
