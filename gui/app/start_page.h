// What an empty window shows: what to do first.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

namespace lathe::gui {

class StartPage : public QWidget {
  Q_OBJECT
 public:
  explicit StartPage(QWidget* parent = nullptr);

  /// Sessions that can be opened again, newest first.
  void showRecent(const QStringList& files);

 Q_SIGNALS:
  void openAsked();
  void demoAsked();
  void recentAsked(const QString& file);

 private:
  QWidget* recent_;
};

}  // namespace lathe::gui
