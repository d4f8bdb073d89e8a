// A device that is not there: its lanes, its pool and its failures.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <limits>
#include <new>
#include <system_error>

#include "core/compute/null/null_gpu_click.h"
#include "core/compute/null/null_gpu_measure.h"
#include "core/compute/null/null_gpu_sparse_declip.h"
#include "core/compute/null/null_gpu_stft.h"
#include "core/compute/null/null_gpu_suppression.h"
#include "core/compute/null/slot_queue.h"
#include "core/fft/aligned_array.h"
#include "core/work/lane.h"

namespace lathe {
namespace {

/// Memory from the device's pool; empty when the pool had too little.
template <class Real>
class PoolRows {
 public:
  PoolRows(NullGpu& device, int channels, std::size_t frames)
      : device_(device),
        bytes_(static_cast<std::size_t>(channels) * frames * sizeof(Real)),
        isTaken_(device.take(bytes_)) {
    if (!isTaken_) throw std::bad_alloc();
    try {
      rows_ = AlignedArray<Real>(static_cast<std::size_t>(channels) * frames);
    } catch (...) {
      device_.giveBack(bytes_);
      throw;
    }
    view_ = {rows_.data(), channels, frames, frames};
  }
  ~PoolRows() { device_.giveBack(bytes_); }
  PoolRows(const PoolRows&) = delete;
  PoolRows& operator=(const PoolRows&) = delete;

  BasicAudioView<Real> view() noexcept { return view_; }

 private:
  NullGpu& device_;
  std::size_t bytes_;
  bool isTaken_;
  AlignedArray<Real> rows_;
  BasicAudioView<Real> view_;
};

template <class From, class To>
void copyRows(const From& from, const To& to, std::size_t frames) {
  for (int c = 0; c < to.channels(); ++c) std::copy_n(from[c].begin(), frames, to[c].begin());
}

template <class Real>
class NullGpuRun : public ConvolutionRun<Real> {
 public:
  NullGpuRun(NullGpu& device, const ConvolutionSpec<Real>& spec, std::unique_ptr<ConvolutionRun<Real>> twin)
      : device_(device),
        twin_(std::move(twin)),
        delays_{RandomDelay(device.longestDelay(), 1), RandomDelay(device.longestDelay(), 2),
                RandomDelay(device.longestDelay(), 3)} {
    for (auto& slot : slots_) slot = std::make_unique<Slot>(device, spec.inputs, spec.outputs, twin_->chunkFrames());
  }
  ~NullGpuRun() override { drain(); }

  std::size_t chunkFrames() const noexcept override { return twin_->chunkFrames(); }
  std::size_t grid() const noexcept override { return twin_->grid(); }
  int slots() const noexcept override { return static_cast<int>(slots_.size()); }
  BasicAudioView<Real> input(int slot) noexcept override { return at(slot).hostIn.view(); }
  BasicAudioView<const Real> output(int slot) const noexcept override { return at(slot).hostOut.view(); }

  Status begin(BasicAudioView<const Real> history) noexcept override {
    drain();
    isStopping_ = false;
    return twin_->begin(history);
  }

  Status submit(int slot, std::size_t frames) noexcept override {
    const Failure fault = device_.nextFault();
    if (fault == Failure::OutOfMemory) return Status::fail(fault, "no memory for this chunk");
    at(slot).isDone = false;
    try {
      up_.add([this, slot, frames, fault] { copyUp(slot, frames, fault); });
    } catch (const std::bad_alloc&) {
      return Status::fail(Failure::OutOfMemory, "no memory for the queue");
    }
    return {};
  }

  Status finish(int slot, std::chrono::milliseconds patience) noexcept override {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return at(slot).isDone; })) {
      return Status::fail(Failure::Timeout, "the device did not answer in time");
    }
    return at(slot).status;
  }

 private:
  struct Slot {
    Slot(NullGpu& device, int inputs, int outputs, std::size_t frames)
        : hostIn(device, inputs, frames),
          deviceIn(device, inputs, frames),
          deviceOut(device, outputs, frames),
          hostOut(device, outputs, frames) {}
    PoolRows<Real> hostIn, deviceIn, deviceOut, hostOut;
    bool isDone = true;
    Status status;
  };
  Slot& at(int slot) const noexcept { return *slots_[static_cast<std::size_t>(slot)]; }

  void copyUp(int slot, std::size_t frames, Failure fault) {
    delays_[0]();
    copyRows(at(slot).hostIn.view(), at(slot).deviceIn.view(), frames);
    compute_.add([this, slot, frames, fault] { compute(slot, frames, fault); });
  }

  void compute(int slot, std::size_t frames, Failure fault) {
    delays_[1]();
    if (fault == Failure::Timeout) return waitUntilStopped();
    Status status;
    if (fault == Failure::None) {
      copyRows(at(slot).deviceIn.view(), twin_->input(0), frames);
      status = twin_->submit(0, frames);
      if (status.ok()) copyRows(twin_->output(0), at(slot).deviceOut.view(), frames);
    } else {
      status = Status::fail(fault, "the device fell off the bus");
    }
    down_.add([this, slot, frames, status] { copyDown(slot, frames, status); });
  }

  void copyDown(int slot, std::size_t frames, const Status& status) {
    delays_[2]();
    // Nobody may read what a failed device leaves behind.
    if (status.ok()) {
      copyRows(at(slot).deviceOut.view(), at(slot).hostOut.view(), frames);
    } else {
      for (int c = 0; c < at(slot).hostOut.view().channels(); ++c) {
        std::ranges::fill(at(slot).hostOut.view()[c], std::numeric_limits<Real>::quiet_NaN());
      }
    }
    {
      std::lock_guard lock(mutex_);
      at(slot).status = status;
      at(slot).isDone = true;
    }
    changed_.notify_all();
  }

  void waitUntilStopped() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return isStopping_; });
  }

  void drain() noexcept {
    {
      std::lock_guard lock(mutex_);
      isStopping_ = true;
    }
    changed_.notify_all();
    up_.discard();
    compute_.discard();
    down_.discard();
  }

  NullGpu& device_;
  std::unique_ptr<ConvolutionRun<Real>> twin_;
  std::array<std::unique_ptr<Slot>, 3> slots_;
  std::array<RandomDelay, 3> delays_;  ///< of the lanes
  std::mutex mutex_;
  std::condition_variable changed_;
  bool isStopping_ = false;
  Lane down_, compute_, up_;  // the first to end is the one that feeds the others
};

}  // namespace

DeviceInfo NullGpu::info() const noexcept {
  DeviceInfo info;
  std::snprintf(info.id, sizeof info.id, "null");
  std::snprintf(info.name, sizeof info.name, "a device that is not there");
  info.memory = options_.memory;
  info.freeMemory = options_.memory - bytesInUse_;
  return info;
}

std::size_t NullGpu::convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept {
  return cpu_.convolutionHistory(spec);
}
std::size_t NullGpu::convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept {
  return cpu_.convolutionHistory(spec);
}

bool NullGpu::take(std::size_t bytes) noexcept {
  std::lock_guard lock(mutex_);
  if (bytesInUse_ + bytes > options_.memory) return false;
  bytesInUse_ += bytes;
  return true;
}

Failure NullGpu::nextFault() noexcept {
  std::lock_guard lock(mutex_);
  return faults_.nextChunk();
}

/// What `make` makes and what it throws, unless preparing is to fail.
template <class Make>
Status NullGpu::planned(const Make& make) noexcept {
  {
    std::lock_guard lock(mutex_);
    if (const Failure fault = faults_.nextPlan(); fault != Failure::None) {
      return Status::fail(fault, fault == Failure::DeviceLost ? "the device is lost" : "no plan could be made");
    }
  }
  try {
    return make();
  } catch (const std::bad_alloc&) {
    return Status::fail(Failure::OutOfMemory, "the pool has too little memory");
  } catch (const std::system_error& error) {
    return Status::fail(Failure::Internal, error.what());
  }
}

namespace {

template <class Real>
Status makeRun(NullGpu& device, CpuBackend& cpu, const ConvolutionSpec<Real>& spec, const RunLimits& limits,
               std::unique_ptr<ConvolutionRun<Real>>& run) {
  std::unique_ptr<ConvolutionRun<Real>> twin;
  if (Status status = cpu.convolution(spec, limits, twin); !status.ok()) return status;
  run = std::make_unique<NullGpuRun<Real>>(device, spec, std::move(twin));
  return {};
}

}  // namespace

Status NullGpu::convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                            std::unique_ptr<ConvolutionRun<float>>& run) noexcept {
  return planned([&] { return makeRun(*this, cpu_, spec, limits, run); });
}
Status NullGpu::convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                            std::unique_ptr<ConvolutionRun<double>>& run) noexcept {
  return planned([&] { return makeRun(*this, cpu_, spec, limits, run); });
}

Status NullGpu::stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept {
  return planned([&] {
    std::unique_ptr<StftRun> twin;
    if (Status status = cpu_.stft(spec, limits, twin); !status.ok()) return status;
    run = makeStftNullGpu(*this, spec, std::move(twin));
    return Status{};
  });
}

Status NullGpu::measure(const MeasureSpec& spec, const RunLimits& limits, std::unique_ptr<MeasureRun>& run) noexcept {
  return planned([&] {
    run = makeMeasureNullGpu(*this, spec, limits);
    return Status{};
  });
}

Status NullGpu::sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                             std::unique_ptr<SparseDeclipRun>& run) noexcept {
  return planned([&] {
    run = makeSparseDeclipNullGpu(*this, spec, limits);
    return Status{};
  });
}

Status NullGpu::suppression(const SuppressionSpec& spec, const RunLimits& limits,
                            std::unique_ptr<SuppressionRun>& run) noexcept {
  return planned([&] {
    run = makeSuppressionNullGpu(*this, spec, static_cast<std::size_t>(limits.frames));
    return Status{};
  });
}

Status NullGpu::click(const ClickSpec& spec, std::unique_ptr<ClickRun>& run) noexcept {
  return planned([&] {
    run = makeClickNullGpu(*this, spec);
    return Status{};
  });
}

}  // namespace lathe
