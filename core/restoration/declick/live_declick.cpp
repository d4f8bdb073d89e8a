// A window that moves in steps; what is decided leaves it a step later.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/live_declick.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"

namespace lathe {
namespace {

// Samples at 44.1 and 48 kHz.
constexpr std::size_t kStep = 2048;
constexpr std::size_t kAhead = 8192;   ///< that candidates and long models look at
constexpr std::size_t kMargin = 512;   ///< by which a click may reach back before where it was found
constexpr Seconds kRemembered = 20_s;  ///< of the share of clicks

}  // namespace

void Declick::prepare(const ProcessFormat& format) {
  const std::size_t factor = rateFactor(format.audio.sampleRate);
  sampleRate_ = format.audio.sampleRate;
  step_ = kStep * factor;
  ahead_ = kAhead * factor;
  margin_ = kMargin * factor;
  window_ = 2 * ahead_ + step_;
  fade_ = exact::exp(-static_cast<double>(step_) / (kRemembered.value * sampleRate_));
  channels_.assign(static_cast<std::size_t>(format.audio.channels()), {});
  for (Channel& channel : channels_) {
    channel.heard.resize(window_);
    channel.sound.resize(window_);
    channel.coming.resize(step_);
  }
  find_.emplace(window_, settings_.kind, format.audio.sampleRate);
  reset();
}

void Declick::set(const Settings& settings) noexcept {
  const auto& next = settings.as<DeclickSettings>();
  settings_.kind = next.kind;
  settings_.sensitivity = next.sensitivity;
  settings_.widening = next.widening;
  settings_.skew = next.skew;
  if (find_) find_->setKind(settings_.kind);
}

void Declick::reset() noexcept {
  for (Channel& channel : channels_) {
    std::ranges::fill(channel.heard, 0.0);
    std::ranges::fill(channel.sound, 0.0f);
    std::ranges::fill(channel.coming, 0.0f);
  }
  // The first sample stands where long models of a whole recording have their grid's origin.
  const std::size_t hop = LongModelSizes::of(step_ / kStep).hop;
  origin_ = (window_ + hop - 1) / hop * hop - window_;
  filled_ = 0;
  share_ = ClickShare();
  share_.fade(1);
}

void Declick::process(AudioView block) noexcept {
  for (std::size_t done = 0; done < block.frames();) {
    const std::size_t count = std::min(block.frames() - done, step_ - filled_), place = window_ - step_ + filled_;
    for (int c = 0; c < block.channels(); ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      const auto samples = block[c].subspan(done, count);
      for (std::size_t n = 0; n < count; ++n) {
        const float sample = samples[n];
        channel.sound[place + n] = sample;
        channel.heard[place + n] = std::isfinite(sample) ? static_cast<double>(sample) : 0;
        samples[n] = channel.coming[filled_ + n];
      }
    }
    done += count;
    filled_ += count;
    if (filled_ == step_) work();
  }
}

void Declick::work() noexcept {
  origin_ += step_;
  filled_ = 0;
  const std::size_t from = ahead_, to = ahead_ + step_;
  const double wish = sensitivityShift(settings_.sensitivity);
  const auto widening = static_cast<std::size_t>(std::llround(settings_.widening.value * sampleRate_));
  for (Channel& channel : channels_) {
    const auto found = (*find_)(channel.heard, from, to, origin_);
    for (const FoundClick& click : found) share_.add(skewedOdds(click, settings_.skew));
    for (const FoundClick& click : found) {
      if (skewedOdds(click, settings_.skew) + share_.shift() + wish <= 0) continue;
      find_->repair(channel.heard, click.span, widening, channel.sound);
    }
    std::copy_n(channel.sound.begin() + static_cast<std::ptrdiff_t>(from - margin_), step_, channel.coming.begin());
    std::shift_left(channel.heard.begin(), channel.heard.end(), static_cast<std::ptrdiff_t>(step_));
    std::shift_left(channel.sound.begin(), channel.sound.end(), static_cast<std::ptrdiff_t>(step_));
  }
  share_.fade(fade_);
}

}  // namespace lathe
