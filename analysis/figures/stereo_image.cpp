// Energies of left, right, their sum and their difference.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/stereo_image.h"

#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

std::optional<Decibels> ratio(double above, double below) {
  if (above <= 0 || below <= 0) return {};
  return Decibels{10 * exact::log10(above / below)};
}

}  // namespace

void StereoImageMeter::begin(const AudioFormat& format) {
  channels_ = format.channels();
  left_ = right_ = sum_ = difference_ = 0;
}

void StereoImageMeter::add(ConstAudioView block) {
  if (channels_ != 2) return;
  const auto left = block[0], right = block[1];
  for (std::size_t i = 0; i < block.frames(); ++i) {
    const double l = left[i], r = right[i];
    left_ += l * l;
    right_ += r * r;
    sum_ += (l + r) * (l + r);
    difference_ += (l - r) * (l - r);
  }
}

std::optional<StereoImage> StereoImageMeter::result() const {
  const double energy = left_ + right_;
  if (energy == 0) return {};
  return StereoImage{ratio(left_, right_), ratio(difference_, sum_), difference_ / (2 * energy),
                     ratio(sum_, 2 * energy)};
}

}  // namespace lathe::analysis
