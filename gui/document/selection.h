// What the user has selected: a mask in time and frequency, and the cursor.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <optional>

#include "core/spectral/mask.h"

namespace lathe::gui {

/// Times are those of the current track.
class Selection : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  const Mask& mask() const noexcept { return mask_; }
  bool isEmpty() const noexcept { return mask_.parts.empty(); }
  /// From the first to the last moment that shapes cover; nothing: no selection, or one without an end in time.
  std::optional<TimeSpan> time() const;
  /// Lowest to highest frequency of the added shapes; nothing: all frequencies.
  std::optional<FrequencySpan> frequency() const;
  /// Where playing begins and pasting goes.
  Seconds cursor() const noexcept { return cursor_; }

  void setMask(Mask mask);
  /// One shape more; Add on an empty selection begins a new one.
  void add(Shape shape, MaskOperation operation, Feather feather = {});
  void clear();
  void selectTime(TimeSpan time);
  void setCursor(Seconds cursor);
  void setScope(ChannelScope scope);
  void setInverted(bool isInverted);

 Q_SIGNALS:
  void changed();
  void cursorMoved();

 private:
  Mask mask_;
  Seconds cursor_ = 0.0_s;
};

/// Lowest and highest frequency of a shape; nothing: all of them.
std::optional<FrequencySpan> frequencySpan(const Shape& shape);

}  // namespace lathe::gui
