// Digital silence, dropouts, samples that stand still, repeated blocks and jumps, with their places.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/figures/glitch_scan.h"
#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

struct Defects {
  static constexpr std::size_t kListed = 100;  ///< of each kind; the counts go on

  std::uint64_t leadingSilence = 0;   ///< frames before the first that is not zero in every channel
  std::uint64_t trailingSilence = 0;  ///< frames after the last one; a silent file is all leading
  std::uint64_t silenceCount = 0;
  std::vector<Stretch> silences;  ///< zeros in all channels for a second or more, between sounds
  std::uint64_t dropoutCount = 0;
  std::vector<Stretch> dropouts;  ///< a channel at zero for 1 ms to 1 s, with -50 dBFS or more within 5 ms either side
  std::uint64_t stuckCount = 0;
  std::vector<Stretch> stuck;  ///< a channel at the same value, not zero, for 5 ms or more
  std::uint64_t repeatCount = 0;
  std::vector<Stretch> repeats;  ///< a block that came twice, sample for sample: see RepeatScan
  std::uint64_t jumpCount = 0;
  std::vector<Stretch> jumps;  ///< single samples or steps that stand out: see JumpScan
};

/// Memory does not grow beyond the listed stretches.
class DefectScan {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  Defects result() const;

 private:
  struct Channel {
    float value = 0;          ///< of the run that goes on
    std::uint64_t start = 0;  ///< of that run
    std::uint64_t lastLoud = 0;
    bool hasBeenLoud = false;
    bool isAwaiting = false;  ///< a gap has ended that is a dropout if it gets loud soon
    Stretch gap;
  };
  void endRun(Channel& channel, int index, std::uint64_t end, Defects& to) const;
  void addSample(Channel& channel, int index, std::uint64_t frame, float sample);

  std::uint64_t second_ = 1, gapFrames_ = 1, nearFrames_ = 1;
  std::uint64_t frames_ = 0;
  std::uint64_t quietSince_ = 0;  ///< frame after the last that was not zero in every channel
  bool hasSounded_ = false;
  std::vector<Channel> channels_;
  std::vector<RepeatScan> repeats_;
  std::vector<JumpScan> jumps_;
  Defects found_;
};

}  // namespace lathe::analysis
