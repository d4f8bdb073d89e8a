// De-noise while it plays: causal, with the profile as given or the noise tracked as the sound goes by.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/compute/stft.h"
#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_profile.h"

namespace lathe {

/// Least powers of the last two seconds (minimum statistics: Martin 2001, IEEE TSAP 9(5)), per bin.
class NoiseTracker {
 public:
  NoiseTracker() = default;
  NoiseTracker(std::size_t bins, double framesPerSecond);
  void reset() noexcept;
  /// Takes a frame's powers.
  void add(const float* power) noexcept;
  /// True once a second has been heard.
  bool isReady() const noexcept { return filled_ >= kParts / 2; }
  const float* noise() const noexcept { return noise_.data(); }

 private:
  static constexpr std::size_t kParts = 8;
  std::size_t bins_ = 0, partFrames_ = 1, inPart_ = 0, filled_ = 0, next_ = 0;
  float memory_ = 0;
  bool isFirst_ = true;
  std::vector<float> smoothed_, current_, noise_, parts_;
};

/// The live form of de-noise: the log-spectral estimator with the decision-directed ratio (Ephraim, Malah 1985), in 46
/// ms windows, so that long late. Without a profile nothing is taken away in the first second. It hears only the past,
/// so it is a preview: renders use the whole-recording form. Samples that are no numbers, or beyond +36 dBFS, count as
/// silence.
class Denoise : public Processor {
 public:
  explicit Denoise(const DenoiseSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return stft_ ? stft_->size() : 0; }
  std::size_t tail() const noexcept override { return tail_; }

 private:
  struct Channel {
    std::vector<float> input, output;  ///< the last window; what is being added up
    std::vector<float> lastGain, lastGamma;
    NoiseTracker tracker;
    AlignedArray<Complex<float>> spectrum;
    std::vector<float> power;
  };
  void aim() noexcept;
  void processFrame() noexcept;
  void computeGain(Channel& state, const float* gamma) noexcept;
  bool findNoise(Channel& channel, std::size_t index) noexcept;
  bool isLinked() const noexcept { return settings_.channels == DenoiseChannels::Linked; }
  bool isMidSide() const noexcept { return settings_.channels == DenoiseChannels::MidSide && channels_.size() == 2; }

  DenoiseSettings settings_;
  double sampleRate_ = 44100;
  std::size_t tail_ = 0, filled_ = 0;
  std::optional<Stft> stft_;
  std::optional<NoiseProfile> profile_;
  std::vector<Channel> channels_;
  std::vector<float> curve_, floor_, gamma_, mean_, gain_;
  float scale_ = 1, leastRatio_ = 0, alpha_ = 0;
};

}  // namespace lathe
