// The true-peak limiter: drive, two passes, and what they did.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/limiter.h"

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr Seconds kLongestLookAhead = 10_ms;
constexpr Seconds kCorrection = 1.5_ms;  ///< look-ahead of the second pass
constexpr float kLoudest = 1e6f;         ///< larger samples are broken
constexpr float kActive = 0.98855309f;   ///< -0.1 dB
/// The second pass aims this much lower, for what its own gain changes between the samples.
constexpr Decibels kMargin = 0.01_dB;

std::size_t samples(Seconds time, double sampleRate) {
  return static_cast<std::size_t>(std::lround(time.value * sampleRate));
}

struct Character {
  double fast;  ///< factor on the release time
  double slowShare;
  Seconds slowAttack, slowRelease;
};

Character behaviour(LimiterCharacter character) {
  switch (character) {
    case LimiterCharacter::Transparent:
      return {1, 0.9, 120_ms, 500_ms};
    case LimiterCharacter::Punchy:
      return {0.4, 0.6, 200_ms, 250_ms};
    case LimiterCharacter::Smooth:
      return {3, 1, 30_ms, 2_s};
    case LimiterCharacter::Loud:
      return {0.15, 0.5, 200_ms, 150_ms};
  }
  return {};
}

/// Broken samples become silence.
LATHE_VECTOR_CLONES
void sanitise(float* samples, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) samples[i] = std::abs(samples[i]) <= kLoudest ? samples[i] : 0.0f;
}

LATHE_VECTOR_CLONES
void scale(float* samples, const float* gains, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) samples[i] *= gains[i];
}

}  // namespace

const SettingsType& LimiterSettings::type() {
  using S = LimiterSettings;
  static const SettingsType type = describe<S>(
      "limiter", "True-peak limiter", "Keeps every peak, also those between the samples, below a ceiling.",
      {
          bind<S>(&S::ceiling, {"ceiling", "Ceiling", Unit::DecibelsTruePeak, -20, 0,
                                "Highest true peak of the output, by ITU-R BS.1770 with 32-fold oversampling."}),
          bind<S>(&S::drive, {"drive", "Drive", Unit::Decibels, -24, 36, "Gain before the limiter."}),
          bind<S>(&S::character,
                  {"character",
                   "Character",
                   Unit::Choice,
                   0,
                   0,
                   "How the gain comes back after a peak.",
                   Scale::Linear,
                   {{"transparent", "Transparent"}, {"punchy", "Punchy"}, {"smooth", "Smooth"}, {"loud", "Loud"}}}),
          bind<S>(&S::lookAhead,
                  {"look-ahead", "Look-ahead", Unit::Milliseconds, 1, 10,
                   "How long before a peak the gain begins to fall; the latency stays the same.", Scale::Logarithmic}),
          bind<S>(&S::release,
                  {"release", "Release", Unit::Milliseconds, 5, 1000,
                   "Time constant with which the gain comes back; the character scales it.", Scale::Logarithmic}),
          bind<S>(&S::autoRelease, {"auto-release", "Automatic release", Unit::Switch, 0, 1,
                                    "Lets lasting reduction go back slowly and single peaks fast."}),
          bind<S>(&S::link, {"link", "Channel link", Unit::Percent, 0, 100,
                             "How far all channels are turned down together; 100 % keeps the stereo image."}),
      });
  return type;
}

void Limiter::prepare(const ProcessFormat& format) {
  format_ = format.audio;
  const double rate = format_.sampleRate;
  first_.emplace(LimiterStageFormat{format_.channels(), rate, samples(kLongestLookAhead, rate), false});
  second_.emplace(LimiterStageFormat{format_.channels(), rate, samples(kCorrection, rate), true});
  second_->setRelease({.fast = 20_ms});
  drive_ = Glide(20_ms, rate);
  driveGains_.resize(LimiterStage::kLongestRun);
  reset();
}

void Limiter::apply() noexcept {
  const Character character = behaviour(settings_.character);
  first_->setRelease({.fast = character.fast * settings_.release,
                      .slowShare = settings_.autoRelease ? character.slowShare : 0,
                      .slowAttack = character.slowAttack,
                      .slowRelease = character.slowRelease});
  first_->setLookAhead(samples(settings_.lookAhead, format_.sampleRate));
  first_->setLink(settings_.link);
  second_->setLink(settings_.link);
  ceiling_ = static_cast<float>(toGain(settings_.ceiling - kMargin));
}

void Limiter::set(const Settings& settings) noexcept {
  settings_ = settings.as<LimiterSettings>();
  if (!first_) return;
  apply();
  drive_.glideTo(toGain(settings_.drive));
}

void Limiter::reset() noexcept {
  apply();
  drive_.jumpTo(toGain(settings_.drive));
  first_->reset();
  second_->reset();
  deepest_ = deepestOfBlock_ = 1;
  frames_ = activeFrames_ = 0;
}

std::size_t Limiter::latency() const noexcept { return first_ ? first_->latency() + second_->latency() : 0; }

void Limiter::drive(AudioView run) noexcept {
  for (int c = 0; c < run.channels(); ++c) sanitise(run[c].data(), run.frames());
  if (drive_.isSteady() && drive_.value() == 1) return;
  for (std::size_t i = 0; i < run.frames(); ++i) driveGains_[i] = static_cast<float>(drive_.next());
  for (int c = 0; c < run.channels(); ++c) scale(run[c].data(), driveGains_.data(), run.frames());
}

void Limiter::count(const float* gains, std::size_t frames, float& deepest) noexcept {
  frames_ += frames;
  for (std::size_t i = 0; i < frames; ++i) {
    deepest = std::min(deepest, gains[i]);
    activeFrames_ += gains[i] < kActive;
  }
}

void Limiter::process(AudioView block) noexcept {
  deepestOfBlock_ = 1;
  for (std::size_t start = 0; start < block.frames(); start += LimiterStage::kLongestRun) {
    const AudioView run = block.slice(start, std::min(LimiterStage::kLongestRun, block.frames() - start));
    float gains[LimiterStage::kLongestRun];
    std::fill_n(gains, run.frames(), 1.0f);
    drive(run);
    first_->process(run, ceiling_, gains);
    second_->process(run, ceiling_, gains);
    count(gains, run.frames(), deepestOfBlock_);
  }
  deepest_ = std::min(deepest_, deepestOfBlock_);
}

Activity Limiter::activity() const noexcept {
  const auto positive = [](float gain) { return gain < 1 ? -toDecibels(gain) : 0.0_dB; };
  return {.reduction = positive(deepestOfBlock_),
          .deepest = positive(deepest_),
          .activeShare = frames_ > 0 ? static_cast<double>(activeFrames_) / static_cast<double>(frames_) : 0};
}

}  // namespace lathe
