// Exponential sine sweeps, and the impulse response from what comes back of one (Farina, AES 108, 2000).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <optional>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

struct SweepSettings {
  double low = 20;         ///< Hz
  double high = 20000;     ///< Hz, at most 0.49 of the sample rate
  double seconds = 10;     ///< of the sweep itself
  double level = -6;       ///< dBFS, the sine's peak
  double fadeIn = 0.05;    ///< s
  double fadeOut = 0.005;  ///< s
  double silence = 3;      ///< s after each sweep, for the room to decay
  int repeats = 1;
};

/// Frames from one sweep to the next.
std::size_t sweepPeriod(const SweepSettings& settings, double sampleRate);

/// One channel: sweeps whose frequency rises by equal ratios in equal times, each followed by silence.
/// Throws Error (Invalid) for settings that make no sense, Cancelled when stopped.
AudioBuffer makeSweep(const SweepSettings& settings, double sampleRate, const Progress& progress = {});

struct DeconvolutionSettings {
  /// dB below the strongest bin of the excitation's power at which division stops to follow it: weaker bins are
  /// attenuated, not blown up.
  double regularisation = -100;
  std::optional<double> low, high;  ///< Hz: band of the excitation; outside it the result fades to nothing
  double length = 0;                ///< s of the result; 0: as much as the recording outlasts the excitation
  double lead = 0;                  ///< s kept from before the start of the excitation, where distortion ends up
  int repeats = 1;                  ///< the recording holds so many, averaged
  std::size_t period = 0;           ///< frames from one repeat to the next; 0: the excitation's length
};

/// The impulse response of each channel of `recording` to `excitation` (one channel, one repeat, silence after it may
/// be there or not), both starting at the same moment: time 0 of the result is the excitation's, so a delay of the room
/// or the interface stays. By regularised division of spectra in double precision; harmonic distortion of a rising
/// sweep comes out before time 0 and is cut off with what lies there. Throws Error (Invalid) for empty or silent input,
/// Cancelled when stopped.
AudioBuffer deconvolve(ConstAudioView recording, ConstAudioView excitation, double sampleRate,
                       const DeconvolutionSettings& settings = {}, const Progress& progress = {});

}  // namespace lathe
