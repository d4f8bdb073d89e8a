// Times as text and back, in the formats that the user can choose.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>
#include <optional>

#include "gui/document/view_settings.h"

namespace lathe::gui {

/// "1:02:03.456", "2646000", "60.000", "01:00:37" (75 frames a second).
QString timeText(double seconds, int rate, TimeFormat format, int decimals = 3);
/// The other way round; nothing when the text makes no sense. Clock also takes "63.5" and "1:03.5".
std::optional<double> secondsOfText(const QString& text, int rate, TimeFormat format);

}  // namespace lathe::gui
