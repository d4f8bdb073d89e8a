// One pass of sums, extremes and runs over 10 ms bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stream/measured_block.h"
#include "analysis/stream/time_grid.h"
#include "core/audio/simd.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kLanes = 8;
constexpr double kQuietest = 1e-8;  ///< geometric mean power of a correlation window: -80 dBFS

typedef double Lanes __attribute__((vector_size(kLanes * sizeof(double))));
typedef float Singles __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));
typedef float Peaks __attribute__((vector_size(kLanes * sizeof(float))));
typedef int Bits __attribute__((vector_size(kLanes * sizeof(float))));

double total(const Lanes& lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

struct Sums {
  double sum = 0, squares = 0;
  float peak = 0;
};

/// Sums of `count` samples: eight lanes, whatever the machine's vectors are, and the last few one by one.
LATHE_VECTOR_CLONES
void sumUp(const float* samples, std::size_t count, Sums& to) {
  Lanes sum{}, squares{};
  Peaks peak{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const Peaks s = *reinterpret_cast<const Singles*>(samples + i);
    const Lanes x = __builtin_convertvector(s, Lanes);
    sum += x;
    squares += x * x;
    const Peaks height = (Peaks)((Bits)s & 0x7fffffff);
    peak = height > peak ? height : peak;
  }
  to.sum = total(sum);
  to.squares = total(squares);
  to.peak = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) to.peak = std::max(to.peak, peak[lane]);
  for (; i < count; ++i) {
    const double x = samples[i];
    to.sum += x;
    to.squares += x * x;
    to.peak = std::max(to.peak, std::abs(samples[i]));
  }
}

LATHE_VECTOR_CLONES
double productSum(const float* left, const float* right, std::size_t count) {
  Lanes sum{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const Peaks l = *reinterpret_cast<const Singles*>(left + i), r = *reinterpret_cast<const Singles*>(right + i);
    sum += __builtin_convertvector(l, Lanes) * __builtin_convertvector(r, Lanes);
  }
  double all = total(sum);
  for (; i < count; ++i) all += static_cast<double>(left[i]) * right[i];
  return all;
}

/// Product over the root of the energies; rounding must not carry it past 1.
double correlationOf(double product, double left, double right) {
  return std::clamp(product / std::sqrt(left * right), -1.0, 1.0);
}

bool areAllRowsEqual(ConstAudioView view) {
  for (int c = 1; c < view.channels(); ++c)
    if (!std::ranges::equal(view[c], view[0])) return false;
  return true;
}

}  // namespace

std::optional<Decibels> ChannelStatistics::crest() const {
  if (rms == 0) return {};
  return toDecibels(peak) - toDecibels(rms);
}

void StatisticsMeter::PairWindow::add(const Bin& bin, double frames) {
  bins[count++ % kBins] = bin;
  if (count < kBins) return;
  Bin sum;
  for (const Bin& b : bins) sum = {sum.left + b.left, sum.right + b.right, sum.product + b.product};
  if (std::sqrt(sum.left * sum.right) <= kQuietest * frames * kBins) return;
  const double correlation = correlationOf(sum.product, sum.left, sum.right);
  if (minimum && correlation >= *minimum) return;
  minimum = correlation;
  minimumEnd = count;
}

void StatisticsMeter::begin(const AudioFormat& format) {
  sampleRate_ = format.sampleRate;
  // The grid of bins repeats after a second at every rate, after a tenth of it at most; a short block stays in the
  // cache.
  const int block = format.sampleRate % 10 == 0 ? format.sampleRate / 10 : format.sampleRate;
  window_ = BlockWindow(format.channels(), static_cast<std::size_t>(block), 0, 0);
  state_ = {};
  state_.channels.resize(static_cast<std::size_t>(format.channels()));
}

void StatisticsMeter::add(ConstAudioView block) {
  window_.add(block, [&](ConstAudioView window) { addBlock(window, window.frames(), state_); });
}

void StatisticsMeter::addBlock(ConstAudioView window, std::size_t frames, State& state) const {
  const TimeGrid grid{sampleRate_};
  for (std::uint64_t bin = 0; grid.start(bin) < frames; ++bin) {
    const std::size_t start = grid.start(bin), end = grid.start(bin + 1);
    addBin(window.slice(start, std::min(end, frames) - start), end <= frames, state);
  }
}

void StatisticsMeter::addBin(ConstAudioView bin, bool isWhole, State& state) const {
  const std::size_t count = bin.frames();
  PairWindow::Bin pair;
  for (int c = 0; c < bin.channels(); ++c) {
    Channel& channel = state.channels[static_cast<std::size_t>(c)];
    Sums sums;
    sumUp(bin[c].data(), count, sums);
    channel.sum += sums.sum;
    channel.squares += sums.squares;
    channel.peak = std::max(channel.peak, sums.peak);
    channel.clipping.add(bin[c], state.frames, sums.peak);
    (c == 0 ? pair.left : pair.right) = sums.squares;
  }
  if (bin.channels() == 2) {
    pair.product = productSum(bin[0].data(), bin[1].data(), count);
    state.pair.product += pair.product;
    if (isWhole) state.pair.add(pair, static_cast<double>(count));
  }
  state.isIdentical = state.isIdentical && areAllRowsEqual(bin);
  state.frames += count;
}

void StatisticsMeter::addMeasured(const MeasuredBlock& block) {
  const TimeGrid grid{sampleRate_};
  const MeasureFigures& figures = block.figures();
  std::vector<float> samples;
  for (std::size_t bin = 0; grid.start(bin) < block.frames(); ++bin) {
    const std::size_t start = grid.start(bin), end = std::min<std::size_t>(grid.start(bin + 1), block.frames());
    PairWindow::Bin pair;
    for (std::size_t c = 0; c < state_.channels.size(); ++c) {
      Channel& channel = state_.channels[c];
      const float peak = figures.binPeaks(c)[bin];
      channel.sum += figures.sums(c)[bin];
      channel.squares += figures.squares(c)[bin];
      channel.peak = std::max(channel.peak, peak);
      if (channel.clipping.wants(peak)) {
        samples.resize(end - start);
        block.read(static_cast<int>(c), static_cast<std::int64_t>(start), samples);
        channel.clipping.add(samples, state_.frames, peak);
      } else {
        channel.clipping.skip();
      }
      (c == 0 ? pair.left : pair.right) = figures.squares(c)[bin];
    }
    if (state_.channels.size() == 2) {
      pair.product = figures.products()[bin];
      state_.pair.product += pair.product;
      if (end == grid.start(bin + 1)) state_.pair.add(pair, static_cast<double>(end - start));
    }
    state_.isIdentical = state_.isIdentical && figures.differences()[bin] == 0;
    state_.frames += end - start;
  }
}

Statistics StatisticsMeter::result() const {
  State state = state_;
  window_.rest(0, [&](ConstAudioView window, std::size_t frames) { addBlock(window, frames, state); });
  Statistics statistics;
  statistics.frames = state.frames;
  const double frames = static_cast<double>(std::max<std::uint64_t>(state.frames, 1));
  bool isSilent = true;
  for (const Channel& channel : state.channels) {
    auto clipping = channel.clipping.result();
    statistics.channels.push_back({channel.peak, std::sqrt(channel.squares / frames), channel.sum / frames,
                                   std::move(clipping.fullScale), std::move(clipping.belowFullScale),
                                   channel.peak == 0});
    isSilent = isSilent && channel.peak == 0;
  }
  statistics.areChannelsIdentical = state.channels.size() > 1 && state.isIdentical && !isSilent;
  if (state.channels.size() != 2 || state.channels[0].squares == 0 || state.channels[1].squares == 0) return statistics;
  statistics.correlation =
      Correlation{correlationOf(state.pair.product, state.channels[0].squares, state.channels[1].squares),
                  state.pair.minimum, TimeGrid{sampleRate_}.time(state.pair.minimumEnd)};
  return statistics;
}

}  // namespace lathe::analysis
