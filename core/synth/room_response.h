// Room impulse responses made from figures: decay per octave, early reflections, diffusion, width.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>

#include "core/audio/audio_buffer.h"
#include "core/work/progress.h"

namespace lathe {

/// Octave bands of a made room: 63 Hz to 16 kHz.
constexpr int kRoomBands = 9;
inline constexpr std::array<double, kRoomBands> kRoomBandCentres = {63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000};

/// All `decay` values alike make a room of one reverberation time.
struct RoomSettings {
  std::array<double, kRoomBands> decay{1.2, 1.2, 1.2, 1.2, 1.2,
                                       1.1, 0.9, 0.7, 0.5};  ///< s, reverberation time, 0.02 .. 30
  double preDelay = 0.01;        ///< s from the direct sound to the tail; without direct sound from the start, 0 .. 0.5
  int reflections = 12;          ///< early reflections, 0 .. 64
  double reflectionSpan = 0.06;  ///< s after the direct sound over which they are spread, 0.001 .. 0.5
  double reflectionLevel = -6;   ///< dB, the first against the direct sound
  double diffusion = 0.8;        ///< 0 .. 1: how soon the tail is dense; 1 at once, 0 after a fifth of a second
  double attack = 0;             ///< s over which the tail rises, 0 .. 1
  double width = 1;              ///< 0 both sides alike .. 1 independent
  double directLevel = 0;        ///< dBFS of the direct sound
  double tailLevel = -6;         ///< dB, energy of the tail against the direct sound's
  bool hasDirect = true;
  bool isTrueStereo = false;  ///< four channels: left to left, left to right, right to left, right to right
  std::uint64_t seed = 1;
};

/// Two channels, or four for true stereo; as long as the slowest band takes for 70 dB. The samples are the same on
/// every machine. Throws Error (Invalid) for values out of range, Cancelled when stopped.
AudioBuffer makeRoom(const RoomSettings& settings, int sampleRate, const Progress& progress = {});

}  // namespace lathe
