// Batches copied up, transformed and copied down by a lane, with the failures that the device is told to have.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null_gpu_stft.h"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <random>

#include "core/compute/aligned_array.h"
#include "core/compute/lane.h"
#include "core/compute/pool_share.h"

namespace lathe {
namespace {

class NullGpuStft : public StftRun {
 public:
  NullGpuStft(NullGpu& device, const StftSpec& spec, std::unique_ptr<StftRun> twin)
      : device_(device),
        spec_(spec),
        twin_(std::move(twin)),
        row_(spec.span(twin_->mostFrames())),
        rows_(twin_->mostFrames() * twin_->stride()),
        share_(device, 2 * channels() * (2 * row_ * sizeof(float) + rows_ * sizeof(Complex<float>)) +
                           2 * rows_ * sizeof(float)),
        samples_(channels() * row_),
        sums_(channels() * row_),
        spectra_(channels() * rows_),
        gains_(rows_) {}
  ~NullGpuStft() override {
    {
      std::lock_guard lock(mutex_);
      isStopping_ = true;
    }
    changed_.notify_all();
    lane_.discard();
  }

  std::size_t mostFrames() const noexcept override { return twin_->mostFrames(); }
  std::size_t stride() const noexcept override { return twin_->stride(); }
  AudioView samples() noexcept override { return {samples_.data(), spec_.channels, row_, row_}; }
  AudioView sums() noexcept override { return {sums_.data(), spec_.channels, row_, row_}; }
  Complex<float>* spectra(int channel) noexcept override {
    return spectra_.data() + static_cast<std::size_t>(channel) * rows_;
  }

  float* gains() noexcept override { return gains_.data(); }

  Status forward(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return submit([this, count] { return forwardOnDevice(count); }, patience, &NullGpuStft::poisonSpectra);
  }
  Status inverse(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return submit([this, count] { return inverseOnDevice(count); }, patience, nullptr);
  }
  Status filter(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return submit([this, count] { return filterOnDevice(count); }, patience, &NullGpuStft::poisonSpectra);
  }

 private:
  std::size_t channels() const noexcept { return static_cast<std::size_t>(spec_.channels); }

  template <class Work>
  Status submit(const Work& work, std::chrono::milliseconds patience, void (NullGpuStft::*fail)()) noexcept {
    const Failure fault = device_.nextFault();
    if (fault == Failure::OutOfMemory) return Status::fail(fault, "no memory for this batch");
    isDone_ = false;
    try {
      lane_.add([this, work, fault, fail] {
        dawdle();
        if (fault == Failure::Timeout) return waitForTheEnd();
        if (fault != Failure::None && fail) (this->*fail)();
        end(fault == Failure::None ? work() : Status::fail(fault, "the device fell off the bus"));
      });
    } catch (const std::bad_alloc&) {
      return Status::fail(Failure::OutOfMemory, "no memory for the queue");
    }
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [this] { return isDone_; })) {
      return Status::fail(Failure::Timeout, "the device did not answer in time");
    }
    return status_;
  }

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

  /// What a failed device leaves behind: nobody may read it.
  void poisonSpectra() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    for (std::size_t i = 0; i < spectra_.size(); ++i) spectra_[i] = {nan, nan};
  }

  void dawdle() {
    const auto longest = device_.longestDelay().count();
    if (longest <= 0) return;
    std::this_thread::sleep_for(std::chrono::microseconds(static_cast<std::int64_t>(random_()) % (longest + 1)));
  }

  void waitForTheEnd() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return isStopping_; });
  }

  void end(const Status& status) {
    {
      std::lock_guard lock(mutex_);
      status_ = status;
      isDone_ = true;
    }
    changed_.notify_all();
  }

  NullGpu& device_;
  StftSpec spec_;
  std::unique_ptr<StftRun> twin_;
  std::size_t row_, rows_;
  PoolShare share_;
  AlignedArray<float> samples_, sums_;
  AlignedArray<Complex<float>> spectra_;
  AlignedArray<float> gains_;
  std::minstd_rand random_{1};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool isDone_ = true, isStopping_ = false;
  Status status_;
  Lane lane_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<StftRun> makeStftNullGpu(NullGpu& device, const StftSpec& spec, std::unique_ptr<StftRun> twin) {
  return std::make_unique<NullGpuStft>(device, spec, std::move(twin));
}

}  // namespace lathe
