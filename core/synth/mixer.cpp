// The demo's mixing desk: panning, and a room made of eight delays that feed each other.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/mixer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/synth/tone.h"

namespace lathe::synth {
namespace {

constexpr std::size_t kStopEvery = 16384;  ///< frames between two looks whether to stop

/// A feedback delay network (Jot and Chaigne, AES 1991): eight delays, a lossless reflection between them, air
/// absorption.
class Room {
 public:
  Room() {
    for (std::size_t i = 0; i < kLines; ++i) {
      lines_[i].resize(kDelays[i]);
      gains_[i] = decayFactor(1.5, kSampleRate / static_cast<double>(kDelays[i]));
    }
  }

  /// One frame in, one frame out.
  std::array<double, 2> next(double left, double right) noexcept {
    std::array<double, kLines> heard;
    double sum = 0;
    for (std::size_t i = 0; i < kLines; ++i) {
      absorbed_[i] += 0.55 * (lines_[i][positions_[i]] * gains_[i] - absorbed_[i]);
      heard[i] = absorbed_[i];
      sum += heard[i];
    }
    std::array<double, 2> out = {};
    for (std::size_t i = 0; i < kLines; ++i) {
      lines_[i][positions_[i]] = (i % 2 == 0 ? left : right) + heard[i] - sum * 2 / kLines;
      positions_[i] = positions_[i] + 1 == kDelays[i] ? 0 : positions_[i] + 1;
      out[i % 2] += (i % 4 < 2 ? heard[i] : -heard[i]);
    }
    return out;
  }

 private:
  static constexpr std::size_t kLines = 8;
  static constexpr std::array<std::size_t, kLines> kDelays = {1423, 1613, 1867, 2017, 2251, 2467, 2719, 2999};
  std::array<std::vector<double>, kLines> lines_;
  std::array<std::size_t, kLines> positions_ = {};
  std::array<double, kLines> gains_ = {};
  std::array<double, kLines> absorbed_ = {};
};

void add(std::span<const float> sound, double gain, std::span<float> to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += static_cast<float>(gain * static_cast<double>(sound[i]));
}

}  // namespace

void Mixer::place(std::span<const float> sound, std::size_t frame, const Strip& strip) {
  if (frame >= dry_.frames()) return;
  const std::size_t count = std::min(sound.size(), dry_.frames() - frame);
  const double sides[2] = {std::sqrt(0.5 - 0.5 * strip.pan), std::sqrt(0.5 + 0.5 * strip.pan)};
  for (int c = 0; c < 2; ++c) {
    add(sound, strip.gain * sides[c], dry_[c].subspan(frame, count));
    if (strip.room > 0) add(sound, strip.gain * strip.room * sides[c], sent_[c].subspan(frame, count));
  }
}

AudioBuffer Mixer::mix(const Progress& progress) const {
  AudioBuffer out = dry_;
  Room room;
  for (std::size_t i = 0; i < out.frames(); ++i) {
    if (i % kStopEvery == 0) progress.throwIfStopped();
    const auto wet = room.next(static_cast<double>(sent_[0][i]), static_cast<double>(sent_[1][i]));
    out[0][i] += static_cast<float>(wet[0]);
    out[1][i] += static_cast<float>(wet[1]);
  }
  return out;
}

}  // namespace lathe::synth
