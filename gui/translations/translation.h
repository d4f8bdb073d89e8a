// The window in another language than English: loading it, and the texts that come from outside the window.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>
#include <string>
#include <vector>

class QCoreApplication;
class QTranslator;

namespace lathe::gui {

/// Languages that there is a complete translation for, as ISO 639 codes; English is not among them.
std::vector<QString> translatedLanguages();

/// Loads a language ("de"), with Qt's own texts where they are installed; empty: the system's. English, and what there
/// is no translation for, leaves everything as it is written. Once, before the first window is made.
void loadLanguage(QCoreApplication& application, const QString& language);

/// A name or a sentence of a processor, an operator or a preset, in the window's language.
QString coreText(const std::string& text);

/// All texts that coreText() is for, each once.
std::vector<std::string> coreTexts();

}  // namespace lathe::gui
