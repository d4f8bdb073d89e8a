// CUDA's and cuFFT's answers as the statuses that every backend gives.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

#include "core/compute/ops/backend_contract.h"

namespace lathe::gpu {

/// After these the context of this process is of no more use (CUDA Runtime API, "cudaError").
inline bool losesDevice(cudaError_t error) {
  switch (error) {
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchTimeout:
    case cudaErrorHardwareStackError:
    case cudaErrorIllegalInstruction:
    case cudaErrorMisalignedAddress:
    case cudaErrorInvalidAddressSpace:
    case cudaErrorInvalidPc:
    case cudaErrorLaunchFailure:
    case cudaErrorECCUncorrectable:
    case cudaErrorDevicesUnavailable:
    case cudaErrorUnknown:
      return true;
    default:
      return false;
  }
}

inline Status statusOf(cudaError_t error) {
  if (error == cudaSuccess) return {};
  const Failure failure = error == cudaErrorMemoryAllocation ? Failure::OutOfMemory
                          : losesDevice(error)               ? Failure::DeviceLost
                                                             : Failure::Internal;
  return Status::fail(failure, cudaGetErrorString(error));
}

/// cuFFT reports too little memory as an internal error too.
inline Status statusOf(cufftResult result) {
  switch (result) {
    case CUFFT_SUCCESS:
      return {};
    case CUFFT_ALLOC_FAILED:
    case CUFFT_INTERNAL_ERROR:
      return Status::fail(Failure::OutOfMemory, "cuFFT has too little memory");
    case CUFFT_INVALID_SIZE:
    case CUFFT_NOT_SUPPORTED:
      return Status::fail(Failure::Unsupported, "cuFFT does not have this size");
    default:
      return Status::fail(Failure::Internal, "cuFFT failed");
  }
}

/// Carries a failed status up to the border of the module, where it is caught.
struct StatusError {
  Status status;
};

template <class Result>
void check(Result result) {
  if (const Status status = statusOf(result); !status.ok()) {
    cudaGetLastError();  // forgets what is not sticky
    throw StatusError{status};
  }
}

}  // namespace lathe::gpu
