// Where windows take over from each other, how cautious a bin is, and how much may be taken from it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_plan.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

/// Spreads that unsteadiness is counted from, a fifth below what steady hiss has over learningArea().
constexpr double kReferenceSpread[kDenoiseWindows] = {0.26, 0.26, 0.53, 0.53};
constexpr double kMostCaution = 1.5, kMostLowCaution = 2;  // of unsteady noise, above and below kLowest
constexpr double kLowest = 400, kLow = 120, kHigh = 3000;  // Hz, where windows take over
constexpr std::size_t kLineReach = 20;                     // bins to either side that a line is compared with
constexpr double kLineRatio = 4;                           // of a line's power to their median

/// Rises from 0 to 1 within half an octave to either side.
double above(double frequency, double crossover) {
  return raisedCosine(exact::log2(std::max(frequency, 1.0) / crossover) + 0.5);
}

/// Part of window `w` (0 the shortest) of the result at a frequency.
double shareOf(int w, DenoiseQuality quality, double frequency) {
  const double high = above(frequency, kHigh), low = 1 - above(frequency, kLowest);
  switch (quality) {
    case DenoiseQuality::A:
      return w == 1 ? 1 : 0;
    case DenoiseQuality::B:
      return w == 1 ? 1 - low : w == 2 ? low : 0;
    case DenoiseQuality::C:
      return w == 0 ? high : w == 1 ? 1 - low - high : w == 2 ? low : 0;
    case DenoiseQuality::D:
      break;
  }
  const double lowest = 1 - above(frequency, kLow), middle = 1 - low - high;
  switch (w) {
    case 0:
      return high / 2 + middle / 3;
    case 1:
      return high / 2 + middle / 3;
    case 2:
      return middle / 3 + low - lowest / 2;
    default:
      return lowest / 2;
  }
}

/// How much of a bin's noise is a line, 0..1, and the broadband noise under it.
struct Lines {
  std::vector<float> share, broadband;
};

Lines linesOf(const std::vector<float>& power) {
  Lines lines{std::vector<float>(power.size(), 0.0f), power};
  std::vector<float> near;
  for (std::size_t k = 0; k < power.size(); ++k) {
    const std::size_t from = k < kLineReach ? 0 : k - kLineReach, to = std::min(power.size(), k + kLineReach + 1);
    near.assign(power.begin() + static_cast<std::ptrdiff_t>(from), power.begin() + static_cast<std::ptrdiff_t>(to));
    std::ranges::nth_element(near, near.begin() + static_cast<std::ptrdiff_t>(near.size() / 2));
    const float median = near[near.size() / 2];
    if (power[k] <= static_cast<float>(kLineRatio) * median) continue;
    lines.share[k] = 1 - median / power[k];
    lines.broadband[k] = median;
  }
  return lines;
}

double powerRatio(Decibels level) { return exact::exp10(level.value / 10); }

struct BinRules {
  const DenoiseValues& values;
  const std::vector<CurvePoint>& curve;
  double hertzPerBin;
  double keptPower;  ///< per bin

  double noise(const Lines& lines, const std::vector<float>& power, std::size_t k) const {
    const double line = lines.share[k] * power[k], rest = power[k] - line;
    return rest * powerRatio(values.threshold) + line * powerRatio(values.tonalThreshold);
  }

  double floor(const Lines& lines, const std::vector<float>& power, std::size_t k) const {
    const double line = lines.share[k];
    const double reduction = (1 - line) * values.reduction.value + line * values.tonalReduction.value;
    const double wanted = std::max(0.0, reduction + curveAt(curve, {static_cast<double>(k) * hertzPerBin}).value);
    const double kept = power[k] > 0 ? std::sqrt(keptPower / power[k]) : 1;
    return std::clamp(std::max(exact::exp10(-wanted / 20), kept), 0.0, 1.0);
  }
};

DenoiseGroup makeGroup(const DenoiseWindow& window, int w, const BinRules& rules, const NoiseSpectrum& noise,
                       std::vector<int> channels) {
  const std::size_t bins = window.size / 2 + 1;
  DenoiseGroup group;
  group.channels = std::move(channels);
  group.threshold.resize(bins);
  group.burst.resize(bins);
  group.caution.resize(bins);
  group.floor.resize(bins);
  const double sensitivity = 1.5 + 3 * rules.values.artefactControl;
  const double cells = std::sqrt(static_cast<double>(learningArea(w).cells()) / window.first.cells());
  const double share = 1.0 / static_cast<double>(group.channels.size());
  std::vector<double> spread(bins, 0), floor(bins, 0);
  for (const int c : group.channels) {
    const auto i = static_cast<std::size_t>(c);
    const Lines lines = linesOf(noise.power[i]);
    std::vector<float> scale(bins);
    for (std::size_t k = 0; k < bins; ++k) {
      scale[k] = static_cast<float>(share / (rules.noise(lines, noise.power[i], k) + 1e-20));
      spread[k] = std::max<double>(spread[k], noise.spread[i][k]);
      floor[k] = std::max(floor[k], rules.floor(lines, noise.power[i], k));
    }
    group.scale.push_back(std::move(scale));
  }
  for (std::size_t k = 0; k < bins; ++k) {
    const double unsteady = spread[k] / kReferenceSpread[w];
    group.threshold[k] = static_cast<float>(1 + sensitivity * spread[k] * cells);
    group.burst[k] = static_cast<float>(1 + 2 * sensitivity * spread[k] * std::sqrt(learningArea(w).cells() / 9.0));
    group.caution[k] = static_cast<float>(w >= 2 ? std::clamp(1 + 2.5 * (unsteady - 1.1), 1.0, kMostLowCaution)
                                                 : std::clamp(unsteady - 0.25, 1.0, kMostCaution));
    group.floor[k] = static_cast<float>(floor[k]);
  }
  return group;
}

}  // namespace

DenoisePlan makeDenoisePlan(const DenoiseValues& values, const std::vector<CurvePoint>& curve,
                            const NoiseProfile& profile) {
  DenoisePlan plan;
  plan.isMidSide = values.channels == DenoiseChannels::MidSide && profile.channels() == 2;
  const bool isLinked = values.channels == DenoiseChannels::Linked;
  for (int w = 0; w < kDenoiseWindows; ++w) {
    DenoiseWindow window;
    window.size = denoiseWindow(w, profile.sampleRate);
    const double hertzPerBin = profile.sampleRate / static_cast<double>(window.size);
    double most = 0;
    for (std::size_t k = 0; k <= window.size / 2; ++k) {
      window.share.push_back(static_cast<float>(shareOf(w, values.quality, static_cast<double>(k) * hertzPerBin)));
      most = std::max<double>(most, window.share.back());
    }
    if (most == 0) continue;
    const bool isLong = w >= 2;
    const double hop = static_cast<double>(window.size) / 4 / profile.sampleRate;
    window.first.frames =
        std::clamp(static_cast<int>(std::lround((values.smoothing.value / hop - 1) / 2)), 0, isLong ? 2 : 12);
    window.first.bins = isLong ? 0 : static_cast<int>(std::lround(2 * values.frequencySmoothing));
    window.refining.assign(isLong ? 4 : 3,
                           isLong ? Neighbourhood{2, 0} : Neighbourhood{1, std::min(1, window.first.bins)});
    window.transients = static_cast<float>(values.transients);
    const BinRules rules{values, curve, hertzPerBin, powerRatio(values.keep)};
    const NoiseSpectrum& noise = profile.spectra[static_cast<std::size_t>(w)];
    std::vector<int> all;
    for (int c = 0; c < profile.channels(); ++c) all.push_back(c);
    if (isLinked)
      window.groups.push_back(makeGroup(window, w, rules, noise, all));
    else
      for (const int c : all) window.groups.push_back(makeGroup(window, w, rules, noise, {c}));
    plan.windows.push_back(std::move(window));
  }
  return plan;
}

}  // namespace lathe
