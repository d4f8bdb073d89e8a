// One pass of true-peak limiting.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/limiter_stage.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr std::size_t kGroup = 16;  ///< intervals screened together

/// Below this share of the ceiling, as the 8-fold interpolation reads it, a peak is taken to be below the ceiling. With
/// 0.8, noise that has most of its power near half the rate got through by 0.2 dB.
constexpr float kNearCeiling = 0.7f;

/// Largest magnitude of at least sixteen samples.
LATHE_VECTOR_CLONES
float largestMagnitude(const float* samples, std::size_t count) {
  float lanes[kGroup] = {};
  for (std::size_t i = 0; i + kGroup <= count; i += kGroup)
    for (std::size_t k = 0; k < kGroup; ++k) lanes[k] = std::max(lanes[k], std::abs(samples[i + k]));
  for (std::size_t k = 0; k < kGroup; ++k) lanes[k] = std::max(lanes[k], std::abs(samples[count - kGroup + k]));
  for (std::size_t half = kGroup / 2; half > 0; half /= 2)
    for (std::size_t k = 0; k < half; ++k) lanes[k] = std::max(lanes[k], lanes[k + half]);
  return lanes[0];
}

LATHE_VECTOR_CLONES
void largerOf(float* a, const float* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) a[i] = std::max(a[i], b[i]);
}

LATHE_VECTOR_CLONES
void smallerOf(float* a, const float* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) a[i] = std::min(a[i], b[i]);
}

LATHE_VECTOR_CLONES
void multiply(const float* samples, const float* gains, std::size_t count, float* result) {
  for (std::size_t i = 0; i < count; ++i) result[i] = samples[i] * gains[i];
}

/// The meters' reading may be this much above the ceiling: -0.03 dB.
constexpr float kMeterTolerance = 0.9965521f;

}  // namespace

LimiterStage::LimiterStage(const LimiterStageFormat& format)
    : format_(format),
      lookAhead_(format.longestLookAhead),
      wantedLookAhead_(format.longestLookAhead),
      fade_(static_cast<std::size_t>(0.02 * format.sampleRate)) {
  if (format.isExact) exact_ = TruePeakFilter::reference();
  if (format.isExact && format.sampleRate < 192000) meter_ = TruePeakFilter::ebur128(format.sampleRate < 96000 ? 4 : 2);
  after_ = exact_ ? exact_->after() : filter_.after();
  const std::size_t past = std::max(latency(), after_ + (exact_ ? exact_->before() : filter_.before()));
  history_ = SampleHistory(format.channels + 1, past, kLongestRun);
  const auto channels = static_cast<std::size_t>(format.channels);
  for (auto* paths : {&paths_, &incoming_}) {  // each made for itself: a copy would not have the room to grow
    paths->reserve(channels);
    for (std::size_t c = 0; c < channels; ++c) paths->emplace_back(format.longestLookAhead);
  }
  peaks_.resize((channels + 1) * kLongestRun);
  gains_.resize((channels + 1) * kLongestRun);
  reset();
}

void LimiterStage::setRelease(const LimiterRelease& release) noexcept {
  for (LimiterGain& path : paths_) path.setRelease(release, format_.sampleRate);
  for (LimiterGain& path : incoming_) path.setRelease(release, format_.sampleRate);
}

void LimiterStage::setLink(double link) noexcept {
  link_ = link;
  if (link == 1 || !isShared_) return;
  isShared_ = false;
  std::fill(paths_.begin() + 1, paths_.end(), paths_.front());
  std::fill(incoming_.begin() + 1, incoming_.end(), incoming_.front());
}

void LimiterStage::setLookAhead(std::size_t lookAhead) noexcept {
  wantedLookAhead_ = std::clamp<std::size_t>(lookAhead, 3, format_.longestLookAhead);
  if (isChanging_ || wantedLookAhead_ == lookAhead_) return;
  for (std::size_t p = 0; p < paths_.size(); ++p) incoming_[p].startFrom(paths_[p], wantedLookAhead_);
  lookAhead_ = wantedLookAhead_;
  isChanging_ = true;
  changed_ = 0;
}

void LimiterStage::finishChange() noexcept {
  std::swap(paths_, incoming_);
  isChanging_ = false;
  setLookAhead(wantedLookAhead_);
}

void LimiterStage::reset() noexcept {
  history_.clear();
  float* gain = history_.newest(format_.channels);
  std::fill(gain - static_cast<std::ptrdiff_t>(latency()), gain, 1.0f);
  lookAhead_ = wantedLookAhead_;
  isChanging_ = false;
  isShared_ = link_ == 1;
  for (LimiterGain& path : paths_) path.start(lookAhead_);
}

bool LimiterStage::isAtRest() const noexcept {
  return !isChanging_ && std::ranges::all_of(paths_, &LimiterGain::isAtRest);
}

void LimiterStage::findPeaks(int channel, std::size_t frames, float ceiling, float* peaks) noexcept {
  const float* now = history_.newest(channel) - after_;  // the first interval begins here
  const float* samples = now - filter_.before();
  const float near = exact_ ? kNearCeiling * ceiling : ceiling;
  const float screen = near / static_cast<float>(filter_.l1Norm());
  const auto reach = static_cast<std::size_t>(filter_.taps() - 1);
  if (largestMagnitude(samples, frames + reach) <= screen) {
    std::fill_n(peaks, frames, 0.0f);
    return;
  }
  for (std::size_t i = 0; i < frames; i += kGroup) {
    const std::size_t count = std::min(kGroup, frames - i);
    float* group = peaks + i;
    if (largestMagnitude(samples + i, count + reach) <= screen) {
      std::fill_n(group, count, 0.0f);
      continue;
    }
    filter_.intervalPeaks(samples + i, count, group);
    if (!exact_ || *std::max_element(group, group + count) <= near) continue;
    float exact[kGroup], meter[kGroup] = {};
    exact_->intervalPeaks(now + i - exact_->before(), count, exact);
    if (meter_) meter_->intervalPeaks(now + i - meter_->before(), count, meter);
    for (std::size_t k = 0; k < count; ++k)
      if (group[k] > near) group[k] = std::max({group[k], exact[k], meter[k] * kMeterTolerance});
  }
}

/// Mixes the demand of each channel with that of the channel which demands most.
void LimiterStage::linkPeaks(std::size_t frames, float ceiling) noexcept {
  float* largest = peaks(format_.channels);
  std::copy_n(peaks(0), frames, largest);
  for (int c = 1; c < format_.channels; ++c) largerOf(largest, peaks(c), frames);
  for (int c = 0; c < format_.channels; ++c) {
    float* own = peaks(c);
    for (std::size_t i = 0; i < frames; ++i) {
      if (largest[i] <= ceiling) continue;
      const float low = std::max(own[i], ceiling);
      own[i] = low + static_cast<float>(link_) * (largest[i] - low);
    }
  }
}

void LimiterStage::computeGains(int path, const float* peaks, std::size_t frames, float ceiling,
                                float* gains) noexcept {
  LimiterGain& current = paths_[static_cast<std::size_t>(path)];
  LimiterGain& incoming = incoming_[static_cast<std::size_t>(path)];
  if (!isChanging_ && current.isAtRest() && *std::max_element(peaks, peaks + frames) <= ceiling) {
    std::fill_n(gains, frames, 1.0f);
    return;
  }
  float demanded[kLongestRun] = {};
  double reductions[kLongestRun], next[kLongestRun];
  for (std::size_t i = 0; i < frames; ++i) demanded[i] = peaks[i] > ceiling ? 1 - ceiling / peaks[i] : 0;
  current.run(demanded, frames, reductions);
  if (isChanging_) {
    incoming.run(demanded, frames, next);
    for (std::size_t i = 0; i < frames; ++i) {
      const double since = static_cast<double>(changed_ + i) - static_cast<double>(format_.longestLookAhead);
      const double weight = std::clamp(since / static_cast<double>(fade_), 0.0, 1.0);
      reductions[i] = (1 - weight) * reductions[i] + weight * next[i];
    }
  }
  for (std::size_t i = 0; i < frames; ++i) gains[i] = static_cast<float>(1 - reductions[i]);
}

void LimiterStage::process(AudioView run, float ceiling, float* gains) noexcept {
  const std::size_t frames = run.frames();
  const int channels = format_.channels;
  assert(run.channels() == channels && frames <= kLongestRun);
  const std::size_t change = format_.longestLookAhead + fade_;
  if (isChanging_ && changed_ + frames > change) {  // a change ends at its frame, wherever runs begin and end
    const std::size_t left = change - changed_;
    process(run.slice(0, left), ceiling, gains);
    process(run.slice(left, frames - left), ceiling, gains + left);
    return;
  }
  history_.advance(frames);
  for (int c = 0; c < channels; ++c) std::ranges::copy(run[c], history_.newest(c));
  std::copy_n(gains, frames, history_.newest(channels));

  if (!isShared_ && link_ == 1 && isAtRest()) isShared_ = true;
  for (int c = 0; c < channels; ++c) findPeaks(c, frames, ceiling, peaks(c));
  const int paths = isShared_ ? 1 : channels;
  if (isShared_)
    for (int c = 1; c < channels; ++c) largerOf(peaks(0), peaks(c), frames);
  else
    linkPeaks(frames, ceiling);
  for (int p = 0; p < paths; ++p)
    computeGains(p, peaks(p), frames, ceiling, gains_.data() + static_cast<std::size_t>(p) * kLongestRun);
  if (isChanging_ && (changed_ += frames) == change) finishChange();

  const auto late = static_cast<std::ptrdiff_t>(latency());
  float* deepest = gains_.data() + static_cast<std::size_t>(channels) * kLongestRun;
  std::copy_n(gains_.data(), frames, deepest);
  for (int p = 1; p < paths; ++p) smallerOf(deepest, gains_.data() + static_cast<std::size_t>(p) * kLongestRun, frames);
  multiply(history_.newest(channels) - late, deepest, frames, gains);
  for (int c = 0; c < channels; ++c) {
    const float* own = gains_.data() + (isShared_ ? 0 : static_cast<std::size_t>(c) * kLongestRun);
    multiply(history_.newest(c) - late, own, frames, run[c].data());
  }
}

}  // namespace lathe
