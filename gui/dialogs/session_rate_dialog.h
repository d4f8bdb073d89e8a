// Asking for the sample rate of the session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/document.h"

namespace lathe::gui {

/// Opens a dialog with the usual rates in Hz, into which another can be typed; what is chosen becomes an edit.
void askForSessionRate(Document& document, QWidget* parent);

}  // namespace lathe::gui
