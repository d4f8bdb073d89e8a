// Qt itself reads some words too (-platform, -style, ...): those are left to it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/start_words.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <algorithm>
#include <cstdio>

#include "gui/translations/translation.h"
#include "lathe_version.h"

namespace lathe::gui {
namespace {

// QGuiApplication and QApplication, "Supported Command Line Options".
const char* const kQtWithValue[] = {"platform",        "platformpluginpath", "platformtheme", "plugin",
                                    "qwindowgeometry", "qwindowicon",        "qwindowtitle",  "session",
                                    "display",         "geometry",           "fontengine",    "dialogs",
                                    "style",           "stylesheet",         "qmljsdebugger"};
const char* const kQtSwitches[] = {"reverse", "widgetcount", "nograb", "dograb", "sync"};

bool isOneOf(const QString& word, const auto& names) {
  QString name = word.startsWith(QLatin1String("--")) ? word.mid(2) : word.mid(1);
  return std::ranges::any_of(names, [&](const char* known) { return name == QLatin1String(known); });
}

/// Without the words that are Qt's own; `choosesPlatform` tells whether one of them was -platform.
QStringList withoutQtWords(const QStringList& words, bool& choosesPlatform) {
  QStringList ours;
  bool areFiles = false;
  for (qsizetype i = 0; i < words.size(); ++i) {
    const QString& word = words[i];
    if (word == QLatin1String("--")) areFiles = true;
    const bool mayBeQts = i > 0 && !areFiles && word.startsWith(QLatin1Char('-'));
    const QString name = word.section(QLatin1Char('='), 0, 0);
    if (mayBeQts && isOneOf(name, kQtWithValue)) {
      choosesPlatform =
          choosesPlatform || name.endsWith(QLatin1String("-platform")) || name.endsWith(QLatin1String("-display"));
      if (name == word) ++i;
    } else if (!mayBeQts || !isOneOf(name, kQtSwitches)) {
      ours.append(word);
    }
  }
  return ours;
}

bool hasDisplay() {
  return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
         qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

void say(FILE* stream, const QString& text) { std::fputs(text.toUtf8().constData(), stream); }

}  // namespace

StartWords readStartWords(int argc, char** argv, const QString& language) {
  // Qt reads the words, the language and the program's name through an application; this one needs no display.
  QCoreApplication application(argc, argv);
  loadLanguage(application, language);
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QCoreApplication::translate("main", "Mastering, restoration and measurement of finished mixes"));
  const QCommandLineOption help = parser.addHelpOption(), version = parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("files"),
                               QCoreApplication::translate("main", "A session, or audio files"),
                               QStringLiteral("[FILE...]"));
  bool choosesPlatform = false;
  const bool isUnderstood = parser.parse(withoutQtWords(QCoreApplication::arguments(), choosesPlatform));
  if (isUnderstood && (parser.isSet(help) || parser.isSet(QStringLiteral("help-all")))) {
    say(stdout, parser.helpText());
    return {{}, 0};
  }
  if (isUnderstood && parser.isSet(version)) {
    say(stdout, QStringLiteral("lathe-gui ") + QLatin1String(kVersionText) + QLatin1Char('\n'));
    return {{}, 0};
  }
  if (!isUnderstood) {
    say(stderr, QStringLiteral("lathe-gui: ") + parser.errorText() + QLatin1Char('\n') +
                    QCoreApplication::translate("main", "'lathe-gui --help' says what it takes.") + QLatin1Char('\n'));
    return {{}, 2};
  }
  if (!choosesPlatform && !hasDisplay()) {
    say(stderr,
        QStringLiteral("lathe-gui: ") +
            QCoreApplication::translate("main",
                                        "there is no display to open a window on; start it from a desktop, or use "
                                        "the command line program, lathe.") +
            QLatin1Char('\n'));
    return {{}, 1};
  }
  return {parser.positionalArguments(), {}};
}

}  // namespace lathe::gui
