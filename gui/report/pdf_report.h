// A report as PDF: figures, loudness over time, and the rules of each specification with the moments that broke them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QByteArray>
#include <vector>

#include "analysis/report/verdict_report.h"

namespace lathe::gui {

/// A4. The text can be searched and copied; the same input gives the same bytes but for the date of creation. May be
/// called from any thread, while there is a QGuiApplication.
QByteArray pdfReport(const std::vector<analysis::CheckedSignal>& checked);

}  // namespace lathe::gui
