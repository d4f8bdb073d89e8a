// Loudness over time on paper.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QRectF>

#include "analysis/report/verdict_report.h"
#include "gui/report/pdf_page.h"

namespace lathe::gui {

/// As vectors: momentary and short-term loudness, the targets of the specifications, and true peaks above their limits
/// as ticks on top. `place` in device units.
void drawLoudness(PdfPage& page, const QRectF& place, const analysis::CheckedSignal& signal);

}  // namespace lathe::gui
