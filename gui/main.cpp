// The window's program: lathe-gui [FILE...].
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtCore/QCommandLineParser>
#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include "core/file/ending_signals.h"
#include "core/file/library_messages.h"
#include "gui/app/main_window.h"
#include "gui/theme/theme.h"
#include "gui/translations/translation.h"
#include "gui/widgets/spoken.h"
#include "lathe_version.h"

int main(int argc, char** argv) {
  using namespace lathe::gui;
  // Steps that are not saved lie in the journal, from where the next start offers them.
  lathe::meetEndingSignals([](int signal) { lathe::endAtOnce(signal); });
  lathe::catchLibraryMessages();
  QApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("lathe"));
  QApplication::setApplicationName(QStringLiteral("lathe-gui"));
  QApplication::setDesktopFileName(QStringLiteral("lathe"));
  QApplication::setApplicationDisplayName(QStringLiteral("Lathe"));
  QApplication::setApplicationVersion(QLatin1String(lathe::kVersion));
  offerSpokenViews();
  QSettings settings;
  loadLanguage(application, settings.value(QStringLiteral("language")).toString());
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QApplication::translate("main", "Mastering, restoration and measurement of finished mixes"));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("files"), QApplication::translate("main", "A session, or audio files"),
                               QStringLiteral("[FILE...]"));
  parser.process(application);

  const bool isLight = settings.value(QStringLiteral("theme")).toString() == QStringLiteral("light");
  applyTheme(application, isLight ? Theme::light() : Theme::dark());
  Workspace workspace;
  MainWindow window(workspace, &settings);
  window.show();
  QTimer::singleShot(0, &window, [&window] { window.offerRecovery(); });
  if (const QStringList files = parser.positionalArguments(); !files.isEmpty())
    QTimer::singleShot(0, &window, [&window, files] { window.openFiles(files); });
  return QApplication::exec();
}
