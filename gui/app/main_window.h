// The main window: it makes the panels, joins them to the workspace, and lays them out. Nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QMainWindow>

#include "gui/commands/actions.h"
#include "gui/document/workspace.h"

class QDockWidget;
class QLabel;
class QSettings;
class QStackedWidget;

namespace lathe::gui {

class AlbumPanel;
class ChainPanel;
class Editor;
class Layouts;
class LoudnessPanel;
class StartPage;
struct Recoverable;

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// `workspace` outlives the window. Without `settings` (tests) nothing is kept.
  explicit MainWindow(Workspace& workspace, QSettings* settings = nullptr);
  ~MainWindow() override;

  Actions& actions() noexcept { return actions_; }
  Editor& editor() noexcept { return *editor_; }
  ChainPanel& chainPanel() noexcept { return *chain_; }
  LoudnessPanel& loudnessPanel() noexcept { return *loudness_; }
  AlbumPanel& albumPanel() noexcept { return *album_; }
  Layouts& layouts() noexcept { return *layouts_; }

  /// A session, or audio files that become tracks (of a new session when the one there is empty).
  void openFiles(const QStringList& files);
  void showMessage(const QString& sentence);
  /// Offers sessions that were not closed, if there are any; says so when there are none and `isAsked`.
  void offerRecovery(bool isAsked = false);
  /// Asks where missing audio files are, when there are some.
  void offerRelink();
  /// The keyboard goes to the next panel that is seen (1), or to the one before (-1).
  void focusPanel(int step);
  /// Asks whether changes are to be saved, when there are any. False: the user wants to stay.
  bool mayClose();

 protected:
  void closeEvent(QCloseEvent*) override;
  void dragEnterEvent(QDragEnterEvent*) override;
  void dropEvent(QDropEvent*) override;

 private:
  void makeActions();
  void makeFileActions();
  void makeEditActions();
  void makeViewActions();
  void makeSelectionActions();
  void makeTransportActions();
  void makeMenus();
  void makeToolBar();
  void makeStatusBar();
  void makeDocks();
  QDockWidget* dock(const QString& id, const QString& title, QWidget* panel, Qt::DockWidgetArea area);
  void followDocument();
  void followSelection();
  void followView();
  void followTransport();
  void openDialog();
  void exportDialog();
  bool save(bool asksForName);
  void askAboutChange(const QString& path);
  void showRecoverable(Recoverable found, bool isAsked);
  void noteRecent(const std::filesystem::path& session);
  QStringList recentSessions() const;
  void restoreLayout();

  Workspace& workspace_;
  QSettings* settings_;
  Actions actions_;
  QStackedWidget* pages_;
  StartPage* start_;
  Editor* editor_;
  ChainPanel* chain_ = nullptr;
  AlbumPanel* album_ = nullptr;
  LoudnessPanel* loudness_ = nullptr;
  std::vector<QDockWidget*> docks_;
  Layouts* layouts_ = nullptr;
  QLabel *selectionText_, *pointerText_, *formatText_, *outputText_, *deviceText_;
};

}  // namespace lathe::gui
