// Where the sound is that is heard now.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>

namespace lathe::gui {

/// A frame of the current track; negative: nothing plays and no playhead is drawn.
class Playhead : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  double frame() const noexcept { return frame_; }
  bool isShown() const noexcept { return frame_ >= 0; }
  void moveTo(double frame) {
    if (frame == frame_) return;
    const double before = frame_;
    frame_ = frame;
    Q_EMIT moved(before, frame);
  }

 Q_SIGNALS:
  void moved(double before, double now);

 private:
  double frame_ = -1;
};

}  // namespace lathe::gui
