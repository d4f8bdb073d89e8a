// In which order a container keeps its channels, against Lathe's order (that of the WAVE mask).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/audio/channel_layout.h"
#include "core/file/byte_file.h"
#include "core/file/file_format.h"
#include "core/file/riff_chunks.h"

namespace lathe {

struct ChannelOrder {
  ChannelLayout layout;
  std::vector<int> fileChannels;  ///< layout channel i is the file's channel fileChannels[i]
  std::uint32_t mask = 0;         ///< 0 when a channel has no position
};

/// What a file's channels are when it does not say: the usual layout up to 12 of them. More are stems more often than
/// loudspeakers, and stay without a place.
ChannelLayout usualLayout(int channels);

/// The channels as they come.
ChannelOrder plainOrder(ChannelLayout layout);
/// For reading: sorts by the mask's bits when all speakers are known and different; else leaves them as they come.
ChannelOrder sortedOrder(const std::vector<Speaker>& inFile);
/// For reading: Ogg Vorbis and Opus of 3 to 8 channels have an order of their own (Vorbis I, section 4.3.9).
ChannelOrder vorbisOrder(int channels);
/// For writing `layout` into a container.
ChannelOrder orderForWriting(Container container, const ChannelLayout& layout);

/// The speakers that a CHAN (AIFF) or chan (CAF) chunk names, in file order; nothing when it names none that we know.
std::optional<std::vector<Speaker>> parseChannelChunk(const Bytes& chunk, int channels);
/// The chunk for channels in mask order; mask 0 says that they have no position.
NewChunk buildChannelChunk(Container container, std::uint32_t mask, int channels);

}  // namespace lathe
