// Two detector bands, a rule on their ratio, and a gain on all of the sound or on what is above the frequency.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/deess.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/decibel_math.h"
#include "core/dsp/envelope.h"
#include "core/dsp/fir_design.h"
#include "core/processors/live_run.h"

namespace lathe {
namespace {

constexpr Seconds kLookAhead = 4_ms, kReach = 1_ms, kPower = 2_ms, kRise = 50_ms, kFall = 1_s;
constexpr double kCrossover = 4000, kGate = 25, kLowest = 2000, kHighest = 12000;
constexpr double kNothing = 0.02;  // dB of reduction that count as none
constexpr double kStandardSplit = 5000, kSplitOfCentre = 0.55;
constexpr double kEnough = 0.05, kMost = 60;  // s of sibilants: before the frequency is believed; that are remembered
constexpr Decibels kStop = 50_dB;

/// Butterworth sections by the bilinear transform.
Biquad butterworth(double frequency, double rate, bool isHigh) {
  const double w = 2 * std::numbers::pi * std::min(frequency, 0.45 * rate) / rate, c = exact::cos(w);
  const double alpha = exact::sin(w) / std::numbers::sqrt2, scale = 1 / (1 + alpha);
  const double edge = (isHigh ? 1 + c : 1 - c) / 2 * scale;
  return {edge, isHigh ? -2 * edge : 2 * edge, edge, -2 * c * scale, (1 - alpha) * scale};
}

double crossoverFor(double rate) { return std::min(kCrossover, rate / 4); }

LATHE_VECTOR_CLONES float dot(const float* x, const double* taps, std::size_t count) noexcept {
  double sums[8] = {};
  std::size_t n = 0;
  for (; n + 8 <= count; n += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += static_cast<double>(x[n + k]) * taps[n + k];
  for (; n < count; ++n) sums[0] += static_cast<double>(x[n]) * taps[n];
  return static_cast<float>(((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])));
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  DeessSettings s = settings.as<DeessSettings>();
  OfflineWork second = work;
  if (s.findsFrequency) {
    OfflineWork first = work;
    first.progress = work.progress.part(0, 0.5);
    second.progress = work.progress.part(0.5, 1);
    Deess listener(s);
    listenThrough(listener, *input, first);
    s.findsFrequency = false;
    s.frequency = {std::clamp(listener.splitFrequency().value, kLowest, kHighest)};
    if (work.note)
      work.note(listener.centre().value > 0
                    ? fmt::format("de-ess: sibilants around {:.1f} kHz for {:.1f} s, turned down above {:.1f} kHz",
                                  listener.centre().value / 1000, listener.heard().value, s.frequency.value / 1000)
                    : "de-ess: no sibilants found");
  }
  Deess deess(s);
  return throughProcessor(deess, input, second);
}

}  // namespace

const SettingsType& DeessSettings::type() {
  using S = DeessSettings;
  static const SettingsType type = describe<S>(
      "deess", "De-ess", "Turns sibilants of voices down.",
      {
          bind<S>(&S::mode, {"mode",
                             "Mode",
                             Unit::Choice,
                             0,
                             0,
                             "Only what is above the frequency, or all of the sound while a sibilant lasts.",
                             Scale::Linear,
                             {{"split", "Split band"}, {"wide", "Wide band"}}}),
          bind<S>(&S::findsFrequency, {"auto", "Find the frequency", Unit::Switch, 0, 1,
                                       "From the sibilants themselves; else it is the one that is set."}),
          bind<S>(&S::frequency, {"frequency", "Frequency", Unit::Hertz, kLowest, kHighest,
                                  "Above it sibilants are turned down in split mode.", Scale::Logarithmic}),
          bind<S>(&S::threshold, {"threshold", "Threshold", Unit::Decibels, -20, 20,
                                  "What is above 4 kHz over what is below, from where on it is a sibilant."}),
          bind<S>(&S::range, {"range", "Range", Unit::Decibels, 0, 24, "Deepest reduction."}),
          bind<S>(&S::release,
                  {"release", "Release", Unit::Milliseconds, 10, 300, "In which a reduction falls to a twentieth."}),
      });
  return type;
}

void Deess::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  channels_ = format.audio.channels();
  lookAhead_ = static_cast<std::size_t>(kLookAhead.value * sampleRate_);
  reach_ = static_cast<std::size_t>(std::ceil(kReach.value * sampleRate_));
  lowPasses_.clear();
  for (double f = kLowest; f < kHighest * 1.01 && (f < 0.45 * sampleRate_ || lowPasses_.empty());
       f *= exact::exp2(1.0 / 12))
    lowPasses_.push_back(designLowPass(static_cast<int>(2 * reach_ + 1), std::min(0.45, f / sampleRate_), kStop));
  history_ = SampleHistory(channels_, lookAhead_ + 2 * reach_, format.maxFrames);
  detectors_.assign(static_cast<std::size_t>(channels_), BiquadCascade(2));
  const double crossover = crossoverFor(sampleRate_);
  for (BiquadCascade& detector : detectors_)
    for (int k = 0; k < 2; ++k)
      detector.aim(k, butterworth(crossover, sampleRate_, true),
                   k == 0 ? butterworth(crossover, sampleRate_, false) : butterworth(100, sampleRate_, true));
  held_ = SlidingMaximum(lookAhead_ + 1);
  powerStep_ = onePoleStep(kPower, sampleRate_);
  riseStep_ = onePoleStep(kRise, sampleRate_);
  fallStep_ = onePoleStep(kFall, sampleRate_);
  attackStep_ = onePoleStep(kLookAhead / 4, sampleRate_);
  reset();
}

void Deess::set(const Settings& settings) noexcept {
  settings_ = settings.as<DeessSettings>();
  isStale_ = true;
  releaseStep_ = onePoleStep(settings_.release / 3, sampleRate_);
}

void Deess::reset() noexcept {
  history_.clear();
  for (BiquadCascade& detector : detectors_) detector.jump();
  held_.clear();
  power_ = Pair{0, 0};
  voice_ = reduction_ = lastHigh_ = crossings_ = sibilantFrames_ = blockDeepest_ = deepest_ = 0;
  active_ = frames_ = 0;
  releaseStep_ = onePoleStep(settings_.release / 3, sampleRate_);
  chooseFilter();
}

Hertz Deess::centre() const noexcept {
  if (sibilantFrames_ < kEnough * sampleRate_) return {0};
  return {crossings_ / sibilantFrames_ * sampleRate_ / 2};
}

Seconds Deess::heard() const noexcept { return {sibilantFrames_ / sampleRate_}; }

Hertz Deess::splitFrequency() const noexcept {
  if (!settings_.findsFrequency) return settings_.frequency;
  const Hertz middle = centre();
  return middle.value > 0 ? middle * kSplitOfCentre : Hertz{kStandardSplit};
}

void Deess::chooseFilter() noexcept {
  isStale_ = false;
  const double place = std::round(12 * exact::log2(splitFrequency().value / kLowest));
  filter_ = static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(lowPasses_.size() - 1)));
}

/// The reduction in dB that the powers of both bands ask for.
double Deess::reductionAt(const Pair& powers) noexcept {
  const double total = powers[0] + powers[1];
  voice_ += (total > voice_ ? riseStep_ : fallStep_) * (total - voice_);
  // Most sound is no sibilant: the logarithms are for the rest.
  if (powers[0] <= powers[1] * 0.01 || total <= 1e-14) return 0;
  const double ratio = 10 * exact::log10(powers[0] / (powers[1] + 1e-30));
  const double presence = 10 * exact::log10(total / (voice_ + 1e-30)) + kGate;
  return std::clamp(std::min(ratio - settings_.threshold.value, presence), 0.0, settings_.range.value);
}

double Deess::detect(AudioView block, std::size_t n) noexcept {
  Pair powers{};
  double high = 0;
  for (int c = 0; c < channels_; ++c) {
    const double x = std::clamp(finiteOrZero(block[c][n]), -1.0, 1.0);
    Pair bands{x, x};
    detectors_[static_cast<std::size_t>(c)].process(&bands, 1);
    powers += bands * bands;
    high += bands[0];
  }
  power_ += powerStep_ * (powers / static_cast<double>(channels_) - power_);
  const double wanted = reductionAt(power_);
  if (wanted > 0) {
    isStale_ = true;
    sibilantFrames_ += 1;
    if (high * lastHigh_ < 0) crossings_ += 1;
    if (sibilantFrames_ > kMost * sampleRate_) sibilantFrames_ /= 2, crossings_ /= 2;
  }
  lastHigh_ = high;
  return wanted;
}

void Deess::process(AudioView block) noexcept {
  const FlushDenormals flush;
  const std::size_t frames = block.frames();
  history_.advance(frames);
  for (int c = 0; c < channels_; ++c)
    for (std::size_t n = 0; n < frames; ++n) history_.newest(c)[n] = static_cast<float>(finiteOrZero(block[c][n]));
  blockDeepest_ = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    const double target = held_.next(static_cast<float>(detect(block, n)));
    reduction_ += (target > reduction_ ? attackStep_ : releaseStep_) * (target - reduction_);
    const double reduction = std::max(0.0, reduction_ - kNothing);
    if (reduction == 0) {
      if (reduction_ < 1e-9) reduction_ = 0;
      if (target == 0 && isStale_) chooseFilter();
    }
    const double rest = reduction > 0 ? 1 - exact::exp10(-reduction / 20) : 0;
    for (int c = 0; c < channels_; ++c) {
      const float* taps = history_.newest(c) + n - lookAhead_ - 2 * reach_;
      const float dry = taps[reach_];
      float out = dry;
      if (rest > 0) {
        const bool isWide = settings_.mode == DeessMode::Wide;
        const double taken =
            isWide ? dry : static_cast<double>(dry) - dot(taps, lowPasses_[filter_].data(), 2 * reach_ + 1);
        out = static_cast<float>(dry - rest * taken);
      }
      block[c][n] = out;
    }
    blockDeepest_ = std::max(blockDeepest_, reduction);
    if (reduction > 0.1) ++active_;
  }
  deepest_ = std::max(deepest_, blockDeepest_);
  frames_ += frames;
}

Activity Deess::activity() const noexcept {
  return {.reduction = {blockDeepest_},
          .deepest = {deepest_},
          .activeShare = frames_ > 0 ? static_cast<double>(active_) / static_cast<double>(frames_) : 0};
}

OfflineForm deessOffline() { return {apply, nullptr}; }

}  // namespace lathe
