// The synthetic signals of EBU Tech 3341 (2023) and Tech 3342 (2023), and pulses with a known true peak.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <limits>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::test {

inline constexpr double kSilence = -std::numeric_limits<double>::infinity();

/// A stretch of a test tone: peak level in dBFS.
struct ToneStep {
  double seconds = 0;
  double level = kSilence;
};

/// A phase-continuous 1 kHz sine whose level goes through steps, computed as it is read. Rate: a multiple of 100 Hz.
class SteppedTone {
 public:
  SteppedTone(int sampleRate, std::vector<ToneStep> steps);

  int sampleRate() const noexcept { return sampleRate_; }
  std::size_t frames() const noexcept { return ends_.back(); }
  void read(std::size_t start, std::span<float> out) const;

 private:
  int sampleRate_;
  std::vector<double> period_;  ///< ten cycles
  std::vector<float> gains_;
  std::vector<std::size_t> ends_;
};

/// Calls `add` with the tone in blocks of `blockFrames`, the same in all channels.
void feed(const SteppedTone& tone, int channels, std::size_t blockFrames,
          const std::function<void(ConstAudioView)>& add);

/// All of `frames` frames of f(frame), the same in all channels.
AudioBuffer signal(int channels, std::size_t frames, const std::function<double(std::size_t)>& f);

/// Sine at `frequency` Hz with a peak level in dBFS.
AudioBuffer sine(int channels, int sampleRate, double seconds, double frequency, double level);

/// Tech 3341 cases 15 to 19: a tone at sampleRate / divisor, 3.2 s, faded in and out over 10 ms. Stereo.
AudioBuffer truePeakTone(int sampleRate, int divisor, double amplitude, double phaseDegrees);

/// Tech 3341 cases 20 to 23: fs/6 at 0.5 with one period of fs/4 at 1 in it, made at four times the rate, low-passed
/// and decimated from `offset` (0 to 3) on. Stereo, a fifth of a second.
AudioBuffer truePeakBurst(int sampleRate, int offset);

/// A band-limited pulse (0.9 of the band) whose highest point is 0.8, `place` frames after the start (with a fraction).
/// Written over what is there, where the signal has room for it.
void addPulse(std::span<float> samples, double place, double height = 0.8);

/// The whole of a stepped tone.
AudioBuffer render(const SteppedTone& tone, int channels);

}  // namespace lathe::test
