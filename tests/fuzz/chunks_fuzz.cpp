// Fuzz target: any bytes as the chunks of WAV, AIFF and CAF files that hold formats, texts, markers and speakers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/audio/error.h"
#include "core/file/broadcast_chunk.h"
#include "core/file/channel_order.h"
#include "core/file/cue_chunk.h"
#include "core/file/info_list.h"
#include "core/file/wav_format.h"

namespace {

using namespace lathe;

void mustHold(bool isSo) {
  if (!isSo) std::abort();
}

/// Markers in a form that the chunks can hold read back as they were written.
void readMarkers(const Bytes& bytes) {
  const std::size_t half = bytes.size() / 2;
  const auto middle = bytes.begin() + static_cast<std::ptrdiff_t>(half);
  const auto markers = parseCueChunks({bytes.begin(), middle}, {middle, bytes.end()});
  const CueChunks written = buildCueChunks(markers, "file");
  mustHold(parseCueChunks(written.cue, written.labels).size() == markers.size());
}

void readTexts(const Bytes& bytes) {
  const InfoList entries = parseInfoList(bytes);
  Metadata metadata;
  readInfo(entries, metadata);
  Metadata again;
  readInfo(parseInfoList(buildInfoList(updatedInfo(entries, metadata))), again);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto span = std::as_bytes(std::span(data, size));
  const Bytes bytes(span.begin(), span.end());
  try {
    readMarkers(bytes);
    readTexts(bytes);
    if (const auto broadcast = parseBroadcastChunk(bytes)) {
      mustHold(parseBroadcastChunk(buildBroadcastChunk(*broadcast)).has_value());
    }
    if (const auto format = parseWavFormat(bytes)) format->layout();
    for (const int channels : {1, 2, 6, 16}) {
      if (const auto speakers = parseChannelChunk(bytes, channels)) sortedOrder(*speakers);
    }
  } catch (const Error&) {
  }
  return 0;
}
