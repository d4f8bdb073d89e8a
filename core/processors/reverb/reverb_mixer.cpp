// Mixing in short runs: gains first, then the samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/reverb_mixer.h"

#include <algorithm>

#include "core/dsp/decibel_math.h"

namespace lathe {
namespace {

double levelGain(Decibels level) { return level > ReverbMix::kOff ? toGain(level) : 0; }

}  // namespace

ReverbMixer::ReverbMixer(const AudioFormat& format)
    : sampleRate_(format.sampleRate), isStereo_(format.layout.isStereo()) {
  for (Glide* glide : {&dry_, &wet_, &width_, &ducking_, &threshold_}) *glide = Glide(20_ms, sampleRate_);
  jumpTo({});
}

template <class Move>
void ReverbMixer::aim(const ReverbMix& mix, Move move) noexcept {
  move(dry_, mix.wetOnly ? 0 : levelGain(mix.dry));
  move(wet_, levelGain(mix.wet));
  move(width_, mix.width);
  move(ducking_, mix.ducking.value);
  move(threshold_, mix.threshold.value);
  follower_.setTimes({.attack = mix.attack, .release = mix.release}, sampleRate_);
}

void ReverbMixer::jumpTo(const ReverbMix& mix) noexcept {
  aim(mix, [](Glide& glide, double target) { glide.jumpTo(target); });
  follower_.reset();
}

void ReverbMixer::glideTo(const ReverbMix& mix) noexcept {
  aim(mix, [](Glide& glide, double target) { glide.glideTo(target); });
}

void ReverbMixer::process(ConstAudioView dry, AudioView wet) noexcept {
  for (std::size_t start = 0; start < wet.frames(); start += kRun) {
    const std::size_t count = std::min(kRun, wet.frames() - start);
    processRun(dry.slice(start, count), wet.slice(start, count));
  }
}

void ReverbMixer::widen(AudioView wet) noexcept {
  if (!isStereo_ || (width_.isSteady() && width_.value() == 1)) return;
  const auto left = wet[0], right = wet[1];
  for (std::size_t n = 0; n < wet.frames(); ++n) {
    const double mid = 0.5 * (static_cast<double>(left[n]) + right[n]);
    const double side = 0.5 * width_.next() * (static_cast<double>(left[n]) - right[n]);
    left[n] = static_cast<float>(mid + side);
    right[n] = static_cast<float>(mid - side);
  }
}

/// Multiplies the wet gains by what ducking leaves.
void ReverbMixer::duck(ConstAudioView dry) noexcept {
  if (ducking_.isSteady() && ducking_.value() == 0 && follower_.value() == 0 && threshold_.isSteady()) return;
  for (std::size_t n = 0; n < dry.frames(); ++n) {
    float loudest = 0;
    for (int c = 0; c < dry.channels(); ++c) loudest = std::max(loudest, std::abs(dry[c][n]));
    const auto over = amplitudeDecibels(loudest) - static_cast<float>(threshold_.next());
    reductions_[n] = std::clamp(over, 0.0f, static_cast<float>(ducking_.next()));
  }
  follower_.run(reductions_.data(), dry.frames());
  for (std::size_t n = 0; n < dry.frames(); ++n) wetGains_[n] *= static_cast<double>(decibelGain(-reductions_[n]));
}

void ReverbMixer::processRun(ConstAudioView dry, AudioView wet) noexcept {
  widen(wet);
  for (std::size_t n = 0; n < wet.frames(); ++n) wetGains_[n] = wet_.next();
  for (std::size_t n = 0; n < wet.frames(); ++n) dryGains_[n] = dry_.next();
  duck(dry);
  for (int c = 0; c < wet.channels(); ++c) {
    const auto in = dry[c];
    const auto out = wet[c];
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double reverb = wetGains_[n] * static_cast<double>(out[n]);
      out[n] = static_cast<float>(reverb + dryGains_[n] * static_cast<double>(in[n]));
    }
  }
}

}  // namespace lathe
