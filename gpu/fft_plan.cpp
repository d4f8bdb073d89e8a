// The plans that no job uses at the moment, the last used ones last.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gpu/fft_plan.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace lathe::gpu {
namespace {

struct IdlePlans {
  std::mutex mutex;
  std::vector<std::pair<FftKind, FftHandle>> plans;
};

/// Never destroyed: when the program ends, cuFFT may be gone before it.
IdlePlans& idlePlans() {
  static IdlePlans& idle = *new IdlePlans;
  return idle;
}

FftHandle makePlan(const FftKind& kind) {
  FftHandle handle;
  check(cufftCreate(&handle.plan));
  const auto made = [&](cufftResult result) {
    if (result == CUFFT_SUCCESS) return;
    cufftDestroy(handle.plan);
    check(result);
  };
  made(cufftSetAutoAllocation(handle.plan, 0));
  long long length = static_cast<long long>(kind.size), bins = length / 2 + 1,
            hop = static_cast<long long>(kind.distance);
  const bool isForward = kind.direction == FftDirection::Forward;
  const cufftType type = isForward ? (kind.isDouble ? CUFFT_D2Z : CUFFT_R2C) : (kind.isDouble ? CUFFT_Z2D : CUFFT_C2R);
  made(cufftMakePlanMany64(handle.plan, 1, &length, isForward ? &hop : &bins, 1, isForward ? hop : bins,
                           isForward ? &bins : &hop, 1, isForward ? bins : hop, type,
                           static_cast<long long>(kind.batch), &handle.workBytes));
  return handle;
}

}  // namespace

FftHandle takeFftPlan(const FftKind& kind) {
  IdlePlans& idle = idlePlans();
  {
    const std::scoped_lock lock(idle.mutex);
    const auto found = std::ranges::find(idle.plans, kind, &std::pair<FftKind, FftHandle>::first);
    if (found != idle.plans.end()) {
      const FftHandle handle = found->second;
      idle.plans.erase(found);
      return handle;
    }
  }
  return makePlan(kind);
}

void giveBackFftPlan(const FftKind& kind, FftHandle handle) noexcept {
  IdlePlans& idle = idlePlans();
  const std::scoped_lock lock(idle.mutex);
  try {
    idle.plans.emplace_back(kind, handle);
  } catch (...) {
    cufftDestroy(handle.plan);
    return;
  }
  if (idle.plans.size() <= keptFftPlans) return;
  cufftDestroy(idle.plans.front().second.plan);
  idle.plans.erase(idle.plans.begin());
}

}  // namespace lathe::gpu
