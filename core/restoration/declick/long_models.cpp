// Hann window, power spectrum, autocorrelation, Levinson-Durbin, into room that is there already.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/long_models.h"

#include <algorithm>
#include <cmath>

#include "core/dsp/ar_model.h"
#include "core/dsp/window.h"

namespace lathe {
LongModels::LongModels(std::size_t most, std::size_t factor)
    : sizes_(LongModelSizes::of(factor)),
      roomOfOne_(5 * sizes_.order + 5),
      slots_(most / sizes_.hop + 3),
      room_(slots_.size() * roomOfOne_),
      shorter_(4 * sizes_.order + 4),
      padded_(2 * sizes_.order + 1),
      scratch_(2 * sizes_.order + 2),
      window_(sizes_.window),
      samples_(2 * sizes_.window),
      spectrum_(sizes_.window + 1),
      fft_(2 * sizes_.window) {
  for (std::size_t n = 0; n < sizes_.window; ++n) window_[n] = hannAt(n, sizes_.window);
}

void LongModels::setSource(std::span<const double> source, std::size_t origin) noexcept {
  source_ = source;
  origin_ = origin;
  firstGrid_ = origin / sizes_.hop;
  std::ranges::fill(slots_, Slot{});
}

std::size_t LongModels::gridOf(std::size_t place) const noexcept {
  return (origin_ + place + sizes_.hop / 2) / sizes_.hop;
}

LongModel LongModels::fit(std::span<const double> lags, double* room, double weight, double& variance) noexcept {
  const std::size_t order = lags.size() - 1;
  const std::span<double> a(room, order + 1), turned(room + order + 1, order + 1),
      correlation(room + 2 * order + 2, 2 * order + 1);
  variance = levinsonDurbin(lags, a, scratch_) / weight;
  std::ranges::reverse_copy(a, turned.begin());
  std::ranges::copy(a, padded_.begin());
  std::fill_n(padded_.begin() + static_cast<std::ptrdiff_t>(order + 1), order, 0.0);
  slideOver(padded_.data(), a.data(), order + 1, correlation.data() + order, order + 1);
  for (std::size_t lag = 1; lag <= order; ++lag) correlation[order - lag] = correlation[order + lag];
  return {lags, a, turned, correlation, variance};
}

void LongModels::make(std::size_t grid, std::size_t slot) noexcept {
  const std::size_t length = sizes_.window, half = length / 2, order = sizes_.order;
  samples_.clear();
  // Sample n of the window is number grid * hop - half + n of the sound.
  const std::size_t centre = grid * sizes_.hop, begin = origin_ + half;
  const std::size_t first = centre < begin ? begin - centre : 0;
  double weight = 0;
  for (std::size_t n = first; n < length; ++n) {
    const std::size_t at = centre + n - begin;
    if (at >= source_.size()) break;
    samples_[n] = source_[at] * window_[n];
    weight += window_[n] * window_[n];
  }
  fft_.forward(samples_.data(), spectrum_.data());
  for (std::size_t k = 0; k <= length; ++k) {
    const Complex<double> bin = spectrum_[k];
    spectrum_[k] = {bin.re * bin.re + bin.im * bin.im, 0};
  }
  fft_.inverse(spectrum_.data(), samples_.data());
  double* const room = room_.data() + slot * roomOfOne_;
  for (std::size_t k = 0; k <= order; ++k) room[k] = samples_[k] / static_cast<double>(2 * length);
  room[0] = whitenedLong(room[0]);
  slots_[slot] = {true, 0, std::max(weight, 1.0)};
  fit({room, order + 1}, room + order + 1, slots_[slot].weight, slots_[slot].variance);
}

LongModel LongModels::at(std::size_t place) noexcept {
  const std::size_t grid = gridOf(place), slot = (grid - firstGrid_) % slots_.size(), order = sizes_.order;
  if (!slots_[slot].isMade) make(grid, slot);
  const double* const room = room_.data() + slot * roomOfOne_;
  return {{room, order + 1},
          {room + order + 1, order + 1},
          {room + 2 * order + 2, order + 1},
          {room + 3 * order + 3, 2 * order + 1},
          slots_[slot].variance};
}

LongModel LongModels::shorter(std::size_t place, std::size_t order) noexcept {
  const LongModel whole = at(place);
  const std::size_t slot = (gridOf(place) - firstGrid_) % slots_.size();
  double variance = 0;
  return fit(whole.lags.first(order + 1), shorter_.data(), slots_[slot].weight, variance);
}

}  // namespace lathe
