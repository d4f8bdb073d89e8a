// The saturator at work: dry sound waits while the wet sound is driven, bent and mixed in.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/saturator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/matched_filter.h"
#include "core/processors/saturator_shapes.h"

namespace lathe {
namespace {

constexpr std::size_t kChunk = 64;  // base frames: a chunk at the raised rate stays in the first cache
constexpr std::size_t kMaxFactor = 16;
constexpr Seconds kGlideTime = 20_ms;
constexpr double kLeastDrive = 1e-3;
constexpr int kEmphasisSections = DigitalFilter::kMaxSections;
/// The tape's emphasis: lows 2 dB down and highs 4 dB up on the way in, and back on the way out.
constexpr Decibels kTapeLows = -2_dB, kTapeRise = 6_dB;
constexpr Hertz kTapeFrequency = 4_kHz;

int oversamplingFactor(int sampleRate) { return sampleRate <= 50000 ? 16 : sampleRate <= 100000 ? 8 : 4; }

SaturationCurve curveOf(SaturatorCharacter character) noexcept {
  switch (character) {
    case SaturatorCharacter::Tube:
      return SaturationCurve::Asymmetric;
    case SaturatorCharacter::Clip:
      return SaturationCurve::Clip;
    default:
      return SaturationCurve::Tanh;
  }
}

/// G / g, the gain after the curve.
double makeUp(double drive) noexcept { return (1 + drive) / drive; }

/// The factor that brings a sine at -12 dBFS (a low one for tape) back to its level, its offset not counted.
double levelCompensation(SaturatorCharacter character, double drive) noexcept {
  const double before = character == SaturatorCharacter::Tape ? toGain(kTapeLows) : 1;
  constexpr int kPoints = 64;
  constexpr double kAmplitude = 0.25;
  double sum = 0, squares = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = kAmplitude * exact::sin(2 * std::numbers::pi * (i + 0.5) / kPoints);
    const double y = saturate(curveOf(character), drive * before * x) / before * makeUp(drive);
    sum += y;
    squares += y * y;
  }
  const double mean = sum / kPoints;
  return kAmplitude * std::numbers::sqrt2 / 2 / std::sqrt(squares / kPoints - mean * mean);
}

LATHE_VECTOR_CLONES
void multiply(const float* samples, const float* factors, float* out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) out[i] = samples[i] * factors[i];
}

LATHE_VECTOR_CLONES
void addScaled(const float* samples, const float* factors, float* out, std::size_t frames) {
  for (std::size_t i = 0; i < frames; ++i) out[i] += samples[i] * factors[i];
}

}  // namespace

struct Saturator::Controls {
  float drive[kChunk * kMaxFactor];
  float makeUp[3][kChunk * kMaxFactor];  ///< per curve: its share times the gain after it
  bool isUsed[3];
  double wet[kChunk], output[kChunk];
};

const SettingsType& SaturatorSettings::type() {
  using S = SaturatorSettings;
  static const SettingsType type = describe<S>(
      "saturator", "Saturator", "Harmonics of an overdriven stage, oversampled so that none folds back.",
      {
          bind<S>(&S::drive, {"drive", "Drive", Unit::Decibels, 0, 30, "How hard the sound is driven into the curve."}),
          bind<S>(&S::character, {"character",
                                  "Character",
                                  Unit::Choice,
                                  0,
                                  0,
                                  "The curve.",
                                  Scale::Linear,
                                  {{"soft", "Soft"}, {"tube", "Tube"}, {"tape", "Tape"}, {"clip", "Hard clip"}}}),
          bind<S>(&S::mix, {"mix", "Mix", Unit::Percent, 0, 100, "Share of the saturated sound beside the input."}),
          bind<S>(&S::compensates, {"compensate", "Level compensation", Unit::Switch, 0, 1,
                                    "Keeps the level of a sine at -12 dBFS while the drive changes."}),
          bind<S>(&S::output, {"output", "Output gain", Unit::Decibels, -30, 30, "Level after the mix."}),
      });
  return type;
}

void Saturator::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  const int channels = format.audio.channels(), factor = oversamplingFactor(sampleRate_);
  oversampler_ = Oversampler(factor, channels, kChunk, 1);
  const auto raised = kChunk * static_cast<std::size_t>(factor);
  driven_.assign(raised + 2, 0);
  bent_.assign(raised, 0);
  sum_.assign(raised, 0);
  past_.resize(static_cast<std::size_t>(channels));
  colours_.assign(static_cast<std::size_t>(channels + 1) / 2,
                  {BiquadCascade(kEmphasisSections), BiquadCascade(kEmphasisSections + 1)});
  waiting_ = AudioBuffer(channels, latency() + kChunk);
  wetBuffer_ = AudioBuffer(channels, kChunk);
  drive_ = compensation_ = wet_ = output_ = Glide(kGlideTime, sampleRate_);
  curves_.fill(drive_);
  reset();
}

/// Turns the settings into targets of all glides.
void Saturator::aim() noexcept {
  const SaturationCurve curve = curveOf(settings_.character);
  const double drive = std::max(kLeastDrive, toGain(settings_.drive) - 1);
  drive_.glideTo(drive);
  compensation_.glideTo(settings_.compensates ? levelCompensation(settings_.character, drive) : 1);
  for (std::size_t k = 0; k < curves_.size(); ++k) curves_[k].glideTo(k == static_cast<std::size_t>(curve) ? 1 : 0);
  output_.glideTo(toGain(settings_.output));
  wet_.glideTo(settings_.drive > 0_dB ? settings_.mix : 0);

  DigitalFilter emphasis, blocker;
  if (settings_.character == SaturatorCharacter::Tape) {
    emphasis = matchFilter(analogHighShelf(kTapeFrequency, kTapeRise, 0.5), sampleRate_);
    Biquad& first = emphasis.sections[0];
    for (double* b : {&first.b0, &first.b1, &first.b2}) *b *= toGain(kTapeLows);
  }
  if (settings_.character == SaturatorCharacter::Tube) blocker = matchFilter(analogHighPass(5_Hz, 1, 1), sampleRate_);
  for (Colour& colour : colours_) {
    for (int k = 0; k < kEmphasisSections; ++k) {
      const Biquad section = emphasis.sections[static_cast<std::size_t>(k)], undo = inverse(section);
      colour.before.aim(k, section, section);
      colour.after.aim(k, undo, undo);
    }
    colour.after.aim(kEmphasisSections, blocker.sections[0], blocker.sections[0]);
  }
}

/// Everything of the wet sound but its share starts anew at its target.
void Saturator::jumpWet() noexcept {
  for (Glide* glide : {&drive_, &compensation_, &curves_[0], &curves_[1], &curves_[2]}) glide->jumpTo(glide->target());
  for (Colour& colour : colours_) {
    colour.before.jump();
    colour.after.jump();
  }
  oversampler_.reset();
  std::ranges::fill(past_, std::array<float, 2>{});
}

void Saturator::set(const Settings& settings) noexcept {
  const SaturatorCharacter before = settings_.character;
  const bool wasIdle = isWetIdle();
  settings_ = settings.as<SaturatorSettings>();
  aim();
  if (wasIdle) return jumpWet();
  if (settings_.character == before) return;
  for (Colour& colour : colours_) {
    const int frames = std::max(1, static_cast<int>(kGlideTime.value * sampleRate_));
    colour.before.glide(frames);
    colour.after.glide(frames);
  }
}

void Saturator::reset() noexcept {
  aim();
  jumpWet();
  wet_.jumpTo(wet_.target());
  output_.jumpTo(output_.target());
  clear(waiting_.view());
}

/// Turns a chunk of the input into saturated sound, latency() frames late.
void Saturator::makeWet(AudioView wet, const Controls& controls) noexcept {
  const auto filter = [&](BiquadCascade Colour::*cascade) {
    for (std::size_t pair = 0; pair < colours_.size(); ++pair) {
      const int first = static_cast<int>(2 * pair), second = first + 1;
      (colours_[pair].*cascade)
          .process(wet[first].data(), second < wet.channels() ? wet[second].data() : nullptr, wet.frames());
    }
  };
  filter(&Colour::before);
  const AudioView high = oversampler_.up(wet);
  const std::size_t frames = high.frames();
  for (int c = 0; c < high.channels(); ++c) {
    auto& past = past_[static_cast<std::size_t>(c)];
    std::ranges::copy(past, driven_.begin());
    multiply(high[c].data(), controls.drive, driven_.data() + 2, frames);
    past = {driven_[frames], driven_[frames + 1]};
    std::fill_n(high[c].data(), frames, 0.0f);
    for (std::size_t k = 0; k < curves_.size(); ++k) {
      if (!controls.isUsed[k]) continue;
      saturate(static_cast<SaturationCurve>(k), driven_.data() + 2, bent_.data(), frames);
      addScaled(bent_.data(), controls.makeUp[k], high[c].data(), frames);
    }
  }
  oversampler_.down(wet);
  filter(&Colour::after);
}

void Saturator::processChunk(AudioView block) noexcept {
  const std::size_t frames = block.frames(), factor = static_cast<std::size_t>(oversampler_.factor()), late = latency();
  const bool isDry = isWetIdle(), isUnity = output_.isSteady() && output_.value() == 1;
  const AudioView wet = wetBuffer_.view().slice(0, frames);
  for (int c = 0; c < block.channels(); ++c)
    std::ranges::transform(block[c], wet[c].begin(), [](float x) { return x - x == 0 ? x : 0.0f; });
  for (int c = 0; c < block.channels(); ++c) {
    std::ranges::copy(wet[c], waiting_[c].begin() + static_cast<std::ptrdiff_t>(late));
    std::copy_n(waiting_[c].begin(), frames, block[c].begin());
    std::copy_n(waiting_[c].begin() + static_cast<std::ptrdiff_t>(frames), late, waiting_[c].begin());
  }
  if (isDry && isUnity) return;

  Controls controls;
  for (std::size_t k = 0; k < curves_.size(); ++k)
    controls.isUsed[k] = !curves_[k].isSteady() || curves_[k].value() != 0;
  for (std::size_t i = 0; i < frames; ++i) {
    controls.wet[i] = wet_.next();
    controls.output[i] = output_.next();
    if (isDry) continue;
    const double drive = drive_.next(), gain = makeUp(drive) * compensation_.next();
    std::fill_n(controls.drive + i * factor, factor, static_cast<float>(drive));
    for (std::size_t k = 0; k < curves_.size(); ++k)
      std::fill_n(controls.makeUp[k] + i * factor, factor, static_cast<float>(curves_[k].next() * gain));
  }
  if (!isDry) makeWet(wet, controls);
  for (int c = 0; c < block.channels(); ++c)
    for (std::size_t i = 0; i < frames; ++i) {
      const double share = controls.wet[i], dry = block[c][i];
      const double mixed = isDry ? dry : dry * (1 - share) + static_cast<double>(wet[c][i]) * share;
      block[c][i] = static_cast<float>(mixed * controls.output[i]);
    }
}

void Saturator::process(AudioView block) noexcept {
  const FlushDenormals flush;
  for (std::size_t start = 0; start < block.frames(); start += kChunk)
    processChunk(block.slice(start, std::min(kChunk, block.frames() - start)));
}

std::size_t Saturator::tail() const noexcept {
  double slowest = 0;
  if (settings_.character == SaturatorCharacter::Tube)
    slowest = exact::exp(-2 * std::numbers::pi * 5 / sampleRate_);
  else if (settings_.character == SaturatorCharacter::Tape)
    slowest = exact::exp(-2 * std::numbers::pi * 500 / sampleRate_);
  const double ringing = slowest == 0 ? 0 : exact::log(1e8) / -exact::log(slowest);
  return latency() + static_cast<std::size_t>(std::ceil(ringing));
}

}  // namespace lathe
