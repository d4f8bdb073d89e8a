// Correlating a patch of levels with every place of the recording, block by block.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/find_similar.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/spectral/rasterise.h"
#include "core/spectral/spectrogram.h"

namespace lathe {
namespace {

constexpr int kFft = 1024;
constexpr int kOverlap = 4;
constexpr int kBlockFrames = 4096;
constexpr double kLongest = 10;  ///< seconds
constexpr double kFloor = -100;  ///< dB

/// Level of each cell in dB, of all channels together; frame after frame.
std::vector<float> levels(const AudioClip& clip, const SpectrogramGrid& grid, StftDevice* device) {
  AudioBuffer samples(clip.format().channels(), samplesOf(grid));
  readChannels(clip, windowStart(grid, 0), samples.view());
  std::vector<double> power(static_cast<std::size_t>(grid.frames) * static_cast<std::size_t>(grid.bins()));
  for (int c = 0; c < samples.channels(); ++c) {
    const Spectrogram spectra = analyse(samples[c], grid, device);
    for (std::size_t i = 0; i < power.size(); ++i) power[i] += static_cast<double>(std::norm(spectra.cells[i]));
  }
  const double scale = 16.0 / kFft / kFft / samples.channels();  // a full-scale sine has 0 dB
  std::vector<float> result(power.size());
  std::ranges::transform(power, result.begin(), [&](double p) {
    return static_cast<float>(std::max(kFloor, 10 * exact::log10(scale * p + 1e-20)));
  });
  return result;
}

/// The selected cells with their weights and their levels less the mean.
struct Patch {
  int frames = 0;
  struct Cell {
    std::size_t offset;  ///< from the patch's first frame's first bin
    float weight, level;
  };
  std::vector<Cell> cells;
  double power = 0, weight = 0;
};

Patch patchOf(const AudioClip& clip, const Mask& mask, const SpectrogramGrid& grid, StftDevice* device) {
  const MaskRaster raster = rasterise(mask, grid, &clip);
  const std::vector<float> level = levels(clip, grid, device);
  Patch patch{grid.frames, {}};
  double sum = 0;
  for (std::size_t i = 0; i < level.size(); ++i)
    if (raster.weights[i] > 0) {
      patch.cells.push_back({i, raster.weights[i], level[i]});
      patch.weight += static_cast<double>(raster.weights[i]);
      sum += static_cast<double>(raster.weights[i]) * static_cast<double>(level[i]);
    }
  for (Patch::Cell& cell : patch.cells) {
    cell.level -= static_cast<float>(sum / patch.weight);
    patch.power += static_cast<double>(cell.weight) * static_cast<double>(cell.level) * static_cast<double>(cell.level);
  }
  return patch;
}

double correlation(const Patch& patch, const float* at) {
  double sum = 0, power = 0, cross = 0;
  for (const Patch::Cell& cell : patch.cells) {
    const double level = static_cast<double>(at[cell.offset]), weight = static_cast<double>(cell.weight);
    sum += weight * level;
    power += weight * level * level;
    cross += weight * level * static_cast<double>(cell.level);
  }
  const double variance = power - sum * sum / patch.weight;
  return variance > 0 && patch.power > 0 ? cross / std::sqrt(variance * patch.power) : 0;
}

}  // namespace

std::vector<Similar> findSimilar(const AudioClip& clip, const Mask& mask, double least, std::size_t most,
                                 const Progress& progress, StftDevice* device) {
  const auto span = timeSpan(mask);
  if (!span || span->start == span->end || (span->end - span->start).value > kLongest)
    throw Error(ErrorKind::NotPossible, "only a selection with a beginning and an end within 10 s can be looked for");
  const double rate = clip.format().sampleRate;
  const auto sampleAt = [&](Seconds t) { return static_cast<std::int64_t>(std::llround(t.value * rate)); };
  SpectrogramGrid own =
      gridOver(rate, kFft, kOverlap, sampleAt(span->start), std::max(sampleAt(span->end), sampleAt(span->start) + 1));
  const Patch patch = patchOf(clip, mask, own, device);
  if (patch.cells.empty()) return {};

  std::vector<Similar> found;
  const std::int64_t last = static_cast<std::int64_t>(clip.frames()) / own.hop - patch.frames;
  const auto bins = static_cast<std::size_t>(own.bins());
  for (std::int64_t first = 0; first <= last; first += kBlockFrames) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(first) / static_cast<double>(std::max<std::int64_t>(1, last)),
                "looking for the same sound");
    SpectrogramGrid grid = own;
    grid.firstFrame = first;
    const int places = static_cast<int>(std::min<std::int64_t>(kBlockFrames, last - first + 1));
    grid.frames = places + patch.frames - 1;
    const std::vector<float> level = levels(clip, grid, device);
    for (int k = 0; k < places; ++k) {
      const double score = correlation(patch, level.data() + static_cast<std::size_t>(k) * bins);
      if (score < least) continue;
      const double offset = static_cast<double>(first + k - own.firstFrame) * own.cellSeconds();
      found.push_back({span->start + Seconds{offset}, score});
    }
  }
  std::ranges::sort(found, std::ranges::greater{}, &Similar::score);
  std::vector<Similar> kept;
  const double apart = std::max((span->end - span->start).value / 2, own.cellSeconds());
  for (const Similar& one : found) {
    const auto isNear = [&](Seconds other) { return std::abs((one.start - other).value) < apart; };
    if (isNear(span->start) || std::ranges::any_of(kept, [&](const Similar& k) { return isNear(k.start); })) continue;
    kept.push_back(one);
    if (kept.size() == most) break;
  }
  return kept;
}

Mask movedTo(const Mask& mask, Seconds start) {
  const auto span = timeSpan(mask);
  if (!span) return mask;
  return shiftedBack(mask, span->start - start).value_or(mask);
}

}  // namespace lathe
