// Rounding samples to an integer grid with dither and noise shaping.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/dsp/noise_shape.h"

namespace lathe {

enum class DitherKind {
  None,        ///< plain rounding
  Flat,        ///< TPDF: triangular noise of 2 LSB peak to peak, white
  HighPassed,  ///< TPDF from differences of one random sequence: less noise at low frequencies, more at high
  ShapedLight,
  ShapedMedium,
  ShapedStrong,  ///< TPDF and error feedback through designNoiseShape()
};

/// Rounds planar samples to multiples of 2^-(bits-1) within [-1, 1 - 2^-(bits-1)]. Non-finite samples: NaN is read as
/// 0, infinities clip. The dither is a function of channel and frame number since reset, so the same input gives the
/// same output, however it is cut into blocks, and channels get independent noise.
/// The error fed back is that of the rounding alone, at most 1.5 LSB, so shaping is stable whatever comes in.
class DitherQuantiser {
 public:
  struct Options {
    int bits = 16;  ///< 2 to 24
    DitherKind kind = DitherKind::Flat;
    double amount = 1;      ///< of the dither's amplitude; 1 makes the error's mean and power independent of the signal
    bool autoBlank = true;  ///< exact zeros come out while a channel is silent; see kBlankAfter
  };
  /// Seconds of exact zeros at the input after which a channel is blanked. A channel starts blanked.
  static constexpr double kBlankAfter = 0.1;

  /// Designs the filters; the only call that allocates.
  void prepare(int channels, double sampleRate);
  /// Takes effect at the next sample.
  void set(const Options& options) noexcept { options_ = options; }
  /// Back to frame 0, with nothing to feed back.
  void reset() noexcept;
  /// Works in place on the prepared channels.
  void process(AudioView block) noexcept;

  /// Zero samples after which a channel is blanked.
  std::size_t blankAfter() const noexcept { return blankAfter_; }

 private:
  static constexpr std::size_t kChunk = 256;
  struct Channel {
    std::uint64_t random = 0;
    double previous = 0;    ///< last random value, for the high-passed kind
    std::size_t zeros = 0;  ///< exact zeros in a row
  };
  /// Two channels side by side; what error feedback owes to the coming samples.
  struct Pair {
    double owed[std::tuple_size_v<NoiseShapeTaps>][2] = {};
  };
  struct Work;

  void processPair(AudioView chunk, Channel* channels, Pair& pair) noexcept;
  void fillLane(std::span<const float> samples, Channel& channel, Work& work, int lane) const noexcept;
  const NoiseShapeTaps* taps() const noexcept;

  Options options_;
  std::size_t blankAfter_ = 0;
  std::array<NoiseShapeTaps, 3> shapes_{};
  std::vector<Channel> channels_;
  std::vector<Pair> pairs_;
};

}  // namespace lathe
