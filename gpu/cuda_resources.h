// What the device lends: memory, pinned host memory, streams, events and FFT plans, given back by their owner.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

#include <cstddef>
#include <cstring>
#include <utility>

#include "core/compute/ops/complex.h"
#include "gpu/cuda_status.h"

namespace lathe::gpu {

/// A value of the runtime that is released once; movable.
template <class Handle, auto release>
class Owned {
 public:
  Owned() = default;
  explicit Owned(Handle handle) : handle_(handle) {}
  Owned(Owned&& other) noexcept : handle_(std::exchange(other.handle_, Handle{})) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Owned() {
    if (handle_ != Handle{}) release(handle_);
  }
  Handle get() const noexcept { return handle_; }

 private:
  Handle handle_{};
};

using Stream = Owned<cudaStream_t, cudaStreamDestroy>;
using Event = Owned<cudaEvent_t, cudaEventDestroy>;

inline Stream makeStream() {
  cudaStream_t stream;
  check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  return Stream(stream);
}

inline Event makeEvent() {
  cudaEvent_t event;
  check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  return Event(event);
}

inline void freeDevice(void* memory) { cudaFree(memory); }
inline void freePinned(void* memory) { cudaFreeHost(memory); }

/// Device memory for `count` values.
template <class Value>
class DeviceArray {
 public:
  DeviceArray() = default;
  explicit DeviceArray(std::size_t count) {
    void* memory = nullptr;
    if (count > 0) check(cudaMalloc(&memory, count * sizeof(Value)));
    memory_ = Owned<void*, freeDevice>(memory);
  }
  Value* get() const noexcept { return static_cast<Value*>(memory_.get()); }

 private:
  Owned<void*, freeDevice> memory_;
};

/// Host memory that the device copies from and to without a detour, zero when made.
template <class Value>
class PinnedArray {
 public:
  PinnedArray() = default;
  explicit PinnedArray(std::size_t count) {
    void* memory = nullptr;
    if (count > 0) {
      check(cudaMallocHost(&memory, count * sizeof(Value)));
      std::memset(memory, 0, count * sizeof(Value));
    }
    memory_ = Owned<void*, freePinned>(memory);
  }
  Value* get() const noexcept { return static_cast<Value*>(memory_.get()); }

 private:
  Owned<void*, freePinned> memory_;
};

enum class FftDirection { Forward, Inverse };

/// A batch of real FFTs of one size: `distance` real samples and size / 2 + 1 bins from one to the next.
/// Works in memory that plans of one stream share.
template <class Real>
class FftPlan {
 public:
  FftPlan() = default;
  FftPlan(std::size_t size, std::size_t distance, std::size_t batch, FftDirection direction, cudaStream_t stream) {
    check(cufftCreate(&plan_));
    check(cufftSetAutoAllocation(plan_, 0));
    long long length = static_cast<long long>(size), bins = length / 2 + 1, hop = static_cast<long long>(distance);
    constexpr bool isDouble = sizeof(Real) == 8;
    const bool isForward = direction == FftDirection::Forward;
    const cufftType type = isForward ? (isDouble ? CUFFT_D2Z : CUFFT_R2C) : (isDouble ? CUFFT_Z2D : CUFFT_C2R);
    check(cufftMakePlanMany64(plan_, 1, &length, isForward ? &hop : &bins, 1, isForward ? hop : bins,
                              isForward ? &bins : &hop, 1, isForward ? bins : hop, type, static_cast<long long>(batch),
                              &workBytes_));
    check(cufftSetStream(plan_, stream));
  }
  FftPlan(FftPlan&& other) noexcept : plan_(std::exchange(other.plan_, none)), workBytes_(other.workBytes_) {}
  FftPlan& operator=(FftPlan&& other) noexcept {
    std::swap(plan_, other.plan_);
    std::swap(workBytes_, other.workBytes_);
    return *this;
  }
  ~FftPlan() {
    if (plan_ != none) cufftDestroy(plan_);
  }

  std::size_t workBytes() const noexcept { return workBytes_; }
  void useWork(void* memory) { check(cufftSetWorkArea(plan_, memory)); }

  void forward(float* samples, Complex<float>* bins) const {
    check(cufftExecR2C(plan_, samples, reinterpret_cast<cufftComplex*>(bins)));
  }
  void forward(double* samples, Complex<double>* bins) const {
    check(cufftExecD2Z(plan_, samples, reinterpret_cast<cufftDoubleComplex*>(bins)));
  }
  void inverse(Complex<float>* bins, float* samples) const {
    check(cufftExecC2R(plan_, reinterpret_cast<cufftComplex*>(bins), samples));
  }
  void inverse(Complex<double>* bins, double* samples) const {
    check(cufftExecZ2D(plan_, reinterpret_cast<cufftDoubleComplex*>(bins), samples));
  }

 private:
  static constexpr cufftHandle none = -1;
  cufftHandle plan_ = none;
  std::size_t workBytes_ = 0;
};

}  // namespace lathe::gpu
