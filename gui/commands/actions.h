// Every command of the window with its name, default keys and group: for menus, tooltips, the palette and remapping.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>
#include <functional>
#include <map>
#include <vector>

class QSettings;

namespace lathe::gui {

/// Keys are saved where they differ from the defaults.
class Actions : public QObject {
  Q_OBJECT
 public:
  /// Actions become children of `window`, so that their keys work in it.
  explicit Actions(QWidget* window);

  /// Makes one. `id` names it in settings: "transport.play". Keys that are letters alone do nothing while a text field
  /// has the focus.
  QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run,
               const QString& tip = {});
  QAction* get(const QString& id) const;
  /// In the order in which they were added.
  const std::vector<QAction*>& all() const noexcept { return all_; }
  QList<QKeySequence> defaultKeys(const QString& id) const { return defaults_.at(id); }

  /// Other keys for one; the action that had one of them loses it. An empty list: none.
  void setKeys(const QString& id, const QList<QKeySequence>& keys);
  /// The action that has a key, or null.
  QAction* withKey(const QKeySequence& key) const;
  void load(const QSettings& settings);
  void save(QSettings& settings) const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  static void showKeys(QAction* action);

  QWidget* window_;
  std::vector<QAction*> all_;
  std::map<QString, QAction*> byId_;
  std::map<QString, QList<QKeySequence>> defaults_;
};

}  // namespace lathe::gui
