// Knee, backward integration and regression of a decay.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/decay.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

constexpr double kTiny = 1e-30;

constexpr double kSilence =
    1e-10;  // of the peak's power: what lies 100 dB below counts as noise, even where there is none

double decibels(double power) { return 10 * exact::log10(std::max(power, kTiny)); }

struct Line {
  double start = 0;  ///< dB at x = 0
  double slope = 0;  ///< dB per unit of x
};

/// Least squares through y over x = first .. first + y.size() - 1.
template <class Value>
Line fit(std::span<const Value> y, double first) {
  const double n = static_cast<double>(y.size());
  double sum = 0, moment = 0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += y[i], moment += static_cast<double>(i) * y[i];
  const double meanX = (n - 1) / 2, slope = (moment - meanX * sum) / (n * (n * n - 1) / 12);
  return {sum / n - slope * (meanX + first), slope};
}

/// Mean squares of consecutive windows.
std::vector<double> windowPowers(std::span<const double> samples, std::size_t window) {
  std::vector<double> powers(samples.size() / window);
  for (std::size_t i = 0; i < powers.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < window; ++k) sum += samples[i * window + k] * samples[i * window + k];
    powers[i] = sum / static_cast<double>(window);
  }
  return powers;
}

double meanFrom(const std::vector<double>& values, std::size_t first) {
  double sum = 0;
  for (std::size_t i = first; i < values.size(); ++i) sum += values[i];
  return first < values.size() ? sum / static_cast<double>(values.size() - first) : 0;
}

/// Line through the levels of `powers` less `noise` from `first` on until they have fallen to 8 dB above the noise; a
/// slope of 0 when there is too little.
Line lineDownToNoise(const std::vector<double>& powers, std::size_t first, double noise) {
  std::vector<double> levels;
  for (std::size_t i = first; i < powers.size() && powers[i] > noise * 6.3; ++i)
    levels.push_back(decibels(powers[i] - noise));
  if (levels.size() < 3) return {};
  return fit(std::span<const double>(levels), static_cast<double>(first));
}

}  // namespace

double DecayKnee::range() const noexcept { return decibels(peakPower) - decibels(noisePower); }

DecayKnee findKnee(std::span<const double> samples, std::size_t onset, double sampleRate) {
  const std::span<const double> decay = samples.subspan(std::min(onset, samples.size()));
  DecayKnee knee;
  knee.frame = samples.size();
  std::size_t window =
      static_cast<std::size_t>(std::clamp(sampleRate * 0.01, 1.0, static_cast<double>(decay.size()) / 20 + 1));
  for (int round = 0; round < 6; ++round) {
    const std::vector<double> powers = windowPowers(decay, window);
    if (powers.size() < 8) break;
    std::vector<double> levels(powers.size());
    std::ranges::transform(powers, levels.begin(), decibels);
    const auto peak = static_cast<std::size_t>(std::ranges::max_element(powers) - powers.begin());
    if (round == 0) {
      knee.peakPower = powers[peak];
      knee.noisePower = meanFrom(powers, powers.size() - std::max<std::size_t>(1, powers.size() / 10));
    }
    knee.noisePower = std::max(knee.noisePower, knee.peakPower * kSilence);
    const double noise = decibels(knee.noisePower), top = levels[peak];
    if (top <= -290 || top - noise < 8) break;
    // The late decay: from 30 dB above the noise (or the peak) down to 8 dB above it.
    std::size_t first = peak;
    while (round > 0 && first < levels.size() && levels[first] > noise + 32) ++first;
    Line line = lineDownToNoise(powers, first, knee.noisePower);
    if (line.slope >= 0) line = lineDownToNoise(powers, peak, knee.noisePower);
    if (line.slope >= 0) break;
    const double perWindow = line.slope, centre = (noise - line.start) / perWindow;
    const double frames = (centre + 0.5) * static_cast<double>(window);
    knee.seconds = -60 / perWindow * static_cast<double>(window) / sampleRate;
    const bool meets = frames < static_cast<double>(decay.size());
    knee.frame = onset + (meets ? static_cast<std::size_t>(std::max(frames, 1.0)) : decay.size());
    const double atKnee = static_cast<double>(knee.frame - onset) / static_cast<double>(window) - 0.5;
    knee.powerAtKnee = exact::exp10((line.start + line.slope * atKnee) / 10);
    // The noise: from where the decay has fallen 10 dB below it, but at least the last tenth.
    const auto from = static_cast<std::size_t>(std::max(0.0, centre + 10 / -perWindow));
    const std::size_t latest = powers.size() - std::max<std::size_t>(1, powers.size() / 10);
    knee.noisePower = meanFrom(powers, std::min(from, latest));
    // About five windows to every 10 dB of decay.
    const double wanted = knee.seconds / 6 / 5 * sampleRate;
    window =
        static_cast<std::size_t>(std::clamp(wanted, sampleRate * 0.002, static_cast<double>(decay.size()) / 20 + 1));
    window = std::max<std::size_t>(window, 1);
  }
  knee.noisePower = std::max(knee.noisePower, knee.peakPower * kSilence);
  return knee;
}

std::vector<double> decayCurve(std::span<const double> samples, std::size_t onset, const DecayKnee& knee,
                               double sampleRate) {
  const std::size_t end = std::clamp(knee.frame, onset, samples.size());
  std::vector<double> curve(end - onset);
  // An exponential of mean square p at the knee, falling 60 dB in T, still holds p T fs / ln(10^6) beyond it.
  const bool goesOn = knee.seconds > 0 && knee.noisePower > 0;
  double sum = goesOn ? knee.powerAtKnee * knee.seconds * sampleRate / 13.815510557964274 : 0;
  const double noise = knee.seconds > 0 && end < samples.size() ? knee.noisePower : 0;
  for (std::size_t i = curve.size(); i-- > 0;) {
    const double x = samples[onset + i];
    sum += x * x - noise;
    curve[i] = std::max(sum, 0.0);
  }
  const double total = curve.empty() ? 0 : decibels(*std::ranges::max_element(curve));
  for (double& value : curve) value = decibels(value) - total;
  return curve;
}

std::optional<double> decayTime(std::span<const double> curve, double upper, double lower, double sampleRate) {
  const auto first = std::ranges::find_if(curve, [&](double v) { return v <= upper; });
  const auto last = std::find_if(first, curve.end(), [&](double v) { return v <= lower; });
  if (last == curve.end() || last - first < 3) return std::nullopt;
  const Line line = fit(std::span(first, last), 0.0);
  if (line.slope >= 0) return std::nullopt;
  return -60 / line.slope / sampleRate;
}

std::size_t onsetOf(std::span<const double> samples, double below) {
  double peak = 0;
  for (const double x : samples) peak = std::max(peak, std::abs(x));
  const double threshold = peak * exact::exp10(-below / 20);
  const auto first = std::ranges::find_if(samples, [&](double x) { return peak > 0 && std::abs(x) >= threshold; });
  return first == samples.end() ? 0 : static_cast<std::size_t>(first - samples.begin());
}

}  // namespace lathe
