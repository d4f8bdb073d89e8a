// What a stage's settings look like, and what the stage does while it plays; shown above the settings' form.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>
#include <optional>

#include "core/processors/processor.h"
#include "gui/document/workspace.h"
#include "gui/widgets/spoken.h"

namespace lathe::gui {

/// Made from settings, told of newer ones by show(). A picture that can be dragged tells its changes as a form does,
/// with the ids of the parameters that changed together.
class StagePicture : public QWidget, public Spoken {
  Q_OBJECT
 public:
  explicit StagePicture(const Settings& settings, QWidget* parent = nullptr);

  /// Values to show; of the same type.
  void show(const Settings& settings);
  const Settings& settings() const noexcept { return settings_; }
  /// What the picture describes itself as.
  QString spokenValue() const override { return accessibleDescription(); }
  /// What the stage does now, about 30 times a second; nothing: it does not play.
  virtual void showActivity(const std::optional<Activity>&) {}

 Q_SIGNALS:
  void previewed(const lathe::Settings& settings, const QStringList& parameters);
  void edited(const lathe::Settings& settings, const QStringList& parameters);

 protected:
  /// Called after show() took other values.
  virtual void settingsChanged() { update(); }
  /// Sets a number, moved into the parameter's range; tells nobody.
  void put(const std::string& id, double number);
  bool event(QEvent* event) override;
  /// Keys that this picture answers itself, before the window's shortcuts.
  virtual bool isOwnKey(const QKeyEvent&) const { return false; }

 private:
  Settings settings_;
};

}  // namespace lathe::gui
