// Runs the window's tests on Qt's offscreen platform, with folders of their own for everything a user's would be.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <QtWidgets/QApplication>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "gui/theme/lathe_style.h"
#include "gui/widgets/spoken.h"
#include "tests/support/temporary_folder.h"

namespace {

/// A warning of Qt's fails the test that runs, but for what its platforms say of themselves.
void handleMessage(QtMsgType type, const QMessageLogContext& context, const QString& text) {
  const bool isPlatforms = context.category && std::strncmp(context.category, "qt.qpa", 6) == 0;
  if (isPlatforms || type == QtDebugMsg || type == QtInfoMsg) return;
  for (const char* platforms : {"propagateSizeHints", "does not support raise"})
    if (text.contains(QLatin1String(platforms))) return;
  ADD_FAILURE() << "Qt says: " << text.toStdString();
}

}  // namespace

int main(int argc, char** argv) {
  const lathe::testing::TemporaryFolder home;
  for (const char* name :
       {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
    setenv(name, home.path().c_str(), 1);
  setenv("QT_QPA_PLATFORM", "offscreen", 0);
  setenv("LC_ALL", "C.UTF-8", 1);
  testing::InitGoogleTest(&argc, argv);
  qInstallMessageHandler(handleMessage);
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("lathe-gui-tests"));
  lathe::gui::offerSpokenViews();
  lathe::gui::applyTheme(application, lathe::gui::Theme::dark());
  return RUN_ALL_TESTS();
}
