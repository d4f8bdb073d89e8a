// Which settings have a picture, and what all pictures do.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/stage_picture.h"

#include <QtGui/QKeyEvent>
#include <algorithm>

#include "gui/pictures/compressor_picture.h"
#include "gui/pictures/denoise_picture.h"
#include "gui/pictures/eq_picture.h"
#include "gui/pictures/limiter_picture.h"
#include "gui/pictures/reverb_picture.h"

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

StagePicture* makePicture(const Settings& settings, Workspace& workspace) {
  const std::string& id = settings.type().id;
  if (id == "eq") return new EqPicture(settings, workspace);
  if (id == "compressor") return new CompressorPicture(settings);
  if (id == "limiter") return new LimiterPicture(settings);
  if (id == "reverb") return new ReverbPicture(settings, workspace);
  if (id == "denoise") return new DenoisePicture(settings, workspace);
  return nullptr;
}

}  // namespace lathe::gui
