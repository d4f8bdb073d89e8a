// Peaks, tracks, and polynomials through their phases.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/partial_track.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::size_t kMostFrames = 12;
constexpr std::size_t kFitted = 8;        // frames next to the edge
constexpr std::size_t kShortest = 3;      // frames of a track
constexpr double kDynamics = 80;          // dB below the loudest peak
constexpr int kNeighbourhood = 30;        // bins to each side
constexpr double kReach = 0.8;            // bins that a frequency may move from frame to frame
constexpr std::size_t kMostOrder = 3;     // of the polynomial through the phases
constexpr double kBetter = 0.6;           // of the root mean square that a straighter line misses
constexpr double kSteepestDecay = 12e-4;  // of the logarithm, per sample: 460 dB/s at 44.1 kHz

struct Frame {
  double middle;
  std::vector<PartialPoint> peaks;
};

/// Spectra under a Hann window, padded to twice its length, with the phase of its middle.
class PeakFinder {
 public:
  explicit PeakFinder(const PartialOptions& options)
      : options_(options), fft_(2 * options.window), window_(options.window), padded_(fft_.size()), bins_(fft_.bins()) {
    for (std::size_t n = 0; n < window_.size(); ++n) window_[n] = hann(n, window_.size(), WindowPhase::Centred);
  }

  /// Of the frame that begins at `sound`.
  std::vector<PartialPoint> operator()(const double* sound, double middle) {
    const std::size_t size = window_.size(), half = size / 2;
    std::fill_n(padded_.data(), fft_.size(), 0.0);
    for (std::size_t n = 0; n < size; ++n)  // its middle at the first sample, so that phases are those of the middle
      padded_[n >= half ? n - half : n + fft_.size() - half] = window_[n] * sound[n];
    fft_.forward(padded_.data(), bins_.data());
    level_.resize(fft_.bins());
    for (std::size_t m = 0; m < level_.size(); ++m)
      level_[m] = exact::log(bins_[m].re * bins_[m].re + bins_[m].im * bins_[m].im + 1e-30);
    return peaks(middle);
  }

 private:
  std::vector<PartialPoint> peaks(double middle) {
    const double perBin = kTurn / static_cast<double>(fft_.size()), decibels = exact::log(10.0) / 10;
    const double least = *std::ranges::max_element(level_) - kDynamics * decibels;
    std::vector<PartialPoint> found;
    for (std::size_t m = 2; m + 2 < level_.size(); ++m) {
      const double b = level_[m], a = level_[m - 1], c = level_[m + 1];
      if (b < least || b <= a || b < c || b <= level_[m - 2] || b < level_[m + 2]) continue;
      if (b < medianAround(m) + options_.floor * decibels) continue;
      const double offset = 0.5 * (a - c) / (a - 2 * b + c), peak = b - 0.25 * (a - c) * offset;
      const double frequency = (static_cast<double>(m) + offset) * perBin;
      if (frequency < options_.lowest || frequency > options_.highest) continue;
      // The window's middle lies half a sample before the one that phases are taken at.
      const double phase = exact::atan2(bins_[m].im, bins_[m].re) + 0.5 * offset * perBin;
      const double amplitude = exact::exp(0.5 * peak) * 4 / static_cast<double>(window_.size());
      found.push_back({middle, amplitude, frequency, phase});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &PartialPoint::amplitude);
    if (found.size() > options_.most) found.resize(options_.most);
    return found;
  }

  double medianAround(std::size_t m) {
    const std::size_t first = m > 2 * kNeighbourhood ? m - 2 * kNeighbourhood : 0;
    const std::size_t last = std::min(level_.size(), m + 2 * kNeighbourhood + 1);
    around_.assign(level_.begin() + static_cast<std::ptrdiff_t>(first),
                   level_.begin() + static_cast<std::ptrdiff_t>(last));
    const auto middle = around_.begin() + std::ssize(around_) / 2;
    std::ranges::nth_element(around_, middle);
    return *middle;
  }

  PartialOptions options_;
  RealFft<double> fft_;
  std::vector<double> window_;
  AlignedArray<double> padded_;
  AlignedArray<Complex<double>> bins_;
  std::vector<double> level_, around_;
};

/// Least squares polynomial of order 0 to 3 through (x, y), lowest coefficient first.
std::vector<double> fitted(std::span<const double> x, std::span<const double> y, std::size_t order) {
  double matrix[4][5] = {};
  for (std::size_t i = 0; i < x.size(); ++i) {
    double power[4] = {1, x[i], x[i] * x[i], x[i] * x[i] * x[i]};
    for (std::size_t r = 0; r <= order; ++r) {
      for (std::size_t c = 0; c <= order; ++c) matrix[r][c] += power[r] * power[c];
      matrix[r][4] += power[r] * y[i];
    }
  }
  for (std::size_t p = 0; p <= order; ++p)
    for (std::size_t r = 0; r <= order; ++r) {
      if (r == p) continue;
      const double factor = matrix[r][p] / matrix[p][p];
      for (std::size_t c = p; c <= order; ++c) matrix[r][c] -= factor * matrix[p][c];
      matrix[r][4] -= factor * matrix[p][4];
    }
  std::vector<double> result;
  for (std::size_t p = 0; p <= order; ++p) result.push_back(matrix[p][4] / matrix[p][p]);
  return result;
}

double valueAt(const std::vector<double>& polynomial, double x) {
  double value = 0;
  for (std::size_t p = polynomial.size(); p-- > 0;) value = value * x + polynomial[p];
  return value;
}

double rootMeanSquare(std::span<const double> x, std::span<const double> y, const std::vector<double>& polynomial) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += exact::pow(y[i] - valueAt(polynomial, x[i]), 2);
  return std::sqrt(sum / static_cast<double>(x.size()));
}

/// What a track's points say of the edge at `time`.
void reachEdge(PartialTrack& track, double time, double window) {
  // Unwrap: a phase lies where the frequencies on both sides of the way say, to the nearest turn.
  for (std::size_t i = 1; i < track.points.size(); ++i) {
    const PartialPoint& last = track.points[i - 1];
    PartialPoint& point = track.points[i];
    const double expected = last.phase + 0.5 * (last.frequency + point.frequency) * (point.time - last.time);
    point.phase += kTurn * std::round((expected - point.phase) / kTurn);
  }
  const std::size_t count = std::min(track.points.size(), kFitted);
  std::vector<double> x, phase, level;
  for (std::size_t i = 0; i < count; ++i) {
    const PartialPoint& point = track.points[i];
    x.push_back((point.time - time) / window);
    phase.push_back(point.phase);
    level.push_back(exact::log(point.amplitude));
  }
  std::vector<double> curve = fitted(x, phase, 1);
  // A bend is believed where it explains most of what a straighter line misses.
  for (std::size_t order = 2; order <= kMostOrder && count >= order + 3; ++order) {
    std::vector<double> bent = fitted(x, phase, order);
    if (rootMeanSquare(x, phase, bent) < kBetter * rootMeanSquare(x, phase, curve)) curve = std::move(bent);
  }
  const std::vector<double> slope = fitted(x, level, 1);
  track.glide = curve.size() > 2 ? 2 * curve[2] / window / window : 0;
  track.growth = std::clamp(slope[1] / window, -kSteepestDecay, kSteepestDecay);
  track.edge = {time, exact::exp(level.front() - track.growth * x.front() * window), curve[1] / window, curve[0]};
}

}  // namespace

std::vector<PartialTrack> partialsAtEnd(std::span<const double> sound, const PartialOptions& options) {
  const std::size_t window = options.window, hop = window / 8;
  if (sound.size() < window + window / 2) return {};
  PeakFinder find(options);
  std::vector<Frame> frames;
  for (std::size_t end = sound.size(); end >= window && frames.size() < kMostFrames; end -= hop) {
    const double middle = static_cast<double>(end) - 0.5 * static_cast<double>(window);
    frames.push_back({middle, find(sound.data() + end - window, middle)});
  }
  const double reach = kReach * kTurn / static_cast<double>(window);
  std::vector<PartialTrack> tracks;
  for (const PartialPoint& start : frames.front().peaks) {
    PartialTrack track{{start}, start};
    for (std::size_t f = 1; f < frames.size(); ++f) {
      const PartialPoint& last = track.points.back();
      double expected = last.frequency;
      if (track.points.size() >= 3)
        expected += 0.5 * (last.frequency - track.points[track.points.size() - 3].frequency);
      const PartialPoint* nearest = nullptr;
      for (const PartialPoint& peak : frames[f].peaks)
        if (std::abs(peak.frequency - expected) < (nearest ? std::abs(nearest->frequency - expected) : reach))
          nearest = &peak;
      if (!nearest) break;
      track.points.push_back(*nearest);
    }
    if (track.points.size() < kShortest) continue;
    reachEdge(track, static_cast<double>(sound.size()), static_cast<double>(window));
    tracks.push_back(std::move(track));
  }
  return tracks;
}

std::vector<PartialTrack> partialsAtStart(std::span<const double> sound, const PartialOptions& options) {
  const std::vector<double> mirrored(sound.rbegin(), sound.rend());
  std::vector<PartialTrack> tracks = partialsAtEnd(mirrored, options);
  // Sample n of the mirror image is sample size - 1 - n; its end, size, lies one sample before the first.
  const double last = static_cast<double>(sound.size()) - 1;
  const auto turned = [&](PartialPoint& point) {
    point.time = last - point.time;
    point.phase = -point.phase;
  };
  for (PartialTrack& track : tracks) {
    for (PartialPoint& point : track.points) turned(point);
    turned(track.edge);
    track.growth = -track.growth;
    track.glide = -track.glide;
  }
  return tracks;
}

}  // namespace lathe
