// The window's program answers --help, --version and wrong usage on machines without a display.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <QtCore/QProcess>

#include "lathe_version.h"

namespace lathe::gui {
namespace {

struct Answer {
  int exitCode = 0;  ///< -1: it crashed
  QString out, err;
};

Answer start(const QStringList& words, const QString& language = QStringLiteral("C.UTF-8")) {
  QProcess program;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
    environment.remove(QString::fromLatin1(variable));
  environment.insert(QStringLiteral("LC_ALL"), language);
  program.setProcessEnvironment(environment);
  program.start(QStringLiteral(LATHE_GUI_PROGRAM), words);
  program.waitForFinished(-1);
  return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
          QString::fromUtf8(program.readAllStandardOutput()), QString::fromUtf8(program.readAllStandardError())};
}

TEST(WithoutADisplay, TheVersionIsTold) {
  for (const char* word : {"--version", "-v"}) {
    const Answer answer = start({QString::fromLatin1(word)});
    EXPECT_EQ(answer.exitCode, 0);
    EXPECT_EQ(answer.out, QStringLiteral("lathe-gui ") + QLatin1String(kVersionText) + QLatin1Char('\n'));
    EXPECT_EQ(answer.err, QString());
  }
}

TEST(WithoutADisplay, TheHelpIsShown) {
  for (const char* word : {"--help", "-h", "--help-all"}) {
    const Answer answer = start({QString::fromLatin1(word)});
    EXPECT_EQ(answer.exitCode, 0);
    EXPECT_TRUE(answer.out.contains(QStringLiteral("[FILE...]"))) << answer.out.toStdString();
  }
  EXPECT_EQ(start({QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("--help")}).exitCode, 0);
}

TEST(WithoutADisplay, WrongUsageEndsWithTwoAndASentence) {
  const Answer answer = start({QStringLiteral("--no-such-option")});
  EXPECT_EQ(answer.exitCode, 2);
  EXPECT_TRUE(answer.err.startsWith(QStringLiteral("lathe-gui: "))) << answer.err.toStdString();
  EXPECT_TRUE(answer.err.contains(QStringLiteral("no-such-option"))) << answer.err.toStdString();
}

TEST(WithoutADisplay, TheWindowIsRefusedWithASentence) {
  const Answer answer = start({QStringLiteral("mix.wav")});
  EXPECT_EQ(answer.exitCode, 1);
  EXPECT_TRUE(answer.err.contains(QStringLiteral("display"))) << answer.err.toStdString();
}

}  // namespace
}  // namespace lathe::gui
