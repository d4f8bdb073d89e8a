// The launches of gpu/suppression_cuda.cu one after another, each thread's part by the rules that both share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu_suppression.h"

#include <algorithm>
#include <limits>

#include "core/compute/null/pool_share.h"
#include "core/compute/null/slot_queue.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

class NullGpuSuppression : public SuppressionRun {
 public:
  NullGpuSuppression(NullGpu& device, const SuppressionSpec& spec, std::size_t frames)
      : spec_(spec),
        most_(frames),
        stride_(wholeLines<Complex<float>>(spec.bins())),
        work_(wholeLines<float>(spec.size)),
        row_(spec.span(frames)),
        share_(device, channels() * (2 * row_ * sizeof(float) + frames * stride_ * sizeof(Complex<float>)) +
                           frames * (work_ + 6 * stride_) * sizeof(float)),
        fft_(spec.size),
        samples_(channels() * row_),
        removed_(channels() * row_),
        map_(frames * spec.bins()),
        frames_(frames * work_),
        power_(frames * stride_),
        wide_(frames * stride_),
        sum_(frames * stride_),
        mean_(frames * stride_),
        gain_(frames * stride_),
        spectra_(channels() * frames * stride_),
        queue_(device) {}

  std::size_t mostFrames() const noexcept override { return most_; }
  AudioView samples() noexcept override { return {samples_.data(), spec_.channels, row_, row_}; }
  float* map() noexcept override { return map_.data(); }
  ConstAudioView removed() const noexcept override { return {removed_.data(), spec_.channels, row_, row_}; }

  Status remove(const SuppressionStretch& stretch, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete(
        [this, stretch] {
          compute(stretch);
          return Status{};
        },
        [this] { std::fill_n(removed_.data(), removed_.size(), std::numeric_limits<float>::quiet_NaN()); }, patience);
  }

 private:
  std::size_t channels() const noexcept { return static_cast<std::size_t>(spec_.channels); }
  Complex<float>* spectra(std::size_t channel) { return spectra_.data() + channel * most_ * stride_; }

  /// A thread per bin of every frame, the last ones first, as on a device no order is promised.
  template <class Work>
  void launch(std::size_t frames, const Work& work) {
    for (std::size_t thread = frames * spec_.bins(); thread-- > 0;) work(thread / spec_.bins(), thread % spec_.bins());
  }

  void compute(const SuppressionStretch& stretch) {
    for (std::size_t c = 0; c < channels(); ++c) {
      const float* const sound = samples_.data() + c * row_;
      for (std::size_t i = 0; i < stretch.frames; ++i) {
        float* const frame = frames_.data() + i * work_;
        for (std::size_t n = 0; n < spec_.size; ++n) frame[n] = sound[i * spec_.hop() + n] * spec_.analysis[n];
        fft_.forward(frame, spectra(c) + i * stride_);
      }
    }
    for (const SuppressionGroup& group : spec_.groups) {
      takePowers(stretch, group);
      computeGains(stretch, group);
      for (const int c : group.channels) takeAway(stretch, group, static_cast<std::size_t>(c));
    }
  }

  void takePowers(const SuppressionStretch& stretch, const SuppressionGroup& group) {
    launch(stretch.frames, [&](std::size_t i, std::size_t k) {
      float power = 0;
      for (std::size_t c = 0; c < group.channels.size(); ++c)
        power += scaledPower(spectra(static_cast<std::size_t>(group.channels[c]))[i * stride_ + k], group.scale[c][k]);
      if (stretch.hasMap) power *= map_[i * spec_.bins() + k];
      power_[i * stride_ + k] = power;
    });
  }

  /// Means of `rows` around every bin into `means`.
  void average(const AlignedArray<float>& rows, std::size_t frames, SuppressionArea area, AlignedArray<float>& means) {
    launch(frames, [&](std::size_t i, std::size_t k) {
      sum_[i * stride_ + k] = meanOverFrames(rows.data(), stride_, frames, i, area.frames, k);
    });
    launch(frames, [&](std::size_t i, std::size_t k) {
      means[i * stride_ + k] = meanOverBins(sum_.data() + i * stride_, spec_.bins(), k, area.bins);
    });
  }

  void computeGains(const SuppressionStretch& stretch, const SuppressionGroup& group) {
    launch(stretch.frames, [&](std::size_t i, std::size_t k) {
      wide_[i * stride_ + k] = meanOverBins(power_.data() + i * stride_, spec_.bins(), k, Attack::reach);
    });
    average(power_, stretch.frames, spec_.first, mean_);
    launch(stretch.frames, [&](std::size_t i, std::size_t k) {
      float gain = neighbourhoodGain(mean_[i * stride_ + k], group.threshold[k], group.caution[k]);
      if (spec_.transients > 0 && i > Attack::later)
        gain = gainWithAttack(gain, wide_[i * stride_ + k], wide_[(i - Attack::later - 1) * stride_ + k],
                              group.burst[k], group.caution[k], spec_.transients);
      gain_[i * stride_ + k] = gain;
    });
    for (const SuppressionArea& area : spec_.refining) {
      launch(stretch.frames, [&](std::size_t i, std::size_t k) {
        const std::size_t at = i * stride_ + k;
        wide_[at] = passedPower(gain_[at], power_[at]);
      });
      average(wide_, stretch.frames, area, mean_);
      launch(stretch.frames, [&](std::size_t i, std::size_t k) {
        gain_[i * stride_ + k] = refinedGain(mean_[i * stride_ + k], group.caution[k]);
      });
    }
  }

  void takeAway(const SuppressionStretch& stretch, const SuppressionGroup& group, std::size_t channel) {
    launch(stretch.frames, [&](std::size_t i, std::size_t k) {
      Complex<float>& bin = spectra(channel)[i * stride_ + k];
      const float part = removedPart(gain_[i * stride_ + k], group.floor[k], spec_.share[k]);
      bin = weighed(bin, part);
    });
    for (std::size_t i = stretch.wanted; i < stretch.wantedEnd; ++i)
      fft_.inverse(spectra(channel) + i * stride_, frames_.data() + i * work_);
    const std::size_t offset = stretch.wanted * spec_.hop(), count = stretch.wantedEnd - stretch.wanted;
    float* const removed = removed_.data() + channel * row_;
    for (std::size_t n = 0; n < row_; ++n)
      removed[n] = n < offset ? 0.0f
                              : overlapAdded(0.0f, frames_.data() + stretch.wanted * work_, work_, count,
                                             spec_.synthesis.data(), spec_.size, spec_.hop(), n - offset);
  }

  SuppressionSpec spec_;
  std::size_t most_, stride_, work_, row_;
  PoolShare share_;
  RealFft<float> fft_;
  AlignedArray<float> samples_, removed_, map_, frames_, power_, wide_, sum_, mean_, gain_;
  AlignedArray<Complex<float>> spectra_;
  SlotQueue<1> queue_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<SuppressionRun> makeSuppressionNullGpu(NullGpu& device, const SuppressionSpec& spec,
                                                       std::size_t frames) {
  return std::make_unique<NullGpuSuppression>(device, spec, frames);
}

}  // namespace lathe
