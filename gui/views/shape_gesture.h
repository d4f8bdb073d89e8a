// Drawing a shape on the spectrogram with the mouse: what was pressed, dragged and released, as a shape of a mask.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/Qt>
#include <optional>
#include <vector>

#include "gui/document/view_settings.h"

namespace lathe::gui {

/// One gesture, from press to release. Points come in seconds and hertz.
class ShapeGesture {
 public:
  /// What a new shape does to the selection: Shift adds, Ctrl or Alt subtracts, both intersect, none replaces.
  ShapeGesture(const ViewValues& view, TimeFrequency start, Qt::KeyboardModifiers keys);

  void moveTo(TimeFrequency point);
  /// Nothing when the pointer has hardly moved and the tool needs an extent.
  std::optional<Shape> shape() const;
  MaskOperation operation() const noexcept { return operation_; }
  bool replaces() const noexcept { return replaces_; }
  /// The selection as it would be now.
  Mask appliedTo(const Mask& before) const;

 private:
  Tool tool_;
  ViewValues view_;
  std::vector<TimeFrequency> points_;
  MaskOperation operation_ = MaskOperation::Add;
  bool replaces_ = true;
};

}  // namespace lathe::gui
