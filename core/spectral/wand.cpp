// Flood filling a spectrogram, then spreading the region's edge.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/wand.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/spectral/spectrogram.h"

namespace lathe {
namespace {

constexpr int kOverlap = 4;

/// Power of every cell, of the channel where it is largest.
std::vector<float> powers(const AudioClip& sound, const SpectrogramGrid& grid) {
  AudioBuffer samples(sound.format().channels(), samplesOf(grid));
  readChannels(sound, windowStart(grid, 0), samples.view());
  std::vector<float> largest(static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(grid.bins()));
  for (int c = 0; c < samples.channels(); ++c) {
    const Spectrogram spectra = analyse(samples[c], grid);
    for (std::size_t i = 0; i < largest.size(); ++i) largest[i] = std::max(largest[i], std::norm(spectra.cells[i]));
  }
  return largest;
}

struct Cell {
  int frame, bin;
};

/// 1 in the cells that are connected with the seed and no weaker than the threshold.
std::vector<float> flood(const std::vector<float>& power, const SpectrogramGrid& grid, Cell seed, float threshold) {
  const int bins = grid.bins();
  std::vector<float> region(power.size());
  std::vector<Cell> open = {seed};
  const auto visit = [&](int frame, int bin) {
    if (frame < 0 || frame >= grid.frames || bin < 0 || bin >= bins) return;
    const auto i = static_cast<std::size_t>(frame) * static_cast<std::size_t>(bins) + static_cast<std::size_t>(bin);
    if (region[i] > 0 || power[i] < threshold) return;
    region[i] = 1;
    open.push_back({frame, bin});
  };
  region[static_cast<std::size_t>(seed.frame) * static_cast<std::size_t>(bins) + static_cast<std::size_t>(seed.bin)] =
      1;
  while (!open.empty()) {
    const Cell cell = open.back();
    open.pop_back();
    visit(cell.frame - 1, cell.bin);
    visit(cell.frame + 1, cell.bin);
    visit(cell.frame, cell.bin - 1);
    visit(cell.frame, cell.bin + 1);
  }
  return region;
}

double falloff(double distance) noexcept { return raisedCosine(1 - distance); }

/// Each of `count` lines of `length` cells: the largest neighbour within the reach, weakened by its distance.
void spread(std::vector<float>& cells, int count, int length, std::size_t lineStep, std::size_t cellStep, double reach,
            const Progress& progress) {
  const int most = static_cast<int>(std::ceil(reach)) - 1;
  if (most < 1) return;
  std::vector<float> line(static_cast<std::size_t>(length));
  for (int i = 0; i < count; ++i) {
    progress.throwIfStopped();
    float* at = cells.data() + static_cast<std::size_t>(i) * lineStep;
    for (int n = 0; n < length; ++n) line[static_cast<std::size_t>(n)] = at[static_cast<std::size_t>(n) * cellStep];
    for (int n = 0; n < length; ++n) {
      if (line[static_cast<std::size_t>(n)] <= 0) continue;
      for (int k = std::max(0, n - most); k <= std::min(length - 1, n + most); ++k) {
        float& cell = at[static_cast<std::size_t>(k) * cellStep];
        cell = std::max(cell, static_cast<float>(line[static_cast<std::size_t>(n)] * falloff(std::abs(k - n) / reach)));
      }
    }
  }
}

}  // namespace

void addWand(const WandShape& wand, const Feather& feather, const SpectrogramGrid& grid, const AudioClip& sound,
             const Progress& progress, std::vector<float>& weights) {
  const double rate = sound.format().sampleRate;
  const SpectrogramGrid own = gridOver(rate, wand.fftSize, kOverlap, std::llround(wand.within.start.value * rate),
                                       std::max<std::int64_t>(1, std::llround(wand.within.end.value * rate)));
  const Cell seed{static_cast<int>(std::llround(wand.seed.time.value / own.cellSeconds()) - own.firstFrame),
                  static_cast<int>(std::llround(wand.seed.frequency.value / own.cellHertz()))};
  if (seed.frame < 0 || seed.frame >= own.frames || seed.bin < 0 || seed.bin >= own.bins()) return;
  const std::vector<float> power = powers(sound, own);
  progress.throwIfStopped();
  const auto bins = static_cast<std::size_t>(own.bins());
  const float atSeed = power[static_cast<std::size_t>(seed.frame) * bins + static_cast<std::size_t>(seed.bin)];
  std::vector<float> region =
      flood(power, own, seed, static_cast<float>(atSeed * exact::exp10(-wand.tolerance.value / 10)));
  spread(region, own.bins(), own.frames, 1, bins, feather.time.value / own.cellSeconds(), progress);
  spread(region, own.frames, own.bins(), bins, 1, feather.frequency.value / own.cellHertz(), progress);
  for (int k = 0; k < grid.frames; ++k) {
    const auto from = std::llround(grid.timeOf(k) / own.cellSeconds()) - own.firstFrame;
    if (from < 0 || from >= own.frames) continue;
    for (int m = 0; m < grid.bins(); ++m) {
      const auto bin = std::min<std::int64_t>(std::llround(grid.frequencyOf(m) / own.cellHertz()), own.bins() - 1);
      float& weight =
          weights[static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.bins()) + static_cast<std::size_t>(m)];
      weight = std::max(weight, region[static_cast<std::size_t>(from) * bins + static_cast<std::size_t>(bin)]);
    }
  }
}

}  // namespace lathe
