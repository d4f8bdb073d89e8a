// A form for any settings, made from their parameter list: sliders, choices, switches and texts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>
#include <functional>
#include <vector>

#include "core/processors/settings.h"

namespace lathe::gui {

/// While a slider is dragged, previewed() tells each value; edited() tells the one that stays.
class SettingsForm : public QWidget {
  Q_OBJECT
 public:
  explicit SettingsForm(const Settings& settings, QWidget* parent = nullptr);

  /// Values to show; of the same type.
  void show(const Settings& settings);
  const Settings& settings() const noexcept { return settings_; }

 Q_SIGNALS:
  void previewed(const lathe::Settings& settings, const QString& parameter);
  void edited(const lathe::Settings& settings, const QString& parameter);

 private:
  QWidget* rowFor(const Parameter& parameter);
  QWidget* sliderFor(const Parameter& parameter);
  QWidget* choiceFor(const Parameter& parameter);
  QWidget* switchFor(const Parameter& parameter);
  QWidget* textFor(const TextParameter& parameter);
  void set(const std::string& id, double number, bool isFinal);

  Settings settings_;
  std::vector<std::function<void()>> updates_;  ///< each shows its parameter's value
};

/// Where a value lies on a control from 0 to 1, and back, as the parameter's scale says.
double shareOfValue(const Parameter& parameter, double value);
double valueOfShare(const Parameter& parameter, double share);
/// As shown: "-1.5 dB", "20 ms".
QString valueText(const Parameter& parameter, double value);

}  // namespace lathe::gui
