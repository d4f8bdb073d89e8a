// One pass of true-peak limiting: look between the samples, compute the gain in time, apply it to the delayed samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/dsp/sample_history.h"
#include "core/dsp/true_peak_filter.h"
#include "core/processors/limiter_gain.h"

namespace lathe {

/// What a limiting pass is built for.
struct LimiterStageFormat {
  int channels = 2;
  double sampleRate = 44100;
  std::size_t longestLookAhead = 441;  ///< samples
  /// Near the ceiling the 32-fold, 128-tap interpolation decides instead of the 8-fold one, and that of common meters,
  /// which sometimes reads more, may not find the ceiling exceeded by more than 0.03 dB.
  bool isExact = false;
};

/// The gain acts at the base rate, so it may raise new peaks between the samples by a little: a limiter runs two of
/// these. Where the gain is 1, samples pass bit for bit.
class LimiterStage {
 public:
  static constexpr std::size_t kLongestRun = LimiterGain::kLongestRun;

  explicit LimiterStage(const LimiterStageFormat& format);

  void setRelease(const LimiterRelease& release) noexcept;
  /// 0: every channel has a gain of its own, 1: all have the same one.
  void setLink(double link) noexcept;
  /// In samples. A change while the gain moves is faded in over 20 ms.
  void setLookAhead(std::size_t lookAhead) noexcept;
  void reset() noexcept;

  std::size_t latency() const noexcept { return after_ + format_.longestLookAhead - 1; }

  /// Limits a run of at most kLongestRun frames to a true peak of `ceiling`, in place. `gains` holds the gain that the
  /// samples had been given before and then the one they have now been given, delayed as they are; of the channel
  /// turned down most.
  void process(AudioView run, float ceiling, float* gains) noexcept;

 private:
  void findPeaks(int channel, std::size_t frames, float ceiling, float* peaks) noexcept;
  float* peaks(int channel) noexcept { return peaks_.data() + static_cast<std::size_t>(channel) * kLongestRun; }
  void computeGains(int path, const float* peaks, std::size_t frames, float ceiling, float* gains) noexcept;
  void linkPeaks(std::size_t frames, float ceiling) noexcept;
  void finishChange() noexcept;
  bool isAtRest() const noexcept;

  LimiterStageFormat format_;
  TruePeakFilter filter_ = TruePeakFilter::fast();
  std::optional<TruePeakFilter> exact_, meter_;
  std::size_t after_;                  ///< samples that interpolation must see beyond an interval
  SampleHistory history_;              ///< channels, then the gain so far
  std::vector<LimiterGain> paths_;     ///< one per channel; the first alone works while isShared_
  std::vector<LimiterGain> incoming_;  ///< the same with a new look-ahead, while changed_ runs
  bool isShared_ = true;
  double link_ = 1;
  std::size_t lookAhead_, wantedLookAhead_;
  bool isChanging_ = false;
  std::size_t changed_ = 0;  ///< frames since the change of look-ahead began
  std::size_t fade_;         ///< frames
  std::vector<float> peaks_;
  std::vector<float> gains_;
};

}  // namespace lathe
