// The compressor, run by run: detector, curve, follower, gain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/compressor.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/decibel_math.h"

namespace lathe {
namespace {

constexpr Seconds kGlide = 20_ms;
constexpr Seconds kPeakHold = 10_ms;  ///< half a period of 50 Hz: steady tones above it give a steady level
constexpr float kLoudest = 1e6f;      ///< larger samples are broken
constexpr float kActive = 0.1f;       ///< dB

LATHE_VECTOR_CLONES
void copySanitised(const float* from, std::size_t count, float* to) {
  for (std::size_t i = 0; i < count; ++i) to[i] = std::abs(from[i]) <= kLoudest ? from[i] : 0.0f;
}

LATHE_VECTOR_CLONES
void magnitudesOf(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = std::abs(values[i]);
}

LATHE_VECTOR_CLONES
void largerOf(float* a, const float* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) a[i] = std::max(a[i], b[i]);
}

LATHE_VECTOR_CLONES
void peakLevels(const float* amplitudes, std::size_t count, float* levels) {
  for (std::size_t i = 0; i < count; ++i) levels[i] = amplitudeDecibels(amplitudes[i]);
}

LATHE_VECTOR_CLONES
void rmsLevels(const float* squares, std::size_t count, float* levels) {
  for (std::size_t i = 0; i < count; ++i) levels[i] = powerDecibels(squares[i]);
}

/// a + share * (b - a), in place of a.
LATHE_VECTOR_CLONES
void blend(float* a, const float* b, float share, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) a[i] += share * (b[i] - a[i]);
}

/// compressorReduction() of many levels.
LATHE_VECTOR_CLONES
void wantedReductions(const float* levels, std::size_t count, float threshold, float slope, float knee, float range,
                      float* reductions) {
  const float half = std::max(knee / 2, 1e-6f);
  for (std::size_t i = 0; i < count; ++i) {
    const float over = levels[i] - threshold;
    const float inKnee = std::clamp(over + half, 0.0f, 2 * half);
    const float above = inKnee * inKnee / (4 * half) + std::max(over - half, 0.0f);
    reductions[i] = std::min(slope * above, range);
  }
}

LATHE_VECTOR_CLONES
void gainsOf(float* reductions, std::size_t count, float makeUp, float mix) {
  for (std::size_t i = 0; i < count; ++i) reductions[i] = (1 - mix) + mix * decibelGain(makeUp - reductions[i]);
}

LATHE_VECTOR_CLONES
void multiply(const float* samples, const float* gains, std::size_t count, float* result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = samples[i] * gains[i];
}

float valueOf(const Glide& glide) { return static_cast<float>(glide.value()); }

}  // namespace

void SidechainHighPass::setFrequency(Hertz frequency, double sampleRate) noexcept {
  const double g = exact::tan(std::numbers::pi * std::min(0.49, frequency.value / sampleRate));
  a1_ = 1 / (1 + g * (g + std::numbers::sqrt2));
  a2_ = g * a1_;
  a3_ = g * a2_;
}

template <class Move>
void Compressor::moveGlides(Move move) noexcept {
  const CompressorSettings& s = settings_;
  move(glides_.threshold, s.threshold.value);
  move(glides_.slope, s.ratio >= 20 ? 1 : 1 - 1 / s.ratio);
  move(glides_.knee, s.knee.value);
  move(glides_.range, s.range.value);
  move(glides_.makeUp, compressorMakeUp(s).value);
  move(glides_.mix, s.mix);
  move(glides_.link, s.link);
  move(glides_.rms, s.detector == LevelDetector::Rms ? 1 : 0);
  move(glides_.highPass, s.sidechainHighPass ? 1 : 0);
}

void Compressor::prepare(const ProcessFormat& format) {
  format_ = format.audio;
  const double rate = format_.sampleRate;
  const auto channels = static_cast<std::size_t>(format_.channels());
  latency_ = static_cast<std::size_t>(std::lround(settings_.lookAhead.value * rate));
  const Glide glide(kGlide, rate);
  glides_ = {glide, glide, glide, glide, glide, glide, glide, glide, glide};
  channels_.assign(channels, {});
  paths_.assign(channels, {SlidingMaximum(static_cast<std::size_t>(std::lround(kPeakHold.value * rate))), {}});
  history_ = SampleHistory(2 * format_.channels(), latency_, kLongestRun);
  for (auto* rows : {&magnitudes_, &squares_, &levels_, &reductions_}) rows->assign((channels + 1) * kLongestRun, 0);
  isPrepared_ = true;
  reset();
}

/// What takes effect at once and is audible only through filters and followers.
void Compressor::configure() noexcept {
  const double rate = format_.sampleRate;
  for (Channel& channel : channels_) {
    channel.highPass.setFrequency(settings_.sidechainFrequency, rate);
    channel.meanSquare.setWindow(settings_.rmsWindow, rate);
  }
  for (Path& path : paths_)
    path.follower.setTimes(
        {.attack = settings_.attack, .release = settings_.release, .slowShare = settings_.autoRelease ? 0.8 : 0}, rate);
  const auto used = static_cast<std::size_t>(std::lround(settings_.lookAhead.value * rate));
  detectorDelay_ = latency_ - std::min(latency_, used);
  if (isShared_ && settings_.link != 1) {
    isShared_ = false;
    std::fill(paths_.begin() + 1, paths_.end(), paths_.front());
    for (int p = 1; p < format_.channels(); ++p) {
      const auto past = static_cast<std::ptrdiff_t>(latency_);
      const float* shared = history_.newest(format_.channels());
      std::copy(shared - past, shared + history_.run(), history_.newest(format_.channels() + p) - past);
    }
  }
}

void Compressor::set(const Settings& settings) noexcept {
  settings_ = settings.as<CompressorSettings>();
  if (!isPrepared_) return;
  configure();
  moveGlides([](Glide& glide, double target) { glide.glideTo(target); });
}

void Compressor::reset() noexcept {
  isShared_ = settings_.link == 1;
  for (Channel& channel : channels_) {
    channel.highPass.reset();
    channel.meanSquare.reset();
  }
  for (Path& path : paths_) {
    path.peak.clear();
    path.follower.reset();
  }
  history_.clear();
  configure();
  moveGlides([](Glide& glide, double target) { glide.jumpTo(target); });
  deepest_ = deepestOfBlock_ = 0;
  frames_ = activeFrames_ = 0;
}

bool Compressor::isGliding() const noexcept {
  const Glides& g = glides_;
  return !(g.threshold.isSteady() && g.slope.isSteady() && g.knee.isSteady() && g.range.isSteady() &&
           g.makeUp.isSteady() && g.mix.isSteady() && g.link.isSteady() && g.rms.isSteady() && g.highPass.isSteady());
}

void Compressor::process(AudioView block) noexcept {
  deepestOfBlock_ = 0;
  for (std::size_t start = 0; start < block.frames();) {
    const bool gliding = isGliding();  // then frame by frame, each with its own values
    if (gliding) moveGlides([](Glide& glide, double) { glide.next(); });
    const std::size_t frames = gliding ? 1 : std::min(kLongestRun, block.frames() - start);
    processRun(block.slice(start, frames));
    start += frames;
  }
  deepest_ = std::max(deepest_, deepestOfBlock_);
}

/// The magnitudes and the mean squares of what the detector hears of one channel.
void Compressor::detect(int channel, std::size_t frames) noexcept {
  const float* samples = history_.newest(channel);
  float* heard = row(magnitudes_, channel);
  float* squares = row(squares_, channel);
  Channel state = channels_[static_cast<std::size_t>(channel)];  // a copy of its own stays in registers
  const double share = glides_.highPass.value();
  if (share == 0) {
    state.highPass.reset();
    for (std::size_t i = 0; i < frames; ++i) squares[i] = static_cast<float>(state.meanSquare.next(samples[i]));
    std::copy_n(samples, frames, heard);
  } else {
    for (std::size_t i = 0; i < frames; ++i) {
      const double x = samples[i] + share * (state.highPass.next(samples[i]) - samples[i]);
      squares[i] = static_cast<float>(state.meanSquare.next(x));
      heard[i] = static_cast<float>(x);
    }
  }
  channels_[static_cast<std::size_t>(channel)] = state;
  magnitudesOf(heard, frames);
}

void Compressor::measureLevels(int path, std::size_t frames) noexcept {
  float* peaks = row(magnitudes_, path);
  float* levels = row(levels_, path);
  SlidingMaximum& hold = paths_[static_cast<std::size_t>(path)].peak;
  for (std::size_t i = 0; i < frames; ++i) peaks[i] = hold.next(peaks[i]);
  const float rms = valueOf(glides_.rms);
  if (rms < 1) peakLevels(peaks, frames, levels);
  if (rms == 0) return;
  float* effective = rms < 1 ? row(levels_, format_.channels()) : levels;
  rmsLevels(row(squares_, path), frames, effective);
  if (rms < 1) blend(levels, effective, rms, frames);
}

/// Pulls the level of each channel towards the largest of all.
void Compressor::linkLevels(std::size_t frames) noexcept {
  const int channels = format_.channels();
  float* largest = row(levels_, channels);
  std::copy_n(row(levels_, 0), frames, largest);
  for (int c = 1; c < channels; ++c) largerOf(largest, row(levels_, c), frames);
  for (int c = 0; c < channels; ++c) blend(row(levels_, c), largest, valueOf(glides_.link), frames);
}

/// From the levels of a path to its gains.
void Compressor::follow(int path, std::size_t frames) noexcept {
  float* wanted = history_.newest(format_.channels() + path);
  float* reductions = row(reductions_, path);
  wantedReductions(row(levels_, path), frames, valueOf(glides_.threshold), valueOf(glides_.slope),
                   valueOf(glides_.knee), valueOf(glides_.range), wanted);
  std::copy_n(wanted - static_cast<std::ptrdiff_t>(detectorDelay_), frames, reductions);
  paths_[static_cast<std::size_t>(path)].follower.run(reductions, frames);
}

void Compressor::count(int paths, std::size_t frames) noexcept {
  float* deepest = row(reductions_, format_.channels());
  std::copy_n(row(reductions_, 0), frames, deepest);
  for (int p = 1; p < paths; ++p) largerOf(deepest, row(reductions_, p), frames);
  frames_ += frames;
  for (std::size_t i = 0; i < frames; ++i) {
    deepestOfBlock_ = std::max(deepestOfBlock_, deepest[i]);
    activeFrames_ += deepest[i] > kActive;
  }
}

void Compressor::processRun(AudioView run) noexcept {
  const std::size_t frames = run.frames();
  const int channels = format_.channels(), paths = isShared_ ? 1 : channels;
  assert(run.channels() == channels);
  history_.advance(frames);
  for (int c = 0; c < channels; ++c) copySanitised(run[c].data(), frames, history_.newest(c));
  {
    const FlushDenormals flush;
    for (int c = 0; c < channels; ++c) detect(c, frames);
    if (isShared_)
      for (int c = 1; c < channels; ++c) {
        largerOf(row(magnitudes_, 0), row(magnitudes_, c), frames);
        largerOf(row(squares_, 0), row(squares_, c), frames);
      }
    for (int p = 0; p < paths; ++p) measureLevels(p, frames);
    if (!isShared_) linkLevels(frames);
    for (int p = 0; p < paths; ++p) follow(p, frames);
  }
  count(paths, frames);
  for (int p = 0; p < paths; ++p) gainsOf(row(reductions_, p), frames, valueOf(glides_.makeUp), valueOf(glides_.mix));
  for (int c = 0; c < channels; ++c)
    multiply(history_.newest(c) - static_cast<std::ptrdiff_t>(latency_), row(reductions_, isShared_ ? 0 : c), frames,
             run[c].data());
}

Activity Compressor::activity() const noexcept {
  return {.reduction = {deepestOfBlock_},
          .deepest = {deepest_},
          .activeShare = frames_ > 0 ? static_cast<double>(activeFrames_) / static_cast<double>(frames_) : 0};
}

}  // namespace lathe
