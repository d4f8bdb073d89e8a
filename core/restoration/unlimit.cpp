// Two averages of the power tell attacks, the nearness to the ceiling tells limiting.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/unlimit.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/biquad.h"
#include "core/dsp/envelope.h"
#include "core/processors/live_run.h"

namespace lathe {
namespace {

constexpr Seconds kLookAhead = 2_ms, kFast = 3_ms, kSlow = 80_ms;
constexpr double kRise = 2, kFullRise = 8;  // dB of the fast over the slow level: an attack begins, and is a full one
constexpr double kNothing = 0.02;           // dB that count as none
constexpr Seconds kPeakBlock = 20_ms;
constexpr double kPileWidth = 0.4, kBelow = 3, kFewest = 8, kLimited = 2;
constexpr double kLoudest = 8;  // of full scale: no sound is louder

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  UnlimitSettings s = settings.as<UnlimitSettings>();
  if (s.findsCeiling) {
    const Limiting limiting = findLimiting(*input, work);
    if (limiting.pile < kLimited) {
      if (work.note) work.note("un-limit: no limiting found, nothing was changed");
      return input;
    }
    s.findsCeiling = false;
    s.ceiling = {std::clamp(limiting.ceiling.value, -40.0, 12.0)};
  }
  Unlimit unlimit(s);
  ClipPtr made = throughProcessor(unlimit, input, work);
  if (work.note)
    work.note(
        fmt::format("un-limit: attacks at a ceiling of {:.1f} dBFS raised by up to {:.1f} dB in {:.1f} % of the time",
                    s.ceiling.value, unlimit.deepest(), 100 * unlimit.activeShare()));
  return made;
}

}  // namespace

Limiting findLimiting(const AudioClip& clip, const OfflineWork& work) {
  const auto block = static_cast<std::size_t>(kPeakBlock.value * clip.format().sampleRate);
  AudioBuffer buffer(clip.format().channels(), std::max<std::size_t>(1, block));
  std::vector<float> peaks;
  float highest = 0;
  for (std::uint64_t at = 0; at < clip.frames(); at += buffer.frames()) {
    if (peaks.size() % 1024 == 0) work.progress.throwIfStopped();
    clip.read(at, buffer.view());
    float peak = 0;
    for (int c = 0; c < buffer.channels(); ++c)
      for (const float x : buffer[c])
        if (std::isfinite(x)) peak = std::max(peak, std::abs(x));
    peaks.push_back(peak);
    highest = std::max(highest, peak);
  }
  Limiting limiting{toDecibels(static_cast<double>(highest)), 0};
  double near = 0, below = 0;
  for (const float peak : peaks) {
    const double under = 20 * exact::log10(static_cast<double>(highest) / (static_cast<double>(peak) + 1e-12));
    if (under < kPileWidth)
      near += 1;
    else if (under < kPileWidth + kBelow)
      below += 1;
  }
  if (near >= kFewest) limiting.pile = near / kPileWidth / std::max(0.5, below / kBelow);
  return limiting;
}

const SettingsType& UnlimitSettings::type() {
  using S = UnlimitSettings;
  static const SettingsType type = describe<S>(
      "unlimit", "Un-limit", "Restores transients lost to limiting.",
      {
          bind<S>(&S::amount, {"amount", "Amount", Unit::Decibels, 0, 12, "Most that an attack is raised by."}),
          bind<S>(&S::findsCeiling, {"auto", "Find the ceiling", Unit::Switch, 0, 1,
                                     "It is the highest sample; else the one that is set."}),
          bind<S>(&S::ceiling, {"ceiling", "Ceiling", Unit::Decibels, -40, 12, "Where the limiter held peaks."}),
          bind<S>(&S::nearness, {"nearness", "Nearness", Unit::Decibels, 0.1, 6,
                                 "Only where peaks come this near to the ceiling was the limiter at work."}),
          bind<S>(&S::release, {"release", "Release", Unit::Milliseconds, 5, 300, "In which a raise falls off."}),
      });
  return type;
}

void Unlimit::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  channels_ = format.audio.channels();
  lookAhead_ = static_cast<std::size_t>(kLookAhead.value * sampleRate_);
  history_ = SampleHistory(channels_, lookAhead_, format.maxFrames);
  peak_ = SlidingMaximum(lookAhead_ + 1);
  held_ = SlidingMaximum(lookAhead_ + 1);
  fastStep_ = onePoleStep(kFast, sampleRate_);
  slowStep_ = onePoleStep(kSlow, sampleRate_);
  attackStep_ = onePoleStep(kLookAhead / 4, sampleRate_);
  reset();
}

void Unlimit::set(const Settings& settings) noexcept {
  settings_ = settings.as<UnlimitSettings>();
  releaseStep_ = onePoleStep(settings_.release / 3, sampleRate_);
}

void Unlimit::reset() noexcept {
  history_.clear();
  peak_.clear();
  held_.clear();
  highest_ = fast_ = slow_ = raise_ = deepest_ = 0;
  active_ = frames_ = 0;
  releaseStep_ = onePoleStep(settings_.release / 3, sampleRate_);
}

double Unlimit::activeShare() const noexcept {
  return frames_ > 0 ? static_cast<double>(active_) / static_cast<double>(frames_) : 0;
}

/// The raise in dB that the newest sample asks for.
double Unlimit::wanted(AudioView block, std::size_t n) noexcept {
  double power = 0, size = 0;
  for (int c = 0; c < channels_; ++c) {
    const double x = std::clamp(finiteOrZero(block[c][n]), -kLoudest, kLoudest);
    power += x * x / channels_;
    size = std::max(size, std::abs(x));
  }
  fast_ += fastStep_ * (power - fast_);
  slow_ += slowStep_ * (fast_ - slow_);
  highest_ = std::max(highest_, size);
  const double top = peak_.next(static_cast<float>(size));
  const double ceiling = settings_.findsCeiling ? highest_ : toGain(settings_.ceiling);
  if (top <= 1e-4 || top < ceiling * toGain(-settings_.nearness)) return 0;
  const double rise = 10 * exact::log10((fast_ + 1e-12) / (slow_ + 1e-12));
  return settings_.amount.value * std::clamp((rise - kRise) / (kFullRise - kRise), 0.0, 1.0);
}

void Unlimit::process(AudioView block) noexcept {
  const FlushDenormals flush;
  history_.advance(block.frames());
  for (int c = 0; c < channels_; ++c)
    for (std::size_t n = 0; n < block.frames(); ++n)
      history_.newest(c)[n] = static_cast<float>(finiteOrZero(block[c][n]));
  for (std::size_t n = 0; n < block.frames(); ++n) {
    const double target = held_.next(static_cast<float>(wanted(block, n)));
    raise_ += (target > raise_ ? attackStep_ : releaseStep_) * (target - raise_);
    if (raise_ < 1e-9) raise_ = 0;
    const double raise = std::max(0.0, raise_ - kNothing);
    const double gain = raise > 0 ? exact::exp10(raise / 20) : 1;
    for (int c = 0; c < channels_; ++c) {
      const float dry = history_.newest(c)[static_cast<std::ptrdiff_t>(n) - static_cast<std::ptrdiff_t>(lookAhead_)];
      block[c][n] = gain == 1 ? dry : static_cast<float>(gain * dry);
    }
    deepest_ = std::max(deepest_, raise);
    if (raise > 0.1) ++active_;
  }
  frames_ += block.frames();
}

OfflineForm unlimitOffline() { return {apply, nullptr}; }

}  // namespace lathe
