// Finding .qm files in the resources, and listing what the processors say of themselves.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/translations/translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QStringBuilder>
#include <QtCore/QTranslator>
#include <set>

#include "core/chain/chain_file.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"

namespace lathe::gui {

std::vector<QString> translatedLanguages() { return {QStringLiteral("de")}; }

void loadLanguage(QCoreApplication& application, const QString& language) {
  const QString code = language.isEmpty() ? QLocale::system().name().section(QLatin1Char('_'), 0, 0) : language;
  const auto load = [&](const QString& file, const QString& folder) {
    auto* translator = new QTranslator(&application);
    if (translator->load(file, folder))
      QCoreApplication::installTranslator(translator);
    else
      delete translator;
  };
  for (const QString& known : translatedLanguages()) {
    if (code != known) continue;
    load(QStringLiteral("qtbase_") % known, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(QStringLiteral("lathe_core_") % known, QStringLiteral(":/i18n"));
    load(QStringLiteral("lathe_") % known, QStringLiteral(":/i18n"));
  }
}

QString coreText(const std::string& text) { return QCoreApplication::translate("core", text.c_str()); }

std::vector<std::string> coreTexts() {
  std::vector<std::string> all;
  std::set<std::string> seen;
  const auto add = [&](const std::string& text) {
    if (!text.empty() && seen.insert(text).second) all.push_back(text);
  };
  const auto addType = [&](const SettingsType& type) {
    add(type.name);
    add(type.text);
    for (const Parameter& p : type.parameters) {
      add(p.name);
      add(p.text);
      for (const Choice& choice : p.choices) add(choice.name);
    }
    for (const TextParameter& p : type.texts) {
      add(p.name);
      add(p.text);
    }
  };
  for (const ProcessorType& type : processorTypes()) addType(*type.settings);
  for (const SpectralOperator& op : spectralOperators()) addType(*op.settings);
  for (const ChainPreset& preset : builtinPresets()) {
    add(preset.name);
    add(preset.text);
  }
  return all;
}

}  // namespace lathe::gui
