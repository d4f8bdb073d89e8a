// Tables of the usual channel layouts and their WAVE masks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/channel_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lathe {
namespace {

using enum Speaker;

struct NamedLayout {
  std::string_view name;
  std::vector<Speaker> speakers;
};

const std::vector<NamedLayout>& usualLayouts() {
  static const std::vector<NamedLayout> layouts = {
      {"mono", {Centre}},
      {"stereo", {Left, Right}},
      {"3.0", {Left, Right, Centre}},
      {"quad", {Left, Right, BackLeft, BackRight}},
      {"5.0", {Left, Right, Centre, SideLeft, SideRight}},
      {"5.1", {Left, Right, Centre, Lfe, SideLeft, SideRight}},
      {"6.1", {Left, Right, Centre, Lfe, BackCentre, SideLeft, SideRight}},
      {"7.1", {Left, Right, Centre, Lfe, BackLeft, BackRight, SideLeft, SideRight}},
      {"5.1.4",
       {Left, Right, Centre, Lfe, SideLeft, SideRight, TopFrontLeft, TopFrontRight, TopBackLeft, TopBackRight}},
      {"7.1.4",
       {Left, Right, Centre, Lfe, BackLeft, BackRight, SideLeft, SideRight, TopFrontLeft, TopFrontRight, TopBackLeft,
        TopBackRight}},
      {"9.1.6",
       {Left, Right, Centre, Lfe, BackLeft, BackRight, SideLeft, SideRight, WideLeft, WideRight, TopFrontLeft,
        TopFrontRight, TopSideLeft, TopSideRight, TopBackLeft, TopBackRight}},
      // BS.2051 system H: its front pair stands at 60 degrees, its pair left and right of the centre at 30.
      {"22.2", {WideLeft,     WideRight,     Centre,         Lfe,          BackLeft,    BackRight,
                Left,         Right,         BackCentre,     Lfe2,         SideLeft,    SideRight,
                TopFrontLeft, TopFrontRight, TopFrontCentre, TopCentre,    TopBackLeft, TopBackRight,
                TopSideLeft,  TopSideRight,  TopBackCentre,  BottomCentre, BottomLeft,  BottomRight}},
  };
  return layouts;
}

constexpr std::array<std::string_view, 26> kNames = {"L",    "R",  "C",  "LFE", "Lb",  "Rb",  "Lc",  "Rc",  "Cb",
                                                     "Ls",   "Rs", "Tc", "Tfl", "Tfc", "Tfr", "Tbl", "Tbc", "Tbr",
                                                     "LFE2", "Lw", "Rw", "Tsl", "Tsr", "Bc",  "Bl",  "Br"};

}  // namespace

std::string_view speakerName(Speaker speaker) noexcept {
  const auto index = static_cast<std::size_t>(speaker);
  return index < kNames.size() ? kNames[index] : "?";
}

ChannelLayout ChannelLayout::mono() { return usual(1); }
ChannelLayout ChannelLayout::stereo() { return usual(2); }

ChannelLayout ChannelLayout::usual(int channels) {
  for (const auto& layout : usualLayouts())
    if (std::ssize(layout.speakers) == channels) return ChannelLayout(layout.speakers);
  return ChannelLayout(std::vector<Speaker>(static_cast<std::size_t>(std::max(channels, 0)), Unknown));
}

ChannelLayout ChannelLayout::fromWaveMask(std::uint32_t mask, int channels) {
  std::vector<Speaker> speakers;
  for (int bit = 0; bit < 18 && std::ssize(speakers) < channels; ++bit)
    if (mask & (1u << bit)) speakers.push_back(static_cast<Speaker>(bit));
  speakers.resize(static_cast<std::size_t>(channels), Unknown);
  const auto has = [&](Speaker s) { return std::ranges::find(speakers, s) != speakers.end(); };
  if (has(Centre) && has(BackLeft) && !has(SideLeft)) {
    std::ranges::replace(speakers, BackLeft, SideLeft);
    std::ranges::replace(speakers, BackRight, SideRight);
  }
  return ChannelLayout(std::move(speakers));
}

int ChannelLayout::indexOf(Speaker speaker) const noexcept {
  const auto found = std::ranges::find(speakers_, speaker);
  return found == speakers_.end() ? -1 : static_cast<int>(found - speakers_.begin());
}

bool ChannelLayout::isStereo() const noexcept {
  return speakers_.size() == 2 && speakers_[0] == Left && speakers_[1] == Right;
}

std::uint32_t ChannelLayout::waveMask() const noexcept {
  std::uint32_t mask = 0;
  for (const Speaker speaker : speakers_) {
    const auto bit = static_cast<unsigned>(speaker);
    if (bit >= 18 || (mask >> bit) != 0) return 0;
    mask |= 1u << bit;
  }
  return mask;
}

std::string ChannelLayout::name() const {
  for (const auto& layout : usualLayouts())
    if (layout.speakers == speakers_) return std::string(layout.name);
  return std::to_string(channels()) + (channels() == 1 ? " channel" : " channels");
}

}  // namespace lathe
