// Running a processor beside its bypass.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/live_stage.h"

namespace lathe {
namespace {

constexpr Seconds kFade = 20_ms;
constexpr Seconds kSettling = 20_ms;  // for a waking processor's filters and envelopes, beyond its latency

}  // namespace

LiveStage::LiveStage(const Stage& stage, std::unique_ptr<Processor> (*make)(const Settings&))
    : type_(&stage.settings.type()), processor_(make(stage.settings)), isBypassed_(stage.isBypassed), place_(stage) {}

void LiveStage::prepare(const ProcessFormat& format) {
  processor_->prepare(format);
  const int channels = format.audio.channels();
  around_ = Delay(channels, processor_->latency());
  scratch_ = AudioBuffer(channels, format.maxFrames);
  wet_ = Glide(kFade, format.audio.sampleRate);
  fillFrames_ = processor_->latency() + static_cast<std::size_t>(kSettling.value * format.audio.sampleRate);
  window_ = StageWindow(place_, format.audio.sampleRate);
  reset();
}

void LiveStage::reset() noexcept {
  processor_->reset();
  around_.reset();
  clock_ = 0;
  wet_.jumpTo(isBypassed_ ? 0 : 1);
  mode_ = isBypassed_ ? Mode::Asleep : Mode::Listening;
}

void LiveStage::setBypassed(bool isBypassed) noexcept {
  isBypassed_ = isBypassed;
  if (mode_ == Mode::Asleep && !isBypassed) {
    mode_ = Mode::Waking;
    fillLeft_ = fillFrames_;
  }
  if (mode_ == Mode::Listening) wet_.glideTo(isBypassed ? 0 : 1);
}

void LiveStage::process(AudioView block) noexcept {
  if (mode_ == Mode::Asleep) {
    clock_ += static_cast<std::int64_t>(block.frames());
    return around_.process(block);
  }
  if (mode_ == Mode::Waking) {
    const std::size_t count = std::min(fillLeft_, block.frames());
    processAwake(block.slice(0, count));
    fillLeft_ -= count;
    if (fillLeft_ > 0) return;
    mode_ = Mode::Listening;
    wet_.glideTo(isBypassed_ ? 0 : 1);
    block = block.slice(count, block.frames() - count);
  }
  processAwake(block);
}

void LiveStage::processAwake(AudioView block) noexcept {
  if (block.empty()) return;
  const AudioView around = scratch_.view().slice(0, block.frames());
  copy(block, around);
  around_.process(around);
  processor_->process(block);
  if (place_.range || place_.listensToRemoved)
    mixWindowed(around, block);
  else if (!(wet_.isSteady() && wet_.value() == 1))
    mix(around, block);
  clock_ += static_cast<std::int64_t>(block.frames());
}

void LiveStage::mixWindowed(ConstAudioView around, AudioView block) noexcept {
  Glide after = wet_;
  const std::int64_t first = clock_ - static_cast<std::int64_t>(latency());
  for (int c = 0; c < block.channels(); ++c) {
    after = wet_;
    for (std::size_t n = 0; n < block.frames(); ++n) {
      const double on = after.next(), part = window_.share(first + static_cast<std::int64_t>(n));
      const double dry = around[c][n], change = static_cast<double>(block[c][n]) - dry;
      if (place_.listensToRemoved)
        block[c][n] = static_cast<float>(on * -part * change + (1 - on) * dry);
      else if (on * part < 1)
        block[c][n] = static_cast<float>(dry + on * part * change);
    }
  }
  wet_ = after;
}

void LiveStage::mix(ConstAudioView around, AudioView block) noexcept {
  if (wet_.isSteady() && wet_.value() == 0) return copy(around, block);
  Glide after = wet_;
  for (int c = 0; c < block.channels(); ++c) {
    after = wet_;
    const std::span<float> wet = block[c];
    const std::span<const float> dry = around[c];
    for (std::size_t n = 0; n < wet.size(); ++n) {
      const double share = after.next();
      if (share < 1) wet[n] = static_cast<float>(dry[n] + share * (static_cast<double>(wet[n]) - dry[n]));
    }
  }
  wet_ = after;
}

}  // namespace lathe
