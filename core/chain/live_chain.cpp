// Checking a chain, and running its stages one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/live_chain.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "core/audio/error.h"
#include "core/audio/simd.h"
#include "core/processors/dither.h"

namespace lathe {
namespace {

bool isDither(const Stage& stage) { return &stage.settings.type() == &DitherSettings::type(); }

/// True when a sample is NaN or infinite: all bits of its exponent are set.
LATHE_VECTOR_CLONES
bool hasNonFinite(std::span<const float> samples) noexcept {
  std::uint32_t largest = 0;
  for (const float sample : samples) largest = std::max(largest, std::bit_cast<std::uint32_t>(sample) & 0x7FFFFFFFu);
  return largest >= 0x7F800000u;
}

void zeroNonFinite(AudioView block) noexcept {
  for (int c = 0; c < block.channels(); ++c) {
    if (!hasNonFinite(block[c])) continue;
    for (float& sample : block[c])
      if (!std::isfinite(sample)) sample = 0;
  }
}

}  // namespace

void checkChain(const Chain& chain) {
  const auto count = std::ranges::count_if(chain.stages, isDither);
  if (count > 1)
    throw Error(ErrorKind::Invalid, "the chain has " + std::to_string(count) +
                                        " dither stages; samples are rounded once, at the end: keep the last");
  if (count == 1 && !isDither(chain.stages.back()))
    throw Error(ErrorKind::Invalid,
                "the dither is stage " +
                    std::to_string(std::ranges::find_if(chain.stages, isDither) - chain.stages.begin() + 1) + " of " +
                    std::to_string(chain.stages.size()) +
                    " of the chain; what follows it would undo it: move it to the end");
}

LiveChain::LiveChain(const Chain& chain, std::unique_ptr<Processor> (*make)(const Settings&)) {
  checkChain(chain);
  for (const Stage& stage : chain.stages) stages_.emplace_back(stage, make);
}

void LiveChain::prepare(const ProcessFormat& format) {
  maxFrames_ = format.maxFrames;
  for (LiveStage& stage : stages_) stage.prepare(format);
  setClock(0);
}

void LiveChain::reset() noexcept {
  for (LiveStage& stage : stages_) stage.reset();
  setClock(0);
}

void LiveChain::process(AudioView block) noexcept {
  assert(maxFrames_ > 0 && "prepare() comes first");
  const FlushDenormals flush;
  zeroNonFinite(block);
  for (std::size_t start = 0; start < block.frames(); start += maxFrames_) {
    const AudioView part = block.slice(start, std::min(maxFrames_, block.frames() - start));
    for (LiveStage& stage : stages_) stage.process(part);
  }
  zeroNonFinite(block);
}

void LiveChain::getReady(std::size_t stage, const Settings& settings) {
  assert(stage < stages_.size() && &settings.type() == &stages_[stage].type());
  stages_[stage].getReady(settings);
}

void LiveChain::set(std::size_t stage, const Settings& settings) noexcept {
  assert(stage < stages_.size() && &settings.type() == &stages_[stage].type());
  stages_[stage].set(settings);
}

void LiveChain::setBypassed(std::size_t stage, bool isBypassed) noexcept { stages_[stage].setBypassed(isBypassed); }

void LiveChain::setClock(std::int64_t frame) noexcept {
  for (LiveStage& stage : stages_) {
    stage.setClock(frame);
    frame -= static_cast<std::int64_t>(stage.latency());
  }
}

std::size_t LiveChain::latency() const noexcept {
  std::size_t sum = 0;
  for (const LiveStage& stage : stages_) sum += stage.latency();
  return sum;
}

std::size_t LiveChain::tail() const noexcept {
  std::size_t sum = 0;
  for (const LiveStage& stage : stages_)
    if (!stage.isBypassed()) sum += stage.processor().tail();
  return sum;
}

bool LiveChain::needsPrepare() const noexcept {
  return std::ranges::any_of(stages_, [](const LiveStage& s) { return s.processor().latency() != s.latency(); });
}

}  // namespace lathe
