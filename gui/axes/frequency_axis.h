// Which frequencies the spectrogram shows and how they are spread over its height.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>

#include "core/spectral/spectrogram_image.h"

namespace lathe::gui {

/// A value; y counts from the top.
class FrequencyScale {
 public:
  FrequencyScale() = default;
  FrequencyScale(FrequencyAxis axis, double low, double high, double height);

  FrequencyAxis axis() const noexcept { return axis_; }
  double low() const noexcept { return low_; }    ///< Hz at the bottom
  double high() const noexcept { return high_; }  ///< Hz at the top
  double height() const noexcept { return height_; }

  double hertzAt(double y) const noexcept;
  double yOf(double hertz) const noexcept;

  friend bool operator==(const FrequencyScale&, const FrequencyScale&) = default;

 private:
  FrequencyAxis axis_ = FrequencyAxis::Logarithmic;
  double low_ = 20, high_ = 24000, height_ = 400;
};

/// "A4 +12" for 443 Hz: the nearest note of the equal temperament at A4 = 440 Hz and how many cents it is above it.
QString noteName(double hertz);

}  // namespace lathe::gui
