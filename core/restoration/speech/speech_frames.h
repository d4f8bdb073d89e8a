// Speech from frame to frame: how loud in which band, and how voiced; what breaths, plosives and sibilants are found
// by.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/processors/offline.h"

namespace lathe {

/// Borders of the bands, Hz: rumble, fundamental, vowels, presence, sibilance.
inline constexpr std::array<double, 6> kSpeechBands = {20, 80, 400, 1500, 4000, 11000};
enum SpeechBand { Rumble, Fundamental, Vowels, Presence, Sibilance };

/// 46 ms of sound under a Hann window, all channels together.
struct SpeechFrame {
  std::array<float, 5> power = {};  ///< mean square in each band
  float voicing = 0;                ///< 0 noise .. 1 periodic at 70 to 400 Hz

  float total() const noexcept { return power[0] + power[1] + power[2] + power[3] + power[4]; }
  /// Without rumble.
  float voice() const noexcept { return total() - power[Rumble]; }
};

struct SpeechFrames {
  int sampleRate = 0;
  std::size_t hop = 0;              ///< frames of the recording from one to the next: about 6 ms
  std::vector<SpeechFrame> frames;  ///< frame i is centred on i * hop
  double voiceLevel = 0;            ///< dBFS: the mean power of what is within 25 dB of the loudest frames
  double floorLevel = 0;            ///< dBFS: what a tenth of the frames are below

  double seconds(std::size_t frames) const noexcept {
    return static_cast<double>(frames * hop) / static_cast<double>(sampleRate);
  }
  std::size_t framesIn(Seconds time) const noexcept {
    return static_cast<std::size_t>(time.value * sampleRate / static_cast<double>(hop) + 0.5);
  }
};

/// A run of frames of the recording.
struct SpeechSpan {
  std::uint64_t start = 0, end = 0;
  double level = 0;  ///< dBFS, or dB over a threshold, as the finder says

  friend bool operator==(const SpeechSpan&, const SpeechSpan&) = default;
};

/// Memory grows by 4 KiB for a second of sound. Throws Error.
SpeechFrames listenToSpeech(const AudioClip& clip, const OfflineWork& work);

/// Level of a power in dB, -200 for nothing.
double speechLevel(double power) noexcept;

}  // namespace lathe
