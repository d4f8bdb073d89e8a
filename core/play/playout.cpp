// Converting and handing over frames, and saying which of them are heard.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/playout.h"

#include <algorithm>
#include <utility>

#include "core/play/player_times.h"

namespace lathe {
namespace {

std::size_t ringFrames(const OutputFormat& format, const OutputRequest& request) {
  return std::max(static_cast<std::size_t>(kPlayerRingSeconds * format.sampleRate),
                  3 * static_cast<std::size_t>(std::max(1, request.blockFrames)));
}

/// Which channel of a programme an output's channel plays; -1: none.
int sourceOf(int outputChannel, int channels) {
  if (channels == 1) return outputChannel < 2 ? 0 : -1;
  return outputChannel < channels ? outputChannel : -1;
}

}  // namespace

std::shared_ptr<Playout> Playout::open(AudioOutput& output, const OutputRequest& request, int channels, int rate,
                                       std::shared_ptr<PlayoutControls> controls) {
  OutputRequest asked = request;
  asked.channels = std::max(channels, 2);
  asked.sampleRate = rate;
  // The output keeps what it calls, and that keeps the playout: it can never call what is gone.
  const auto slot = std::make_shared<std::shared_ptr<Playout>>();
  const OutputFormat format = output.open(
      asked, [slot](AudioView block) { (*slot)->fill(block); },
      [slot](std::size_t frames) { return (*slot)->isReady(frames); });
  *slot = std::shared_ptr<Playout>(new Playout(output, format, asked, channels, rate, std::move(controls)));
  return *slot;
}

Playout::Playout(AudioOutput& output, const OutputFormat& format, const OutputRequest& request, int channels, int rate,
                 std::shared_ptr<PlayoutControls> controls)
    : output_(output),
      format_(format),
      channels_(channels),
      rate_(rate),
      ratio_(static_cast<double>(format.sampleRate) / rate),
      controls_(std::move(controls)),
      ring_(format.channels, ringFrames(format, request)),
      tap_(channels, static_cast<std::size_t>(kPlayerTapSeconds * rate)),
      wide_(format.channels, kMaxFrames) {
  renew();
}

void Playout::renew() {
  if (format_.sampleRate != rate_) resampler_.emplace(rate_, format_.sampleRate, format_.channels);
}

void Playout::begin(PlayPosition at, std::uint64_t inFrames) {
  {
    const std::scoped_lock lock(mutex_);
    markCount_ = 0;
  }
  mark(at, static_cast<double>(inFrames));
}

void Playout::mark(PlayPosition at, double inFrames) {
  const std::scoped_lock lock(mutex_);
  if (markCount_ == marks_.size()) {  // the oldest was heard long ago
    std::shift_left(marks_.begin(), marks_.end(), 1);
    --markCount_;
  }
  marks_[markCount_++] = {delivered_ + static_cast<std::uint64_t>(inFrames * ratio_), at};
}

PlayPosition Playout::position() const {
  const std::scoped_lock lock(mutex_);
  if (markCount_ == 0) return {};
  const double late = format_.latencySeconds * format_.sampleRate;
  const double heard = std::max(0.0, static_cast<double>(heard_.load(std::memory_order_relaxed)) - late);
  const Mark* mark = &marks_.front();
  for (std::size_t i = 0; i < markCount_; ++i)
    if (static_cast<double>(marks_[i].output) <= heard) mark = &marks_[i];
  const double since = std::max(0.0, heard - static_cast<double>(mark->output)) / ratio_;
  return {mark->at.item, mark->at.frame + static_cast<std::uint64_t>(since)};
}

ConstAudioView Playout::convert(ConstAudioView block) {
  tap_.write(block);
  const AudioView wide = wide_.view().slice(0, block.frames());
  for (int c = 0; c < wide.channels(); ++c) {
    const int source = sourceOf(c, channels_);
    if (source >= 0)
      std::ranges::copy(block[source], wide[c].begin());
    else
      std::ranges::fill(wide[c], 0.0f);
  }
  return resampler_ ? resampler_->process(wide) : ConstAudioView(wide);
}

ConstAudioView Playout::rest() { return resampler_ ? resampler_->finish() : ConstAudioView(wide_.view().slice(0, 0)); }

std::size_t Playout::deliver(ConstAudioView converted) noexcept {
  const std::size_t count = ring_.write(converted);
  delivered_ += count;
  return count;
}

bool Playout::isHalfFull() const noexcept { return ring_.space() == 0 || ring_.filled() * 2 >= ring_.capacity(); }

void Playout::start(bool moreComes) {
  isExpecting_ = moreComes;
  output_.start();
  isStarted_ = true;
}

void Playout::stop() {
  isExpecting_ = false;
  if (std::exchange(isStarted_, false)) output_.stop();
}

void Playout::fill(AudioView block) noexcept {
  const std::size_t count = ring_.read(block);
  if (count < block.frames()) {
    clear(block.slice(count, block.frames() - count));
    if (isExpecting_) controls_->underruns.fetch_add(1, std::memory_order_relaxed);
  }
  heard_.fetch_add(count, std::memory_order_relaxed);
  const double volume = controls_->volume.load(std::memory_order_relaxed);
  if (volume == 1) return;
  for (int c = 0; c < block.channels(); ++c)
    for (float& sample : block[c]) sample = static_cast<float>(static_cast<double>(sample) * volume);
}

}  // namespace lathe
