// Compressor: turns down what is above a threshold, by a ratio, with attack and release.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <numbers>
#include <vector>

#include "core/dsp/envelope.h"
#include "core/dsp/glide.h"
#include "core/dsp/sample_history.h"
#include "core/dsp/sliding_maximum.h"
#include "core/processors/compressor_curve.h"
#include "core/processors/processor.h"

namespace lathe {

/// Second-order Butterworth high-pass in front of the detector: a state-variable filter in its trapezoidal form, calm
/// when its frequency changes (A. Simper, "Linear trapezoidal integrated state variable filter", 2013).
class SidechainHighPass {
 public:
  void setFrequency(Hertz frequency, double sampleRate) noexcept;
  void reset() noexcept { first_ = second_ = 0; }
  double next(double x) noexcept {
    const double v3 = x - second_;
    const double band = a1_ * first_ + a2_ * v3;
    const double low = second_ + a2_ * first_ + a3_ * v3;
    first_ = 2 * band - first_;
    second_ = 2 * low - second_;
    return x - std::numbers::sqrt2 * band - low;
  }

 private:
  double a1_ = 0, a2_ = 0, a3_ = 0;
  double first_ = 0, second_ = 0;
};

/// Feed-forward: detector (peak held for 10 ms, or mean square) -> level in dB -> curve -> attack and release in dB ->
/// gain. Changes glide over 20 ms. With a mix of 0 or a ratio of 1 and no make-up, samples pass bit for bit. Samples
/// that are not finite, or above +120 dBFS, count as broken and become silence. The latency is the look-ahead of the
/// settings at prepare(). A look-ahead set later works as far as that latency reaches; for a longer one prepare again.
class Compressor : public Processor {
 public:
  static constexpr std::size_t kLongestRun = 256;

  explicit Compressor(const CompressorSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return latency_; }
  std::size_t tail() const noexcept override { return 0; }
  Activity activity() const noexcept override;

 private:
  /// The detector of a channel, or of all of them while they are linked.
  struct Path {
    SlidingMaximum peak;
    AttackRelease follower;
  };
  struct Channel {
    SidechainHighPass highPass;
    MeanSquare meanSquare;
  };
  struct Glides {
    Glide threshold, slope, knee, range, makeUp, mix, link, rms, highPass;
  };

  void configure() noexcept;
  template <class Move>
  void moveGlides(Move move) noexcept;
  bool isGliding() const noexcept;
  void processRun(AudioView run) noexcept;
  void detect(int channel, std::size_t frames) noexcept;
  void measureLevels(int path, std::size_t frames) noexcept;
  void linkLevels(std::size_t frames) noexcept;
  void follow(int path, std::size_t frames) noexcept;
  void count(int paths, std::size_t frames) noexcept;

  float* row(std::vector<float>& rows, int r) noexcept {
    return rows.data() + static_cast<std::size_t>(r) * kLongestRun;
  }

  CompressorSettings settings_;
  AudioFormat format_;
  bool isPrepared_ = false;
  bool isShared_ = true;  ///< all channels follow the first path
  std::size_t latency_ = 0;
  std::size_t detectorDelay_ = 0;  ///< frames of the latency that the settings do not use
  Glides glides_;
  std::vector<Channel> channels_;
  std::vector<Path> paths_;
  SampleHistory history_;  ///< the samples of each channel, then the wanted reductions of each path
  std::vector<float> magnitudes_, squares_, levels_, reductions_;  ///< a row per channel, and one more
  float deepest_ = 0, deepestOfBlock_ = 0;                         ///< dB
  std::uint64_t frames_ = 0, activeFrames_ = 0;
};

}  // namespace lathe
