// What an impulse response says about its room (ISO 3382-1).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/room/octave_bands.h"
#include "core/work/progress.h"

namespace lathe {

/// Figures of one channel in one band. A time is empty where the decay range is too short for it: ISO 3382-1 asks that
/// the noise lies 10 dB below the lowest level that is used, so 45 dB from peak to noise for T30, 35 for T20 and 20 for
/// EDT.
struct BandDecay {
  double centre = 0;          ///< Hz; 0: broadband
  std::optional<double> edt;  ///< s, slope from 0 to -10 dB
  std::optional<double> t20;  ///< s, -5 to -25 dB
  std::optional<double> t30;  ///< s, -5 to -35 dB
  std::optional<double> c50;  ///< dB, energy of the first 50 ms against what follows; empty without any energy after it
  std::optional<double> c80;  ///< dB, 80 ms
  double d50 = 0;             ///< share of the energy in the first 50 ms, 0 .. 1
  double centreTime = 0;      ///< s, ISO 3382-1 A.2.4
  double peakToNoise = 0;     ///< dB
  double knee = 0;            ///< s after the onset, where the decay meets the noise
  /// T30, else T20, else EDT.
  std::optional<double> best() const { return t30 ? t30 : t20 ? t20 : edt; }
};

struct ChannelReport {
  double peak = 0;                 ///< dBFS
  double preDelay = 0;             ///< s before the sound first comes within 20 dB of the peak
  double directToReverberant = 0;  ///< dB, the 2.5 ms around the direct sound's peak against all that follows
  BandDecay broadband;
  std::vector<BandDecay> bands;  ///< octaves
  std::vector<OctaveBands::Level> spectrum;
};

/// Inter-aural cross-correlation, ISO 3382-1 annex B: largest magnitude within +-1 ms.
struct CrossCorrelation {
  double early = 0;  ///< first 80 ms
  double late = 0;   ///< from 80 ms on
  double all = 0;
};

struct RoomReport {
  double sampleRate = 0;
  double length = 0;  ///< s
  std::vector<ChannelReport> channels;
  std::optional<CrossCorrelation> interaural;  ///< of two channels
  /// Mean of the channels' best broadband times.
  std::optional<double> reverberationTime() const;
};

/// An impulse response's figures. Early and late energy is counted from the broadband onset in every band; a band's
/// energy before it (its filter's) counts as early. Throws Error (Cancelled) when
/// stopped.
RoomReport analyseRoom(ConstAudioView response, double sampleRate, const Progress& progress = {});

}  // namespace lathe
