// Batches copied up, transformed and copied down by a lane, with the failures that the device is told to have.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu_stft.h"

#include <algorithm>
#include <limits>

#include "core/compute/null/pool_share.h"
#include "core/compute/null/slot_queue.h"
#include "core/fft/aligned_array.h"

namespace lathe {
namespace {

class NullGpuStft : public StftRun {
 public:
  NullGpuStft(NullGpu& device, const StftSpec& spec, std::unique_ptr<StftRun> twin)
      : spec_(spec),
        twin_(std::move(twin)),
        row_(spec.span(twin_->mostFrames())),
        rows_(twin_->mostFrames() * twin_->stride()),
        share_(device, 2 * channels() * (2 * row_ * sizeof(float) + rows_ * sizeof(Complex<float>)) +
                           2 * rows_ * sizeof(float)),
        samples_(channels() * row_),
        sums_(channels() * row_),
        spectra_(channels() * rows_),
        gains_(rows_),
        queue_(device) {}

  std::size_t mostFrames() const noexcept override { return twin_->mostFrames(); }
  std::size_t stride() const noexcept override { return twin_->stride(); }
  AudioView samples() noexcept override { return {samples_.data(), spec_.channels, row_, row_}; }
  AudioView sums() noexcept override { return {sums_.data(), spec_.channels, row_, row_}; }
  Complex<float>* spectra(int channel) noexcept override {
    return spectra_.data() + static_cast<std::size_t>(channel) * rows_;
  }

  float* gains() noexcept override { return gains_.data(); }

  Status forward(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete([this, count] { return forwardOnDevice(count); }, [this] { fillSpectraWithNan(); },
                           patience);
  }
  /// The sums count only when all went well, so a failure leaves them as they were.
  Status inverse(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete([this, count] { return inverseOnDevice(count); }, [] {}, patience);
  }
  Status filter(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete([this, count] { return filterOnDevice(count); }, [this] { fillSpectraWithNan(); }, patience);
  }

 private:
  std::size_t channels() const noexcept { return static_cast<std::size_t>(spec_.channels); }

  static void copy(AudioView from, AudioView to, std::size_t frames) {
    for (int c = 0; c < to.channels(); ++c) std::copy_n(from[c].begin(), frames, to[c].begin());
  }

  Status forwardOnDevice(std::size_t count) {
    copy(samples(), twin_->samples(), spec_.span(count));
    const Status status = twin_->forward(count, {});
    for (int c = 0; c < spec_.channels; ++c) std::copy_n(twin_->spectra(c), count * stride(), spectra(c));
    return status;
  }

  Status inverseOnDevice(std::size_t count) {
    for (int c = 0; c < spec_.channels; ++c) std::copy_n(spectra(c), count * stride(), twin_->spectra(c));
    copy(sums(), twin_->sums(), spec_.span(count));
    const Status status = twin_->inverse(count, {});
    copy(twin_->sums(), sums(), spec_.span(count));
    return status;
  }

  Status filterOnDevice(std::size_t count) {
    copy(samples(), twin_->samples(), spec_.span(count));
    copy(sums(), twin_->sums(), spec_.span(count));
    std::copy_n(gains(), count * stride(), twin_->gains());
    const Status status = twin_->filter(count, {});
    copy(twin_->sums(), sums(), spec_.span(count));
    return status;
  }

  void fillSpectraWithNan() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    std::fill_n(spectra_.data(), spectra_.size(), Complex<float>{nan, nan});
  }

  StftSpec spec_;
  std::unique_ptr<StftRun> twin_;
  std::size_t row_, rows_;
  PoolShare share_;
  AlignedArray<float> samples_, sums_;
  AlignedArray<Complex<float>> spectra_;
  AlignedArray<float> gains_;
  SlotQueue<1> queue_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<StftRun> makeStftNullGpu(NullGpu& device, const StftSpec& spec, std::unique_ptr<StftRun> twin) {
  return std::make_unique<NullGpuStft>(device, spec, std::move(twin));
}

}  // namespace lathe
