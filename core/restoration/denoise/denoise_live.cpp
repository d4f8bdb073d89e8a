// Frames of the past, minima of their powers, gains for the newest.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_live.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/compute/ops/suppression.h"
#include "core/restoration/denoise/denoise_rows.h"
#include "core/restoration/denoise/denoise_text.h"

namespace lathe {
namespace {

constexpr float kLoudest = 64;        // full scales: more is no sound
constexpr double kSmoothing = 0.06;   // s, of the powers whose minima are taken
constexpr float kMinimumBias = 2.0f;  // noise power over the least smoothed power of two seconds
constexpr double kPartSeconds = 0.25;
constexpr float kLargestGamma = 1e4f;

}  // namespace

NoiseTracker::NoiseTracker(std::size_t bins, double framesPerSecond)
    : bins_(bins),
      partFrames_(std::max<std::size_t>(1, static_cast<std::size_t>(kPartSeconds * framesPerSecond))),
      memory_(static_cast<float>(exact::exp(-1 / (kSmoothing * framesPerSecond)))),
      smoothed_(bins),
      current_(bins),
      noise_(bins),
      parts_(kParts * bins) {
  reset();
}

void NoiseTracker::reset() noexcept {
  inPart_ = filled_ = next_ = 0;
  isFirst_ = true;
  std::ranges::fill(noise_, 0.0f);
}

void NoiseTracker::add(const float* power) noexcept {
  for (std::size_t k = 0; k < bins_; ++k) {
    smoothed_[k] = isFirst_ ? power[k] : memory_ * smoothed_[k] + (1 - memory_) * power[k];
    current_[k] = inPart_ == 0 ? smoothed_[k] : std::min(current_[k], smoothed_[k]);
  }
  isFirst_ = false;
  if (++inPart_ < partFrames_) return;
  inPart_ = 0;
  std::ranges::copy(current_, parts_.begin() + static_cast<std::ptrdiff_t>(next_ * bins_));
  next_ = (next_ + 1) % kParts;
  filled_ = std::min(filled_ + 1, kParts);
  for (std::size_t k = 0; k < bins_; ++k) {
    float least = parts_[k];
    for (std::size_t p = 1; p < filled_; ++p) least = std::min(least, parts_[p * bins_ + k]);
    noise_[k] = kMinimumBias * least;
  }
}

void Denoise::prepare(const ProcessFormat& format) {
  sampleRate_ = format.audio.sampleRate;
  stft_.emplace(denoiseWindow(1, sampleRate_));
  const std::size_t bins = stft_->bins();
  const double framesPerSecond = sampleRate_ / static_cast<double>(stft_->hop());
  tail_ = static_cast<std::size_t>(2 * sampleRate_) + stft_->size();
  profile_.reset();
  const int channels = format.audio.channels();
  if (!settings_.profile.empty()) profile_ = loadProfile(settings_.profile).fittedTo(sampleRate_, channels);
  const std::vector<CurvePoint> curve = parseCurve(settings_.curve);
  curve_.resize(bins);
  for (std::size_t k = 0; k < bins; ++k)
    curve_[k] = static_cast<float>(
        curveAt(curve, {static_cast<double>(k) * sampleRate_ / static_cast<double>(stft_->size())}).value);
  for (std::vector<float>* row : {&floor_, &gamma_, &mean_, &gain_}) row->assign(bins, 0.0f);
  channels_.clear();
  for (int c = 0; c < channels; ++c) {
    Channel channel;
    channel.input.assign(stft_->size(), 0);
    channel.output.assign(stft_->size(), 0);
    channel.lastGain.assign(bins, 1);
    channel.lastGamma.assign(bins, 1);
    channel.power.assign(bins, 0);
    channel.tracker = NoiseTracker(bins, framesPerSecond);
    channel.spectrum = AlignedArray<Complex<float>>(stft_->stride());
    channels_.push_back(std::move(channel));
  }
  reset();
}

void Denoise::aim() noexcept {
  scale_ = static_cast<float>(exact::exp10(-settings_.threshold.value / 10));
  leastRatio_ = static_cast<float>(exact::exp10(-(1.5 + 2 * settings_.artefactControl)));
  const double framesPerSecond = sampleRate_ / static_cast<double>(stft_->hop());
  alpha_ = static_cast<float>(exact::exp(-1 / (5.7 * settings_.smoothing.value * framesPerSecond)));
  for (std::size_t k = 0; k < floor_.size(); ++k)
    floor_[k] = static_cast<float>(
        exact::exp10(-std::max(0.0, settings_.reduction.value + static_cast<double>(curve_[k])) / 20));
}

void Denoise::set(const Settings& settings) noexcept {
  static_cast<DenoiseValues&>(settings_) = settings.as<DenoiseSettings>();
  aim();
}

void Denoise::reset() noexcept {
  aim();
  filled_ = 0;
  for (Channel& channel : channels_) {
    for (std::vector<float>* row : {&channel.input, &channel.output}) std::ranges::fill(*row, 0.0f);
    for (std::vector<float>* row : {&channel.lastGain, &channel.lastGamma}) std::ranges::fill(*row, 1.0f);
    channel.tracker.reset();
  }
}

/// The powers of a channel in units of its noise, into gamma_; false while the noise is not known.
bool Denoise::findNoise(Channel& channel, std::size_t index) noexcept {
  const std::size_t bins = channel.power.size();
  std::ranges::fill(channel.power, 0.0f);
  addPowers(channel.spectrum.data(), channel.power.data(), bins, 1.0f);
  channel.tracker.add(channel.power.data());
  if (!profile_ && !channel.tracker.isReady()) return false;
  const float* noise = profile_ ? profile_->spectra[1].power[index].data() : channel.tracker.noise();
  for (std::size_t k = 0; k < bins; ++k)
    gamma_[k] = std::min(scale_ * channel.power[k] / (noise[k] + 1e-20f), kLargestGamma);
  return true;
}

/// Gains of a channel, or of all where they are linked, into gain_.
void Denoise::computeGain(Channel& state, const float* gamma) noexcept {
  for (std::size_t k = 0; k < gain_.size(); ++k) {
    const float xi = decisionDirectedRatio(state.lastGain[k], state.lastGamma[k], gamma[k], alpha_, leastRatio_);
    const float gain = logSpectralGain(xi, gamma[k]);
    state.lastGain[k] = gain;
    state.lastGamma[k] = gamma[k];
    gain_[k] = std::max(gain, floor_[k]);
  }
}

void Denoise::processFrame() noexcept {
  const std::size_t bins = gain_.size();
  bool isKnown = true;
  std::ranges::fill(mean_, 0.0f);
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    Channel& channel = channels_[c];
    stft_->forward(channel.input.data(), channel.spectrum.data());
    const bool known = findNoise(channel, c);
    isKnown = isKnown && known;
    if (!known) continue;
    if (isLinked()) {
      for (std::size_t k = 0; k < bins; ++k) mean_[k] += gamma_[k] / static_cast<float>(channels_.size());
    } else {
      computeGain(channel, gamma_.data());
      for (std::size_t k = 0; k < bins; ++k) channel.spectrum[k].re *= gain_[k], channel.spectrum[k].im *= gain_[k];
    }
  }
  if (isKnown && isLinked()) {
    computeGain(channels_.front(), mean_.data());
    for (Channel& channel : channels_)
      for (std::size_t k = 0; k < bins; ++k) channel.spectrum[k].re *= gain_[k], channel.spectrum[k].im *= gain_[k];
  }
  for (Channel& channel : channels_) stft_->addInverse(channel.spectrum.data(), channel.output.data());
}

void Denoise::process(AudioView block) noexcept {
  const FlushDenormals flush;
  const std::size_t hop = stft_->hop(), size = stft_->size();
  for (std::size_t done = 0; done < block.frames();) {
    const std::size_t count = std::min(hop - filled_, block.frames() - done), at = size - hop + filled_;
    const bool isTurned = isMidSide();
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t c = 0; c < channels_.size(); ++c) {
        float& sample = block[static_cast<int>(c)][done + n];
        const float clean = std::abs(sample) <= kLoudest ? sample : 0.0f;
        channels_[c].input[at + n] = clean;
        sample = channels_[c].output[filled_ + n];
      }
      if (!isTurned) continue;
      float &first = channels_[0].input[at + n], &second = channels_[1].input[at + n];
      const float middle = 0.5f * first + 0.5f * second, side = 0.5f * first - 0.5f * second;
      first = middle;
      second = side;
      float &left = block[0][done + n], &right = block[1][done + n];
      const float sum = left + right, difference = left - right;
      left = sum;
      right = difference;
    }
    done += count;
    filled_ += count;
    if (filled_ < hop) continue;
    filled_ = 0;
    // What has been given out leaves, the frame is added, and its first quarter is whole.
    for (Channel& channel : channels_) {
      std::copy(channel.output.begin() + static_cast<std::ptrdiff_t>(hop), channel.output.end(),
                channel.output.begin());
      std::fill(channel.output.end() - static_cast<std::ptrdiff_t>(hop), channel.output.end(), 0.0f);
    }
    processFrame();
    for (Channel& channel : channels_)
      std::copy(channel.input.begin() + static_cast<std::ptrdiff_t>(hop), channel.input.end(), channel.input.begin());
  }
}

}  // namespace lathe
