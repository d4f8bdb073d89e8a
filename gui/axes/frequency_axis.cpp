// Frequencies and pixels, and names of notes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/frequency_axis.h"

#include <array>
#include <cmath>

namespace lathe::gui {
namespace {

SpectrogramView viewOf(FrequencyAxis axis, double low, double high) {
  SpectrogramView view;
  view.axis = axis;
  view.frequency = {Hertz{low}, Hertz{high}};
  return view;
}

}  // namespace

FrequencyScale::FrequencyScale(FrequencyAxis axis, double low, double high, double height)
    : axis_(axis), low_(axis == FrequencyAxis::Logarithmic ? std::max(low, 1.0) : low), high_(high), height_(height) {}

double FrequencyScale::hertzAt(double y) const noexcept {
  return frequencyAt(viewOf(axis_, low_, high_), 1 - y / height_);
}

double FrequencyScale::yOf(double hertz) const noexcept {
  const double shown = axis_ == FrequencyAxis::Logarithmic ? std::max(hertz, 0.01) : hertz;
  return (1 - shareOf(viewOf(axis_, low_, high_), shown)) * height_;
}

QString noteName(double hertz) {
  static constexpr std::array<const char*, 12> kNames = {"C",  "C♯", "D",  "D♯", "E",  "F",
                                                         "F♯", "G",  "G♯", "A",  "A♯", "B"};
  if (!(hertz > 8)) return {};
  const double midi = 69 + 12 * std::log2(hertz / 440);
  const auto nearest = static_cast<int>(std::lround(midi));
  const auto cents = static_cast<int>(std::lround((midi - nearest) * 100));
  const QString name =
      QString::fromUtf8(kNames[static_cast<std::size_t>((nearest % 12 + 12) % 12)]) % QString::number(nearest / 12 - 1);
  if (cents == 0) return name;
  return name % QStringLiteral(" ") % (cents > 0 ? QStringLiteral("+") : QStringLiteral("−")) %
         QString::number(std::abs(cents));
}

}  // namespace lathe::gui
