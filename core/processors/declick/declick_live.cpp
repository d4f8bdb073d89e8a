// Three hops of sound: the middle one is looked at with its neighbours, repaired, and given out during the next.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/declick_live.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/simd.h"
#include "core/dsp/ar_interpolation.h"
#include "core/dsp/biquad.h"
#include "core/processors/declick/click_detector.h"

namespace lathe {
namespace {

constexpr std::size_t kHop = 1024, kScaleBlock = 128;
constexpr Seconds kLongest = 1_ms;
constexpr std::size_t kMerge = 8, kBefore = 2, kBehind = 3;  ///< samples at 44.1 and 48 kHz
constexpr double kFloor = 1e-4;                              ///< of the sound's RMS: no error below it is a click
constexpr double kTallest = 1.3;                             ///< a fill may be that much higher than what is around it

/// Errors over their local scale from which on they are clicks.
double thresholdOf(double sensitivity) { return 14 - 10 * sensitivity; }

}  // namespace

void DeclickLive::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  const std::size_t factor = rateFactor(format.audio.sampleRate);
  hop_ = kHop * factor;
  longest_ = std::min(kMost, samplesOf(kLongest));
  sounds_.assign(static_cast<std::size_t>(format.audio.channels()), std::vector<float>(4 * hop_));
  const std::size_t size = 3 * hop_;
  window_.resize(size);
  for (std::size_t n = 0; n < size; ++n)
    window_[n] =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(n) + 0.5) / static_cast<double>(size));
  x_.resize(size);
  error_.resize(size);
  sorted_.resize(size);
  scales_.resize(size / kScaleBlock);
  matrix_.resize(kMost * kMost);
  values_.resize(kMost);
  reset();
}

void DeclickLive::set(const Settings& settings) noexcept {
  const auto& s = settings.as<DeclickSettings>();
  // Not the list of events: copying a text allocates.
  settings_.kind = s.kind;
  settings_.sensitivity = s.sensitivity;
  settings_.widening = s.widening;
  settings_.skew = s.skew;
}

void DeclickLive::reset() noexcept {
  for (auto& sound : sounds_) std::ranges::fill(sound, 0.0f);
  place_ = 0;
  filled_ = 0;
}

void DeclickLive::process(AudioView block) noexcept {
  const FlushDenormals flush;
  for (std::size_t done = 0; done < block.frames();) {
    const std::size_t count = std::min(hop_ - place_, block.frames() - done);
    for (int c = 0; c < block.channels(); ++c) {
      std::vector<float>& sound = sounds_[static_cast<std::size_t>(c)];
      for (std::size_t n = 0; n < count; ++n) {
        float& sample = block[c][done + n];
        // The oldest two of the four hops are repaired: the second is given out.
        sound[3 * hop_ + place_ + n] = static_cast<float>(finiteOrZero(sample));
        sample = sound[hop_ + place_ + n];
      }
    }
    done += count;
    place_ += count;
    if (place_ < hop_) continue;
    place_ = 0;
    for (auto& sound : sounds_) {
      std::copy(sound.begin() + static_cast<std::ptrdiff_t>(hop_), sound.end(), sound.begin());
      repair(sound);
    }
  }
}

/// `sound`: the middle of its first three hops is repaired; a click there may reach into the third.
void DeclickLive::repair(std::vector<float>& sound) noexcept {
  for (std::size_t n = 0; n < x_.size(); ++n) x_[n] = std::clamp(static_cast<double>(sound[n]), -64.0, 64.0);
  if (!model()) return;
  findScales();
  const double threshold = thresholdOf(settings_.sensitivity);
  const std::size_t factor = hop_ / kHop, widening = samplesOf(settings_.widening);
  const auto standsOut = [&](std::size_t n) { return std::abs(error_[n]) > threshold * scales_[n / kScaleBlock]; };
  for (std::size_t n = hop_; n < 2 * hop_; ++n) {
    if (!standsOut(n)) continue;
    std::size_t last = n;
    for (std::size_t k = n + 1; k < x_.size() - kOrder && k <= last + kMerge * factor; ++k)
      if (standsOut(k)) last = k;
    const std::size_t first = n - kBefore * factor - widening;
    const std::size_t past = std::min(x_.size() - kOrder, last + 1 + kBehind * factor + widening);
    n = last;
    if (last + 1 - first > longest_ + kBefore * factor + widening || past - first > kMost || !fill(first, past))
      continue;
    for (std::size_t k = first; k < past; ++k) {
      x_[k] = values_[k - first];
      // What stands before the middle hop has been given out.
      if (k >= hop_) sound[k] = static_cast<float>(x_[k]);
    }
    ++filled_;
  }
}

/// The model of x_, and its error. False for silence. (Levinson and Durbin's recursion.)
bool DeclickLive::model() noexcept {
  for (std::size_t n = 0; n < x_.size(); ++n) error_[n] = window_[n] * x_[n];
  Lags lags{};
  for (std::size_t lag = 0; lag <= kOrder; ++lag)
    lags[lag] = dotProduct(error_.data(), error_.data() + lag, error_.size() - lag);
  if (!(lags[0] > 1e-12)) return false;
  lags[0] *= 1 + 1e-9;
  coefficients_.fill(0);
  coefficients_[0] = 1;
  double variance = lags[0];
  for (std::size_t m = 1; m <= kOrder; ++m) {
    double sum = 0;
    for (std::size_t k = 0; k < m; ++k) sum += coefficients_[k] * lags[m - k];
    const double reflection = -sum / variance;
    const Lags before = coefficients_;
    for (std::size_t k = 1; k <= m; ++k) coefficients_[k] = before[k] + reflection * before[m - k];
    variance *= 1 - reflection * reflection;
    if (!(variance > 0)) return false;
  }
  for (std::size_t d = 0; d <= kOrder; ++d)
    correlation_[d] = dotProduct(coefficients_.data(), coefficients_.data() + d, kOrder + 1 - d);
  Lags turned;
  std::reverse_copy(coefficients_.begin(), coefficients_.end(), turned.begin());
  for (std::size_t n = 0; n < x_.size(); ++n)
    error_[n] = n < kOrder ? 0 : dotProduct(turned.data(), x_.data() + (n - kOrder), kOrder + 1);
  return true;
}

/// The usual size of the error around each block: of four blocks' median, and no less than that of the four after it,
/// because an onset stays loud.
void DeclickLive::findScales() noexcept {
  double power = 0;
  for (const double x : x_) power += x * x;
  const double least = kFloor * std::sqrt(power / static_cast<double>(x_.size()));
  const auto medianFrom = [&](std::size_t block) {
    const std::size_t from = std::min(block, scales_.size() - 4) * kScaleBlock, count = 4 * kScaleBlock;
    for (std::size_t n = 0; n < count; ++n) sorted_[n] = std::abs(error_[from + n]);
    const auto middle = sorted_.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(sorted_.begin(), middle, sorted_.begin() + static_cast<std::ptrdiff_t>(count));
    return *middle / 0.6745;
  };
  for (std::size_t b = 0; b < scales_.size(); ++b)
    scales_[b] = std::max({least, medianFrom(b < 2 ? 0 : b - 2), medianFrom(b + 1)});
}

/// values_ become those of x_ between the places that the model expects. False where that is not to be trusted.
bool DeclickLive::fill(std::size_t first, std::size_t past) noexcept {
  const std::size_t count = past - first;
  if (first < kOrder || past + kOrder > x_.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      const std::size_t d = i > j ? i - j : j - i;
      matrix_[i * count + j] = d <= kOrder ? correlation_[d] : 0;
    }
    double sum = 0;
    const std::size_t n = first + i;
    for (std::size_t d = 1; d <= kOrder; ++d) {
      if (n - d < first) sum += correlation_[d] * x_[n - d];
      if (n + d >= past) sum += correlation_[d] * x_[n + d];
    }
    values_[i] = -sum;
  }
  if (!solveCholesky(std::span(matrix_).first(count * count), std::span(values_).first(count), kOrder)) return false;
  double around = 0, highest = 0;
  const std::size_t reach = 4 * count + kOrder;
  for (std::size_t n = first - std::min(first, reach); n < std::min(x_.size(), past + reach); ++n)
    if (n < first || n >= past) around = std::max(around, std::abs(x_[n]));
  for (std::size_t i = 0; i < count; ++i) highest = std::max(highest, std::abs(values_[i]));
  return std::isfinite(highest) && highest <= kTallest * around;
}

}  // namespace lathe
