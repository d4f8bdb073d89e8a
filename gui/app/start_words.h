// The words of the window's command line, read before a display is opened.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QStringList>
#include <optional>

namespace lathe::gui {

struct StartWords {
  QStringList files;  ///< to open: one session, or audio files
  std::optional<int>
      exitCode;  ///< there is nothing to open: help or version were shown (0), the usage is wrong (2), or
                 ///< there is no display (1)
};

/// Answers --help, --version and wrong usage on stdout and stderr, in the user's language and without a display.
StartWords readStartWords(int argc, char** argv, const QString& language);

}  // namespace lathe::gui
