// The cursor, the selection and what is shown, in words: for the status bar and for screen readers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "gui/document/workspace.h"

namespace lathe::gui {

/// "Selection 0:01.000 – 0:02.500 (0:01.500), 120 – 4100 Hz", or "Cursor 0:01.000".
QString selectionText(const Workspace& workspace);
/// "Shown 0:00.0 – 3:20.0".
QString shownText(const Workspace& workspace);

}  // namespace lathe::gui
