// Runs of equal samples at a ceiling: what clipping leaves behind.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lathe::analysis {

struct FlatRun {
  std::uint64_t start = 0;   ///< frame
  std::uint64_t length = 0;  ///< samples
  float level = 0;           ///< signed value
  friend bool operator==(const FlatRun&, const FlatRun&) = default;
};

/// Runs of three or more equal samples at one level.
struct FlatRuns {
  static constexpr std::size_t kListed = 100;

  std::uint64_t count = 0;
  std::uint64_t samples = 0;   ///< in all runs together
  std::uint64_t longest = 0;   ///< samples
  std::vector<FlatRun> first;  ///< the first kListed runs

  void add(const FlatRun& run);
};

/// Finds runs in one channel, at full scale and at the highest magnitude that the channel ever reaches.
class ClippingSearch {
 public:
  /// From here on a sample is at full scale: 0.01 dB below it. So every word length's largest value counts, and audio
  /// that was clipped and then lost a few steps to rounding or a codec.
  static constexpr float kFullScale = 0.99885f;

  /// The next samples; `frame` is the first one's, `peak` the largest magnitude among them.
  void add(std::span<const float> samples, std::uint64_t frame, float peak);

  /// False when add() would do nothing but end the open run: skip() does the same without the samples.
  bool wants(float peak) const noexcept { return peak != 0 && peak >= (ceiling_ < kFullScale ? ceiling_ : kFullScale); }
  void skip() { endRun(); }

  struct Result {
    FlatRuns fullScale;
    /// At the channel's own ceiling, when that is below full scale: a limiter's or a clipper's that was turned down
    /// later.
    FlatRuns belowFullScale;
  };
  Result result() const;

 private:
  void endRun();

  float ceiling_ = 0;  ///< highest magnitude so far
  float value_ = 0;    ///< of the open run; 0 when there is none
  std::uint64_t start_ = 0;
  std::uint64_t length_ = 0;
  FlatRuns fullScale_;
  FlatRuns atCeiling_;
};

}  // namespace lathe::analysis
