// Four launches over blocks that lie on the device: unpack, weigh in stretches, scan between samples, sum up in bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <array>

#include "gpu/cuda_resources.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"
#include "gpu/measure_cuda.h"

namespace lathe::gpu {
namespace {

constexpr std::size_t kSlots = 3;
constexpr unsigned kWarp = 32;
constexpr unsigned kRunThreads = static_cast<unsigned>(MeasureLayout::runFrames);
constexpr std::uint32_t kPerStretch = MeasureLayout::cells / MeasureLayout::stretches;

/// What every launch needs to know.
struct Batch {
  MeasureLayout layout;
  std::uint32_t rate;
  Packing packing;
  std::size_t blocks;
  const MeasureBlock* shapes;
  const int* fileChannels;
  const unsigned char* bytes;
  float* rows;
  double* doubles;
  float* floats;

  __device__ float* row(std::size_t block, std::size_t channel) const {
    return rows + (block * layout.channels + channel) * layout.rowFrames();
  }
  __device__ const float* sound(std::size_t block, std::size_t channel) const {
    return row(block, channel) + layout.before();
  }
  __device__ double* doublesOf(std::size_t block) const { return doubles + block * layout.doubles(); }
  __device__ float* floatsOf(std::size_t block) const { return floats + block * layout.floats(); }
};

/// One thread per sample.
__global__ void unpackRows(Batch batch) {
  const MeasureLayout& layout = batch.layout;
  const std::size_t perBlock = layout.channels * layout.rowFrames(), all = batch.blocks * perBlock;
  for (std::size_t i = firstThread(); i < all; i += allThreads()) {
    const std::size_t block = i / perBlock, c = i % perBlock / layout.rowFrames(), n = i % layout.rowFrames();
    const auto from = static_cast<std::size_t>(batch.fileChannels[c]);
    const float x = unpacked(batch.packing, batch.bytes + block * layout.blockBytes() +
                                                packedAt(batch.packing, n, from, layout.channels, layout.rowFrames()));
    batch.rows[i] = isNumber(x) ? x : 0.0f;
    const bool isOwn = n >= layout.before() && n < layout.before() + batch.shapes[block].frames;
    if (isOwn && !isNumber(x)) atomicAdd(batch.doublesOf(block) + layout.nonFiniteAt(), 1.0);
  }
}

/// One thread per stretch; a warp brings tiles of its 32 stretches near, row by row, and walks over them side by side.
__global__ void weighStretches(Batch batch, WeightingFilter filter) {
  __shared__ float near[kWarp][kWarp + 1];
  const MeasureLayout& layout = batch.layout;
  const unsigned lane = threadIdx.x;
  const std::size_t all = batch.blocks * layout.channels * MeasureLayout::stretches;
  const std::size_t mine = static_cast<std::size_t>(blockIdx.x) * kWarp + lane;
  const std::size_t index = mine < all ? mine : all - 1;  // a lane too many walks along and writes nothing
  const auto stretch = static_cast<std::uint32_t>(index % MeasureLayout::stretches);
  const std::size_t channel = index / MeasureLayout::stretches % layout.channels;
  const std::size_t block = index / MeasureLayout::stretches / layout.channels;
  const auto warmUp = static_cast<std::uint32_t>(layout.warmUp);
  StretchWalk walk = stretchWalk(stretch * kPerStretch, kPerStretch, warmUp, batch.rate);
  const float* const from = batch.sound(block, channel) + walk.frame - warmUp;
  double* const cells = batch.doublesOf(block) + layout.cellsAt(channel);
  if (mine >= all) walk.cell = walk.lastCell;
  const auto place = static_cast<unsigned long long>(from - batch.rows);
  // Half a second to the nearest frame, one way or the other.
  const std::size_t longest = warmUp + batch.rate / 2 + 1;
  for (std::size_t start = 0; start < longest; start += kWarp) {
    for (unsigned row = 0; row < kWarp; ++row) {
      near[row][lane] = batch.rows[__shfl_sync(~0u, place, static_cast<int>(row)) + start + lane];
    }
    __syncwarp();
    for (unsigned i = 0; i < kWarp; ++i) walkOn(filter, near[lane][i], batch.rate, walk, cells);
    __syncwarp();
  }
}

/// The largest of a group of kRunThreads, known to its first thread.
__device__ float largestOf(float value, float* near) {
  for (int half = 16; half > 0; half /= 2) value = larger(value, __shfl_down_sync(~0u, value, half));
  if (threadIdx.x % kWarp == 0) near[threadIdx.x / kWarp] = value;
  __syncthreads();
  for (unsigned w = 0; w < kRunThreads / kWarp; ++w) value = larger(value, near[w]);
  __syncthreads();
  return value;
}

/// One thread per interval, a group of them per run.
__global__ void scanRuns(Batch batch, PeakScan scan) {
  constexpr unsigned before = PeakScan::halfTaps - 1, needed = kRunThreads + 2 * PeakScan::halfTaps - 1;
  __shared__ float near[needed];
  __shared__ float highest[kRunThreads / kWarp];
  const MeasureLayout& layout = batch.layout;
  const std::size_t all = batch.blocks * layout.channels * layout.runs();
  for (std::size_t i = blockIdx.x; i < all; i += gridDim.x) {
    const std::size_t run = i % layout.runs(), channel = i / layout.runs() % layout.channels;
    const std::size_t block = i / layout.runs() / layout.channels;
    const std::size_t start = batch.shapes[block].firstRun + run * MeasureLayout::runFrames;
    if (start >= batch.shapes[block].frames) continue;  // the same for the whole group
    const float* const from = batch.sound(block, channel) + start - before;
    near[threadIdx.x] = from[threadIdx.x];
    if (threadIdx.x + kRunThreads < needed) near[threadIdx.x + kRunThreads] = from[threadIdx.x + kRunThreads];
    __syncthreads();
    const float* const mine = near + before + threadIdx.x;
    const float scanned = largestOf(intervalPeak(scan, mine), highest);
    const float annexed = largestOf(annex2IntervalPeak(scan, mine), highest);
    if (threadIdx.x == 0) {
      batch.floatsOf(block)[layout.scansAt(channel) + run] = scanned;
      batch.floatsOf(block)[layout.annex2At(channel) + run] = annexed;
    }
  }
}

/// Eight threads per bin.
__global__ void sumBins(Batch batch) {
  constexpr unsigned lanes = MeasureLayout::binLanes, binsAtOnce = kThreadsPerBlock / lanes;
  __shared__ BinSums near[binsAtOnce][lanes];
  const MeasureLayout& layout = batch.layout;
  const unsigned lane = threadIdx.x % lanes, place = threadIdx.x / lanes;
  const std::size_t all = batch.blocks * MeasureLayout::bins;
  for (std::size_t first = static_cast<std::size_t>(blockIdx.x) * binsAtOnce; first < all;
       first += static_cast<std::size_t>(gridDim.x) * binsAtOnce) {
    const std::size_t index = first + place, block = index < all ? index / MeasureLayout::bins : 0;
    const auto bin = static_cast<std::uint32_t>(index % MeasureLayout::bins);
    const std::uint32_t frames = batch.shapes[block].frames, start = gridStart(bin, batch.rate, 100);
    const std::uint32_t whole = gridStart(bin + 1, batch.rate, 100), end = whole < frames ? whole : frames;
    const std::uint32_t count = index < all && start < frames ? end - start : 0;
    bool differs = false;
    for (std::size_t c = 0; c < layout.channels; ++c) {
      const float *const samples = batch.sound(block, c) + start, *const other = batch.sound(block, 0) + start;
      near[place][lane] = binLane(samples, other, count, lane);
      __syncthreads();
      if (lane == 0 && count > 0) {
        const BinSums sums = binTotal(near[place], samples, other, count);
        double* const doubles = batch.doublesOf(block);
        doubles[layout.sumsAt(c) + bin] = sums.sum;
        doubles[layout.squaresAt(c) + bin] = sums.squares;
        if (c == 1) doubles[layout.productsAt() + bin] = sums.product;
        batch.floatsOf(block)[layout.binPeaksAt(c) + bin] = sums.peak;
        differs = differs || sums.differs;
      }
      __syncthreads();
    }
    if (lane == 0 && count > 0) batch.floatsOf(block)[layout.differencesAt() + bin] = differs ? 1.0f : 0.0f;
  }
}

class MeasureCuda : public LeftBehindWhenHanging<MeasureRun> {
 public:
  MeasureCuda(int device, const MeasureSpec& spec, const RunLimits& limits);
  ~MeasureCuda() override { leaveBehindUnlessIdle(device_, {&up_, &compute_, &weigh_, &down_}); }

  std::size_t mostBlocks() const noexcept override { return batch_; }
  int slots() const noexcept override { return static_cast<int>(kSlots); }
  std::byte* bytes(int slot, std::size_t block) noexcept override {
    return at(slot).hostBytes.get() + block * layout_.blockBytes();
  }
  MeasureFigures figures(int slot, std::size_t block) const noexcept override {
    const Slot& from = slots_[static_cast<std::size_t>(slot)];
    return {&layout_, from.hostDoubles.get() + block * layout_.doubles(),
            from.hostFloats.get() + block * layout_.floats()};
  }
  Status submit(int slot, std::span<const MeasureBlock> blocks) noexcept override;
  Status finish(int slot, std::chrono::milliseconds patience) noexcept override;
  RunTimes times() const noexcept override { return times_; }

 private:
  struct Slot {
    PinnedArray<std::byte> hostBytes;
    PinnedArray<MeasureBlock> hostShapes;
    PinnedArray<double> hostDoubles;
    PinnedArray<float> hostFloats;
    DeviceArray<unsigned char> bytes;
    DeviceArray<MeasureBlock> shapes;
    DeviceArray<double> doubles;
    DeviceArray<float> floats;
    SlotClock clock;
  };
  Slot& at(int slot) noexcept { return slots_[static_cast<std::size_t>(slot)]; }
  void launch(Slot& slot, std::size_t blocks);

  int device_;
  MeasureSpec spec_;
  MeasureLayout layout_;
  std::size_t batch_;
  Stream up_, compute_, weigh_, down_;  ///< the weighting runs beside the scan: it has few threads, with long ways
  Event unpacked_, weighed_;
  DeviceArray<float> rows_;
  DeviceArray<int> fileChannels_;
  std::array<Slot, kSlots> slots_;
  RunTimes times_;
};

MeasureCuda::MeasureCuda(int device, const MeasureSpec& spec, const RunLimits& limits)
    : device_(device), spec_(spec), layout_(spec), batch_(measureBatch(layout_, limits.chunkFrames, limits.frames)) {
  check(cudaSetDevice(device));
  for (Stream* lane : {&up_, &compute_, &weigh_, &down_}) *lane = makeStream();
  unpacked_ = makeEvent();
  weighed_ = makeEvent();
  const std::size_t rows = batch_ * layout_.channels * layout_.rowFrames();
  const std::size_t figures = layout_.doubles() * sizeof(double) + layout_.floats() * sizeof(float);
  keepHeadroom(rows * sizeof(float) + kSlots * batch_ * (layout_.blockBytes() + figures + sizeof(MeasureBlock)));
  rows_ = DeviceArray<float>(rows);
  if (spec_.fileChannels.empty()) {
    for (int c = 0; c < spec_.channels; ++c) spec_.fileChannels.push_back(c);
  }
  fileChannels_ = DeviceArray<int>(spec_.fileChannels.size());
  check(cudaMemcpy(fileChannels_.get(), spec_.fileChannels.data(), spec_.fileChannels.size() * sizeof(int),
                   cudaMemcpyHostToDevice));
  for (Slot& slot : slots_) {
    slot.hostBytes = PinnedArray<std::byte>(batch_ * layout_.blockBytes());
    slot.hostShapes = PinnedArray<MeasureBlock>(batch_);
    slot.hostDoubles = PinnedArray<double>(batch_ * layout_.doubles());
    slot.hostFloats = PinnedArray<float>(batch_ * layout_.floats());
    slot.bytes = DeviceArray<unsigned char>(batch_ * layout_.blockBytes());
    slot.shapes = DeviceArray<MeasureBlock>(batch_);
    slot.doubles = DeviceArray<double>(batch_ * layout_.doubles());
    slot.floats = DeviceArray<float>(batch_ * layout_.floats());
    slot.clock.make();
  }
}

Status MeasureCuda::submit(int slot, std::span<const MeasureBlock> blocks) noexcept {
  try {
    check(cudaSetDevice(device_));
    Slot& to = at(slot);
    std::copy(blocks.begin(), blocks.end(), to.hostShapes.get());
    to.clock.up.start(up_);
    up(to.bytes.get(), reinterpret_cast<const unsigned char*>(to.hostBytes.get()), blocks.size() * layout_.blockBytes(),
       up_);
    up(to.shapes.get(), to.hostShapes.get(), blocks.size(), up_);
    to.clock.up.stop(up_);
    check(cudaStreamWaitEvent(compute_.get(), to.clock.up.end().get()));
    to.clock.compute.start(compute_);
    launch(to, blocks.size());
    to.clock.compute.stop(compute_);
    check(cudaStreamWaitEvent(down_.get(), to.clock.compute.end().get()));
    to.clock.down.start(down_);
    down(to.hostDoubles.get(), to.doubles.get(), blocks.size() * layout_.doubles(), down_);
    down(to.hostFloats.get(), to.floats.get(), blocks.size() * layout_.floats(), down_);
    to.clock.down.stop(down_);
    return {};
  } catch (const StatusError& error) {
    return error.status;
  }
}

void MeasureCuda::launch(Slot& slot, std::size_t blocks) {
  const Batch batch{layout_,
                    static_cast<std::uint32_t>(spec_.sampleRate),
                    spec_.packing,
                    blocks,
                    slot.shapes.get(),
                    fileChannels_.get(),
                    slot.bytes.get(),
                    rows_.get(),
                    slot.doubles.get(),
                    slot.floats.get()};
  const std::size_t rows = blocks * layout_.channels;
  check(cudaMemsetAsync(slot.doubles.get(), 0, blocks * layout_.doubles() * sizeof(double), compute_.get()));
  check(cudaMemsetAsync(slot.floats.get(), 0, blocks * layout_.floats() * sizeof(float), compute_.get()));
  unpackRows<<<blocksFor(rows * layout_.rowFrames(), kThreadsPerBlock), kThreadsPerBlock, 0, compute_.get()>>>(batch);
  check(cudaGetLastError());
  check(cudaEventRecord(unpacked_.get(), compute_.get()));
  check(cudaStreamWaitEvent(weigh_.get(), unpacked_.get()));
  const std::size_t stretches = rows * MeasureLayout::stretches;
  weighStretches<<<static_cast<unsigned>((stretches + kWarp - 1) / kWarp), kWarp, 0, weigh_.get()>>>(batch,
                                                                                                     spec_.weighting);
  check(cudaGetLastError());
  check(cudaEventRecord(weighed_.get(), weigh_.get()));
  scanRuns<<<static_cast<unsigned>(std::min<std::size_t>(rows * layout_.runs(), 65535)), kRunThreads, 0,
             compute_.get()>>>(batch, spec_.peaks);
  check(cudaGetLastError());
  sumBins<<<blocksFor(blocks * MeasureLayout::bins, kThreadsPerBlock / MeasureLayout::binLanes), kThreadsPerBlock, 0,
            compute_.get()>>>(batch);
  check(cudaGetLastError());
  check(cudaStreamWaitEvent(compute_.get(), weighed_.get()));
}

Status MeasureCuda::finish(int slot, std::chrono::milliseconds patience) noexcept {
  const Status status = waitFor(at(slot).clock.down.end(), patience);
  if (status.ok()) at(slot).clock.addTo(times_);
  return status;
}

}  // namespace

std::unique_ptr<MeasureRun> makeMeasureCuda(int device, const MeasureSpec& spec, const RunLimits& limits) {
  return std::make_unique<MeasureCuda>(device, spec, limits);
}

}  // namespace lathe::gpu
