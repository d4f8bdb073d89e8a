// Running one convolver, or two while the sound moves from one to the other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/reverb.h"

#include <algorithm>
#include <cassert>

#include "core/processors/reverb/response_shape.h"

namespace lathe {
namespace {

constexpr Seconds kMove = 50_ms;

}  // namespace

Reverb::Reverb(const ReverbSettings& settings) : settings_(settings), mix_(settings.mix) {}

Reverb::~Reverb() {
  delete ready_.load();
  freeRetired();
}

Reverb::VoicePtr Reverb::makeVoice(const ReverbSettings& settings) const {
  const ShapedResponse response = makeResponse(settings, format_);
  return std::make_unique<Voice>(settings, response.spec());
}

void Reverb::prepare(const ProcessFormat& format) {
  if (const Voice* voice = newest()) {
    settings_.response = voice->response;
    settings_.shape = voice->shape;
  }
  delete ready_.exchange(nullptr);
  freeRetired();
  format_ = format.audio;
  current_ = makeVoice(settings_);
  leaving_.reset();
  waiting_.reset();
  const int channels = format_.channels();
  for (AudioBuffer* buffer : {&dry_, &wet_, &part_, &ringing_}) *buffer = AudioBuffer(channels, kRun);
  mixer_ = ReverbMixer(format_);
  share_ = leavingLevel_ = Glide(kMove, format_.sampleRate);
  fadeFrames_ = std::max<std::size_t>(1, static_cast<std::size_t>(kMove.value * format_.sampleRate));
  reset();
}

void Reverb::getReady(const Settings& settings) {
  freeRetired();
  const auto& wanted = settings.as<ReverbSettings>();
  if (format_.channels() == 0 || (wanted.response == settings_.response && wanted.shape == settings_.shape)) return;
  VoicePtr voice = makeVoice(wanted);
  settings_.response = wanted.response;
  settings_.shape = wanted.shape;
  delete ready_.exchange(voice.release(), std::memory_order_acq_rel);
}

void Reverb::set(const Settings& settings) noexcept {
  const auto& wanted = settings.as<ReverbSettings>();
  mix_ = wanted.mix;
  if (!current_) {
    settings_ = wanted;
    return;
  }
  mixer_.glideTo(mix_);
  VoicePtr voice(ready_.exchange(nullptr, std::memory_order_acq_rel));
  if (!voice) return;
  if (newest()->suits(wanted)) return retire(std::move(voice));
  if (voice->suits(wanted)) return change(std::move(voice));
  // It belongs to settings that are still to come, unless an even newer one is there by now.
  Voice* none = nullptr;
  if (ready_.compare_exchange_strong(none, voice.get(), std::memory_order_acq_rel))
    static_cast<void>(voice.release());
  else
    retire(std::move(voice));
}

void Reverb::retire(VoicePtr voice) noexcept {
  if (!voice) return;
  Voice* const retired = voice.release();
  retired->next = retired_.load(std::memory_order_relaxed);
  while (!retired_.compare_exchange_weak(retired->next, retired, std::memory_order_acq_rel)) {
  }
}

void Reverb::freeRetired() noexcept {
  for (Voice* voice = retired_.exchange(nullptr, std::memory_order_acq_rel); voice;) {
    const VoicePtr retired(voice);
    voice = voice->next;
  }
}

void Reverb::change(VoicePtr voice) noexcept {
  if (!leaving_) return enter(std::move(voice));
  retire(std::move(waiting_));
  waiting_ = std::move(voice);
  if (leavingLevel_.target() == 0) return;
  leavingLevel_.glideTo(0);
  leavingLeft_ = std::min(leavingLeft_, fadeFrames_);
}

void Reverb::enter(VoicePtr voice) noexcept {
  leaving_ = std::move(current_);
  current_ = std::move(voice);
  share_.jumpTo(0);
  share_.glideTo(1);
  leavingLevel_.jumpTo(1);
  leavingLeft_ = fadeFrames_ + leaving_->convolver.tail();
}

void Reverb::endChange() noexcept {
  retire(std::move(leaving_));
  if (waiting_) enter(std::move(waiting_));
}

void Reverb::reset() noexcept {
  retire(std::move(leaving_));
  if (waiting_) {
    retire(std::move(current_));
    current_ = std::move(waiting_);
  }
  if (current_) current_->convolver.reset();
  mixer_.jumpTo(mix_);
}

std::size_t Reverb::tail() const noexcept {
  std::size_t longest = 0;
  for (const Voice* voice : {current_.get(), leaving_.get(), waiting_.get()})
    if (voice) longest = std::max(longest, voice->convolver.tail());
  return longest;
}

void Reverb::process(AudioView block) noexcept {
  assert(block.channels() == format_.channels());
  for (std::size_t start = 0; start < block.frames();) {
    std::size_t count = std::min(kRun, block.frames() - start);
    if (leaving_) count = std::min(count, leavingLeft_);
    processRun(block.slice(start, count));
    start += count;
    if (leaving_ && (leavingLeft_ -= count) == 0) endChange();
  }
}

void Reverb::processRun(AudioView run) noexcept {
  const AudioView dry = dry_.view().slice(0, run.frames()), wet = wet_.view().slice(0, run.frames());
  for (int c = 0; c < run.channels(); ++c) std::ranges::transform(run[c], dry[c].begin(), trustedSample);
  if (leaving_)
    processBoth(dry, wet);
  else
    current_->convolver.process(dry, wet);
  mixer_.process(dry, wet);
  copy(wet, run);
}

void Reverb::processBoth(ConstAudioView dry, AudioView wet) noexcept {
  const std::size_t frames = dry.frames();
  const AudioView part = part_.view().slice(0, frames), ringing = ringing_.view().slice(0, frames);
  const Glide start = share_;
  for (int c = 0; c < dry.channels(); ++c) {
    share_ = start;
    for (std::size_t n = 0; n < frames; ++n)
      part[c][n] = static_cast<float>(share_.next() * static_cast<double>(dry[c][n]));
  }
  current_->convolver.process(part, wet);
  for (int c = 0; c < dry.channels(); ++c)
    for (std::size_t n = 0; n < frames; ++n) part[c][n] = dry[c][n] - part[c][n];
  leaving_->convolver.process(part, ringing);
  const Glide level = leavingLevel_;
  for (int c = 0; c < dry.channels(); ++c) {
    leavingLevel_ = level;
    for (std::size_t n = 0; n < frames; ++n)
      wet[c][n] = static_cast<float>(static_cast<double>(wet[c][n]) +
                                     leavingLevel_.next() * static_cast<double>(ringing[c][n]));
  }
}

}  // namespace lathe
