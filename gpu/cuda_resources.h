// What the device lends: memory, pinned host memory, streams and events, given back by their owner.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstring>
#include <utility>

#include "gpu/cuda_status.h"

namespace lathe::gpu {

/// True while a run is destroyed on this thread whose device hangs: what it owns is not released then.
inline bool& isLeavingBehind() noexcept {
  static thread_local bool is = false;
  return is;
}

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
    if (handle_ != Handle{} && !isLeavingBehind()) release(handle_);
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

}  // namespace lathe::gpu
