// Polyphase halfband stages, vectorised across neighbouring outputs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/oversampler.h"

#include <algorithm>
#include <cassert>

#include "core/audio/simd.h"
#include "core/dsp/fir_design.h"

namespace lathe {
namespace {

constexpr Decibels kAttenuation = 140_dB;  // Kaiser's formula is a few dB short for the short filters
constexpr double kPassband = 0.4535;       // of the base rate

/// out[i] = sum over j < m of taps[j] (in[i - j] + in[i - (2m - 1 - j)]): the even taps of a halfband filter.
LATHE_VECTOR_CLONES
void symmetricFilter(const float* in, const float* taps, std::size_t m, float* __restrict out, std::size_t frames) {
  constexpr std::size_t kWidth = 16;
  const float* mirrored = in - (2 * m - 1);
  std::size_t i = 0;
  for (; i + kWidth <= frames; i += kWidth) {
    float sums[kWidth] = {};
    for (std::size_t j = 0; j < m; ++j) {
      const float tap = taps[j];
      const float* a = in + i - j;
      const float* b = mirrored + i + j;
      // Unrolled, the loop would not become one vector operation.
#pragma GCC unroll 1
      for (std::size_t k = 0; k < kWidth; ++k) sums[k] += tap * (a[k] + b[k]);
    }
    for (std::size_t k = 0; k < kWidth; ++k) out[i + k] = sums[k];
  }
  for (; i < frames; ++i) {
    float sum = 0;
    for (std::size_t j = 0; j < m; ++j) sum += taps[j] * (*(in + i - j) + mirrored[i + j]);
    out[i] = sum;
  }
}

LATHE_VECTOR_CLONES
void interleave(const float* even, const float* odd, float* __restrict out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) {
    out[2 * i] = even[i];
    out[2 * i + 1] = odd[i];
  }
}

LATHE_VECTOR_CLONES
void deinterleave(const float* in, float* __restrict even, float* __restrict odd, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) {
    even[i] = in[2 * i];
    odd[i] = in[2 * i + 1];
  }
}

/// out = (filtered + middle) / 2: the other half of a halfband filter is its middle tap alone.
LATHE_VECTOR_CLONES
void halve(const float* filtered, const float* middle, float* out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) out[i] = 0.5f * (filtered[i] + middle[i]);
}

}  // namespace

void Oversampler::Line::advance(std::size_t frames) noexcept {
  std::copy_n(samples.data() + frames, past, samples.data());
}

Oversampler::Oversampler(int factor, int channels, std::size_t maxFrames, std::size_t innerDelay)
    : factor_(factor), stride_(maxFrames * static_cast<std::size_t>(factor)) {
  assert(factor == 2 || factor == 4 || factor == 8 || factor == 16);
  const auto lines = [channels](std::size_t past, std::size_t frames) {
    return std::vector<Line>(static_cast<std::size_t>(channels), Line{std::vector<float>(past + frames), past});
  };
  std::size_t delay = innerDelay, frames = maxFrames;  // delay in frames of the raised rate
  for (int rate = 2; rate <= factor; rate *= 2, frames *= 2) {
    // Above the first stage, all that the first one lets through up to the base Nyquist frequency is kept.
    const double passband = rate == 2 ? kPassband / 2 : 0.5 / rate;
    const std::vector<double> taps = designHalfband(passband, kAttenuation);
    Stage stage;
    stage.m = (taps.size() + 1) / 4;
    for (std::size_t j = 0; j < stage.m; ++j) stage.half.push_back(static_cast<float>(2 * taps[2 * j]));
    const std::size_t past = 2 * stage.m - 1;
    stage.low = lines(past, frames);
    stage.even = lines(past, frames);
    stage.odd = lines(stage.m, frames);
    delay += 2 * past * static_cast<std::size_t>(factor / rate);
    stages_.push_back(std::move(stage));
  }
  const auto whole = static_cast<std::size_t>(factor);
  latency_ = (delay + whole - 1) / whole;
  top_ = lines(latency_ * whole - delay, stride_);
  high_.resize(stride_ * static_cast<std::size_t>(channels));
  scratch_.resize(2 * stride_);
}

void Oversampler::reset() noexcept {
  const auto silence = [](std::vector<Line>& lines) {
    for (Line& line : lines) std::ranges::fill(line.samples, 0.0f);
  };
  silence(top_);
  for (Stage& stage : stages_) {
    silence(stage.low);
    silence(stage.even);
    silence(stage.odd);
  }
}

void Oversampler::doubleRate(const Stage& stage, const float* in, float* out, float* scratch,
                             std::size_t frames) noexcept {
  symmetricFilter(in, stage.half.data(), stage.m, scratch, frames);
  interleave(scratch, in - (stage.m - 1), out, frames);
}

AudioView Oversampler::up(ConstAudioView block) noexcept {
  assert(block.frames() * static_cast<std::size_t>(factor_) <= stride_);
  const std::size_t total = block.frames() * static_cast<std::size_t>(factor_);
  for (int c = 0; c < block.channels(); ++c) {
    const auto channel = static_cast<std::size_t>(c);
    std::ranges::copy(block[c], stages_.front().low[channel].now());
    std::size_t frames = block.frames();
    for (std::size_t s = 0; s < stages_.size(); ++s, frames *= 2) {
      Line& line = stages_[s].low[channel];
      float* out = s + 1 < stages_.size() ? stages_[s + 1].low[channel].now() : high_.data() + channel * stride_;
      doubleRate(stages_[s], line.now(), out, scratch_.data(), frames);
      line.advance(frames);
    }
  }
  return {high_.data(), block.channels(), total, stride_};
}

void Oversampler::down(AudioView block) noexcept {
  const std::size_t total = block.frames() * static_cast<std::size_t>(factor_);
  for (int c = 0; c < block.channels(); ++c) {
    const auto channel = static_cast<std::size_t>(c);
    Line& top = top_[channel];
    std::copy_n(high_.data() + channel * stride_, total, top.now());
    const float* in = top.samples.data();  // `past` frames late
    std::size_t frames = total / 2;
    for (std::size_t s = stages_.size(); s-- > 0; frames /= 2) {
      Stage& stage = stages_[s];
      Line &even = stage.even[channel], &odd = stage.odd[channel];
      deinterleave(in, even.now(), odd.now(), frames);
      symmetricFilter(even.now(), stage.half.data(), stage.m, scratch_.data(), frames);
      float* out = s > 0 ? scratch_.data() + stride_ : block[c].data();
      halve(scratch_.data(), odd.now() - stage.m, out, frames);
      even.advance(frames);
      odd.advance(frames);
      in = out;
    }
    top.advance(total);
  }
}

}  // namespace lathe
