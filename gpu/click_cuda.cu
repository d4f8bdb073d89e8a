// Scan, long models, fills: the shared rules under a block of threads each.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cstring>

#include "core/compute/ops/click_rules.h"
#include "gpu/click_cuda.h"
#include "gpu/cuda_resources.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"

namespace lathe::gpu {
namespace {

constexpr unsigned kTeamSize = 256, kMedianTeam = 64;

/// A block of threads as a team.
struct BlockTeam {
  double* shared;  ///< kTeamSize of them

  template <class F>
  __device__ void each(std::size_t count, F f) {
    for (std::size_t i = threadIdx.x; i < count; i += blockDim.x) f(i);
    __syncthreads();
  }
  template <class F>
  __device__ double sum(std::size_t count, F f) {
    double mine = 0;
    for (std::size_t i = threadIdx.x; i < count; i += blockDim.x) mine += f(i);
    shared[threadIdx.x] = mine;
    __syncthreads();
    for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
      if (threadIdx.x < half) shared[threadIdx.x] += shared[threadIdx.x + half];
      __syncthreads();
    }
    const double total = shared[0];
    __syncthreads();
    return total;
  }
  template <class F>
  __device__ void once(F f) {
    if (threadIdx.x == 0) f();
    __syncthreads();
  }
};

struct Tile {
  std::size_t count, factor, blocks;
  const double *heard, *source;
  double *error, *both, *prominence, *scales, *medians, *models, *room;
};

__global__ void scanHops(Tile t) {
  __shared__ double shared[kTeamSize];
  BlockTeam team{shared};
  const std::size_t hop = kClickHop * t.factor;
  scanHop(team, t.heard, t.count, blockIdx.x * hop, t.factor, t.room + blockIdx.x * scanRoom(t.factor),
          t.models + blockIdx.x * (kClickOrder + 1), t.error, t.both);
}

__global__ void findMedians(Tile t) {
  __shared__ double shared[kMedianTeam];
  BlockTeam team{shared};
  medianOfBlock(team, blockIdx.y == 0 ? t.error : t.both, t.count, kClickScaleBlock * t.factor, blockIdx.x,
                t.medians + blockIdx.y * t.blocks + blockIdx.x);
}

/// A team per block of the scale.
__global__ void standOut(Tile t) {
  const std::size_t b = blockIdx.x, block = kClickScaleBlock * t.factor;
  const double scale = localScale(t.medians, t.blocks, b), bothScale = localScale(t.medians + t.blocks, t.blocks, b);
  if (threadIdx.x == 0) t.scales[b] = scale;
  for (std::size_t i = threadIdx.x; i < block && b * block + i < t.count; i += blockDim.x) {
    const std::size_t n = b * block + i;
    t.prominence[n] = prominenceOf(t.error[n], 1 / scale, t.both[n], 1 / bothScale);
  }
}

__global__ void makeModels(Tile t, LongModelSizes sizes, const std::ptrdiff_t* centres, double* rooms) {
  __shared__ double shared[kTeamSize];
  BlockTeam team{shared};
  makeLongModel(team, t.source, t.count, centres[blockIdx.x], sizes, rooms + blockIdx.x * longModelRoom(sizes));
}

__global__ void fillClicks(Tile t, LongModelSizes sizes, ClickFill* fills, double* models, double* rooms,
                           double* filled) {
  __shared__ double shared[kTeamSize];
  BlockTeam team{shared};
  ClickFill& fill = fills[blockIdx.x];
  fillClick(team, t.heard, t.source, t.count, fill, sizes, t.factor, models + fill.grid * longModelRoom(sizes),
            rooms + blockIdx.x * clickFillRoom(), filled + blockIdx.x * ClickFill::longest);
}

class ClickCuda : public LeftBehindWhenHanging<ClickRun> {
 public:
  ClickCuda(int device, const ClickSpec& spec);
  ~ClickCuda() override { leaveBehindUnlessIdle(device_, {&lane_}); }

  const ClickSpec& spec() const noexcept override { return spec_; }
  double* heard() noexcept override { return hostHeard_.get(); }
  double* source() noexcept override { return hostSource_.get(); }
  const double* error() const noexcept override { return hostError_.get(); }
  const double* prominence() const noexcept override { return hostProminence_.get(); }
  const double* scales() const noexcept override { return hostScales_.get(); }
  const double* models() const noexcept override { return hostModels_.get(); }
  ClickFill* fills() noexcept override { return hostFills_.get(); }
  std::ptrdiff_t* centres() noexcept override { return hostCentres_.get(); }
  std::size_t mostModels() const noexcept override { return mostModels_; }
  const double* filled(std::size_t index) const noexcept override {
    return hostFilled_.get() + index * ClickFill::longest;
  }
  RunTimes times() const noexcept override { return times_; }

  Status scan(std::size_t count, std::chrono::milliseconds patience) noexcept override;
  Status fill(std::size_t count, std::size_t models, std::size_t fills,
              std::chrono::milliseconds patience) noexcept override;

 private:
  Tile tile(std::size_t count) const;
  Status wait(std::chrono::milliseconds patience) {
    const Status status = waitFor(clock_.down.end(), patience);
    if (status.ok()) clock_.addTo(times_);
    return status;
  }

  int device_;
  ClickSpec spec_;
  LongModelSizes sizes_;
  std::size_t mostModels_, hops_, blocks_;
  Stream lane_;
  DeviceArray<double> heard_, source_, error_, both_, prominence_, scales_, medians_, models_, room_, longModels_,
      fillRooms_, filled_;
  DeviceArray<ClickFill> fills_;
  DeviceArray<std::ptrdiff_t> centres_;
  PinnedArray<double> hostHeard_, hostSource_, hostError_, hostProminence_, hostScales_, hostModels_, hostFilled_;
  PinnedArray<ClickFill> hostFills_;
  PinnedArray<std::ptrdiff_t> hostCentres_;
  SlotClock clock_;
  RunTimes times_;
};

ClickCuda::ClickCuda(int device, const ClickSpec& spec)
    : device_(device),
      spec_(spec),
      sizes_(LongModelSizes::of(spec.factor)),
      mostModels_(spec.most / sizes_.hop + 3),
      hops_(spec.most / (kClickHop * spec.factor) + 1),
      blocks_(spec.most / (kClickScaleBlock * spec.factor) + 1) {
  check(cudaSetDevice(device));
  lane_ = makeStream();
  const std::size_t room = std::max(hops_ * scanRoom(spec.factor), std::size_t{1});
  keepHeadroom(sizeof(double) *
               (5 * spec.most + 3 * blocks_ + hops_ * (kClickOrder + 1) + room + mostModels_ * longModelRoom(sizes_) +
                spec.fills * (clickFillRoom() + ClickFill::longest)));
  for (auto* array : {&heard_, &source_, &error_, &both_, &prominence_}) *array = DeviceArray<double>(spec.most);
  scales_ = DeviceArray<double>(blocks_);
  medians_ = DeviceArray<double>(2 * blocks_);
  models_ = DeviceArray<double>(hops_ * (kClickOrder + 1));
  room_ = DeviceArray<double>(room);
  longModels_ = DeviceArray<double>(mostModels_ * longModelRoom(sizes_));
  fillRooms_ = DeviceArray<double>(spec.fills * clickFillRoom());
  filled_ = DeviceArray<double>(spec.fills * ClickFill::longest);
  fills_ = DeviceArray<ClickFill>(spec.fills);
  centres_ = DeviceArray<std::ptrdiff_t>(mostModels_);
  for (auto* array : {&hostHeard_, &hostSource_, &hostError_, &hostProminence_})
    *array = PinnedArray<double>(spec.most);
  hostScales_ = PinnedArray<double>(blocks_);
  hostModels_ = PinnedArray<double>(hops_ * (kClickOrder + 1));
  hostFilled_ = PinnedArray<double>(spec.fills * ClickFill::longest);
  hostFills_ = PinnedArray<ClickFill>(spec.fills);
  hostCentres_ = PinnedArray<std::ptrdiff_t>(mostModels_);
  clock_.make();
  // Only the first samples of each are filled, and all are copied back.
  check(cudaMemset(filled_.get(), 0, spec.fills * ClickFill::longest * sizeof(double)));
}

Tile ClickCuda::tile(std::size_t count) const {
  const std::size_t block = kClickScaleBlock * spec_.factor;
  return {count,         spec_.factor, (count + block - 1) / block, heard_.get(),  source_.get(),
          error_.get(),  both_.get(),  prominence_.get(),           scales_.get(), medians_.get(),
          models_.get(), room_.get()};
}

Status ClickCuda::scan(std::size_t count, std::chrono::milliseconds patience) noexcept {
  try {
    if (count == 0) return {};
    check(cudaSetDevice(device_));
    const Tile t = tile(count);
    const std::size_t hop = kClickHop * spec_.factor;
    const auto hops = static_cast<unsigned>((count + hop - 1) / hop), blocks = static_cast<unsigned>(t.blocks);
    clock_.up.start(lane_);
    up(heard_.get(), hostHeard_.get(), count, lane_);
    clock_.up.stop(lane_);
    clock_.compute.start(lane_);
    scanHops<<<hops, kTeamSize, 0, lane_.get()>>>(t);
    findMedians<<<dim3(blocks, 2), kMedianTeam, 0, lane_.get()>>>(t);
    standOut<<<blocks, kMedianTeam, 0, lane_.get()>>>(t);
    check(cudaGetLastError());
    clock_.compute.stop(lane_);
    clock_.down.start(lane_);
    down(hostError_.get(), error_.get(), count, lane_);
    down(hostProminence_.get(), prominence_.get(), count, lane_);
    down(hostScales_.get(), scales_.get(), t.blocks, lane_);
    down(hostModels_.get(), models_.get(), hops * (kClickOrder + 1), lane_);
    clock_.down.stop(lane_);
    return wait(patience);
  } catch (const StatusError& error) {
    return error.status;
  }
}

Status ClickCuda::fill(std::size_t count, std::size_t models, std::size_t fills,
                       std::chrono::milliseconds patience) noexcept {
  try {
    if (models == 0 || fills == 0) return {};
    check(cudaSetDevice(device_));
    const Tile t = tile(count);
    clock_.up.start(lane_);
    up(heard_.get(), hostHeard_.get(), count, lane_);
    up(source_.get(), hostSource_.get(), count, lane_);
    up(fills_.get(), hostFills_.get(), fills, lane_);
    up(centres_.get(), hostCentres_.get(), models, lane_);
    clock_.up.stop(lane_);
    clock_.compute.start(lane_);
    makeModels<<<static_cast<unsigned>(models), kTeamSize, 0, lane_.get()>>>(t, sizes_, centres_.get(),
                                                                             longModels_.get());
    fillClicks<<<static_cast<unsigned>(fills), kTeamSize, 0, lane_.get()>>>(t, sizes_, fills_.get(), longModels_.get(),
                                                                            fillRooms_.get(), filled_.get());
    check(cudaGetLastError());
    clock_.compute.stop(lane_);
    clock_.down.start(lane_);
    down(hostFills_.get(), fills_.get(), fills, lane_);
    down(hostFilled_.get(), filled_.get(), fills * ClickFill::longest, lane_);
    clock_.down.stop(lane_);
    return wait(patience);
  } catch (const StatusError& error) {
    return error.status;
  }
}

}  // namespace

std::unique_ptr<ClickRun> makeClickCuda(int device, const ClickSpec& spec) {
  return std::make_unique<ClickCuda>(device, spec);
}

}  // namespace lathe::gpu
