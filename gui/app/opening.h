// Bringing audio files and sessions into the window.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QStringList>
#include <functional>

#include "gui/document/workspace.h"

namespace lathe::gui {

/// True for the path of a session file.
bool isSessionFile(const QString& path);

/// Adds a track for each audio file before row `at` (in the order given), in one step of history. Files are looked at
/// by a job; `done` runs when the tracks are there. A file that cannot be read is told by `failed`, and the others
/// come.
void addAudioFiles(Workspace& workspace, const QStringList& files, std::size_t at,
                   std::function<void(const QString& sentence)> failed, std::function<void()> done = {});

/// Writes the demo mix into the user's data folder when it is not there and gives its path. Throws Error (Io).
std::filesystem::path demoMixFile();

}  // namespace lathe::gui
