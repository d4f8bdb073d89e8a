// The equaliser at work: bands become sections of a cascade per two channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/eq.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr int kSectionsPerBand = DigitalFilter::kMaxSections;
constexpr std::size_t kChunk = 256;
constexpr Seconds kGlideTime = 20_ms;

void gather(const float* first, const float* second, Pair* pairs, std::size_t frames) noexcept {
  for (std::size_t i = 0; i < frames; ++i)
    pairs[i] = Pair{finiteOrZero(first[i]), second ? finiteOrZero(second[i]) : 0.0};
}

void scatter(const Pair* pairs, const double* gains, float* first, float* second, std::size_t frames) noexcept {
  for (std::size_t i = 0; i < frames; ++i) {
    first[i] = static_cast<float>(pairs[i][0] * gains[i]);
    if (second) second[i] = static_cast<float>(pairs[i][1] * gains[i]);
  }
}

void toMidSide(Pair* pairs, std::size_t frames) noexcept {
  for (std::size_t i = 0; i < frames; ++i) pairs[i] = Pair{pairs[i][0] + pairs[i][1], pairs[i][0] - pairs[i][1]} * 0.5;
}

void toLeftRight(Pair* pairs, std::size_t frames) noexcept {
  for (std::size_t i = 0; i < frames; ++i) pairs[i] = Pair{pairs[i][0] + pairs[i][1], pairs[i][0] - pairs[i][1]};
}

}  // namespace

void Eq::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  gain_ = Glide(kGlideTime, sampleRate_);
  lanes_.clear();
  const auto addLanes = [this](int first, int second, bool isPair) {
    constexpr int sections = EqSettings::kBands * kSectionsPerBand;
    lanes_.push_back({first, second, isPair, BiquadCascade(sections), BiquadCascade(isPair ? sections : 0)});
  };
  const ChannelLayout& layout = format.audio.layout;
  const int left = layout.indexOf(Speaker::Left), right = layout.indexOf(Speaker::Right);
  const bool hasPair = left >= 0 && right >= 0;
  if (hasPair) addLanes(left, right, true);
  int waiting = -1;
  for (int c = 0; c < layout.channels(); ++c) {
    if (hasPair && (c == left || c == right)) continue;
    if (waiting >= 0) addLanes(waiting, c, false);
    waiting = waiting >= 0 ? -1 : c;
  }
  if (waiting >= 0) addLanes(waiting, -1, false);
  for (int band = 0; band < EqSettings::kBands; ++band) aim(band);
  reset();
}

/// Designs a band's filter and hands its sections to the cascades that its scope concerns.
void Eq::aim(int band) noexcept {
  const EqBand& wanted = settings_.bands[static_cast<std::size_t>(band)];
  DigitalFilter& filter = filters_[static_cast<std::size_t>(band)];
  filter = matchFilter(analogFilter(wanted), sampleRate_);
  const auto section = [&](int k, auto... scopes) {
    return k < filter.count && ((wanted.scope == scopes) || ...) ? filter.sections[static_cast<std::size_t>(k)]
                                                                 : Biquad{};
  };
  for (Lanes& lanes : lanes_)
    for (int k = 0; k < kSectionsPerBand; ++k) {
      const int slot = band * kSectionsPerBand + k;
      if (!lanes.isPair) {
        lanes.channels.aim(slot, section(k, EqScope::Stereo), section(k, EqScope::Stereo));
        continue;
      }
      lanes.channels.aim(slot, section(k, EqScope::Stereo, EqScope::Left), section(k, EqScope::Stereo, EqScope::Right));
      lanes.midSide.aim(slot, section(k, EqScope::Mid), section(k, EqScope::Side));
    }
}

void Eq::set(const Settings& settings) noexcept {
  const EqSettings before = settings_;
  settings_ = settings.as<EqSettings>();
  gain_.glideTo(toGain(settings_.output));
  if (settings_.bands == before.bands) return;
  for (std::size_t band = 0; band < settings_.bands.size(); ++band)
    if (settings_.bands[band] != before.bands[band]) aim(static_cast<int>(band));
  const int frames = std::max(1, static_cast<int>(kGlideTime.value * sampleRate_));
  for (Lanes& lanes : lanes_) {
    lanes.channels.glide(frames);
    lanes.midSide.glide(frames);
  }
}

void Eq::reset() noexcept {
  gain_.jumpTo(toGain(settings_.output));
  for (Lanes& lanes : lanes_) {
    lanes.channels.jump();
    lanes.midSide.jump();
  }
}

void Eq::process(Lanes& lanes, AudioView block, const double* gains) noexcept {
  Pair pairs[kChunk];
  const std::size_t frames = block.frames();
  float* const first = block[lanes.first].data();
  float* const second = lanes.second >= 0 ? block[lanes.second].data() : nullptr;
  gather(first, second, pairs, frames);
  lanes.channels.process(pairs, frames);
  if (!lanes.midSide.isIdle()) {
    toMidSide(pairs, frames);
    lanes.midSide.process(pairs, frames);
    toLeftRight(pairs, frames);
  }
  scatter(pairs, gains, first, second, frames);
}

void Eq::process(AudioView block) noexcept {
  const FlushDenormals flush;
  std::size_t frames = 0;
  for (std::size_t start = 0; start < block.frames() && !lanes_.empty(); start += frames) {
    frames = std::min(kChunk, block.frames() - start);
    // Ending a chunk where a filter may drop out keeps the result independent of the block's end.
    for (const Lanes& lanes : lanes_)
      for (const BiquadCascade* cascade : {&lanes.channels, &lanes.midSide})
        if (const std::size_t left = cascade->framesToChange(); left > 0) frames = std::min(frames, left);
    const AudioView chunk = block.slice(start, frames);
    const bool isUnity = gain_.isSteady() && gain_.value() == 1;
    double gains[kChunk];
    for (std::size_t i = 0; i < frames; ++i) gains[i] = gain_.next();
    for (Lanes& lanes : lanes_)
      if (!isUnity || !lanes.channels.isIdle() || !lanes.midSide.isIdle()) process(lanes, chunk, gains);
  }
}

std::size_t Eq::tail() const noexcept {
  double slowest = 0, loudest = 1e6;  // from full scale to -120 dBFS
  for (std::size_t band = 0; band < filters_.size(); ++band) {
    for (int k = 0; k < filters_[band].count; ++k)
      slowest = std::max(slowest, poleRadius(filters_[band].sections[static_cast<std::size_t>(k)]));
    if (filters_[band].count > 0) loudest *= 3 * toGain({std::abs(settings_.bands[band].gain.value)});
  }
  loudest *= std::max(1.0, toGain(settings_.output));
  return slowest == 0 ? 0 : static_cast<std::size_t>(std::ceil(exact::log(loudest) / -exact::log(slowest)));
}

}  // namespace lathe
