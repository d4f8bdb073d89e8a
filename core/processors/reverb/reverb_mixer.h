// Dry and wet together: levels, the width of the wet sound, and ducking.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cmath>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/dsp/envelope.h"
#include "core/dsp/glide.h"
#include "core/processors/reverb/reverb_settings.h"

namespace lathe {

/// Mixes block by block, the same whatever the blocks. With a dry level of silence and a wet one of 0 dB, no ducking
/// and a width of 100 %, the wet samples pass bit for bit. Allocates nothing.
class ReverbMixer {
 public:
  ReverbMixer() = default;
  explicit ReverbMixer(const AudioFormat& format);

  /// Takes the settings on at once and forgets all sound.
  void jumpTo(const ReverbMix& mix) noexcept;
  /// Moves to the settings within 20 ms.
  void glideTo(const ReverbMix& mix) noexcept;
  /// Replaces the wet samples by the mix. The dry ones are finite.
  void process(ConstAudioView dry, AudioView wet) noexcept;

 private:
  static constexpr std::size_t kRun = 256;
  template <class Move>
  void aim(const ReverbMix& mix, Move move) noexcept;
  void processRun(ConstAudioView dry, AudioView wet) noexcept;
  void widen(AudioView wet) noexcept;
  void duck(ConstAudioView dry) noexcept;

  double sampleRate_ = 44100;
  bool isStereo_ = false;
  Glide dry_, wet_, width_, ducking_, threshold_;
  AttackRelease follower_;
  std::array<float, kRun> reductions_ = {};  ///< dB
  std::array<double, kRun> wetGains_ = {}, dryGains_ = {};
};

/// The sample, or 0 for one that is no number or above +120 dBFS, which can only be broken.
inline float trustedSample(float sample) noexcept { return std::abs(sample) < 1e6f ? sample : 0.0f; }

}  // namespace lathe
