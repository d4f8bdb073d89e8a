// The 'fmt ' chunk of WAV, RF64, BW64 and W64 files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>

#include "core/audio/audio_format.h"
#include "core/file/byte_order.h"
#include "core/file/file_format.h"
#include "core/file/pcm_codec.h"

namespace lathe {

struct WavFormat {
  int channels = 0;
  int sampleRate = 0;
  int frameBytes = 0;
  std::optional<PcmCoding> coding;  ///< nothing when the samples are compressed or of an unusual kind
  Encoding encoding = Encoding::Lossy;
  std::optional<std::uint32_t> mask;  ///< of WAVE_FORMAT_EXTENSIBLE
  bool hasBadFrameSize = false;       ///< the header's bytes per frame do not fit its bits and channels

  /// By the mask; the usual layout for a file that has none, or an empty one for one or two channels.
  ChannelLayout layout() const;
};

/// Nothing when the bytes are too few.
std::optional<WavFormat> parseWavFormat(const Bytes& chunk);

/// WAVE_FORMAT_EXTENSIBLE when there are more than two channels, unusual positions or 20 bits; else the plain form that
/// every program reads. `mask` 0: channels without positions. In W64, libsndfile takes extensible floats for integers,
/// so floats in the usual positions have the plain form there.
Bytes buildWavFormat(Encoding encoding, const AudioFormat& audio, std::uint32_t mask, bool isW64 = false);

}  // namespace lathe
