// Convolution on the CPU: forward FFTs, then products bin tile by bin tile, then inverse FFTs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/convolution_cpu.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/audio/exact_math.h"
#include "core/compute/cpu/filter_fft.h"
#include "core/compute/cpu/window_fft.h"
#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/work/workers.h"

namespace lathe {
namespace {

/// Many spectra of the same length in one array.
template <class Real>
class SpectrumShelf {
 public:
  SpectrumShelf() = default;
  SpectrumShelf(std::size_t count, std::size_t groups) : groups_(groups), values_(count * groups) {}
  std::size_t groups() const noexcept { return groups_; }
  BinGroup<Real>* operator[](std::size_t i) noexcept { return values_.data() + i * groups_; }
  const BinGroup<Real>* operator[](std::size_t i) const noexcept { return values_.data() + i * groups_; }

 private:
  std::size_t groups_ = 0;
  AlignedArray<BinGroup<Real>> values_;
};

/// One partition of one path that holds any sound: which input it listens to, and how many blocks ago.
struct Part {
  int input;
  std::size_t delay;
  std::size_t filter;  ///< its place on the shelf
};

template <class Real>
bool isSilent(const Real* samples, std::size_t count) {
  return std::all_of(samples, samples + count, [](Real sample) { return sample == 0; });
}

template <class Real>
class ConvolutionCpu : public ConvolutionRun<Real> {
 public:
  ConvolutionCpu(const ConvolutionSpec<Real>& spec, const RunLimits& limits, std::size_t partition)
      : inputs_(static_cast<std::size_t>(spec.inputs)),
        outputs_(static_cast<std::size_t>(spec.outputs)),
        partition_(partition),
        workers_(limits.threads) {
    for (int thread = 0; thread < workers_.threads(); ++thread) desks_.emplace_back(2 * partition);
    planFilters(spec);
    // Long chunks, as the filters are read from memory once per chunk.
    blocks_ = std::clamp<std::size_t>((std::size_t{1} << 20) / partition_, 4, 64);
    if (limits.frames != 0) blocks_ = std::min<std::size_t>(blocks_, (limits.frames + partition_ - 1) / partition_);
    if (limits.chunkFrames != 0) blocks_ = std::clamp<std::size_t>(limits.chunkFrames / partition_, 1, blocks_);
    makeRoom();
    transformFilters(spec);
  }

  std::size_t chunkFrames() const noexcept override { return blocks_ * partition_; }
  std::size_t grid() const noexcept override { return partition_; }
  int slots() const noexcept override { return 1; }
  BasicAudioView<Real> input(int) noexcept override {
    return {samplesIn_.data() + partition_, static_cast<int>(inputs_), chunkFrames(), rowIn()};
  }
  BasicAudioView<const Real> output(int) const noexcept override {
    return {samplesOut_.data(), static_cast<int>(outputs_), chunkFrames(), chunkFrames()};
  }

  Status begin(BasicAudioView<const Real> history) noexcept override;
  Status submit(int, std::size_t frames) noexcept override;
  Status finish(int, std::chrono::milliseconds) noexcept override { return {}; }

 private:
  void planFilters(const ConvolutionSpec<Real>& spec);
  void makeRoom();
  void transformFilters(const ConvolutionSpec<Real>& spec);

  std::size_t rowIn() const { return (blocks_ + 1) * partition_; }
  /// Two partitions of an input: the one before `block` of the present chunk, and that block itself.
  const Real* window(std::size_t input, std::size_t block) const {
    return samplesIn_.data() + input * rowIn() + block * partition_;
  }
  /// Where the spectrum of an input's block with this running number lies.
  std::size_t place(std::size_t input, std::size_t number) const { return input * ring_ + number % ring_; }

  void transformInput(std::size_t input, std::size_t number, const Real* window, int thread);
  void sumTile(std::size_t tile, std::size_t blocks, int thread);
  void transformOutput(std::size_t output, std::size_t block, int thread);
  void keepLastPartition(std::size_t blocks);

  std::size_t inputs_, outputs_, partition_;
  Workers workers_;
  std::size_t delays_ = 1;  ///< blocks that the longest path reaches back, its first one included
  std::size_t ring_ = 0;    ///< spectra kept per input
  std::size_t blocks_ = 0;  ///< of a chunk
  std::size_t tileGroups_ = 0;
  std::uint64_t number_ = 0;  ///< running number of the next block

  std::vector<std::vector<Part>> parts_;  ///< per output
  SpectrumShelf<Real> filters_, spectra_, sums_;
  std::vector<char> isSilent_;    ///< per place in spectra_
  AlignedArray<Real> samplesIn_;  ///< per input: one partition of history, then the chunk
  AlignedArray<Real> samplesOut_;

  struct Desk {  ///< what one thread works on
    explicit Desk(std::size_t size) : fft(size), window(size) {}
    WindowFft<Real> fft;
    AlignedArray<Real> window;
    std::vector<SpectrumProduct<Real>> products;
  };
  Desk& desk(int thread) { return desks_[static_cast<std::size_t>(thread)]; }
  std::size_t groups() const { return desks_.front().fft.groups(); }
  std::vector<Desk> desks_;
};

template <class Real>
void ConvolutionCpu<Real>::planFilters(const ConvolutionSpec<Real>& spec) {
  parts_.resize(outputs_);
  std::size_t filters = 0;
  for (const auto& path : spec.paths) {
    assert(path.input >= 0 && path.input < spec.inputs && path.output >= 0 && path.output < spec.outputs);
    for (std::size_t start = 0; start < path.length; start += partition_) {
      const std::size_t count = std::min(partition_, path.length - start);
      if (isSilent(path.taps + start, count)) continue;  // a leading delay costs nothing
      const std::size_t delay = start / partition_;
      parts_[static_cast<std::size_t>(path.output)].push_back({path.input, delay, filters++});
      delays_ = std::max(delays_, delay + 1);
    }
  }
  filters_ = SpectrumShelf<Real>(filters, groups());
}

template <class Real>
void ConvolutionCpu<Real>::makeRoom() {
  ring_ = delays_ + blocks_ - 1;
  spectra_ = SpectrumShelf<Real>(inputs_ * ring_, groups());
  sums_ = SpectrumShelf<Real>(outputs_ * blocks_, groups());
  isSilent_.assign(inputs_ * ring_, 1);
  samplesIn_ = AlignedArray<Real>(inputs_ * rowIn());
  samplesOut_ = AlignedArray<Real>(outputs_ * chunkFrames());
  std::size_t mostParts = 0, allParts = 0;
  for (const auto& parts : parts_) mostParts = std::max(mostParts, parts.size()), allParts += parts.size();
  for (Desk& each : desks_) each.products.reserve(mostParts);
  // All that a tile's products read should stay in the second-level cache while the blocks of a chunk pass over it.
  constexpr std::size_t cache = 384 * 1024;
  const std::size_t perBin = 2 * sizeof(Real) * (allParts + inputs_ * ring_ + outputs_);
  tileGroups_ = std::clamp<std::size_t>(cache / perBin / BinGroup<Real>::size, 8, 128);
}

template <class Real>
void ConvolutionCpu<Real>::transformFilters(const ConvolutionSpec<Real>& spec) {
  struct Piece {
    const Real* taps;
    std::size_t count;
    std::size_t filter;
  };
  std::vector<Piece> pieces;
  std::vector<std::size_t> next(outputs_, 0);
  for (const auto& path : spec.paths) {  // in the order of planFilters
    const auto output = static_cast<std::size_t>(path.output);
    for (std::size_t start = 0; start < path.length; start += partition_) {
      const std::size_t count = std::min(partition_, path.length - start);
      if (isSilent(path.taps + start, count)) continue;
      pieces.push_back({path.taps + start, count, parts_[output][next[output]++].filter});
    }
  }
  std::vector<FilterFft> ffts;
  for (int thread = 0; thread < workers_.threads(); ++thread) ffts.emplace_back(2 * partition_);
  workers_.share(pieces.size(), [&](std::size_t i, int thread) {
    const Piece& piece = pieces[i];
    desk(thread).fft.arrange(ffts[static_cast<std::size_t>(thread)](piece.taps, piece.count), filters_[piece.filter]);
  });
}

template <class Real>
Status ConvolutionCpu<Real>::begin(BasicAudioView<const Real> history) noexcept {
  std::fill(isSilent_.begin(), isSilent_.end(), char(1));
  samplesIn_.clear();
  number_ = delays_;  // as if that many blocks had gone before
  const std::size_t known = history.frames();
  /// Copies the frames that lie `back` to `back - count` frames before now.
  const auto recall = [&](std::size_t input, std::size_t back, std::size_t count, Real* to) {
    std::fill_n(to, count, Real(0));
    const std::size_t from = std::min(back, known);
    if (from + count <= back) return;
    const std::size_t have = from + count - back;
    std::copy_n(history[static_cast<int>(input)].data() + (known - from), have, to + (count - have));
  };
  const std::size_t blocks = delays_ - 1;
  workers_.share(inputs_ * blocks, [&](std::size_t i, int thread) {
    const std::size_t input = i / blocks, back = i % blocks + 1;
    Real* samples = desk(thread).window.data();
    recall(input, (back + 1) * partition_, 2 * partition_, samples);
    transformInput(input, static_cast<std::size_t>(number_) - back, samples, thread);
  });
  for (std::size_t input = 0; input < inputs_; ++input) {
    recall(input, partition_, partition_, samplesIn_.data() + input * rowIn());
  }
  return {};
}

template <class Real>
Status ConvolutionCpu<Real>::submit(int, std::size_t frames) noexcept {
  assert(frames <= chunkFrames());
  const std::size_t blocks = (frames + partition_ - 1) / partition_;
  for (std::size_t input = 0; input < inputs_; ++input) {
    Real* row = samplesIn_.data() + input * rowIn() + partition_;
    std::fill(row + frames, row + blocks * partition_, Real(0));
  }
  workers_.share(inputs_ * blocks, [&](std::size_t i, int thread) {
    const std::size_t input = i / blocks, block = i % blocks;
    transformInput(input, static_cast<std::size_t>(number_) + block, window(input, block), thread);
  });
  const std::size_t tiles = (sums_.groups() + tileGroups_ - 1) / tileGroups_;
  workers_.share(tiles, [&](std::size_t tile, int thread) { sumTile(tile, blocks, thread); });
  workers_.share(outputs_ * blocks,
                 [&](std::size_t i, int thread) { transformOutput(i / blocks, i % blocks, thread); });
  keepLastPartition(blocks);
  number_ += blocks;
  return {};
}

template <class Real>
void ConvolutionCpu<Real>::transformInput(std::size_t input, std::size_t number, const Real* window, int thread) {
  const std::size_t where = place(input, number);
  isSilent_[where] = isSilent(window, 2 * partition_);
  if (!isSilent_[where]) desk(thread).fft.forward(window, spectra_[where]);
}

template <class Real>
void ConvolutionCpu<Real>::sumTile(std::size_t tile, std::size_t blocks, int thread) {
  const std::size_t first = tile * tileGroups_, count = std::min(tileGroups_, sums_.groups() - first);
  auto& products = desk(thread).products;
  for (std::size_t output = 0; output < outputs_; ++output) {
    for (std::size_t block = 0; block < blocks; ++block) {
      products.clear();
      for (const Part& part : parts_[output]) {
        const std::size_t where =
            place(static_cast<std::size_t>(part.input), static_cast<std::size_t>(number_) + block - part.delay);
        if (!isSilent_[where]) products.push_back({spectra_[where], filters_[part.filter]});
      }
      BinGroup<Real>* sum = sums_[output * blocks_ + block];
      std::fill_n(sum + first, count, BinGroup<Real>{});
      addProducts<Real>(products, first, count, sum);
    }
  }
}

template <class Real>
void ConvolutionCpu<Real>::transformOutput(std::size_t output, std::size_t block, int thread) {
  desk(thread).fft.inverse(sums_[output * blocks_ + block],
                           samplesOut_.data() + output * chunkFrames() + block * partition_);
}

template <class Real>
void ConvolutionCpu<Real>::keepLastPartition(std::size_t blocks) {
  for (std::size_t input = 0; input < inputs_; ++input) {
    Real* row = samplesIn_.data() + input * rowIn();
    std::copy_n(row + blocks * partition_, partition_, row);
  }
}

}  // namespace

std::size_t convolutionPartition(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                                 std::size_t sampleBytes) noexcept {
  std::size_t best = std::size_t{1} << 12;
  for (std::size_t partition = best; partition <= (std::size_t{1} << 19) / sampleBytes; partition *= 2) {
    const auto cost = [&](std::size_t p) { return convolutionCost(inputs, outputs, paths, longestPath, p); };
    if (cost(partition) < cost(best)) best = partition;
  }
  return best;
}

double convolutionCost(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                       std::size_t partition) noexcept {
  // An FFT costs about as much per sample as one and a half products for each time that two goes into its length.
  const double transforms = 1.5 * (inputs + outputs) * exact::log2(2.0 * static_cast<double>(partition));
  const double parts = std::ceil(static_cast<double>(longestPath) / static_cast<double>(partition));
  return transforms + static_cast<double>(paths) * parts;
}

template <class Real>
std::unique_ptr<ConvolutionRun<Real>> makeConvolutionCpu(const ConvolutionSpec<Real>& spec, const RunLimits& limits,
                                                         std::size_t partition) {
  if (partition == 0) {
    partition = convolutionPartition(spec.inputs, spec.outputs, spec.paths.size(), longestPath(spec), sizeof(Real));
  }
  return std::make_unique<ConvolutionCpu<Real>>(spec, limits, partition);
}

template std::unique_ptr<ConvolutionRun<float>> makeConvolutionCpu(const ConvolutionSpec<float>&, const RunLimits&,
                                                                   std::size_t);
template std::unique_ptr<ConvolutionRun<double>> makeConvolutionCpu(const ConvolutionSpec<double>&, const RunLimits&,
                                                                    std::size_t);

}  // namespace lathe
