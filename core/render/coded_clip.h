// A clip as it sounds after a lossy encoder and its decoder: what listeners of a service get.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/work/progress.h"

namespace lathe {

struct CodecSettings {
  enum class Codec { Aac, Mp3, Opus, Vorbis };
  Codec codec = Codec::Aac;
  int kilobits = 256;  ///< kbit/s of all channels together; not of Vorbis
  double quality = 0;  ///< of Vorbis, 0 to 10

  friend bool operator==(const CodecSettings&, const CodecSettings&) = default;
};

/// "aac:256", "mp3:320", "opus:128", "vorbis:q6". Throws Error (Invalid) that says what there is.
CodecSettings parseCodec(std::string_view text);
/// "AAC at 256 kbit/s", "Vorbis at quality 6".
std::string codecText(const CodecSettings& settings);
/// What parseCodec reads.
std::string codecId(const CodecSettings& settings);

/// False for AAC in a build without libavcodec.
bool isAvailable(CodecSettings::Codec codec) noexcept;

/// The clip encoded and decoded again, as long as it was and in time with it; a decoder's samples beyond full
/// scale stay as they are. A rate that the codec does not take is converted first (Opus: to 48 kHz), so the result may
/// have another rate. The encoded bytes are kept in a temporary file. Throws Error (Unsupported for a build without the
/// codec and for layouts that it refuses; Cancelled; Io).
ClipPtr throughCodec(ClipPtr clip, const CodecSettings& settings, const Progress& progress);

}  // namespace lathe
