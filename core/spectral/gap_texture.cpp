// A draw from what a model leaves open, weighed cell by cell.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/spectral/spectral_gap.h"

namespace lathe {
namespace {

constexpr int kSmallest = 128, kLargest = 1024;  // of the FFT
constexpr double kWave = 500, kLevel = 3000;     // Hz: below the wave counts, above the level
constexpr double kLeast = 0.2;                   // of the texture, at low frequencies
constexpr double kLongGap = 0.15;                // s
constexpr int kLevelSize = 2048;                 // of the FFT that levels of long gaps are restored with
constexpr double kMatch = 0.7, kTolerated = 2, kMostMatch = 12;  // dB
constexpr std::size_t kSideWindows = 6;                          // whose mean says how loud it is beside the gap

double shareAt(double hertz) noexcept {
  return kLeast + (1 - kLeast) * raisedCosine(exact::log(std::max(hertz, 1.0) / kWave) / exact::log(kLevel / kWave));
}

/// Frames that lie in a stretch of that length as a whole; the stretch is taken to begin at the first window.
SpectrogramGrid gridWithin(int size, std::size_t length) {
  SpectrogramGrid grid{1, size, size / 4, 0, 0};
  const auto window = static_cast<std::size_t>(size);
  if (length >= window) grid.frames = static_cast<int>((length - window) / static_cast<std::size_t>(grid.hop)) + 1;
  return grid;
}

/// Mean power of each bin, and of so many around it to each side. Empty when the stretch is too short.
std::vector<double> meanPower(std::span<const float> sound, int size, int around, StftDevice* device) {
  const SpectrogramGrid grid = gridWithin(size, sound.size());
  if (grid.frames < 1) return {};
  const Spectrogram spectra = analyse(sound.first(samplesOf(grid)), grid, device);
  const int bins = grid.bins();
  std::vector<double> power(static_cast<std::size_t>(bins)), mean(power.size());
  for (int k = 0; k < grid.frames; ++k)
    for (std::size_t m = 0; m < power.size(); ++m)
      power[m] += static_cast<double>(std::norm(spectra.frame(k)[m])) / grid.frames;
  for (int m = 0; m < bins; ++m) {
    const int first = std::max(0, m - around), last = std::min(bins, m + around + 1);
    for (int b = first; b < last; ++b)
      mean[static_cast<std::size_t>(m)] += power[static_cast<std::size_t>(b)] / (last - first);
  }
  return mean;
}

/// Mean power around every cell: two frames and two bins to each side.
std::vector<double> smoothedPower(const Spectrogram& spectra) {
  const int frames = spectra.grid.frames, bins = spectra.grid.bins();
  std::vector<double> result(spectra.cells.size());
  for (int k = 0; k < frames; ++k)
    for (int m = 0; m < bins; ++m) {
      double sum = 0;
      int count = 0;
      for (int i = std::max(0, k - 2); i <= std::min(frames - 1, k + 2); ++i)
        for (int b = std::max(0, m - 2); b <= std::min(bins - 1, m + 2); ++b, ++count)
          sum += static_cast<double>(std::norm(spectra.frame(i)[static_cast<std::size_t>(b)]));
      result[static_cast<std::size_t>(k) * static_cast<std::size_t>(bins) + static_cast<std::size_t>(m)] = sum / count;
    }
  return result;
}

/// How loud each bin is before and behind a gap; one side stands for both where the other is too short.
struct SideLevels {
  std::vector<double> before, behind;

  SideLevels(std::span<const float> sound, const SpectralGap& gap, int size, int around, StftDevice* device) {
    const std::size_t most = kSideWindows * static_cast<std::size_t>(size);
    const std::size_t reach = std::min(gap.first - gap.low, most);
    before = meanPower(sound.subspan(gap.first - reach, reach), size, around, device);
    behind = meanPower(sound.subspan(gap.last, std::min(gap.high - gap.last, most)), size, around, device);
    if (before.empty()) before = behind;
    if (behind.empty()) behind = before;
  }
  double at(std::size_t bin, double along) const {
    return exact::exp((1 - along) * exact::log(before[bin] + 1e-30) + along * exact::log(behind[bin] + 1e-30));
  }
};

/// Over a long gap predictions lose the wave, and levels are what is left to get right: each cell is brought most of
/// the way, in dB, to the level that its bin has before and behind the gap, with its phase. Within kTolerated it may be
/// the sound's own beating.
void restoreLevels(std::span<double> sound, const SpectralGap& gap, const SpectrogramGrid& region, StftDevice* device) {
  if (static_cast<double>(gap.length()) < kLongGap * region.sampleRate) return;
  const std::vector<float> part(sound.begin(), sound.end());
  const std::span<const float> all(part);
  const SideLevels levels(all, gap, kLevelSize, 0, device);
  const SpectrogramGrid grid = gridWithin(kLevelSize, gap.length());
  if (levels.before.empty() || grid.frames < 1) return;
  Spectrogram cells = analyse(all.subspan(gap.first, samplesOf(grid)), grid, device);
  for (int k = 0; k < grid.frames; ++k)
    for (int m = 0; m < grid.bins(); ++m) {
      std::complex<float>& cell = cells.frame(k)[static_cast<std::size_t>(m)];
      const double hertz = m * region.sampleRate / kLevelSize;
      double gain = 1;
      if (hertz >= gap.lowHertz && hertz <= gap.highHertz) {
        const double wanted = levels.at(static_cast<std::size_t>(m), (k + 0.5) / grid.frames);
        const double off = 10 * exact::log10(wanted / (static_cast<double>(std::norm(cell)) + 1e-20));
        const double beyond = std::copysign(std::max(0.0, std::abs(off) - kTolerated), off);
        gain = toGain({std::clamp(kMatch * beyond, -kMostMatch, kMostMatch)});
      }
      cell *= static_cast<float>(gain - 1);
    }
  std::vector<float> added(samplesOf(grid));
  synthesise(cells, std::vector<bool>(static_cast<std::size_t>(grid.frames), true), added, device);
  for (std::size_t n = 0; n < added.size(); ++n) sound[gap.first + n] += static_cast<double>(added[n]);
}

/// Adds to the gap as much of `draw` (as long as the gap) as is missing in each cell.
void addMissing(std::span<double> sound, std::span<const double> draw, const SpectralGap& gap,
                const SpectrogramGrid& region, double texture, StftDevice* device) {
  int size = kLargest;
  while (size > kSmallest && static_cast<std::size_t>(size) * 4 > gap.length()) size /= 2;
  const auto margin = static_cast<std::size_t>(size);
  const std::vector<float> part(sound.begin(), sound.end());
  const std::span<const float> all(part);
  const SideLevels levels(all, gap, size, 2, device);
  if (levels.before.empty() || gap.first < margin || gap.last + margin > sound.size()) return;

  const SpectrogramGrid grid = gridWithin(size, gap.length() + 2 * margin);
  const std::vector<double> there =
      smoothedPower(analyse(all.subspan(gap.first - margin, samplesOf(grid)), grid, device));
  std::vector<float> drawn(gap.length() + 2 * margin);
  for (std::size_t n = 0; n < draw.size(); ++n) drawn[margin + n] = static_cast<float>(draw[n]);
  drawn.resize(samplesOf(grid));
  Spectrogram cells = analyse(drawn, grid, device);
  const std::vector<double> power = smoothedPower(cells);
  const auto bins = static_cast<std::size_t>(grid.bins());
  for (int k = 0; k < grid.frames; ++k)
    for (std::size_t m = 0; m < bins; ++m) {
      const std::size_t cell = static_cast<std::size_t>(k) * bins + m;
      const double missing = std::max(0.0, levels.at(m, (k + 0.5) / grid.frames) - there[cell]);
      const double enough = std::sqrt(std::min(1.0, missing / (power[cell] + 1e-30)));
      const double hertz = static_cast<double>(m) * region.sampleRate / size;
      cells.cells[cell] *= static_cast<float>(texture * shareAt(hertz) * enough);
    }
  std::vector<float> added(samplesOf(grid));
  synthesise(cells, std::vector<bool>(static_cast<std::size_t>(grid.frames), true), added, device);
  for (std::size_t n = 0; n < gap.length() && margin + n < added.size(); ++n)
    sound[gap.first + n] += static_cast<double>(added[margin + n]);
}

}  // namespace

void fillWithTexture(FillGap way, std::span<double> sound, const SpectralGap& gap, const SpectrogramGrid& region,
                     std::size_t mostOrder, const GapSides& sides, double texture, std::uint64_t seed,
                     StftDevice* device, const Progress& progress) {
  std::vector<double> open(sound.begin(), sound.end());
  way(sound, gap, region.sampleRate, mostOrder, sides, 0, seed, progress);
  std::vector<double> draw;
  if (texture > 0) {
    way(open, gap, region.sampleRate, mostOrder, sides, 1, seed, progress);
    for (std::size_t n = gap.first; n < gap.last; ++n) draw.push_back(open[n] - sound[n]);
  }
  progress.throwIfStopped();
  restoreLevels(sound, gap, region, device);
  progress.throwIfStopped();
  if (texture <= 0) return;
  addMissing(sound, draw, gap, region, texture, device);
}

}  // namespace lathe
