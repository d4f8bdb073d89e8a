// Bands, shape, weighted level, correlation and band limits of an average spectrum.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/figures/spectrum_average.h"
#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr std::array kNominal = {25.0,   31.5,   40.0,   50.0,   63.0,   80.0,   100.0,   125.0,   160.0,   200.0,
                                 250.0,  315.0,  400.0,  500.0,  630.0,  800.0,  1000.0,  1250.0,  1600.0,  2000.0,
                                 2500.0, 3150.0, 4000.0, 5000.0, 6300.0, 8000.0, 10000.0, 12500.0, 16000.0, 20000.0};
constexpr int kThousand = 16;  ///< index of 1 kHz

/// Energy between two frequencies; bins across an edge count by their share.
double powerBetween(const std::vector<double>& powers, double spacing, double low, double high) {
  double sum = 0;
  const auto first = static_cast<std::size_t>(std::max(0.0, std::floor(low / spacing)));
  for (std::size_t k = first; k < powers.size(); ++k) {
    const double start = (static_cast<double>(k) - 0.5) * spacing, end = start + spacing;
    if (start >= high) break;
    const double share = (std::min(end, high) - std::max(start, low)) / spacing;
    sum += powers[k] * std::max(0.0, share);
  }
  return sum;
}

/// IEC 61672-1, 5.4.12: the squared gain, 1 at 1 kHz.
double aWeighting(double hertz) {
  const auto curve = [](double f) {
    const double s = f * f;
    constexpr double a = 20.598997 * 20.598997, b = 107.65265 * 107.65265, c = 737.86223 * 737.86223,
                     d = 12194.217 * 12194.217;
    const double gain = d * s * s / ((s + a) * std::sqrt((s + b) * (s + c)) * (s + d));
    return gain * gain;
  };
  return curve(hertz) / curve(1000);
}

double sumOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

}  // namespace

std::vector<Band> thirdOctaves(const AverageSpectrum& spectrum) {
  std::vector<Band> bands;
  const auto powers = spectrum.total();
  for (int i = 0; i < static_cast<int>(kNominal.size()); ++i) {
    const double centre = 1000 * exact::exp10((i - kThousand) / 10.0), side = exact::exp10(0.05);
    const double low = centre / side, high = centre * side;
    if (2 * high > spectrum.sampleRate) break;
    bands.push_back({Hertz{kNominal[static_cast<std::size_t>(i)]}, Hertz{low}, Hertz{high},
                     powerBetween(powers, spectrum.spacing(), low, high)});
  }
  return bands;
}

std::optional<SpectralShape> shapeOf(const AverageSpectrum& spectrum) {
  const auto powers = spectrum.total();
  double energy = 0, moment = 0;
  for (std::size_t k = 1; k < powers.size(); ++k) {
    energy += powers[k];
    moment += powers[k] * static_cast<double>(k) * spectrum.spacing();
  }
  if (energy <= 0) return {};
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const Band& band : thirdOctaves(spectrum)) {
    if (band.nominal < 50_Hz || band.nominal > 10_kHz || band.power <= 0) continue;
    const double octave = exact::log2(std::sqrt(band.low.value * band.high.value));
    const double level = 10 * exact::log10(band.power / (band.high - band.low).value);
    n += 1, x += octave, y += level, xx += octave * octave, xy += octave * level;
  }
  const double spread = n * xx - x * x;
  return SpectralShape{Hertz{moment / energy}, spread > 0 ? (n * xy - x * y) / spread : 0};
}

std::optional<Decibels> leqA(const AverageSpectrum& spectrum) {
  const auto powers = spectrum.total();
  double sum = 0;
  for (std::size_t k = 1; k < powers.size(); ++k)
    sum += powers[k] * aWeighting(static_cast<double>(k) * spectrum.spacing());
  if (sum <= 0) return {};
  return Decibels{10 * exact::log10(2 * sum)};
}

std::vector<BandCorrelation> correlationByBand(const AverageSpectrum& spectrum) {
  std::vector<BandCorrelation> correlations;
  if (spectrum.cross.empty()) return correlations;
  const double top = spectrum.sampleRate / 2.0;
  const std::array<double, 4> edges = {0, 150, std::min(2000.0, top), top};
  const double quietest = 1e-12 * (sumOf(spectrum.powers[0]) + sumOf(spectrum.powers[1]));
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const auto within = [&](const std::vector<double>& values) {
      return powerBetween(values, spectrum.spacing(), edges[i], edges[i + 1]);
    };
    const double left = within(spectrum.powers[0]), right = within(spectrum.powers[1]);
    if (std::sqrt(left * right) <= quietest) continue;
    correlations.push_back({Hertz{edges[i]}, Hertz{edges[i + 1]},
                            std::clamp(within(spectrum.cross) / std::sqrt(left * right), -1.0, 1.0)});
  }
  return correlations;
}

std::optional<CutOff> cutOff(const AverageSpectrum& spectrum) {
  constexpr double kReach = 1000, kEdge = 150, kLowest = 10000, kLeastDrop = 20, kCertainDrop = 50, kConverter = 0.93;
  constexpr double kFloor = 1e-20;  // powers of a bin: rounding of silence
  const auto powers = spectrum.total();
  const double spacing = spectrum.spacing(), top = spectrum.sampleRate / 2.0;
  const auto level = [&](double low, double high) {
    return 10 * exact::log10(powerBetween(powers, spacing, low, high) / (high - low) + kFloor);
  };
  std::optional<CutOff> best;
  for (double f = kLowest; f < kConverter * top; f += 50) {
    const double below = level(f - kEdge - kReach, f - kEdge);
    const double aboveEnd = std::min(f + kEdge + kReach, top);
    const double drop = below - level(f + kEdge, aboveEnd);
    if (drop < kLeastDrop || (best && drop <= best->drop.value)) continue;
    // Just under the edge the sound must still be as loud as below: a slope is not a limit.
    if (below - level(f - 2 * kEdge, f - kEdge) > kLeastDrop / 3) continue;
    bool staysLow = true;
    for (double g = f + kEdge; staysLow && g + kReach <= top; g += kReach / 2)
      staysLow = below - level(g, g + kReach) > kLeastDrop * 0.75;
    if (!staysLow) continue;
    const bool isUpsampled = spectrum.sampleRate > 48000 && f >= 19000 && f <= 24500;
    const double confidence = 0.5 + 0.5 * std::min(1.0, (drop - kLeastDrop) / (kCertainDrop - kLeastDrop));
    best = CutOff{Hertz{f}, Decibels{drop}, isUpsampled ? CutOff::Cause::Upsampling : CutOff::Cause::LossyCoding,
                  confidence};
  }
  return best;
}

}  // namespace lathe::analysis
