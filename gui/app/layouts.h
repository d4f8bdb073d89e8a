// The named arrangements of the panels: for editing, for mastering, for measuring.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <vector>

class QDockWidget;
class QMainWindow;
class QSettings;

namespace lathe::gui {

/// Each layout remembers what the user made of it, also from one start to the next.
class Layouts : public QObject {
  Q_OBJECT
 public:
  enum class Name { Edit, Master, Analyse };
  static constexpr Name kAll[] = {Name::Edit, Name::Master, Name::Analyse};

  /// `docks`: by their object names. `settings` may be null.
  Layouts(QMainWindow& window, std::vector<QDockWidget*> docks, QSettings* settings);

  Name current() const noexcept { return current_; }
  /// Keeps the panels as they are under the current name, and arranges them as that one has them.
  void choose(Name name);
  /// The current one as it came.
  void reset();
  /// As it was when the program was closed last.
  void restore();
  /// Into the settings.
  void save();

 Q_SIGNALS:
  void changed();

 private:
  void arrange(Name name);
  QDockWidget* dock(const char* id) const;

  QMainWindow& window_;
  std::vector<QDockWidget*> docks_;
  QSettings* settings_;
  Name current_ = Name::Master;
  QByteArray standard_;
  std::vector<QByteArray> kept_{3};
};

}  // namespace lathe::gui
