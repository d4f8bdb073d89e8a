// Comparing samples with those a block before, and differences with their surroundings.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/glitch_scan.h"

#include <algorithm>
#include <cmath>

namespace lathe::analysis {
namespace {

constexpr std::size_t kRing = 8192;
constexpr float kLoud = 0.003f;  ///< -50 dBFS: quieter blocks may be equal by chance of rounding
constexpr double kOutstanding = 40;
constexpr float kSmallestJump = 0.01f;  ///< of the third difference: -40 dBFS
constexpr std::size_t kWidest = 6;      ///< samples over which one jump's third difference reaches

}  // namespace

RepeatScan::RepeatScan(int sampleRate) : past_(kRing) {
  for (const std::uint64_t frames : {64, 128, 256, 512, 1024, 2048, 4096}) lags_.push_back({frames});
  for (const int perSecond : {100, 50}) lags_.push_back({static_cast<std::uint64_t>(sampleRate / perSecond)});
  std::erase_if(lags_, [](const Lag& lag) { return lag.frames >= kRing; });
}

void RepeatScan::add(std::span<const float> samples, std::vector<Stretch>& found) {
  for (const float x : samples) {
    for (Lag& lag : lags_) {
      if (frame_ >= lag.frames && x == past_[(frame_ - lag.frames) % kRing]) {
        lag.lowest = lag.run == 0 ? x : std::min(lag.lowest, x);
        lag.highest = lag.run == 0 ? x : std::max(lag.highest, x);
        ++lag.run;
      } else if (lag.run > 0) {
        endRun(lag, found);
      }
    }
    past_[frame_++ % kRing] = x;
  }
}

void RepeatScan::endRun(Lag& lag, std::vector<Stretch>& found) const {
  const bool isBlock = lag.run >= lag.frames && lag.run < 3 * lag.frames && lag.highest - lag.lowest > kLoud;
  const std::uint64_t start = frame_ - lag.run;
  const bool isNew = found.empty() || found.back().start + found.back().length < start;
  if (isBlock && isNew) found.push_back({start, lag.run});
  lag.run = 0;
}

JumpScan::JumpScan(int sampleRate) : reach_(static_cast<std::size_t>(sampleRate / 200)) {}

void JumpScan::add(std::span<const float> samples, std::vector<Stretch>& found) {
  for (const float x : samples) {
    past_.push_back(x);
    ++frame_;
    if (past_.size() < 4) continue;
    const float* end = past_.data() + past_.size();
    const float d = std::abs(end[-1] - 3 * end[-2] + 3 * end[-3] - end[-4]);
    differences_.push_back(d);
    sum_ += static_cast<double>(d);
    if (past_.size() > 64) past_.erase(past_.begin(), past_.end() - 4);
    const std::size_t window = 2 * reach_ + 1;
    if (differences_.size() < window) continue;
    look(found);
    // The oldest leave; in lumps, so that nothing is moved for every sample.
    sum_ -= static_cast<double>(differences_[differences_.size() - window]);
    if (differences_.size() >= 4 * window)
      differences_.erase(differences_.begin(), differences_.end() - static_cast<std::ptrdiff_t>(window - 1));
  }
}

/// At the sample in the middle of the newest window.
void JumpScan::look(std::vector<Stretch>& found) {
  const std::size_t window = 2 * reach_ + 1;
  const float* first = differences_.data() + (differences_.size() - window);
  const float here = first[reach_];
  if (here < kSmallestJump || here * static_cast<float>(window) < static_cast<float>(kOutstanding * sum_) * 0.5f)
    return;
  double around = 0;
  float largest = 0;
  for (std::size_t i = 0; i < window; ++i) {
    const bool isNear = i + kWidest > reach_ && i < reach_ + kWidest;
    if (!isNear) around += static_cast<double>(first[i]);
    if (!isNear) largest = std::max(largest, first[i]);
    if (isNear && first[i] > here) return;  // its neighbour is the one
  }
  const double usual = around / static_cast<double>(window - 2 * kWidest + 1);
  if (static_cast<double>(here) < kOutstanding * usual || here < 8 * largest) return;
  const std::uint64_t at = frame_ - 1 - reach_;
  const std::uint64_t start = at >= 2 ? at - 2 : 0;
  if (lastFound_ != 0 && start < lastFound_ + kWidest) return;
  lastFound_ = start + 1;
  found.push_back({start, 1});
}

}  // namespace lathe::analysis
