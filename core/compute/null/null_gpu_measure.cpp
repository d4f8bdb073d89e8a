// The launches of gpu/measure_cuda.cu one after another, each thread's part by the rules that both share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu_measure.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "core/compute/null/pool_share.h"
#include "core/compute/null/slot_queue.h"
#include "core/fft/aligned_array.h"

namespace lathe {
namespace {

constexpr std::size_t slotCount = 2;
constexpr std::uint32_t perStretch = MeasureLayout::cells / MeasureLayout::stretches;

class NullGpuMeasure : public MeasureRun {
 public:
  NullGpuMeasure(NullGpu& device, const MeasureSpec& spec, const RunLimits& limits)
      : spec_(spec),
        layout_(spec),
        batch_(measureBatch(layout_, limits.chunkFrames, limits.frames)),
        share_(device, batch_ * (2 * slotCount * figureBytes() + 3 * layout_.blockBytes() + rowBytes())),
        rows_(batch_ * layout_.channels * layout_.rowFrames()),
        packed_(batch_ * layout_.blockBytes()),
        queue_(device) {
    for (Slot& slot : slots_) {
      slot.bytes = AlignedArray<std::byte>(batch_ * layout_.blockBytes());
      slot.doubles = AlignedArray<double>(batch_ * layout_.doubles());
      slot.floats = AlignedArray<float>(batch_ * layout_.floats());
    }
  }

  std::size_t mostBlocks() const noexcept override { return batch_; }
  int slots() const noexcept override { return static_cast<int>(slotCount); }
  std::byte* bytes(int slot, std::size_t block) noexcept override {
    return at(slot).bytes.data() + block * layout_.blockBytes();
  }
  MeasureFigures figures(int slot, std::size_t block) const noexcept override {
    const Slot& from = slots_[static_cast<std::size_t>(slot)];
    return {&layout_, from.doubles.data() + block * layout_.doubles(), from.floats.data() + block * layout_.floats()};
  }
  Status submit(int slot, std::span<const MeasureBlock> blocks) noexcept override {
    try {
      at(slot).blocks.assign(blocks.begin(), blocks.end());
      return queue_.submit(
          slot, [this, slot] { return compute(at(slot)); }, [this, slot] { fillWithNan(at(slot)); });
    } catch (const std::bad_alloc&) {
      return Status::fail(Failure::OutOfMemory, "no memory for the queue");
    }
  }
  Status finish(int slot, std::chrono::milliseconds patience) noexcept override {
    return queue_.finish(slot, patience);
  }

 private:
  struct Slot {
    AlignedArray<std::byte> bytes;
    AlignedArray<double> doubles;
    AlignedArray<float> floats;
    std::vector<MeasureBlock> blocks;
  };
  Slot& at(int slot) noexcept { return slots_[static_cast<std::size_t>(slot)]; }
  std::size_t figureBytes() const { return layout_.doubles() * sizeof(double) + layout_.floats() * sizeof(float); }
  std::size_t rowBytes() const { return layout_.channels * layout_.rowFrames() * sizeof(float); }
  float* row(std::size_t block, std::size_t channel) {
    return rows_.data() + (block * layout_.channels + channel) * layout_.rowFrames();
  }

  Status compute(Slot& slot) {
    std::copy_n(slot.bytes.data(), slot.blocks.size() * layout_.blockBytes(), packed_.data());
    fillWithNan(slot);
    for (std::size_t block = 0; block < slot.blocks.size(); ++block) {
      double* const doubles = slot.doubles.data() + block * layout_.doubles();
      float* const floats = slot.floats.data() + block * layout_.floats();
      unpack(slot.blocks[block], block, doubles);
      for (std::size_t c = 0; c < layout_.channels; ++c) {
        const float* const sound = row(block, c) + layout_.before();
        weigh(sound, doubles + layout_.cellsAt(c));
        scan(sound, slot.blocks[block], floats + layout_.scansAt(c), floats + layout_.annex2At(c));
      }
      sumUp(slot.blocks[block], block, doubles, floats);
    }
    return {};
  }

  /// A thread per sample; the last ones come first, as on a device no order is promised.
  void unpack(const MeasureBlock& block, std::size_t index, double* doubles) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(packed_.data()) + index * layout_.blockBytes();
    double& nonFinite = doubles[layout_.nonFiniteAt()] = 0;
    for (std::size_t thread = layout_.channels * layout_.rowFrames(); thread-- > 0;) {
      const std::size_t c = thread / layout_.rowFrames(), n = thread % layout_.rowFrames();
      const std::size_t from = spec_.fileChannels.empty() ? c : static_cast<std::size_t>(spec_.fileChannels[c]);
      const float x =
          unpacked(spec_.packing, bytes + packedAt(spec_.packing, n, from, layout_.channels, layout_.rowFrames()));
      row(index, c)[n] = isNumber(x) ? x : 0.0f;
      if (!isNumber(x) && n >= layout_.before() && n < layout_.before() + block.frames) nonFinite += 1;
    }
  }

  /// A thread per stretch; a group of them brings tiles of 32 samples near and walks over them.
  void weigh(const float* sound, double* cells) const {
    constexpr std::size_t tile = 32;
    const auto rate = static_cast<std::uint32_t>(spec_.sampleRate), warmUp = static_cast<std::uint32_t>(layout_.warmUp);
    std::array<StretchWalk, MeasureLayout::stretches> walks;
    std::array<const float*, MeasureLayout::stretches> from;
    std::size_t longest = 0;
    for (std::uint32_t s = 0; s < MeasureLayout::stretches; ++s) {
      walks[s] = stretchWalk(s * perStretch, perStretch, warmUp, rate);
      from[s] = sound + walks[s].frame - warmUp;
      const std::size_t frames = warmUp + gridStart((s + 1) * perStretch, rate, 400) - walks[s].frame;
      longest = std::max(longest, frames);
    }
    for (std::size_t start = 0; start < longest; start += tile) {
      for (std::size_t s = MeasureLayout::stretches; s-- > 0;) {
        float near[tile];
        std::copy_n(from[s] + start, tile, near);
        for (const float x : near) walkOn(spec_.weighting, x, rate, walks[s], cells);
      }
    }
  }

  /// A group of 128 threads per run, and the highest of them by halves.
  void scan(const float* sound, const MeasureBlock& block, float* scans, float* annex2) const {
    std::size_t run = 0;
    for (std::size_t start = block.firstRun; start < block.frames; start += MeasureLayout::runFrames, ++run) {
      std::array<float, MeasureLayout::runFrames> scanned, annexed;
      for (std::size_t thread = 0; thread < MeasureLayout::runFrames; ++thread) {
        scanned[thread] = intervalPeak(spec_.peaks, sound + start + thread);
        annexed[thread] = annex2IntervalPeak(spec_.peaks, sound + start + thread);
      }
      for (std::size_t half = MeasureLayout::runFrames / 2; half > 0; half /= 2) {
        for (std::size_t thread = 0; thread < half; ++thread) {
          scanned[thread] = larger(scanned[thread], scanned[thread + half]);
          annexed[thread] = larger(annexed[thread], annexed[thread + half]);
        }
      }
      scans[run] = scanned[0];
      annex2[run] = annexed[0];
    }
  }

  /// Eight threads per bin.
  void sumUp(const MeasureBlock& block, std::size_t index, double* doubles, float* floats) {
    const auto rate = static_cast<std::uint32_t>(spec_.sampleRate);
    for (std::uint32_t bin = MeasureLayout::bins; bin-- > 0;) {
      const std::uint32_t start = gridStart(bin, rate, 100);
      if (start >= block.frames) continue;
      const std::uint32_t end = std::min(gridStart(bin + 1, rate, 100), block.frames), count = end - start;
      bool differs = false;
      for (std::size_t c = 0; c < layout_.channels; ++c) {
        const float* const samples = row(index, c) + layout_.before() + start;
        const float* const other = row(index, 0) + layout_.before() + start;
        std::array<BinSums, MeasureLayout::binLanes> lanes;
        for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] = binLane(samples, other, count, lane);
        const BinSums sums = binTotal(lanes.data(), samples, other, count);
        doubles[layout_.sumsAt(c) + bin] = sums.sum;
        doubles[layout_.squaresAt(c) + bin] = sums.squares;
        if (c == 1) doubles[layout_.productsAt() + bin] = sums.product;
        floats[layout_.binPeaksAt(c) + bin] = sums.peak;
        differs = differs || sums.differs;
      }
      floats[layout_.differencesAt() + bin] = differs ? 1.0f : 0.0f;
    }
  }

  void fillWithNan(Slot& slot) const {
    std::fill_n(slot.doubles.data(), slot.doubles.size(), std::numeric_limits<double>::quiet_NaN());
    std::fill_n(slot.floats.data(), slot.floats.size(), std::numeric_limits<float>::quiet_NaN());
  }

  MeasureSpec spec_;
  MeasureLayout layout_;
  std::size_t batch_;
  PoolShare share_;
  AlignedArray<float> rows_;
  AlignedArray<std::byte> packed_;
  std::array<Slot, slotCount> slots_;
  SlotQueue<slotCount> queue_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<MeasureRun> makeMeasureNullGpu(NullGpu& device, const MeasureSpec& spec, const RunLimits& limits) {
  return std::make_unique<NullGpuMeasure>(device, spec, limits);
}

}  // namespace lathe
