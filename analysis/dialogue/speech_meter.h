// Where in a signal there is speech.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/dialogue/speech_rule.h"
#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/dsp/resampler.h"
#include "core/spectral/mask.h"

namespace lathe::analysis {

/// Listens to the centre where a layout has one, else to the mean of left and right. Judges two seconds every quarter
/// of a second, and means that over the two seconds around. The same result however the stream is cut; memory grows by
/// 115 kB an hour.
class SpeechMeter {
 public:
  SpeechMeter();
  /// Throws Error (Unsupported) as Resampler does.
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Passages with speech, in order. Nothing in less than 2.1 seconds of sound.
  std::vector<TimeSpan> result() const;

 private:
  void addMono(std::span<const float> samples);
  void take(const SpeechFrame& frame);

  std::optional<Resampler> resampler_;
  int first_ = 0, second_ = -1;
  std::uint64_t frames_ = 0;
  int sampleRate_ = 48000;
  AudioBuffer mono_;
  SpeechFrames cutter_;
  std::vector<SpeechFrame> recent_;
  std::vector<float> odds_;  ///< of each window; NaN: too quiet to tell
};

}  // namespace lathe::analysis
