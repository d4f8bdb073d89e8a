// The window's program: lathe-gui [FILE...].
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include "core/file/ending_signals.h"
#include "core/file/library_messages.h"
#include "gui/app/main_window.h"
#include "gui/app/start_words.h"
#include "gui/theme/lathe_style.h"
#include "gui/translations/translation.h"
#include "gui/widgets/spoken.h"
#include "lathe_version.h"

int main(int argc, char** argv) {
  using namespace lathe::gui;
  // Steps that are not saved lie in the journal, from where the next start offers them.
  lathe::meetEndingSignals([](int signal) { lathe::endAtOnce(signal); });
  lathe::catchLibraryMessages();
  QApplication::setOrganizationName(QStringLiteral("lathe"));
  QApplication::setApplicationName(QStringLiteral("lathe-gui"));
  QSettings settings;
  const QString language = settings.value(QStringLiteral("language")).toString();
  const StartWords start = readStartWords(argc, argv, language);
  if (start.exitCode) return *start.exitCode;

  QApplication application(argc, argv);
  // The name of the desktop file: by it a desktop finds the window's name and icon.
  QApplication::setDesktopFileName(QStringLiteral("org.lathe.Lathe"));
  QApplication::setApplicationDisplayName(QStringLiteral("Lathe"));
  QApplication::setApplicationVersion(QLatin1String(lathe::kVersionText));
  offerSpokenViews();
  loadLanguage(application, language);

  const bool isLight = settings.value(QStringLiteral("theme")).toString() == QStringLiteral("light");
  applyTheme(application, isLight ? Theme::light() : Theme::dark());
  Workspace workspace;
  MainWindow window(workspace, &settings);
  window.show();
  QTimer::singleShot(0, &window, [&window] { window.offerRecovery(); });
  if (!start.files.isEmpty())
    QTimer::singleShot(0, &window, [&window, files = start.files] { window.openFiles(files); });
  return QApplication::exec();
}
