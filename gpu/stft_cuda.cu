// Frames cut out, transformed and added up on the device, one stream, pinned memory on the host's side.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "gpu/cuda_resources.h"
#include "gpu/fft_plan.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"
#include "gpu/stft_cuda.h"

namespace lathe::gpu {
namespace {

using Part = LapClock::Part;

/// One thread per sample of every frame.
__global__ void cutFrames(const float* samples, const float* window, std::size_t size, std::size_t hop,
                          std::size_t count, float* frames) {
  for (std::size_t i = firstThread(); i < count * size; i += allThreads()) {
    const std::size_t frame = i / size, n = i % size;
    frames[i] = samples[frame * hop + n] * window[n];
  }
}

/// One thread per sample of the sum.
__global__ void addFrames(const float* frames, const float* window, std::size_t size, std::size_t hop,
                          std::size_t count, std::size_t span, float* sums) {
  for (std::size_t n = firstThread(); n < span; n += allThreads()) {
    sums[n] = overlapAdded(sums[n], frames, size, count, window, size, hop, n);
  }
}

/// One thread per bin of every frame.
__global__ void weighBins(const float* gains, std::size_t count, Complex<float>* spectra) {
  for (std::size_t i = firstThread(); i < count; i += allThreads()) {
    spectra[i] = weighed(spectra[i], gains[i]);
  }
}

class StftCuda : public LeftBehindWhenHanging<StftRun> {
 public:
  StftCuda(int device, const StftSpec& spec, const RunLimits& limits);
  ~StftCuda() override { leaveBehindUnlessIdle(device_, {&lane_}); }

  std::size_t mostFrames() const noexcept override { return batch_; }
  std::size_t stride() const noexcept override { return spec_.bins(); }
  AudioView samples() noexcept override { return {hostSamples_.get(), spec_.channels, row_, row_}; }
  AudioView sums() noexcept override { return {hostSums_.get(), spec_.channels, row_, row_}; }
  Complex<float>* spectra(int channel) noexcept override {
    return hostSpectra_.get() + static_cast<std::size_t>(channel) * batch_ * spec_.bins();
  }
  float* gains() noexcept override { return hostGains_.get(); }
  Status forward(std::size_t count, std::chrono::milliseconds patience) noexcept override;
  Status inverse(std::size_t count, std::chrono::milliseconds patience) noexcept override;
  Status filter(std::size_t count, std::chrono::milliseconds patience) noexcept override;
  RunTimes times() const noexcept override { return times_; }

 private:
  /// A channel's samples to spectra_.
  void analyse(int channel, std::size_t count);
  /// spectra_ added to a channel's sums, on their way to the host.
  void addUp(int channel, std::size_t count);
  /// Waits, and lets the sums count when all went well.
  Status finish(std::chrono::milliseconds patience) noexcept;

  int device_;
  StftSpec spec_;
  std::size_t batch_, row_;
  Stream lane_;
  FftPlan<float> forward_, inverse_;
  DeviceArray<char> work_;
  DeviceArray<float> analysis_, synthesis_, sound_, frames_, gains_;  ///< one channel after another passes through them
  DeviceArray<Complex<float>> spectra_;
  PinnedArray<float> hostSamples_, hostSums_, sumsUnderWay_, hostGains_;
  PinnedArray<Complex<float>> hostSpectra_;
  LapClock lap_;
  RunTimes times_;
};

StftCuda::StftCuda(int device, const StftSpec& spec, const RunLimits& limits)
    : device_(device),
      spec_(spec),
      batch_(stftBatch(spec, limits.chunkFrames, limits.frames)),
      row_(spec.span(batch_)) {
  check(cudaSetDevice(device));
  lane_ = makeStream();
  forward_ = FftPlan<float>(spec.size, spec.size, batch_, FftDirection::Forward, lane_.get());
  inverse_ = FftPlan<float>(spec.size, spec.size, batch_, FftDirection::Inverse, lane_.get());
  const std::size_t work = std::max(forward_.workBytes(), inverse_.workBytes());
  const std::size_t bins = batch_ * spec.bins(), channels = static_cast<std::size_t>(spec.channels);
  keepHeadroom(work + sizeof(float) * (2 * spec.size + row_ + batch_ * spec.size + bins) +
               sizeof(Complex<float>) * bins);
  work_ = DeviceArray<char>(work);
  forward_.useWork(work_.get());
  inverse_.useWork(work_.get());
  analysis_ = DeviceArray<float>(spec.size);
  synthesis_ = DeviceArray<float>(spec.size);
  sound_ = DeviceArray<float>(row_);
  frames_ = DeviceArray<float>(batch_ * spec.size);
  spectra_ = DeviceArray<Complex<float>>(bins);
  gains_ = DeviceArray<float>(bins);
  hostGains_ = PinnedArray<float>(bins);
  hostSamples_ = PinnedArray<float>(channels * row_);
  hostSums_ = PinnedArray<float>(channels * row_);
  sumsUnderWay_ = PinnedArray<float>(channels * row_);
  hostSpectra_ = PinnedArray<Complex<float>>(channels * bins);
  check(cudaMemcpy(analysis_.get(), spec_.analysis.data(), spec.size * sizeof(float), cudaMemcpyHostToDevice));
  check(cudaMemcpy(synthesis_.get(), spec_.synthesis.data(), spec.size * sizeof(float), cudaMemcpyHostToDevice));
  check(cudaMemset(frames_.get(), 0, batch_ * spec.size * sizeof(float)));
  check(cudaMemset(spectra_.get(), 0, bins * sizeof(Complex<float>)));
}

void StftCuda::analyse(int channel, std::size_t count) {
  up(sound_.get(), samples()[channel].data(), spec_.span(count), lane_);
  lap_.mark(lane_, Part::Up);
  cutFrames<<<blocksFor(count * spec_.size), kThreadsPerBlock, 0, lane_.get()>>>(
      sound_.get(), analysis_.get(), spec_.size, spec_.hop, count, frames_.get());
  check(cudaGetLastError());
  forward_.forward(frames_.get(), spectra_.get());
  lap_.mark(lane_, Part::Compute);
}

void StftCuda::addUp(int channel, std::size_t count) {
  const std::size_t span = spec_.span(count);
  up(sound_.get(), sums()[channel].data(), span, lane_);
  lap_.mark(lane_, Part::Up);
  inverse_.inverse(spectra_.get(), frames_.get());
  addFrames<<<blocksFor(span), kThreadsPerBlock, 0, lane_.get()>>>(frames_.get(), synthesis_.get(), spec_.size,
                                                                   spec_.hop, count, span, sound_.get());
  check(cudaGetLastError());
  lap_.mark(lane_, Part::Compute);
  down(sumsUnderWay_.get() + static_cast<std::size_t>(channel) * row_, sound_.get(), span, lane_);
  lap_.mark(lane_, Part::Down);
}

Status StftCuda::finish(std::chrono::milliseconds patience) noexcept {
  const Status status = waitFor(lane_, patience);
  if (status.ok()) lap_.addTo(times_);
  // Only whole sums count: those of a batch that fails are made anew elsewhere.
  if (status.ok()) std::copy_n(sumsUnderWay_.get(), static_cast<std::size_t>(spec_.channels) * row_, hostSums_.get());
  return status;
}

Status StftCuda::forward(std::size_t count, std::chrono::milliseconds patience) noexcept {
  try {
    check(cudaSetDevice(device_));
    lap_.start(lane_);
    for (int c = 0; c < spec_.channels; ++c) {
      analyse(c, count);
      down(spectra(c), spectra_.get(), count * spec_.bins(), lane_);
      lap_.mark(lane_, Part::Down);
    }
    const Status status = waitFor(lane_, patience);
    if (status.ok()) lap_.addTo(times_);
    return status;
  } catch (const StatusError& error) {
    return error.status;
  }
}

Status StftCuda::inverse(std::size_t count, std::chrono::milliseconds patience) noexcept {
  try {
    check(cudaSetDevice(device_));
    lap_.start(lane_);
    for (int c = 0; c < spec_.channels; ++c) {
      up(spectra_.get(), spectra(c), count * spec_.bins(), lane_);
      lap_.mark(lane_, Part::Up);
      addUp(c, count);
    }
    return finish(patience);
  } catch (const StatusError& error) {
    return error.status;
  }
}

Status StftCuda::filter(std::size_t count, std::chrono::milliseconds patience) noexcept {
  try {
    check(cudaSetDevice(device_));
    lap_.start(lane_);
    const std::size_t bins = count * spec_.bins();
    up(gains_.get(), hostGains_.get(), bins, lane_);
    for (int c = 0; c < spec_.channels; ++c) {
      analyse(c, count);
      weighBins<<<blocksFor(bins), kThreadsPerBlock, 0, lane_.get()>>>(gains_.get(), bins, spectra_.get());
      check(cudaGetLastError());
      lap_.mark(lane_, Part::Compute);
      addUp(c, count);
    }
    return finish(patience);
  } catch (const StatusError& error) {
    return error.status;
  }
}

}  // namespace

std::unique_ptr<StftRun> makeStftCuda(int device, const StftSpec& spec, const RunLimits& limits) {
  return std::make_unique<StftCuda>(device, spec, limits);
}

}  // namespace lathe::gpu
