// Translations are complete, keep their placeholders, and are what the window shows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/translations/translation.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTranslator>
#include <QtCore/QXmlStreamReader>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <map>

#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

struct Message {
  QString source;
  QStringList translations;  ///< one, or one for each plural form
  bool isFinished = true;
};

std::vector<Message> messagesOf(const QString& name) {
  QFile file(QStringLiteral(LATHE_SOURCE_DIR "/gui/translations/") % name);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
  QXmlStreamReader xml(&file);
  std::vector<Message> messages;
  bool isPlural = false;
  while (!xml.atEnd()) {
    xml.readNext();
    if (!xml.isStartElement()) continue;
    if (xml.name() == QLatin1String("message")) messages.emplace_back();
    if (xml.name() == QLatin1String("source")) messages.back().source = xml.readElementText();
    if (xml.name() == QLatin1String("message")) isPlural = xml.attributes().hasAttribute(QLatin1String("numerus"));
    if (xml.name() == QLatin1String("numerusform")) messages.back().translations << xml.readElementText();
    if (xml.name() == QLatin1String("translation")) {
      messages.back().isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
      if (!isPlural) messages.back().translations << xml.readElementText();
    }
  }
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
  return messages;
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression kPlace(QStringLiteral("%[0-9n]|\\{[a-z]+\\}|<[a-z/]+>"));
  QStringList found;
  for (auto match = kPlace.globalMatch(text); match.hasNext();) found << match.next().captured();
  found.sort();
  found.removeDuplicates();
  return found;
}

TEST(Translations, AreFinishedAndKeepTheirPlaceholders) {
  for (const QString& language : translatedLanguages())
    for (const char* part : {"lathe_", "lathe_core_"}) {
      const auto messages = messagesOf(QLatin1String(part) % language % QStringLiteral(".ts"));
      EXPECT_GT(messages.size(), 100u);
      for (const Message& message : messages) {
        EXPECT_TRUE(message.isFinished) << message.source.toStdString();
        EXPECT_FALSE(message.translations.isEmpty());
        for (const QString& text : message.translations) {
          EXPECT_FALSE(text.isEmpty()) << message.source.toStdString();
          EXPECT_EQ(placeholders(text), placeholders(message.source)) << message.source.toStdString();
          EXPECT_EQ(text.count(QLatin1Char('\n')), message.source.count(QLatin1Char('\n')))
              << message.source.toStdString();
        }
      }
    }
}

TEST(Translations, KnowEveryTextOfTheProcessors) {
  for (const QString& language : translatedLanguages()) {
    QTranslator translator;
    ASSERT_TRUE(translator.load(QStringLiteral(":/i18n/lathe_core_") % language));
    for (const std::string& text : coreTexts())
      EXPECT_FALSE(translator.translate("core", text.c_str()).isEmpty())
          << "add to gui/translations/lathe_core_" << language.toStdString() << ".ts: " << text;
  }
}

/// No menu has the same letter twice.
void expectLettersOnce(MainWindow& window) {
  for (const QAction* menu : window.menuBar()->actions()) {
    std::map<QChar, QString> letters;
    for (const QAction* action : menu->menu()->actions()) {
      const auto at = action->text().indexOf(QLatin1Char('&'));
      if (at < 0 || at + 1 >= action->text().size()) continue;
      const QChar letter = action->text()[at + 1].toLower();
      EXPECT_TRUE(letters.emplace(letter, action->text()).second)
          << menu->text().toStdString() << ": " << action->text().toStdString() << " and "
          << letters[letter].toStdString();
    }
  }
}

TEST_F(WindowTest, HasNoLetterTwiceInAMenu) { expectLettersOnce(*window_); }

TEST(Translations, OfTheWindowAreShown) {
  QTranslator core, own;
  ASSERT_TRUE(core.load(QStringLiteral(":/i18n/lathe_core_de")));
  ASSERT_TRUE(own.load(QStringLiteral(":/i18n/lathe_de")));
  QApplication::installTranslator(&core);
  QApplication::installTranslator(&own);
  {
    const testing::TemporaryFolder folder;
    Workspace workspace(WorkspaceFolders{folder / "journals", folder / "peaks"});
    MainWindow window(workspace);
    window.show();
    EXPECT_EQ(window.menuBar()->actions().front()->text(), QStringLiteral("&Datei"));
    EXPECT_EQ(window.actions().get(QStringLiteral("process.heal"))->text(), QStringLiteral("Heilen"));
    EXPECT_EQ(window.actions().get(QStringLiteral("edit.undo"))->text(), QStringLiteral("&Rückgängig"));
    expectLettersOnce(window);
  }
  QApplication::removeTranslator(&own);
  QApplication::removeTranslator(&core);
}

}  // namespace
}  // namespace lathe::gui
