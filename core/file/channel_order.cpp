// Permutations between file order and layout order, and Core Audio's channel layouts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/channel_order.h"

#include <algorithm>
#include <numeric>

namespace lathe {
namespace {

using enum Speaker;

std::vector<int> identity(int channels) {
  std::vector<int> order(static_cast<std::size_t>(channels));
  std::iota(order.begin(), order.end(), 0);
  return order;
}

std::uint32_t maskOf(const std::vector<Speaker>& speakers) {
  std::uint32_t mask = 0;
  for (const Speaker speaker : speakers) {
    const auto bit = static_cast<unsigned>(speaker);
    if (bit >= 18 || (mask >> bit & 1u) != 0) return 0;
    mask |= 1u << bit;
  }
  return mask;
}

/// Vorbis I specification, section 4.3.9; its rear speakers of 5.x are the surround speakers.
std::vector<Speaker> vorbisSpeakers(int channels) {
  switch (channels) {
    case 1:
      return {Centre};
    case 2:
      return {Left, Right};
    case 3:
      return {Left, Centre, Right};
    case 4:
      return {Left, Right, BackLeft, BackRight};
    case 5:
      return {Left, Centre, Right, SideLeft, SideRight};
    case 6:
      return {Left, Centre, Right, SideLeft, SideRight, Lfe};
    case 7:
      return {Left, Centre, Right, SideLeft, SideRight, BackCentre, Lfe};
    case 8:
      return {Left, Centre, Right, SideLeft, SideRight, BackLeft, BackRight, Lfe};
    default:
      return {};
  }
}

ChannelOrder orderForVorbis(const ChannelLayout& layout) {
  const std::vector<Speaker> inFile = vorbisSpeakers(layout.channels());
  ChannelOrder order = plainOrder(layout);
  if (inFile.empty()) return order;
  // Every Vorbis stream of 3 to 8 channels means these speakers, so a layout of others goes in by its place.
  const ChannelLayout usual = usualLayout(layout.channels());
  const bool isKnown = std::ranges::is_permutation(layout.speakers(), inFile);
  const std::vector<Speaker>& speakers = isKnown ? layout.speakers() : usual.speakers();
  for (std::size_t i = 0; i < inFile.size(); ++i)
    order.fileChannels[i] = static_cast<int>(std::ranges::find(inFile, speakers[i]) - inFile.begin());
  return order;
}

// Core Audio's layout tags (CoreAudioBaseTypes.h): the upper half names the layout, the lower half counts channels.
constexpr std::uint32_t kUseDescriptions = 0;
constexpr std::uint32_t kUseBitmap = 0x10000;
constexpr std::uint32_t kDiscreteInOrder = 147;

struct TaggedLayout {
  std::uint32_t tag;
  std::vector<Speaker> speakers;
};

const std::vector<TaggedLayout>& taggedLayouts() {
  static const std::vector<TaggedLayout> layouts = {
      {100, {Centre}},
      {101, {Left, Right}},
      {108, {Left, Right, BackLeft, BackRight}},
      {113, {Left, Right, Centre}},
      {114, {Centre, Left, Right}},
      {117, {Left, Right, Centre, SideLeft, SideRight}},
      {118, {Left, Right, SideLeft, SideRight, Centre}},
      {119, {Left, Centre, Right, SideLeft, SideRight}},
      {120, {Centre, Left, Right, SideLeft, SideRight}},
      {121, {Left, Right, Centre, Lfe, SideLeft, SideRight}},
      {122, {Left, Right, SideLeft, SideRight, Centre, Lfe}},
      {123, {Left, Centre, Right, SideLeft, SideRight, Lfe}},
      {124, {Centre, Left, Right, SideLeft, SideRight, Lfe}},
      {125, {Left, Right, Centre, Lfe, SideLeft, SideRight, BackCentre}},
      {128, {Left, Right, Centre, Lfe, SideLeft, SideRight, BackLeft, BackRight}},
      {132, {Left, Right, BackLeft, BackRight}},
  };
  return layouts;
}

}  // namespace

ChannelLayout usualLayout(int channels) {
  constexpr int most = 12;
  if (channels <= most) return ChannelLayout::usual(channels);
  return ChannelLayout(std::vector<Speaker>(static_cast<std::size_t>(channels), Speaker::Unknown));
}

ChannelOrder plainOrder(ChannelLayout layout) {
  const int channels = layout.channels();
  const std::uint32_t mask = layout.waveMask();
  return {std::move(layout), identity(channels), mask};
}

ChannelOrder sortedOrder(const std::vector<Speaker>& inFile) {
  const std::uint32_t mask = maskOf(inFile);
  if (mask == 0) return plainOrder(ChannelLayout(inFile));
  const int channels = static_cast<int>(inFile.size());
  ChannelOrder order{ChannelLayout::fromWaveMask(mask, channels), identity(channels), mask};
  std::ranges::sort(order.fileChannels, {}, [&](int c) { return inFile[static_cast<std::size_t>(c)]; });
  return order;
}

ChannelOrder vorbisOrder(int channels) {
  const std::vector<Speaker> inFile = vorbisSpeakers(channels);
  return inFile.empty() ? plainOrder(usualLayout(channels)) : sortedOrder(inFile);
}

ChannelOrder orderForWriting(Container container, const ChannelLayout& layout) {
  if (container == Container::OggVorbis || container == Container::OggOpus) return orderForVorbis(layout);
  ChannelOrder order = plainOrder(layout);
  order.mask = maskOf(layout.speakers());
  if (order.mask == 0) return order;
  for (std::size_t i = 0; i < order.fileChannels.size(); ++i)
    order.fileChannels[i] =
        static_cast<int>(std::ranges::count_if(layout.speakers(), [&](Speaker s) { return s < layout.speakers()[i]; }));
  return order;
}

std::optional<std::vector<Speaker>> parseChannelChunk(const Bytes& chunk, int channels) {
  if (chunk.size() < 12) return std::nullopt;
  const auto count = static_cast<std::size_t>(channels);
  const std::uint32_t tag = loadBig<std::uint32_t>(chunk.data());
  if (tag == kUseBitmap)
    return ChannelLayout::fromWaveMask(loadBig<std::uint32_t>(chunk.data() + 4), channels).speakers();
  if (tag == kUseDescriptions) {
    if (loadBig<std::uint32_t>(chunk.data() + 8) != count || chunk.size() < 12 + 20 * count) return std::nullopt;
    std::vector<Speaker> speakers;
    for (std::size_t i = 0; i < count; ++i) {
      // Labels 1 to 18 are the WAVE mask's bits, counted from one.
      const std::uint32_t label = loadBig<std::uint32_t>(chunk.data() + 12 + 20 * i);
      speakers.push_back(label >= 1 && label <= 18 ? static_cast<Speaker>(label - 1) : Unknown);
    }
    return speakers;
  }
  if (tag >> 16 == kDiscreteInOrder) return std::vector<Speaker>(count, Unknown);
  for (const TaggedLayout& layout : taggedLayouts())
    if (layout.tag == tag >> 16 && layout.speakers.size() == count) return layout.speakers;
  return std::nullopt;
}

NewChunk buildChannelChunk(Container container, std::uint32_t mask, int channels) {
  NewChunk chunk{container == Container::Caf ? "chan" : "CHAN", {}};
  appendBig(chunk.data, mask != 0 ? kUseBitmap : (kDiscreteInOrder << 16 | static_cast<std::uint32_t>(channels)));
  appendBig(chunk.data, mask);
  appendBig(chunk.data, std::uint32_t{0});
  return chunk;
}

}  // namespace lathe
