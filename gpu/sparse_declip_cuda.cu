// The rounds of A-SPADE for a batch of frames: two cuFFT batches a round, a radix selection per frame between them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>

#include "gpu/cuda_resources.h"
#include "gpu/fft_plan.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"
#include "gpu/sparse_declip_cuda.h"

namespace lathe::gpu {
namespace {

constexpr int kRoundsPerLook = 8;  ///< between looks at whether all frames are done

struct Frames {
  std::size_t size, count;
  float scale;
  const float *heard, *limits;
  const Clipped* clipped;
  float *sound, *samples;
  Complex<float>*spectrum, *wish, *error, *back;
  float* least;
  double *enough, *taken;
  int *isDone, *busy;

  __device__ std::size_t bins() const { return size + 1; }
};

/// One thread per frame for its level, in the order of its samples.
__global__ void measureFrames(Frames f) {
  for (std::size_t i = firstThread(); i < f.count; i += allThreads()) {
    double level = 0;
    for (std::size_t n = 0; n < f.size; ++n) {
      const double v = f.heard[i * f.size + n];
      level += v * v;
    }
    f.enough[i] = sparseEnough(level);
    f.taken[i] = 1;
    f.isDone[i] = 0;
  }
}

/// One thread per sample of the twofold frames.
__global__ void beginFrames(Frames f) {
  for (std::size_t t = firstThread(); t < f.count * 2 * f.size; t += allThreads()) {
    const std::size_t i = t / (2 * f.size), n = t % (2 * f.size);
    if (n < f.size) f.sound[i * f.size + n] = f.heard[i * f.size + n];
    f.samples[t] = n < f.size ? f.heard[i * f.size + n] : 0.0f;
  }
}

/// One thread per bin.
__global__ void addErrors(Frames f) {
  for (std::size_t t = firstThread(); t < f.count * f.bins(); t += allThreads())
    f.wish[t] = sparseWish(f.spectrum[t], f.scale, f.error[t]);
}

/// A group of threads per frame: the power of the largest bins, byte by byte from the highest.
__global__ void selectLargest(Frames f, unsigned long long count) {
  __shared__ unsigned counts[256];
  __shared__ unsigned found;
  __shared__ unsigned long long wanted;
  for (std::size_t i = blockIdx.x; i < f.count; i += gridDim.x) {
    if (f.isDone[i]) continue;  // the same for the whole group
    if (threadIdx.x == 0) {
      found = 0;
      wanted = count;
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      counts[threadIdx.x] = 0;
      __syncthreads();
      for (std::size_t k = threadIdx.x; k < f.bins(); k += blockDim.x) {
        const unsigned bits = __float_as_uint(sparsePower(f.wish[i * f.bins() + k]));
        if (shift == 24 || bits >> (shift + 8) == found >> (shift + 8)) atomicAdd(counts + (bits >> shift & 255), 1u);
      }
      __syncthreads();
      if (threadIdx.x == 0) {
        unsigned digit = 255;
        while (digit > 0 && counts[digit] < wanted) wanted -= counts[digit--];
        found |= digit << shift;
      }
      __syncthreads();
    }
    if (threadIdx.x == 0) f.least[i] = __uint_as_float(found);
    __syncthreads();
  }
}

/// One thread per bin.
__global__ void sparsify(Frames f) {
  for (std::size_t t = firstThread(); t < f.count * f.bins(); t += allThreads()) {
    const std::size_t i = t / f.bins();
    if (f.isDone[i]) continue;
    f.wish[t] = keepLarge(f.wish[t], f.least[i]);
    f.back[t] = sparseReturn(f.wish[t], f.error[t]);
  }
}

/// One thread per sample.
__global__ void agree(Frames f) {
  for (std::size_t t = firstThread(); t < f.count * f.size; t += allThreads()) {
    const std::size_t i = t / f.size, n = t % f.size;
    if (f.isDone[i]) continue;
    float* const samples = f.samples + i * 2 * f.size;
    samples[n] = f.sound[t] = consistentSample(samples[n] * f.scale, f.heard[t], f.clipped[t], f.limits[t]);
    samples[f.size + n] = 0;
  }
}

/// A warp per frame.
__global__ void addMisses(Frames f, double next) {
  __shared__ double near[SparseRounds::lanes];
  for (std::size_t i = blockIdx.x; i < f.count; i += gridDim.x) {
    if (f.isDone[i]) continue;  // the same for the whole warp
    double sum = 0;
    for (std::size_t k = threadIdx.x; k < f.bins(); k += SparseRounds::lanes) {
      const std::size_t at = i * f.bins() + k;
      sum += addSparseMiss(f.spectrum[at], f.scale, f.wish[at], f.error[at]);
    }
    near[threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
      if (isSparseEnough(totalOfLanes(near), f.enough[i]))
        f.isDone[i] = 1;
      else
        f.taken[i] = next;
      if (!f.isDone[i]) atomicAdd(f.busy, 1);
    }
    __syncthreads();
  }
}

class SparseDeclipCuda : public LeftBehindWhenHanging<SparseDeclipRun> {
 public:
  SparseDeclipCuda(int device, const SparseDeclipSpec& spec, const RunLimits& limits);
  ~SparseDeclipCuda() override { leaveBehindUnlessIdle(device_, {&lane_}); }

  std::size_t mostFrames() const noexcept override { return batch_; }
  SparseFrameRows frame(std::size_t i) noexcept override {
    return {hostHeard_.get() + i * size_, hostClipped_.get() + i * size_, hostLimits_.get() + i * size_};
  }
  const float* sound(std::size_t i) const noexcept override { return hostSound_.get() + i * size_; }
  double bins(std::size_t i) const noexcept override { return hostTaken_.get()[i]; }
  Status solve(std::size_t count, std::chrono::milliseconds patience) noexcept override;
  RunTimes times() const noexcept override { return times_; }

 private:
  Frames frames(std::size_t count) const;
  void round(const Frames& f, double count, double next);

  int device_;
  std::size_t size_, batch_;
  Stream lane_;
  FftPlan<float> forward_, inverse_;
  DeviceArray<char> work_;
  DeviceArray<float> heard_, limits_, sound_, samples_, least_;
  DeviceArray<Clipped> clipped_;
  DeviceArray<Complex<float>> spectrum_, wish_, error_, back_;
  DeviceArray<double> enough_, taken_;
  DeviceArray<int> isDone_, busy_;
  PinnedArray<float> hostHeard_, hostLimits_, hostSound_;
  PinnedArray<Clipped> hostClipped_;
  PinnedArray<double> hostTaken_;
  PinnedArray<int> hostBusy_;
  SlotClock clock_;
  RunTimes times_;
};

SparseDeclipCuda::SparseDeclipCuda(int device, const SparseDeclipSpec& spec, const RunLimits& limits)
    : device_(device), size_(spec.size), batch_(sparseBatch(spec, limits.chunkFrames)) {
  check(cudaSetDevice(device));
  lane_ = makeStream();
  forward_ = FftPlan<float>(2 * size_, 2 * size_, batch_, FftDirection::Forward, lane_.get());
  inverse_ = FftPlan<float>(2 * size_, 2 * size_, batch_, FftDirection::Inverse, lane_.get());
  const std::size_t work = std::max(forward_.workBytes(), inverse_.workBytes());
  const std::size_t samples = batch_ * size_, bins = batch_ * (size_ + 1);
  keepHeadroom(work + samples * (5 * sizeof(float) + sizeof(Clipped)) + 4 * bins * sizeof(Complex<float>));
  work_ = DeviceArray<char>(work);
  forward_.useWork(work_.get());
  inverse_.useWork(work_.get());
  for (auto* array : {&heard_, &limits_, &sound_}) *array = DeviceArray<float>(samples);
  samples_ = DeviceArray<float>(2 * samples);
  least_ = DeviceArray<float>(batch_);
  clipped_ = DeviceArray<Clipped>(samples);
  for (auto* array : {&spectrum_, &wish_, &error_, &back_}) *array = DeviceArray<Complex<float>>(bins);
  enough_ = DeviceArray<double>(batch_);
  taken_ = DeviceArray<double>(batch_);
  isDone_ = DeviceArray<int>(batch_);
  busy_ = DeviceArray<int>(1);
  for (auto* array : {&hostHeard_, &hostLimits_, &hostSound_}) *array = PinnedArray<float>(samples);
  hostClipped_ = PinnedArray<Clipped>(samples);
  hostTaken_ = PinnedArray<double>(batch_);
  hostBusy_ = PinnedArray<int>(1);
  clock_.make();
  check(cudaMemset(samples_.get(), 0, 2 * samples * sizeof(float)));
  check(cudaMemset(back_.get(), 0, bins * sizeof(Complex<float>)));
}

Frames SparseDeclipCuda::frames(std::size_t count) const {
  return {size_,         count,          1 / std::sqrt(static_cast<float>(2 * size_)),
          heard_.get(),  limits_.get(),  clipped_.get(),
          sound_.get(),  samples_.get(), spectrum_.get(),
          wish_.get(),   error_.get(),   back_.get(),
          least_.get(),  enough_.get(),  taken_.get(),
          isDone_.get(), busy_.get()};
}

void SparseDeclipCuda::round(const Frames& f, double count, double next) {
  cudaStream_t lane = lane_.get();
  const std::size_t bins = f.count * (size_ + 1);
  addErrors<<<blocksFor(bins), kThreadsPerBlock, 0, lane>>>(f);
  selectLargest<<<static_cast<unsigned>(f.count), kThreadsPerBlock, 0, lane>>>(f,
                                                                               static_cast<unsigned long long>(count));
  sparsify<<<blocksFor(bins), kThreadsPerBlock, 0, lane>>>(f);
  check(cudaGetLastError());
  inverse_.inverse(back_.get(), samples_.get());
  agree<<<blocksFor(f.count * size_), kThreadsPerBlock, 0, lane>>>(f);
  check(cudaGetLastError());
  forward_.forward(samples_.get(), spectrum_.get());
  check(cudaMemsetAsync(busy_.get(), 0, sizeof(int), lane));
  addMisses<<<static_cast<unsigned>(f.count), SparseRounds::lanes, 0, lane>>>(f, next);
  check(cudaGetLastError());
}

Status SparseDeclipCuda::solve(std::size_t count, std::chrono::milliseconds patience) noexcept {
  try {
    check(cudaSetDevice(device_));
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const Frames f = frames(count);
    const std::size_t samples = count * size_;
    clock_.up.start(lane_);
    up(heard_.get(), hostHeard_.get(), samples, lane_);
    up(limits_.get(), hostLimits_.get(), samples, lane_);
    up(clipped_.get(), hostClipped_.get(), samples, lane_);
    clock_.up.stop(lane_);
    clock_.compute.start(lane_);
    measureFrames<<<blocksFor(count), kThreadsPerBlock, 0, lane_.get()>>>(f);
    beginFrames<<<blocksFor(2 * samples), kThreadsPerBlock, 0, lane_.get()>>>(f);
    check(cudaGetLastError());
    check(cudaMemsetAsync(error_.get(), 0, count * (size_ + 1) * sizeof(Complex<float>), lane_.get()));
    forward_.forward(samples_.get(), spectrum_.get());
    double kept = 1;
    for (int r = 0; r < SparseRounds::most && kept < static_cast<double>(size_ + 1); ++r) {
      const double next = nextSparseCount(kept);
      round(f, kept, next);
      kept = next;
      if (r % kRoundsPerLook != kRoundsPerLook - 1) continue;
      down(hostBusy_.get(), busy_.get(), 1, lane_);
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (const Status status = waitFor(lane_, left); !status.ok()) return status;
      if (*hostBusy_.get() == 0) break;
    }
    clock_.compute.stop(lane_);
    clock_.down.start(lane_);
    down(hostSound_.get(), sound_.get(), samples, lane_);
    down(hostTaken_.get(), taken_.get(), count, lane_);
    clock_.down.stop(lane_);
    const Status status =
        waitFor(clock_.down.end(),
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()));
    if (status.ok()) clock_.addTo(times_);
    return status;
  } catch (const StatusError& error) {
    return error.status;
  }
}

}  // namespace

std::unique_ptr<SparseDeclipRun> makeSparseDeclipCuda(int device, const SparseDeclipSpec& spec,
                                                      const RunLimits& limits) {
  return std::make_unique<SparseDeclipCuda>(device, spec, limits);
}

}  // namespace lathe::gpu
