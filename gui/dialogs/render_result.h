// What came out of an export: a row for each file with what it measures, read back, and what was done.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QDialog>
#include <vector>

#include "core/render/session_renderer.h"

namespace lathe::gui {

class RenderResult : public QDialog {
  Q_OBJECT
 public:
  explicit RenderResult(const std::vector<TrackOutcome>& outcomes, QWidget* parent = nullptr);
};

}  // namespace lathe::gui
