// Peaks and energies of blocks of 3 s, and the comparison of their highest.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/dynamic_range.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/audio/exact_math.h"
#include "core/audio/units.h"

namespace lathe::analysis {
namespace {

constexpr double kQuietest = 1e-8;  ///< a channel below -160 dBFS is silent

/// The published definition's blocks: 3 s, with a second of 44160 frames at 44.1 kHz.
std::size_t framesOfBlock(int sampleRate) {
  return 3 * static_cast<std::size_t>(sampleRate == 44100 ? 44160 : sampleRate);
}

int roundedHalfUp(double value) { return static_cast<int>(std::floor(value + 0.5)); }

double rangeOf(std::vector<double> powers, std::vector<double> peaks) {
  std::ranges::sort(powers, std::greater{});
  std::ranges::sort(peaks, std::greater{});
  const std::size_t loudest = std::max<std::size_t>(1, powers.size() / 5);
  double sum = 0;
  for (std::size_t i = 0; i < loudest; ++i) sum += powers[i];
  const double top = std::sqrt(sum / static_cast<double>(loudest));
  if (top <= kQuietest) return 0;
  const double peak = peaks[std::min<std::size_t>(1, peaks.size() - 1)];
  return peak > 0 ? 20 * exact::log10(peak / top) : 0;
}

}  // namespace

void DynamicRangeMeter::begin(const AudioFormat& format) {
  blockFrames_ = framesOfBlock(format.sampleRate);
  filled_ = blockFrames_;
  channels_.assign(static_cast<std::size_t>(format.channels()), {});
}

void DynamicRangeMeter::add(ConstAudioView block) {
  for (std::size_t taken = 0; taken < block.frames();) {
    if (filled_ == blockFrames_) {
      for (auto& channel : channels_) channel.emplace_back();
      filled_ = 0;
    }
    const std::size_t count = std::min(block.frames() - taken, blockFrames_ - filled_);
    for (int c = 0; c < block.channels(); ++c) {
      Block& to = channels_[static_cast<std::size_t>(c)].back();
      for (const float sample : block[c].subspan(taken, count)) {
        const double x = sample;
        to.squares += x * x;
        to.peak = std::max(to.peak, std::abs(x));
      }
    }
    filled_ += count;
    taken += count;
  }
}

std::optional<DynamicRange> DynamicRangeMeter::result() const {
  if (channels_.empty() || channels_[0].empty()) return {};
  DynamicRange range;
  for (const auto& blocks : channels_) {
    std::vector<double> powers, peaks;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const std::size_t frames = b + 1 == blocks.size() ? filled_ : blockFrames_;
      powers.push_back(2 * blocks[b].squares / static_cast<double>(frames));
      peaks.push_back(blocks[b].peak);
    }
    range.channels.push_back(rangeOf(std::move(powers), std::move(peaks)));
    range.exact += range.channels.back() / static_cast<double>(channels_.size());
  }
  range.rounded = roundedHalfUp(range.exact);
  return range;
}

std::optional<int> albumDynamicRange(std::span<const DynamicRange> tracks) {
  if (tracks.empty()) return {};
  double sum = 0;
  for (const auto& track : tracks) sum += track.rounded;
  return roundedHalfUp(sum / static_cast<double>(tracks.size()));
}

}  // namespace lathe::analysis
