// Frames shared out among threads, each under its window and through one FFT.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/stft_cpu.h"

#include "core/compute/cpu/windowed_fft.h"
#include "core/fft/aligned_array.h"
#include "core/work/workers.h"

namespace lathe {
namespace {

class StftCpu : public StftRun {
 public:
  StftCpu(const StftSpec& spec, const RunLimits& limits)
      : spec_(spec),
        frame_(spec),
        batch_(stftBatch(spec, limits.chunkFrames, limits.frames)),
        row_(wholeLines<float>(spec.span(batch_))),
        work_(wholeLines<float>(spec.size)),
        workers_(limits.threads),
        samples_(channels() * row_),
        sums_(channels() * row_),
        gains_(batch_ * frame_.stride()),
        spectra_(channels() * batch_ * frame_.stride()),
        works_(static_cast<std::size_t>(workers_.threads()) * work_) {}

  std::size_t mostFrames() const noexcept override { return batch_; }
  AudioView samples() noexcept override { return {samples_.data(), spec_.channels, spec_.span(batch_), row_}; }
  AudioView sums() noexcept override { return {sums_.data(), spec_.channels, spec_.span(batch_), row_}; }
  float* gains() noexcept override { return gains_.data(); }
  std::size_t stride() const noexcept override { return frame_.stride(); }
  Complex<float>* spectra(int channel) noexcept override {
    return spectra_.data() + static_cast<std::size_t>(channel) * batch_ * stride();
  }

  Status forward(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(channels() * count, [&](std::size_t piece, int thread) {
      const std::size_t channel = piece / count, frame = piece % count;
      frame_.forward(samples_.data() + channel * row_ + frame * spec_.hop, spectrumOf(channel, frame), workOf(thread));
    });
    return {};
  }

  /// A thread per channel: a channel's frames are added in their order.
  Status inverse(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(channels(), [&](std::size_t channel, int thread) {
      for (std::size_t frame = 0; frame < count; ++frame) {
        frame_.addInverse(spectrumOf(channel, frame), sums_.data() + channel * row_ + frame * spec_.hop,
                          workOf(thread));
      }
    });
    return {};
  }

  /// One spectrum per channel is enough, and stays in the cache.
  Status filter(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(channels(), [&](std::size_t channel, int thread) {
      Complex<float>* const spectrum = spectrumOf(channel, 0);
      for (std::size_t frame = 0; frame < count; ++frame) {
        const std::size_t at = channel * row_ + frame * spec_.hop;
        frame_.forward(samples_.data() + at, spectrum, workOf(thread));
        frame_.weigh(gains_.data() + frame * stride(), spectrum);
        frame_.addInverse(spectrum, sums_.data() + at, workOf(thread));
      }
    });
    return {};
  }

 private:
  std::size_t channels() const noexcept { return static_cast<std::size_t>(spec_.channels); }
  Complex<float>* spectrumOf(std::size_t channel, std::size_t frame) noexcept {
    return spectra(static_cast<int>(channel)) + frame * stride();
  }
  float* workOf(int thread) noexcept { return works_.data() + static_cast<std::size_t>(thread) * work_; }

  StftSpec spec_;
  WindowedFft frame_;
  std::size_t batch_, row_, work_;
  Workers workers_;
  AlignedArray<float> samples_, sums_, gains_;
  AlignedArray<Complex<float>> spectra_;
  AlignedArray<float> works_;
};

}  // namespace

std::unique_ptr<StftRun> makeStftCpu(const StftSpec& spec, const RunLimits& limits) {
  return std::make_unique<StftCpu>(spec, limits);
}

}  // namespace lathe
