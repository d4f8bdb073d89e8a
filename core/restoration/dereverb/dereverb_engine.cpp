// Spectra of a section, the prediction bin group by bin group, gains from neighbourhoods, and the sum back to sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/dereverb_engine.h"

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"
#include "core/compute/cpu/suppression_rows.h"
#include "core/compute/ops/convolution.h"
#include "core/restoration/denoise/denoise_rows.h"

namespace lathe {
namespace {

constexpr Seconds kSection = {8}, kKnown = {2}, kFade = {1};
constexpr std::size_t kLanes = WeightedPrediction::kLanes;
constexpr int kLongestReach = 8;
constexpr float kTiny = 1e-20f;

/// late = the power of late reverberation, from `mean`, the weighted mean of the past, brought forward by `past`.
LATHE_VECTOR_CLONES
void lateRow(const float* past, const float* decay, const float* share, float* mean, float* late, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    mean[k] = decay[k] * mean[k] + (1.0f - decay[k]) * past[k];
    late[k] = share[k] * mean[k];
  }
}

/// Steady sound, of which the model takes `share`, keeps all of it; what decays loses as much as before.
LATHE_VECTOR_CLONES
void steadyRow(const float* power, const float* share, float* late, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float part = std::min(0.9f, share[k]), spared = part * power[k];
    late[k] = late[k] > spared ? (late[k] - spared) / (1.0f - part) : 0.0f;
  }
}

/// How much of the prediction may be taken: no more power than `budget` times the model's.
LATHE_VECTOR_CLONES
void budgetRow(const float* late, const float* taken, float budget, float* scale, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float most = budget * late[k], there = taken[k] + kTiny;
    scale[k] = there > most ? std::sqrt(most / there) : 1.0f;
  }
}

LATHE_VECTOR_CLONES
void leaveRow(const Complex<float>* sound, const float* scale, Complex<float>* removed, float* power,
              std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    removed[k].re *= scale[k];
    removed[k].im *= scale[k];
    const float re = sound[k].re - removed[k].re, im = sound[k].im - removed[k].im;
    power[k] += re * re + im * im;
  }
}

/// The gain that brings `left` down to what of `power` is not late reverberation.
LATHE_VECTOR_CLONES
void gainRow(const float* power, const float* late, const float* left, float* gain, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float part = power[k] > late[k] ? 1.0f - late[k] / (power[k] + kTiny) : 0.0f;
    const float wanted = part * part * power[k];
    gain[k] = left[k] > wanted ? std::sqrt(wanted / (left[k] + kTiny)) : 1.0f;
  }
}

/// removed = sound - gain * (sound - removed), so much of it that `floor` of the sound at least is left; times
/// `weight`. A floor of 1 leaves all as it is.
LATHE_VECTOR_CLONES
void removeRow(const Complex<float>* sound, const float* gain, const float* floor, float kept, float weight,
               Complex<float>* removed, std::size_t bins) {
  for (std::size_t k = 0; k < bins; ++k) {
    const float ease = std::min(1.0f, 4.0f * (1.0f - floor[k]));
    const float re = ease * (sound[k].re - gain[k] * (sound[k].re - removed[k].re));
    const float im = ease * (sound[k].im - gain[k] * (sound[k].im - removed[k].im));
    const float all = sound[k].re * sound[k].re + sound[k].im * sound[k].im;
    const float least = std::min(all, std::max(floor[k] * floor[k] * all, kept));
    // |sound - s removed|^2 = all - 2 s along + s^2 power: the smallest s that reaches `least`, where 1 goes below it.
    const float along = sound[k].re * re + sound[k].im * im, power = re * re + im * im;
    const float root = std::sqrt(std::max(0.0f, along * along - power * (all - least)));
    const float part = all - 2.0f * along + power < least ? std::max(0.0f, along - root) / (power + kTiny) : 1.0f;
    removed[k].re = weight * part * re;
    removed[k].im = weight * part * im;
  }
}

double weightOf(const DereverbSection& section, std::int64_t frame) {
  const auto in = static_cast<double>(frame - section.begin), out = static_cast<double>(section.past - 1 - frame);
  if (in < 0) return 0;
  double weight = 1;
  if (in < static_cast<double>(section.fadeIn)) weight = (in + 0.5) / static_cast<double>(section.fadeIn);
  if (out < static_cast<double>(section.fadeOut)) weight *= (out + 0.5) / static_cast<double>(section.fadeOut);
  return weight;
}

/// Means over frames and bins around each bin of each frame.
class Neighbours {
 public:
  Neighbours(const DereverbPlan& plan, std::size_t frames, std::size_t stride)
      : plan_(plan), frames_(frames), stride_(stride), sum_(stride) {}

  void mean(const AlignedArray<float>& rows, std::size_t frame, float* out) {
    const float* used[2 * kLongestReach + 1];
    std::size_t count = 0;
    for (int d = -plan_.frameReach; d <= plan_.frameReach; ++d) {
      const auto at = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(frame) + d, 0,
                                                 static_cast<std::ptrdiff_t>(frames_) - 1);
      used[count++] = rows.data() + static_cast<std::size_t>(at) * stride_;
    }
    meanOfRows(used, count, sum_.data(), plan_.stft.bins());
    widened(sum_.data(), out, plan_.stft.bins(), plan_.binReach);
  }

 private:
  const DereverbPlan& plan_;
  std::size_t frames_, stride_;
  AlignedArray<float> sum_;
};

}  // namespace

std::vector<DereverbSection> dereverbSections(std::uint64_t frames, double sampleRate, std::size_t hop) {
  std::vector<DereverbSection> sections;
  if (frames == 0) return sections;
  const auto step = static_cast<double>(hop) / sampleRate;
  const std::int64_t all = static_cast<std::int64_t>((frames - 1) / hop) + 1 + 3;
  const auto known = static_cast<std::int64_t>(kKnown.value / step),
             fade = static_cast<std::int64_t>(kFade.value / step);
  const auto length = static_cast<std::int64_t>(kSection.value / step);
  const std::int64_t count = std::max<std::int64_t>(1, (all + length / 2) / length);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t begin = i * all / count, end = (i + 1) * all / count;
    DereverbSection section;
    section.first = std::max<std::int64_t>(0, begin - known) - 3;
    section.begin = (i == 0 ? begin : begin - fade) - 3;
    section.past = end - 3;
    section.fadeIn = i == 0 ? 0 : static_cast<std::size_t>(fade);
    section.fadeOut = i + 1 == count ? 0 : static_cast<std::size_t>(fade);
    sections.push_back(section);
  }
  return sections;
}

void DereverbEngine::analyse(const DereverbSection& section) {
  const auto hop = static_cast<std::int64_t>(plan_.stft.hop);
  frames_ = static_cast<std::size_t>(section.past - section.first);
  stride_ = wholeLines<Complex<float>>(plan_.stft.bins());
  const std::size_t size = frames_ * stride_, channels = plan_.channels.size();
  sound_.resize(channels);
  removed_.resize(channels);
  for (std::size_t c = 0; c < channels; ++c) {
    if (sound_[c].size() < size) sound_[c] = AlignedArray<Complex<float>>(size);
    if (removed_[c].size() < size) removed_[c] = AlignedArray<Complex<float>>(size);
    removed_[c].clear();
  }
  if (power_.size() < size) power_ = AlignedArray<float>(size), taken_ = AlignedArray<float>(size);

  const std::size_t span = plan_.stft.span(frames_);
  const std::int64_t origin = section.first * hop;
  const auto ahead = static_cast<std::size_t>(std::max<std::int64_t>(0, -origin));
  AudioBuffer all(clip_.format().channels(), span), samples(plan_.stft.channels, span);
  clip_.read(static_cast<std::uint64_t>(std::max<std::int64_t>(0, origin)), all.view().slice(ahead, span - ahead));
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < span; ++n) samples[static_cast<int>(c)][n] = soundOrSilence(all[plan_.channels[c]][n]);
  device_.analyse(plan_.stft, samples.view(), frames_, [&](const StftFrames& frames) {
    for (std::size_t c = 0; c < channels; ++c)
      for (std::size_t i = 0; i < frames.count; ++i)
        std::copy_n(frames.spectrum(static_cast<int>(c), i), plan_.stft.bins(), spectrum(sound_, c, frames.first + i));
  });
}

void DereverbEngine::predictGroup(WeightedPrediction& prediction, std::size_t firstBin, std::size_t firstChannel,
                                  std::size_t channels) {
  const std::size_t bins = std::min(kLanes, plan_.stft.bins() - firstBin);
  for (std::size_t t = 0; t < frames_; ++t)
    for (std::size_t c = 0; c < channels; ++c) {
      const Complex<float>* from = spectrum(sound_, firstChannel + c, t) + firstBin;
      float* to = prediction.spectrum(t, static_cast<int>(c));
      for (std::size_t n = 0; n < kLanes; ++n) {
        to[n] = n < bins ? from[n].re : 0.0f;
        to[kLanes + n] = n < bins ? from[n].im : 0.0f;
      }
    }
  prediction.predict(frames_, plan_.delay, static_cast<std::size_t>(plan_.taps[firstBin]));
  for (std::size_t t = 0; t < frames_; ++t)
    for (std::size_t c = 0; c < channels; ++c) {
      const float* from = prediction.predicted(t, static_cast<int>(c));
      Complex<float>* to = spectrum(removed_, firstChannel + c, t) + firstBin;
      for (std::size_t n = 0; n < bins; ++n) to[n] = {from[n], from[kLanes + n]};
    }
}

void DereverbEngine::predict() {
  const auto mostTaps = static_cast<std::size_t>(*std::ranges::max_element(plan_.taps));
  const std::size_t groups = (plan_.stft.bins() + kLanes - 1) / kLanes, channels = plan_.channels.size();
  for (std::size_t c = 0; c < channels; c += 2) {
    const std::size_t together = std::min<std::size_t>(2, channels - c);
    std::vector<WeightedPrediction> each;
    for (int i = 0; i < workers_.threads(); ++i) each.emplace_back(frames_, static_cast<int>(together), mostTaps);
    workers_.share(groups, [&](std::size_t group, int thread) {
      const FlushDenormals flush;
      predictGroup(each[static_cast<std::size_t>(thread)], group * kLanes, c, together);
    });
  }
}

void DereverbEngine::suppress(const DereverbSection& section) {
  const std::size_t bins = plan_.stft.bins(), channels = plan_.channels.size();
  power_.clear();
  taken_.clear();
  for (std::size_t t = 0; t < frames_; ++t)
    for (std::size_t c = 0; c < channels; ++c) {
      addPowers(spectrum(sound_, c, t), power_.data() + t * stride_, bins, 1.0f);
      if (plan_.isPredicted) addPowers(spectrum(removed_, c, t), taken_.data() + t * stride_, bins, 1.0f);
    }
  Neighbours neighbours(plan_, frames_, stride_);
  AlignedArray<float> mean(stride_), late(frames_ * stride_), past(stride_), around(stride_), left(stride_),
      gain(stride_);
  for (std::size_t t = plan_.delay; t < frames_; ++t) {
    // As wide as the means that it is compared with, so that steady sound has the same power in both.
    widened(power_.data() + (t - plan_.delay) * stride_, past.data(), bins, plan_.binReach);
    neighbours.mean(power_, t, around.data());
    lateRow(past.data(), plan_.decay.data(), plan_.share.data(), mean.data(), late.data() + t * stride_, bins);
    if (plan_.sparesSteady) steadyRow(around.data(), plan_.share.data(), late.data() + t * stride_, bins);
  }
  if (plan_.isPredicted) {
    AlignedArray<float> scales(frames_ * stride_);
    for (std::size_t t = 0; t < frames_; ++t) {
      neighbours.mean(taken_, t, around.data());
      budgetRow(late.data() + t * stride_, around.data(), plan_.budget, scales.data() + t * stride_, bins);
    }
    taken_.clear();
    for (std::size_t t = 0; t < frames_; ++t)
      for (std::size_t c = 0; c < channels; ++c)
        leaveRow(spectrum(sound_, c, t), scales.data() + t * stride_, spectrum(removed_, c, t),
                 taken_.data() + t * stride_, bins);
  }
  for (std::size_t t = 0; t < frames_; ++t) {
    neighbours.mean(power_, t, around.data());
    if (plan_.isPredicted) neighbours.mean(taken_, t, left.data());
    gainRow(around.data(), late.data() + t * stride_, plan_.isPredicted ? left.data() : around.data(), gain.data(),
            bins);
    const auto weight = static_cast<float>(weightOf(section, section.first + static_cast<std::int64_t>(t)));
    for (std::size_t c = 0; c < channels; ++c)
      removeRow(spectrum(sound_, c, t), gain.data(), plan_.floor.data(), plan_.keptPower, weight,
                spectrum(removed_, c, t), bins);
  }
}

void DereverbEngine::remove(const DereverbSection& section, std::int64_t origin, AudioView sums) {
  analyse(section);
  if (plan_.isPredicted) predict();
  suppress(section);
  const auto skipped = static_cast<std::size_t>(section.begin - section.first);
  std::vector<bool> isUsed(frames_);
  for (std::size_t t = skipped; t < frames_; ++t) isUsed[t] = true;
  const auto at = section.first * static_cast<std::int64_t>(plan_.stft.hop) - origin;
  const std::size_t span = plan_.stft.span(frames_);
  AudioBuffer sound(plan_.stft.channels, span);
  device_.synthesise(
      plan_.stft, frames_,
      [&](const StftFrames& frames) {
        for (std::size_t c = 0; c < plan_.channels.size(); ++c)
          for (std::size_t i = 0; i < frames.count; ++i)
            std::copy_n(spectrum(removed_, c, frames.first + i), plan_.stft.bins(),
                        frames.spectrum(static_cast<int>(c), i));
      },
      sound.view(), isUsed);
  for (int c = 0; c < sums.channels(); ++c)
    for (std::size_t n = skipped * plan_.stft.hop; n < span; ++n) {
      const std::int64_t to = at + static_cast<std::int64_t>(n);
      if (to >= 0 && to < static_cast<std::int64_t>(sums.frames()))
        sums[c][static_cast<std::size_t>(to)] += sound[c][n];
    }
}

}  // namespace lathe
