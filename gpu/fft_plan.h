// Batches of FFTs on a device; a plan that a job is done with is kept for the next job of the same kind.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cufft.h>

#include <cstddef>
#include <tuple>
#include <utility>

#include "core/fft/complex.h"
#include "gpu/cuda_resources.h"

namespace lathe::gpu {

enum class FftDirection { Forward, Inverse };

/// All that tells plans apart.
struct FftKind {
  int device = 0;
  std::size_t size = 0, distance = 0, batch = 0;
  FftDirection direction = FftDirection::Forward;
  bool isDouble = false;
  friend bool operator==(const FftKind&, const FftKind&) = default;
};

/// A handle of cuFFT's and the memory that it works in, which its user brings.
struct FftHandle {
  static constexpr cufftHandle none = -1;
  cufftHandle plan = none;
  std::size_t workBytes = 0;
};

/// How many idle plans are kept, the last used ones, for all jobs and devices together.
constexpr std::size_t keptFftPlans = 24;

/// A kept plan, or a new one. Throws StatusError. May be called from several threads.
FftHandle takeFftPlan(const FftKind& kind);
/// Keeps a plan that nothing runs on any more.
void giveBackFftPlan(const FftKind& kind, FftHandle handle) noexcept;

/// A batch of real FFTs of one size: `distance` real samples and size / 2 + 1 bins from one to the next.
/// Works in memory that plans of one stream share.
template <class Real>
class FftPlan {
 public:
  FftPlan() = default;
  FftPlan(std::size_t size, std::size_t distance, std::size_t batch, FftDirection direction, cudaStream_t stream)
      : kind_{0, size, distance, batch, direction, sizeof(Real) == 8} {
    check(cudaGetDevice(&kind_.device));
    handle_ = takeFftPlan(kind_);
    check(cufftSetStream(handle_.plan, stream));
  }
  FftPlan(FftPlan&& other) noexcept : kind_(other.kind_), handle_(std::exchange(other.handle_, FftHandle{})) {}
  FftPlan& operator=(FftPlan&& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~FftPlan() {
    if (handle_.plan != FftHandle::none && !isLeavingBehind()) giveBackFftPlan(kind_, handle_);
  }

  std::size_t workBytes() const noexcept { return handle_.workBytes; }
  void useWork(void* memory) { check(cufftSetWorkArea(handle_.plan, memory)); }

  void forward(float* samples, Complex<float>* bins) const {
    check(cufftExecR2C(handle_.plan, samples, reinterpret_cast<cufftComplex*>(bins)));
  }
  void forward(double* samples, Complex<double>* bins) const {
    check(cufftExecD2Z(handle_.plan, samples, reinterpret_cast<cufftDoubleComplex*>(bins)));
  }
  void inverse(Complex<float>* bins, float* samples) const {
    check(cufftExecC2R(handle_.plan, reinterpret_cast<cufftComplex*>(bins), samples));
  }
  void inverse(Complex<double>* bins, double* samples) const {
    check(cufftExecZ2D(handle_.plan, reinterpret_cast<cufftDoubleComplex*>(bins), samples));
  }

 private:
  FftKind kind_;
  FftHandle handle_;
};

}  // namespace lathe::gpu
