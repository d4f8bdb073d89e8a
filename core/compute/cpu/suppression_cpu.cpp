// Spectra of a stretch in batches that stay in the cache; gains row by row; what they take away, added up.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/suppression_cpu.h"

#include <algorithm>
#include <cassert>

#include "core/compute/cpu/stft_cpu.h"
#include "core/compute/cpu/suppression_rows.h"
#include "core/fft/aligned_array.h"

namespace lathe {
namespace {

constexpr std::size_t kBatch = std::size_t{1} << 16;  ///< samples in the frames of a batch
constexpr std::chrono::milliseconds kNoLimit{0};      ///< the CPU's transforms answer at once

class SuppressionCpu : public SuppressionRun {
 public:
  SuppressionCpu(const SuppressionSpec& spec, const RunLimits& limits)
      : spec_(spec),
        most_(static_cast<std::size_t>(limits.frames)),
        stride_(wholeLines<Complex<float>>(spec.bins())),
        stft_(makeStftCpu(stftOf(spec), {limits.threads, batchHops(spec), 0})),
        samples_(spec.channels, spec.span(most_)),
        removed_(spec.channels, spec.span(most_)),
        map_(most_ * spec.bins()),
        power_(most_ * stride_),
        passed_(most_ * stride_),
        gain_(most_ * stride_),
        wide_(most_ * stride_),
        sum_(stride_),
        spectra_(static_cast<std::size_t>(spec.channels) * most_ * stride_) {}

  std::size_t mostFrames() const noexcept override { return most_; }
  AudioView samples() noexcept override { return samples_.view(); }
  float* map() noexcept override { return map_.data(); }
  ConstAudioView removed() const noexcept override { return removed_.view(); }

  Status remove(const SuppressionStretch& stretch, std::chrono::milliseconds) noexcept override {
    analyse(stretch.frames);
    for (const SuppressionGroup& group : spec_.groups) {
      takePowers(stretch, group);
      computeGains(stretch.frames, group);
      takeAwayFrom(stretch, group);
    }
    addUp(stretch);
    return {};
  }

 private:
  static StftSpec stftOf(const SuppressionSpec& spec) {
    return {spec.channels, spec.size, spec.hop(), spec.analysis, spec.synthesis};
  }
  static std::size_t batchHops(const SuppressionSpec& spec) {
    return std::max<std::size_t>(1, kBatch / (spec.size * static_cast<std::size_t>(spec.channels))) * spec.hop();
  }

  float* row(AlignedArray<float>& array, std::size_t i) const noexcept { return array.data() + i * stride_; }
  Complex<float>* spectrum(int channel, std::size_t frame) noexcept {
    return spectra_.data() + (static_cast<std::size_t>(channel) * most_ + frame) * stride_;
  }

  void analyse(std::size_t frames) noexcept {
    for (std::size_t first = 0; first < frames; first += stft_->mostFrames()) {
      const std::size_t count = std::min(stft_->mostFrames(), frames - first), span = spec_.span(count);
      copy(samples_.view().slice(first * spec_.hop(), span), stft_->samples().slice(0, span));
      stft_->forward(count, kNoLimit);
      for (int c = 0; c < spec_.channels; ++c)
        for (std::size_t i = 0; i < count; ++i)
          std::copy_n(stft_->spectra(c) + i * stft_->stride(), spec_.bins(), spectrum(c, first + i));
    }
  }

  void takePowers(const SuppressionStretch& stretch, const SuppressionGroup& group) noexcept {
    for (std::size_t i = 0; i < stretch.frames; ++i) {
      float* const power = row(power_, i);
      std::fill_n(power, spec_.bins(), 0.0f);
      for (std::size_t c = 0; c < group.channels.size(); ++c)
        addScaledPowers(spectrum(group.channels[c], i), group.scale[c].data(), power, spec_.bins());
      if (stretch.hasMap) multiplyRow(map_.data() + i * spec_.bins(), power, spec_.bins());
    }
  }

  /// Mean of a neighbourhood of frames around row `i` of `count`, clamped to the rows there are, into sum_.
  void meanOverFrames(AlignedArray<float>& array, std::size_t count, std::size_t i, int reach) noexcept {
    assert(reach <= SuppressionArea::longest);
    const float* rows[2 * SuppressionArea::longest + 1];
    std::size_t used = 0;
    for (int d = -reach; d <= reach; ++d) {
      const auto at =
          std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(i) + d, 0, static_cast<std::ptrdiff_t>(count) - 1);
      rows[used++] = row(array, static_cast<std::size_t>(at));
    }
    meanOfRows(rows, used, sum_.data(), spec_.bins());
  }

  void computeGains(std::size_t frames, const SuppressionGroup& group) noexcept {
    const std::size_t bins = spec_.bins();
    if (spec_.transients > 0)
      for (std::size_t i = 0; i < frames; ++i) widened(row(power_, i), row(wide_, i), bins, Attack::reach);
    for (std::size_t i = 0; i < frames; ++i) {
      meanOverFrames(power_, frames, i, spec_.first.frames);
      float *const gain = row(gain_, i), *const mean = row(passed_, i);
      widened(sum_.data(), mean, bins, spec_.first.bins);
      firstGains(mean, group.threshold.data(), group.caution.data(), gain, bins);
      if (spec_.transients > 0 && i > Attack::later)
        attackGains(row(wide_, i), row(wide_, i - Attack::later - 1), group.burst.data(), group.caution.data(),
                    spec_.transients, gain, bins);
    }
    for (const SuppressionArea& area : spec_.refining) {
      for (std::size_t i = 0; i < frames; ++i) passedPowers(row(gain_, i), row(power_, i), row(passed_, i), bins);
      for (std::size_t i = 0; i < frames; ++i) {
        meanOverFrames(passed_, frames, i, area.frames);
        float* const mean = row(wide_, 0);
        widened(sum_.data(), mean, bins, area.bins);
        refinedGains(mean, group.caution.data(), row(gain_, i), bins);
      }
    }
  }

  void takeAwayFrom(const SuppressionStretch& stretch, const SuppressionGroup& group) noexcept {
    for (const int c : group.channels)
      for (std::size_t i = stretch.wanted; i < stretch.wantedEnd; ++i)
        takeAway(row(gain_, i), group.floor.data(), spec_.share.data(), spectrum(c, i), spectrum(c, i), spec_.bins());
  }

  void addUp(const SuppressionStretch& stretch) noexcept {
    clear(removed_.view());
    for (std::size_t first = stretch.wanted; first < stretch.wantedEnd; first += stft_->mostFrames()) {
      const std::size_t count = std::min(stft_->mostFrames(), stretch.wantedEnd - first), span = spec_.span(count);
      const AudioView sums = stft_->sums().slice(0, span), place = removed_.view().slice(first * spec_.hop(), span);
      for (int c = 0; c < spec_.channels; ++c)
        for (std::size_t i = 0; i < count; ++i)
          std::copy_n(spectrum(c, first + i), spec_.bins(), stft_->spectra(c) + i * stft_->stride());
      copy(place, sums);
      stft_->inverse(count, kNoLimit);
      copy(sums, place);
    }
  }

  SuppressionSpec spec_;
  std::size_t most_, stride_;
  std::unique_ptr<StftRun> stft_;
  AudioBuffer samples_, removed_;
  AlignedArray<float> map_, power_, passed_, gain_, wide_, sum_;
  AlignedArray<Complex<float>> spectra_;
};

}  // namespace

std::unique_ptr<SuppressionRun> makeSuppressionCpu(const SuppressionSpec& spec, const RunLimits& limits) {
  return std::make_unique<SuppressionCpu>(spec, limits);
}

}  // namespace lathe
