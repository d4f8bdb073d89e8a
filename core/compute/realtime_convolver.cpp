// A matrix of impulse responses on live sound: the direct sum, the choice of levels, and the ticks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/realtime_convolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "core/audio/error.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr std::size_t tickFrames = RealtimeConvolver::tickFrames;

/// y[i] += sum over k of taps[k] * x[i - k]; x has as many samples before its start as there are taps. The order of
/// each sum is the same wherever i lies in a block.
LATHE_FMA_CLONES void addDirect(const float* taps, std::size_t tapCount, const float* x, std::size_t count, float* y) {
  constexpr std::size_t lanes = 32;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    float sum[lanes];
    for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] = y[i + lane];
    for (std::size_t k = 0; k < tapCount; ++k) {
      const float* at = x + i - k;
      for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] = fusedMultiplyAdd(taps[k], at[lane], sum[lane]);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) y[i + lane] = sum[lane];
  }
  for (std::size_t k = 0; k < tapCount; ++k) {
    for (std::size_t j = i; j < count; ++j)
      y[j] = fusedMultiplyAdd(taps[k], x[static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(k)], y[j]);
  }
}

/// The sizes of the levels above the first that make a response of that many taps cheapest.
std::vector<std::size_t> cheapestSizes(int inputs, int outputs, std::size_t paths, std::size_t taps) {
  constexpr std::array<std::size_t, 8> sizes{512, 1024, 2048, 4096, 8192, 16384, 32768, 65536};
  std::vector<std::size_t> best;
  double least = -1;
  for (unsigned choice = 0; choice < 1u << sizes.size(); ++choice) {
    std::vector<std::size_t> chosen;
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      if (choice >> s & 1u && 2 * sizes[s] < taps) chosen.push_back(sizes[s]);
    }
    double cost = 0;
    std::size_t start = tickFrames, size = tickFrames;
    for (std::size_t level = 0; level <= chosen.size(); ++level) {
      const std::size_t end = level < chosen.size() ? 2 * chosen[level] : std::max(taps, start);
      cost += PartitionLevel::costPerSample(inputs, outputs, paths, size, end - start);
      if (level < chosen.size()) start = end, size = chosen[level];
    }
    if (least < 0 || cost < least) least = cost, best = chosen;
  }
  return best;
}

void check(const ConvolutionSpec<float>& spec) {
  for (const auto& path : spec.paths) {
    const bool fits = path.input >= 0 && path.input < spec.inputs && path.output >= 0 && path.output < spec.outputs;
    if (fits) continue;
    throw Error(
        ErrorKind::Invalid,
        fmt::format("a convolution path leads from input {} to output {}, but there are {} inputs and {} outputs",
                    path.input + 1, path.output + 1, spec.inputs, spec.outputs));
  }
}

}  // namespace

RealtimeConvolver::RealtimeConvolver(const ConvolutionSpec<float>& spec)
    : inputs_(spec.inputs), outputs_(spec.outputs) {
  check(spec);
  const std::size_t taps = longestPath(spec);
  tail_ = taps > 0 ? taps - 1 : 0;
  heads_.resize(static_cast<std::size_t>(outputs_));
  for (const auto& path : spec.paths) {
    std::vector<float> head(path.taps, path.taps + std::min(path.length, tickFrames));
    for (float& tap : head) tap = soundOrSilence(tap);
    while (!head.empty() && head.back() == 0) head.pop_back();
    if (!head.empty()) heads_[static_cast<std::size_t>(path.output)].push_back({path.input, std::move(head)});
  }
  std::size_t largest = tickFrames;
  if (taps > tickFrames) {
    const auto sizes = cheapestSizes(inputs_, outputs_, spec.paths.size(), taps);
    std::size_t size = tickFrames, start = tickFrames;
    for (std::size_t level = 0; level <= sizes.size(); ++level) {
      const std::size_t end = level < sizes.size() ? 2 * sizes[level] : taps;
      levels_.emplace_back(spec, size, start, end, tickFrames);
      largest = size;
      if (level < sizes.size()) size = sizes[level], start = 2 * size;
    }
  }
  // A level reads the last two partitions while the next one arrives.
  ring_ = InputRing(inputs_, 4 * largest);
  recent_ = AlignedArray<float>(static_cast<std::size_t>(inputs_) * 2 * tickFrames);
  pending_ = AlignedArray<float>(static_cast<std::size_t>(outputs_) * tickFrames);
}

std::vector<std::size_t> RealtimeConvolver::partitions() const {
  std::vector<std::size_t> sizes;
  for (const auto& level : levels_) sizes.push_back(level.size());
  return sizes;
}

void RealtimeConvolver::reset() noexcept {
  for (auto& level : levels_) level.reset();
  ring_.clear();
  recent_.clear();
  pending_.clear();
  filled_ = 0;
  time_ = 0;
}

void RealtimeConvolver::process(ConstAudioView in, AudioView out) noexcept {
  assert(in.channels() == inputs_ && out.channels() == outputs_ && in.frames() == out.frames());
  for (std::size_t at = 0; at < in.frames();) {
    const std::size_t count = std::min(tickFrames - filled_, in.frames() - at);
    take(in.slice(at, count));
    give(out.slice(at, count));
    filled_ += count;
    at += count;
    if (filled_ == tickFrames) tick();
  }
}

void RealtimeConvolver::take(ConstAudioView in) noexcept {
  for (int input = 0; input < inputs_; ++input) {
    float* now = recent_.data() + (2 * static_cast<std::size_t>(input) + 1) * tickFrames + filled_;
    std::ranges::transform(in[input], now, [](float sample) { return soundOrSilence(sample); });
  }
}

void RealtimeConvolver::give(AudioView out) noexcept {
  for (int output = 0; output < outputs_; ++output) {
    const auto row = out[output];
    std::copy_n(pending_.data() + static_cast<std::size_t>(output) * tickFrames + filled_, row.size(), row.begin());
    for (const Head& head : heads_[static_cast<std::size_t>(output)]) {
      const float* now = recent_.data() + (2 * static_cast<std::size_t>(head.input) + 1) * tickFrames + filled_;
      addDirect(head.taps.data(), head.taps.size(), now, row.size(), row.data());
    }
  }
}

void RealtimeConvolver::tick() noexcept {
  for (int input = 0; input < inputs_; ++input) {
    float* before = recent_.data() + 2 * static_cast<std::size_t>(input) * tickFrames;
    std::copy_n(before + tickFrames, tickFrames, before);
    std::copy_n(before, tickFrames, ring_.at(input, time_));
  }
  time_ += tickFrames;
  filled_ = 0;
  pending_.clear();
  for (auto& level : levels_) {
    level.tick(time_, ring_);
    for (int output = 0; output < outputs_; ++output) {
      const float* ready = level.output(output, time_);
      float* pending = pending_.data() + static_cast<std::size_t>(output) * tickFrames;
      for (std::size_t i = 0; i < tickFrames; ++i) pending[i] += ready[i];
    }
  }
}

}  // namespace lathe
