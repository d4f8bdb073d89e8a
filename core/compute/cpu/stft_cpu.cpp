// Frames shared out among threads, each under its window and through one FFTW plan.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/stft_cpu.h"

#include "core/audio/simd.h"
#include "core/compute/aligned_array.h"
#include "core/compute/cpu/workers.h"
#include "core/compute/fft_plans.h"

namespace lathe {
namespace {

LATHE_VECTOR_CLONES
void multiply(const float* a, const float* b, float* product, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) product[i] = a[i] * b[i];
}

LATHE_VECTOR_CLONES
void addProduct(const float* a, const float* b, float* sum, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sum[i] += a[i] * b[i];
}

class StftCpu : public StftRun {
 public:
  StftCpu(const StftSpec& spec, const RunLimits& limits)
      : spec_(spec),
        batch_(stftBatch(spec, limits.chunkFrames, limits.frames)),
        stride_(wholeLines<Complex<float>>(spec.bins())),
        row_(wholeLines<float>(spec.span(batch_))),
        work_(wholeLines<float>(spec.size)),
        fft_(spec.size),
        workers_(limits.threads),
        samples_(channels() * row_),
        sums_(channels() * row_),
        spectra_(channels() * batch_ * stride_),
        works_(static_cast<std::size_t>(workers_.threads()) * work_) {}

  std::size_t mostFrames() const noexcept override { return batch_; }
  AudioView samples() noexcept override { return {samples_.data(), spec_.channels, spec_.span(batch_), row_}; }
  AudioView sums() noexcept override { return {sums_.data(), spec_.channels, spec_.span(batch_), row_}; }
  std::size_t stride() const noexcept override { return stride_; }
  Complex<float>* spectra(int channel) noexcept override {
    return spectra_.data() + static_cast<std::size_t>(channel) * batch_ * stride_;
  }

  Status forward(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(channels() * count, [&](std::size_t piece, int thread) {
      const std::size_t channel = piece / count, frame = piece % count;
      float* const windowed = workOf(thread);
      multiply(samples_.data() + channel * row_ + frame * spec_.hop, spec_.analysis.data(), windowed, spec_.size);
      fft_.forward(windowed, spectra(static_cast<int>(channel)) + frame * stride_);
    });
    return {};
  }

  /// A thread per channel: a channel's frames are added in their order.
  Status inverse(std::size_t count, std::chrono::milliseconds) noexcept override {
    workers_.share(channels(), [&](std::size_t channel, int thread) {
      float* const frameSamples = workOf(thread);
      for (std::size_t frame = 0; frame < count; ++frame) {
        fft_.inverse(spectra(static_cast<int>(channel)) + frame * stride_, frameSamples);
        addProduct(frameSamples, spec_.synthesis.data(), sums_.data() + channel * row_ + frame * spec_.hop, spec_.size);
      }
    });
    return {};
  }

 private:
  std::size_t channels() const noexcept { return static_cast<std::size_t>(spec_.channels); }
  float* workOf(int thread) noexcept { return works_.data() + static_cast<std::size_t>(thread) * work_; }

  StftSpec spec_;
  std::size_t batch_, stride_, row_, work_;
  RealFft<float> fft_;
  Workers workers_;
  AlignedArray<float> samples_, sums_;
  AlignedArray<Complex<float>> spectra_;
  AlignedArray<float> works_;
};

}  // namespace

std::unique_ptr<StftRun> makeStftCpu(const StftSpec& spec, const RunLimits& limits) {
  return std::make_unique<StftCpu>(spec, limits);
}

}  // namespace lathe
