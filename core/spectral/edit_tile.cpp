// From samples to spectra, through an operator, to the difference that the mask lets through.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_tile.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/spectral/operators.h"
#include "core/spectral/processed_region.h"
#include "core/spectral/spectrogram.h"

namespace lathe {
namespace {

constexpr double kShortMask = 30;  ///< seconds that are worked on as one tile
constexpr double kTile = 8;        ///< seconds

/// A signal is a weighted sum of channels; a change of it goes back to them by other weights.
struct Signal {
  std::vector<double> take;
  std::vector<double> give;
};

std::vector<Signal> signalsOf(const ChannelScope& scope, int channels) {
  const auto count = static_cast<std::size_t>(channels);
  std::vector<Signal> signals;
  if (scope.kind == ChannelScope::Kind::Mid || scope.kind == ChannelScope::Kind::Side) {
    if (channels != 2) throw Error(ErrorKind::Invalid, "mid and side are selected in stereo sound only");
    const double sign = scope.kind == ChannelScope::Kind::Mid ? 1 : -1;
    return {{{0.5, 0.5 * sign}, {1, sign}}};
  }
  for (std::size_t c = 0; c < count; ++c) {
    if (scope.kind == ChannelScope::Kind::Set && (c >= 64 || (scope.channels >> c & 1) == 0)) continue;
    std::vector<double> only(count);
    only[c] = 1;
    signals.push_back({only, only});
  }
  return signals;
}

void mix(ConstAudioView channels, const Signal& signal, std::span<float> out) {
  std::vector<double> sum(out.size());
  for (int c = 0; c < channels.channels(); ++c)
    if (const double weight = signal.take[static_cast<std::size_t>(c)]; weight != 0)
      for (std::size_t n = 0; n < out.size(); ++n) sum[n] += weight * static_cast<double>(channels[c][n]);
  std::ranges::transform(sum, out.begin(), [](double value) { return static_cast<float>(value); });
}

int contextFrames(const SpectralEdit& edit, const SpectrogramGrid& grid) {
  const SpectralOperator* op = findSpectralOperator(edit.operation.type().id);
  const double seconds = op ? op->context(edit.operation).value : 0;
  return static_cast<int>(std::ceil(seconds / grid.cellSeconds())) + edit.overlap;
}

/// Each cell gets the largest weight of its neighbours in time, up to `frames` away.
void widen(MaskRaster& mask, int frames) {
  const std::vector<float> narrow = mask.weights;
  const auto bins = static_cast<std::size_t>(mask.grid.bins());
  for (int k = 0; k < mask.grid.frames; ++k)
    for (int from = std::max(0, k - frames); from <= std::min(mask.grid.frames - 1, k + frames); ++from) {
      const float* other = narrow.data() + static_cast<std::size_t>(from) * bins;
      const auto here = mask.frame(k);
      for (std::size_t m = 0; m < bins; ++m) here[m] = std::max(here[m], other[m]);
    }
}

/// Passages over all frequencies are replaced sample by sample, without the windows' slopes.
void changeInTime(const Mask& mask, const EditRegion& region, EditListen listen, std::vector<double>& change) {
  const SpectrogramGrid& grid = region.grid();
  const double sign = listen == EditListen::Removed ? -1 : 1;
  for (std::size_t n = 0; n < change.size(); ++n) {
    const double time = (static_cast<double>(windowStart(grid, 0)) + static_cast<double>(n)) / grid.sampleRate;
    const double weight = weightAt(mask, {time});
    if (weight > 0)
      change[n] = sign * weight * (static_cast<double>(region.healed[n]) - static_cast<double>(region.samples[n]));
  }
}

/// Leaves in `region.after` what is added to the spectra: by the mask's weights, and by what is listened to.
void intoDifference(EditRegion& region, EditListen listen) {
  for (int k = 0; k < region.grid().frames; ++k) {
    const auto before = region.before.frame(k);
    const auto after = region.after.frame(k);
    const auto weights = region.mask.frame(k);
    for (std::size_t m = 0; m < after.size(); ++m) {
      if (weights[m] <= 0)
        after[m] = 0;
      else if (listen == EditListen::Selection)
        after[m] = weights[m] * before[m];
      else if (listen == EditListen::Rest)
        after[m] = -weights[m] * before[m];
      else if (listen == EditListen::Removed)
        after[m] = weights[m] * (before[m] - after[m]);
      else
        after[m] = weights[m] * (after[m] - before[m]);
    }
  }
}

}  // namespace

std::vector<TilePlace> tilesOf(const SpectralEdit& edit, const AudioClip& clip) {
  const double rate = clip.format().sampleRate;
  const SampleSpan reach = reachOf(edit, rate, clip.frames());
  if (reach.start >= reach.end) return {};
  const SpectrogramGrid all = gridOver(rate, edit.fftSize, edit.overlap, reach.start, reach.end);
  const bool isShort = static_cast<double>(reach.end - reach.start) <= kShortMask * rate;
  const int length = isShort ? all.frames : static_cast<int>(kTile * rate) / all.hop;
  std::vector<TilePlace> tiles;
  const std::int64_t end = all.firstFrame + all.frames;
  for (std::int64_t first = all.firstFrame; first < end;) {
    // Tiles of long masks end at multiples of their length, so that they lie where they lie whatever the mask's start.
    const std::int64_t next = isShort ? end : std::min(end, (first / length + (first >= 0 ? 1 : 0)) * length);
    const std::int64_t last = std::max(next, first + 1);
    const SpectrogramGrid grid{rate, edit.fftSize, all.hop, first, static_cast<int>(last - first)};
    tiles.push_back({first,
                     grid.frames,
                     {windowStart(grid, 0), windowStart(grid, 0) + static_cast<std::int64_t>(samplesOf(grid))}});
    first = last;
  }
  return tiles;
}

void EditTile::addTo(int channel, std::int64_t start, std::vector<double>& sum) const {
  const auto& difference = differences_[static_cast<std::size_t>(channel)];
  if (difference.empty()) return;
  const std::int64_t from = std::max(start, span_.start);
  const std::int64_t to = std::min(start + static_cast<std::int64_t>(sum.size()), span_.end);
  for (std::int64_t n = from; n < to; ++n)
    sum[static_cast<std::size_t>(n - start)] += difference[static_cast<std::size_t>(n - span_.start)];
}

TilePtr computeTile(const SpectralEdit& edit, const AudioClip& clip, const TilePlace& place, EditListen listen) {
  const double rate = clip.format().sampleRate;
  const SpectrogramGrid own{rate, edit.fftSize, edit.fftSize / edit.overlap, place.firstFrame, place.frames};
  SpectrogramGrid grid = own;
  const int context = contextFrames(edit, grid);
  grid.firstFrame -= context;
  grid.frames += 2 * context;

  const SpectralOperator* op = findSpectralOperator(edit.operation.type().id);
  MaskRaster mask = rasterise(edit.mask, grid, &clip);
  if (op && op->coversWindows) widen(mask, edit.overlap / 2);
  std::vector<bool> isUsed(static_cast<std::size_t>(grid.frames));
  for (int k = context; k < context + own.frames; ++k) isUsed[static_cast<std::size_t>(k)] = mask.isTouched(k);

  const int channels = clip.format().channels();
  std::vector<std::vector<double>> differences(static_cast<std::size_t>(channels));
  if (std::ranges::none_of(isUsed, [](bool used) { return used; }))
    return std::make_shared<EditTile>(place.touched, std::move(differences));

  AudioBuffer sound(channels, samplesOf(grid));
  readChannels(clip, windowStart(grid, 0), sound.view());
  AudioBuffer processed;
  if (!op && listen != EditListen::Selection && listen != EditListen::Rest)
    processed = processedRegion(edit.operation, clip, windowStart(grid, 0), samplesOf(grid));

  std::vector<float> samples(samplesOf(grid));
  std::vector<double> change(samplesOf(grid));
  for (const Signal& signal : signalsOf(edit.mask.scope, channels)) {
    mix(sound.view(), signal, samples);
    Spectrogram before = analyse(samples, grid);
    EditRegion region{before,
                      before,
                      mask,
                      samples,
                      [&](std::int64_t start, std::span<float> out) {
                        AudioBuffer elsewhere(channels, out.size());
                        readChannels(clip, start, elsewhere.view());
                        mix(elsewhere.view(), signal, out);
                      },
                      timeSpans(edit.mask)};
    if (!op && processed.frames() > 0) {
      mix(processed.view(), signal, samples);
      region.after = analyse(samples, grid);
    } else if (op && listen != EditListen::Selection && listen != EditListen::Rest) {
      op->apply(edit.operation, region);
      if (!region.healed.empty()) region.after = analyse(region.healed, grid);
    }
    std::ranges::fill(change, 0.0);
    if (!region.healed.empty() && isBroadband(edit.mask)) {
      changeInTime(edit.mask, region, listen, change);
    } else {
      intoDifference(region, listen);
      synthesise(region.after, isUsed, change);
    }
    const auto skipped = static_cast<std::size_t>(context) * static_cast<std::size_t>(grid.hop);
    for (std::size_t c = 0; c < differences.size(); ++c) {
      const double weight = signal.give[c];
      if (weight == 0) continue;
      differences[c].resize(samplesOf(own));
      for (std::size_t n = 0; n < differences[c].size(); ++n) differences[c][n] += weight * change[skipped + n];
    }
  }
  return std::make_shared<EditTile>(place.touched, std::move(differences));
}

}  // namespace lathe
