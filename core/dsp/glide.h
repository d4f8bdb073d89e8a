// A value that moves to a new target in a straight line instead of a jump, so that a change makes no click.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <algorithm>

#include "core/audio/units.h"

namespace lathe {

/// Linear glide over a fixed time, one step per frame. Independent of how frames are split into blocks.
class Glide {
 public:
  Glide() = default;
  Glide(Seconds duration, double sampleRate) : length_(std::max(1, static_cast<int>(duration.value * sampleRate))) {}

  void jumpTo(double target) noexcept {
    value_ = target_ = target;
    left_ = 0;
  }
  void glideTo(double target) noexcept {
    if (target == target_) return;
    target_ = target;
    left_ = length_;
    step_ = (target_ - value_) / left_;
  }
  /// The value for the next frame.
  double next() noexcept {
    if (left_ > 0) value_ = --left_ == 0 ? target_ : value_ + step_;
    return value_;
  }
  bool isSteady() const noexcept { return left_ == 0; }
  double value() const noexcept { return value_; }
  double target() const noexcept { return target_; }

 private:
  int length_ = 1;
  int left_ = 0;
  double value_ = 0;
  double target_ = 0;
  double step_ = 0;
};

}  // namespace lathe
