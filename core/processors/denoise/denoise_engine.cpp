// Frames of a stretch and of what surrounds it; the gain of every bin; frames of what is removed, added up.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/denoise/denoise_engine.h"

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/ops/suppression.h"

namespace lathe {
namespace {

constexpr int kBurstReach = 4;     // bins to either side for a single frame's mean
constexpr int kBurstLater = 3;     // frames back to those that an attack is compared with
constexpr float kBurstRise = 6;    // power over theirs
constexpr int kLongestReach = 12;  // frames to either side of a neighbourhood

LATHE_VECTOR_CLONES
void addScaledPowers(const Complex<float>* spectrum, const float* scale, float* sum, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float re = spectrum[k].re, im = spectrum[k].im;
    sum[k] += scale[k] * (re * re + im * im);
  }
}

LATHE_VECTOR_CLONES
void multiplyRow(const float* factors, float* row, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) row[k] *= factors[k];
}

LATHE_VECTOR_CLONES
void firstGains(const float* mean, const float* threshold, const float* caution, float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) gain[k] = neighbourhoodGain(mean[k], threshold[k], caution[k]);
}

LATHE_VECTOR_CLONES
void attackGains(const float* mean, const float* before, const float* threshold, const float* caution, float share,
                 float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float least = kBurstRise * (before[k] > 1.0f ? before[k] : 1.0f);
    const float attack = mean[k] > least ? share * neighbourhoodGain(mean[k], threshold[k], caution[k]) : 0.0f;
    gain[k] = gain[k] > attack ? gain[k] : attack;
  }
}

LATHE_VECTOR_CLONES
void passedPowers(const float* gain, const float* power, float* passed, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) passed[k] = gain[k] * gain[k] * power[k];
}

LATHE_VECTOR_CLONES
void refinedGains(const float* mean, const float* caution, float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) gain[k] = refinedGain(mean[k], caution[k]);
}

LATHE_VECTOR_CLONES
void takeAway(const float* gain, const float* floor, const float* share, const Complex<float>* from, Complex<float>* to,
              std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float kept = gain[k] > floor[k] ? gain[k] : floor[k];
    const float removed = (1.0f - kept) * share[k];
    to[k].re = from[k].re * removed;
    to[k].im = from[k].im * removed;
  }
}

int reachOf(const DenoiseWindow& window) {
  int reach = std::max(window.first.frames, kBurstLater + 1);
  for (const Neighbourhood& area : window.refining) reach += area.frames;
  return reach;
}

}  // namespace

/// Rows of the frames of one stretch, as long as a row of spectra.
struct DenoiseEngine::Rows {
  std::size_t stride = 0, count = 0;
  AlignedArray<float> power, passed, gain, wide;
  AlignedArray<float> sum;
  std::vector<AlignedArray<Complex<float>>> spectra;  ///< per channel
  std::vector<float> inverse;
  AudioBuffer samples;

  void prepare(std::size_t rows, std::size_t rowStride, int channels) {
    const std::size_t size = rows * rowStride;
    if (power.size() < size) {
      for (AlignedArray<float>* array : {&power, &passed, &gain, &wide}) *array = AlignedArray<float>(size);
    }
    if (sum.size() < rowStride) sum = AlignedArray<float>(rowStride);
    spectra.resize(static_cast<std::size_t>(channels));
    for (auto& s : spectra)
      if (s.size() < size) s = AlignedArray<Complex<float>>(size);
    stride = rowStride;
    count = rows;
  }
  float* row(AlignedArray<float>& array, std::size_t i) const { return array.data() + i * stride; }
  /// Mean over frames around row `i`, clamped to the rows there are, into sum.
  void meanOverFrames(AlignedArray<float>& array, std::size_t i, int reach, std::size_t bins) {
    const float* rows[2 * kLongestReach + 1];
    std::size_t used = 0;
    for (int d = -reach; d <= reach; ++d) {
      const auto at =
          std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(i) + d, 0, static_cast<std::ptrdiff_t>(count) - 1);
      rows[used++] = row(array, static_cast<std::size_t>(at));
    }
    meanOfRows(rows, used, sum.data(), bins);
  }
};

DenoiseEngine::DenoiseEngine(const DenoisePlan& plan, const NoiseMap& map, ClipPtr clip, StftDevice& device,
                             DenoiseDevice loop)
    : plan_(plan),
      map_(map),
      clip_(std::move(clip)),
      device_(device),
      loop_(std::move(loop)),
      rows_(std::make_unique<Rows>()) {
  for (const DenoiseWindow& window : plan.windows)
    stfts_.push_back(noiseScaledStft(clip_->format().channels(), window.size));
}

DenoiseEngine::~DenoiseEngine() = default;

void DenoiseEngine::remove(std::uint64_t start, AudioView removed) {
  clear(removed);
  for (std::size_t w = 0; w < plan_.windows.size(); ++w) removeWith(w, start, removed);
}

void DenoiseEngine::takePowers(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, const StftSpec& stft,
                               std::int64_t firstFrame) {
  const std::size_t bins = stft.bins();
  rows.inverse.resize(bins);
  const double rate = clip_->format().sampleRate;
  for (std::size_t i = 0; i < rows.count; ++i) {
    float* power = rows.row(rows.power, i);
    std::fill_n(power, bins, 0.0f);
    for (std::size_t c = 0; c < group.channels.size(); ++c) {
      const auto& spectra = rows.spectra[static_cast<std::size_t>(group.channels[c])];
      addScaledPowers(spectra.data() + i * rows.stride, group.scale[c].data(), power, bins);
    }
    if (map_.isFlat()) continue;
    const double middle =
        (static_cast<double>(firstFrame + static_cast<std::int64_t>(i)) * static_cast<double>(stft.hop) +
         0.5 * static_cast<double>(window.size)) /
        rate;
    map_.inverse(middle, rate / static_cast<double>(window.size), rows.inverse);
    multiplyRow(rows.inverse.data(), power, bins);
  }
}

void DenoiseEngine::computeGains(const DenoiseWindow& window, const DenoiseGroup& group, Rows& rows, std::size_t bins) {
  if (window.transients > 0)
    for (std::size_t i = 0; i < rows.count; ++i)
      widened(rows.row(rows.power, i), rows.row(rows.wide, i), bins, kBurstReach);
  for (std::size_t i = 0; i < rows.count; ++i) {
    rows.meanOverFrames(rows.power, i, window.first.frames, bins);
    float* gain = rows.row(rows.gain, i);
    float* mean = rows.row(rows.passed, i);
    widened(rows.sum.data(), mean, bins, window.first.bins);
    firstGains(mean, group.threshold.data(), group.caution.data(), gain, bins);
    if (window.transients > 0 && i > kBurstLater)
      attackGains(rows.row(rows.wide, i), rows.row(rows.wide, i - kBurstLater - 1), group.burst.data(),
                  group.caution.data(), window.transients, gain, bins);
  }
  for (const Neighbourhood& area : window.refining) {
    for (std::size_t i = 0; i < rows.count; ++i)
      passedPowers(rows.row(rows.gain, i), rows.row(rows.power, i), rows.row(rows.passed, i), bins);
    for (std::size_t i = 0; i < rows.count; ++i) {
      rows.meanOverFrames(rows.passed, i, area.frames, bins);
      float* wide = rows.row(rows.wide, 0);
      widened(rows.sum.data(), wide, bins, area.bins);
      refinedGains(wide, group.caution.data(), rows.row(rows.gain, i), bins);
    }
  }
}

void DenoiseEngine::removeWith(std::size_t index, std::uint64_t start, AudioView removed) {
  const DenoiseWindow& window = plan_.windows[index];
  const StftSpec& stft = stfts_[index];
  const auto hop = static_cast<std::int64_t>(stft.hop), size = static_cast<std::int64_t>(stft.size);
  const auto begin = static_cast<std::int64_t>(start), end = begin + static_cast<std::int64_t>(removed.frames());
  // Frame f begins at sample f * hop; those of the recording are -3 .. the last that begins in it.
  const std::int64_t reach = reachOf(window), lastOfAll = (static_cast<std::int64_t>(clip_->frames()) - 1) / hop;
  const std::int64_t needed = begin / hop - 3, neededEnd = std::min((end - 1) / hop, lastOfAll) + 1;
  const std::int64_t first = std::max<std::int64_t>(-3, needed - reach),
                     past = std::min(neededEnd + reach, lastOfAll + 1);
  if (past <= first) return;
  const int channels = removed.channels();
  Rows& rows = *rows_;
  rows.prepare(static_cast<std::size_t>(past - first), wholeLines<Complex<float>>(stft.bins()), channels);

  const auto span = static_cast<std::size_t>((past - 1 - first) * hop + size);
  if (rows.samples.frames() < span || rows.samples.channels() != channels) rows.samples = AudioBuffer(channels, span);
  const AudioView samples = rows.samples.view().slice(0, span);
  const std::int64_t origin = first * hop;
  const std::size_t ahead = origin < 0 ? static_cast<std::size_t>(-origin) : 0;
  clear(samples.slice(0, ahead));
  clip_->read(static_cast<std::uint64_t>(std::max<std::int64_t>(0, origin)), samples.slice(ahead, span - ahead));
  for (int c = 0; c < channels; ++c)
    for (float& x : samples[c]) x = soundOrSilence(x);
  const auto wanted = static_cast<std::size_t>(std::max(needed, first) - first);
  const SuppressionStretch stretch{rows.count, wanted, static_cast<std::size_t>(neededEnd - first)};
  if (!loop_.remove(plan_, index, map_, clip_->format().sampleRate, first, stretch, samples))
    removeBySpectra(window, stft, first, stretch, samples);
  const auto offset = static_cast<std::size_t>(begin - origin);
  const std::size_t count = std::min(removed.frames(), span - std::min(span, offset));
  for (int c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < count; ++n) removed[c][n] += samples[c][offset + n];
}

void DenoiseEngine::removeBySpectra(const DenoiseWindow& window, const StftSpec& stft, std::int64_t first,
                                    const SuppressionStretch& stretch, AudioView samples) {
  Rows& rows = *rows_;
  const std::size_t bins = stft.bins();
  const int channels = samples.channels();
  const auto spectrumOf = [&](int c, std::size_t frame) {
    return rows.spectra[static_cast<std::size_t>(c)].data() + frame * rows.stride;
  };
  device_.analyse(stft, samples, rows.count, [&](const StftFrames& frames) {
    for (int c = 0; c < channels; ++c)
      for (std::size_t i = 0; i < frames.count; ++i)
        std::copy_n(frames.spectrum(c, i), bins, spectrumOf(c, frames.first + i));
  });
  clear(samples);
  std::vector<bool> isUsed(rows.count);
  for (std::size_t i = stretch.wanted; i < stretch.wantedEnd; ++i) isUsed[i] = true;
  for (const DenoiseGroup& group : window.groups) {
    takePowers(window, group, rows, stft, first);
    computeGains(window, group, rows, bins);
    const auto fill = [&](const StftFrames& frames, int to, int c) {
      for (std::size_t i = 0; i < frames.count; ++i)
        takeAway(rows.row(rows.gain, frames.first + i), group.floor.data(), window.share.data(),
                 spectrumOf(c, frames.first + i), frames.spectrum(to, i), bins);
    };
    if (std::ssize(group.channels) == channels) {
      const auto fillAll = [&](const StftFrames& frames) {
        for (int c = 0; c < channels; ++c) fill(frames, c, c);
      };
      device_.synthesise(stft, rows.count, fillAll, samples, isUsed);
      continue;
    }
    StftSpec single = stft;
    single.channels = 1;
    for (const int c : group.channels) {
      const AudioView row(samples[c].data(), 1, samples.frames(), samples.frames());
      device_.synthesise(
          single, rows.count, [&](const StftFrames& frames) { fill(frames, 0, c); }, row, isUsed);
    }
  }
}

}  // namespace lathe
