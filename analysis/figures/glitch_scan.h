// What digital transfers do to a channel: blocks that come twice, and samples that jump out of the sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lathe::analysis {

/// A stretch of frames.
struct Stretch {
  std::uint64_t start = 0;
  std::uint64_t length = 0;
  int channel = -1;  ///< -1: all of them
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// Finds a block of a usual buffer size (64 to 4096 samples, 10 and 20 ms) that is followed by itself, sample for
/// sample, once or twice. Sound that goes on repeating is a tone or a loop, and no defect. For one channel.
class RepeatScan {
 public:
  explicit RepeatScan(int sampleRate = 48000);
  /// The next samples; what is found is put at the end of `found`, with the channel left open.
  void add(std::span<const float> samples, std::vector<Stretch>& found);

 private:
  struct Lag {
    std::uint64_t frames = 0;
    std::uint64_t run = 0;          ///< samples so far that equal the one a lag before
    float lowest = 0, highest = 0;  ///< of that run: a constant says nothing
  };
  void endRun(Lag& lag, std::vector<Stretch>& found) const;

  std::vector<Lag> lags_;
  std::vector<float> past_;  ///< the last samples, in a ring
  std::uint64_t frame_ = 0;
  std::uint64_t lastFound_ = 0;
};

/// Finds single samples and steps that no band-limited sound makes: the third difference is 40 times its usual size in
/// the 5 ms around, and stands alone. For one channel; about 10 ms late.
class JumpScan {
 public:
  explicit JumpScan(int sampleRate = 48000);
  void add(std::span<const float> samples, std::vector<Stretch>& found);

 private:
  void look(std::vector<Stretch>& found);

  std::size_t reach_;
  std::vector<float> past_;         ///< samples of the window, oldest first
  std::vector<float> differences_;  ///< third differences of the window
  std::uint64_t frame_ = 0;
  std::uint64_t lastFound_ = 0;
  double sum_ = 0;  ///< of the magnitudes in the window
};

}  // namespace lathe::analysis
