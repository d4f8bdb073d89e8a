// From samples to spectra, through an operator, to the difference that the mask lets through.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_tile.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/spectral/operators.h"
#include "core/spectral/processed_region.h"
#include "core/spectral/rasterise.h"
#include "core/spectral/spectrogram.h"

namespace lathe {
namespace {

constexpr double kShortMask = 30;  ///< seconds that are worked on as one tile
constexpr double kTile = 8;        ///< seconds
constexpr std::size_t kStopEvery = 1024;

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

int contextFrames(const SpectralEdit& edit, const SpectralOperator* op, const SpectrogramGrid& grid) {
  const double seconds = op ? op->context(edit.operation, edit.mask).value : 0;
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
void changeInTime(const Mask& mask, const EditRegion& region, EditListen listen, std::span<float> change) {
  const SpectrogramGrid& grid = region.grid();
  const double sign = listen == EditListen::Removed ? -1 : 1;
  for (std::size_t n = 0; n < change.size(); ++n) {
    if (n % kStopEvery == 0) region.progress.throwIfStopped();
    const double time = (static_cast<double>(windowStart(grid, 0)) + static_cast<double>(n)) / grid.sampleRate;
    const double weight = weightAt(mask, {time});
    if (weight > 0)
      change[n] = static_cast<float>(sign * weight *
                                     (static_cast<double>(region.healed[n]) - static_cast<double>(region.samples[n])));
  }
}

/// Leaves in `region.after` what is added to the spectra: by the mask's weights and the layer's.
void intoDifference(EditRegion& region, EditListen listen, std::span<const float> layer) {
  const float sign = listen == EditListen::Removed ? -1.0f : 1.0f;
  for (int k = 0; k < region.grid().frames; ++k) {
    const auto before = region.before.frame(k);
    const auto after = region.after.frame(k);
    const auto weights = region.mask.frame(k);
    for (std::size_t m = 0; m < after.size(); ++m)
      after[m] = weights[m] <= 0 ? 0.0f : sign * weights[m] * layer[m] * (after[m] - before[m]);
  }
}

/// True when the difference is the sound itself under gains.
bool isGain(const SpectralOperator* op, EditListen listen) noexcept {
  return listen == EditListen::Selection || listen == EditListen::Rest || (op && op->gains);
}

/// What the spectra are multiplied by to give the difference that is heard.
std::vector<float> differenceGains(const SpectralEdit& edit, const SpectralOperator* op, const MaskRaster& mask,
                                   EditListen listen, std::span<const float> layer) {
  std::vector<float> gains(mask.weights.size());
  const bool isOfEdit = listen == EditListen::Result || listen == EditListen::Removed;
  if (isOfEdit) op->gains(edit.operation, edit.mask, mask, gains);
  const float sign = listen == EditListen::Rest || listen == EditListen::Removed ? -1.0f : 1.0f;
  const auto bins = static_cast<std::size_t>(mask.grid.bins());
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const float weight = sign * mask.weights[i] * layer[i % bins];
    gains[i] = isOfEdit ? weight * (gains[i] - 1) : weight;
  }
  return gains;
}

/// Everything about one tile that all its signals share.
struct TileWork {
  const SpectralEdit& edit;
  const SpectralOperator* op;
  const AudioClip& clip;
  EditListen listen;
  StftDevice& device;
  const Progress& progress;
  SpectrogramGrid grid;  ///< with the operator's context around the tile
  MaskRaster mask;
  std::vector<float> layer;  ///< weight of every bin
  std::vector<bool> isUsed;  ///< frames of the tile with something selected
  std::vector<Signal> signals;
};

void changeByGains(const TileWork& work, const AudioBuffer& sound, AudioBuffer& changes) {
  AudioBuffer rows(changes.channels(), sound.frames());
  for (std::size_t i = 0; i < work.signals.size(); ++i) mix(sound.view(), work.signals[i], rows[static_cast<int>(i)]);
  const std::vector<float> gains = differenceGains(work.edit, work.op, work.mask, work.listen, work.layer);
  const auto bins = static_cast<std::size_t>(work.grid.bins());
  work.device.filter(
      stftOf(work.grid, changes.channels()), rows.view(), static_cast<std::size_t>(work.grid.frames),
      [&](const StftFrames& frames) {
        for (std::size_t i = 0; i < frames.count; ++i)
          std::copy_n(gains.data() + (frames.first + i) * bins, bins, frames.gains(i));
      },
      changes.view(), work.isUsed);
}

void changeByOperator(const TileWork& work, const AudioBuffer& sound, AudioBuffer& changes) {
  const SpectrogramGrid& grid = work.grid;
  const int channels = sound.channels();
  AudioBuffer processed;
  if (!work.op)
    processed = processedRegion(work.edit.operation, work.clip, windowStart(grid, 0), samplesOf(grid), work.progress);
  std::vector<float> samples(samplesOf(grid));
  for (std::size_t i = 0; i < work.signals.size(); ++i) {
    work.progress.throwIfStopped();
    const Signal& signal = work.signals[i];
    mix(sound.view(), signal, samples);
    const Spectrogram before = analyse(samples, grid, &work.device);
    EditRegion region{before,
                      before,
                      work.mask,
                      samples,
                      [&](std::int64_t start, std::span<float> out) {
                        AudioBuffer elsewhere(channels, out.size());
                        readChannels(work.clip, start, elsewhere.view());
                        mix(elsewhere.view(), signal, out);
                      },
                      timeSpans(work.edit.mask)};
    region.device = &work.device;
    region.progress = work.progress;
    const std::span<float> change = changes[static_cast<int>(i)];
    if (!work.op) {
      std::vector<float> other(samples.size());
      mix(processed.view(), signal, other);
      region.after = analyse(other, grid, &work.device);
    } else {
      work.op->apply(work.edit.operation, region);
      if (!region.healed.empty() && isBroadband(work.edit.mask)) {
        changeInTime(work.edit.mask, region, work.listen, change);
        continue;
      }
      if (!region.healed.empty()) region.after = analyse(region.healed, grid, &work.device);
    }
    intoDifference(region, work.listen, work.layer);
    synthesise(region.after, work.isUsed, change, &work.device);
  }
}

}  // namespace

std::vector<TilePlace> tilesOf(const SpectralEdit& edit, const AudioClip& clip) {
  const double rate = clip.format().sampleRate;
  const SampleSpan reach = reachOf(edit, rate, clip.frames());
  if (reach.start >= reach.end) return {};
  const bool isShort = static_cast<double>(reach.end - reach.start) <= kShortMask * rate;
  std::vector<TilePlace> tiles;
  for (const EditLayer& layer : layersOf(edit, rate)) {
    const SpectrogramGrid all = gridOver(rate, layer.fftSize, edit.overlap, reach.start, reach.end, edit.window);
    const int length = isShort ? all.frames : static_cast<int>(kTile * rate) / all.hop;
    const std::int64_t end = all.firstFrame + all.frames;
    for (std::int64_t first = all.firstFrame; first < end;) {
      // Tiles of long masks end at multiples of their length, so that they lie where they lie whatever the mask's
      // start.
      const std::int64_t next = isShort ? end : std::min(end, (first / length + (first >= 0 ? 1 : 0)) * length);
      SpectrogramGrid grid = all;
      grid.firstFrame = first;
      grid.frames = static_cast<int>(std::max(next, first + 1) - first);
      const std::int64_t start = windowStart(grid, 0);
      tiles.push_back({layer, first, grid.frames, {start, start + static_cast<std::int64_t>(samplesOf(grid))}});
      first += grid.frames;
    }
  }
  return tiles;
}

std::size_t EditTile::bytes() const noexcept {
  std::size_t sum = sizeof *this;
  for (const auto& difference : differences_) sum += difference.size() * sizeof(float);
  return sum;
}

void EditTile::addTo(int channel, std::int64_t start, std::vector<double>& sum) const {
  const auto& difference = differences_[static_cast<std::size_t>(channel)];
  if (difference.empty()) return;
  const std::int64_t from = std::max(start, span_.start);
  const std::int64_t to = std::min(start + static_cast<std::int64_t>(sum.size()), span_.end);
  for (std::int64_t n = from; n < to; ++n)
    sum[static_cast<std::size_t>(n - start)] +=
        static_cast<double>(difference[static_cast<std::size_t>(n - span_.start)]);
}

TilePtr computeTile(const SpectralEdit& edit, const AudioClip& clip, const TilePlace& place, EditListen listen,
                    StftDevice& device, const Progress& progress) {
  const double rate = clip.format().sampleRate;
  const SpectralOperator* op = findSpectralOperator(edit.operation.type().id);
  const int size = place.layer.fftSize, channels = clip.format().channels();
  SpectrogramGrid grid{rate, size, size / edit.overlap, place.firstFrame, place.frames, edit.window};
  const int context = isGain(op, listen) ? 0 : contextFrames(edit, op, grid);
  grid.firstFrame -= context;
  grid.frames += 2 * context;

  TileWork work{edit,
                op,
                clip,
                listen,
                device,
                progress,
                grid,
                rasterise(edit.mask, grid, &clip, progress),
                weightsOf(place.layer, grid),
                std::vector<bool>(static_cast<std::size_t>(grid.frames)),
                signalsOf(edit.mask.scope, channels)};
  if (op && op->coversWindows) widen(work.mask, edit.overlap / 2);
  for (int k = context; k < context + place.frames; ++k)
    work.isUsed[static_cast<std::size_t>(k)] = work.mask.isTouched(k);
  std::vector<std::vector<float>> differences(static_cast<std::size_t>(channels));
  if (work.signals.empty() || std::ranges::none_of(work.isUsed, [](bool used) { return used; }))
    return std::make_shared<EditTile>(place.touched, std::move(differences));

  AudioBuffer sound(channels, samplesOf(grid));
  readChannels(clip, windowStart(grid, 0), sound.view());
  progress.throwIfStopped();
  AudioBuffer changes(static_cast<int>(work.signals.size()), samplesOf(grid));
  if (isGain(op, listen))
    changeByGains(work, sound, changes);
  else
    changeByOperator(work, sound, changes);

  const auto skipped = static_cast<std::size_t>(context) * static_cast<std::size_t>(grid.hop);
  const auto length = static_cast<std::size_t>(place.touched.end - place.touched.start);
  for (std::size_t i = 0; i < work.signals.size(); ++i)
    for (std::size_t c = 0; c < differences.size(); ++c) {
      const auto weight = static_cast<float>(work.signals[i].give[c]);
      if (weight == 0) continue;
      const std::span<const float> change = changes[static_cast<int>(i)].subspan(skipped, length);
      differences[c].resize(length);
      for (std::size_t n = 0; n < length; ++n) differences[c][n] += weight * change[n];
    }
  return std::make_shared<EditTile>(place.touched, std::move(differences));
}

}  // namespace lathe
