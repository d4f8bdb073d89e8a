// Which loudspeaker each channel of a file feeds, from mono to 22.2.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lathe {

/// A loudspeaker position. Values below 18 are the bit numbers of the WAVE channel mask (WAVEFORMATEXTENSIBLE); the
/// others are positions of larger layouts (ITU-R BS.2051) that the mask has no bit for.
enum class Speaker : std::uint8_t {
  Left = 0,
  Right = 1,
  Centre = 2,
  Lfe = 3,
  BackLeft = 4,
  BackRight = 5,
  LeftOfCentre = 6,
  RightOfCentre = 7,
  BackCentre = 8,
  SideLeft = 9,
  SideRight = 10,
  TopCentre = 11,
  TopFrontLeft = 12,
  TopFrontCentre = 13,
  TopFrontRight = 14,
  TopBackLeft = 15,
  TopBackCentre = 16,
  TopBackRight = 17,
  Lfe2 = 18,
  WideLeft = 19,  ///< 60 degrees, between front and side
  WideRight = 20,
  TopSideLeft = 21,
  TopSideRight = 22,
  BottomCentre = 23,  ///< below the front speakers
  BottomLeft = 24,
  BottomRight = 25,
  Unknown = 63,  ///< a channel with no position; measured like a front channel
};

/// Short name: "L", "C", "LFE", "Tfl".
std::string_view speakerName(Speaker speaker) noexcept;

/// The speakers of a signal's channels, in channel order. A value; compares by speakers.
class ChannelLayout {
 public:
  ChannelLayout() = default;
  explicit ChannelLayout(std::vector<Speaker> speakers) : speakers_(std::move(speakers)) {}

  static ChannelLayout mono();
  static ChannelLayout stereo();
  /// The usual layout of a channel count (1 mono, 2 stereo, 3 3.0, 4 quad, 5 5.0, 6 5.1, 7 6.1, 8 7.1, 10 5.1.4, 12
  /// 7.1.4, 16 9.1.6, 24 22.2 in the order of BS.2051); other counts give unknown positions.
  static ChannelLayout usual(int channels);
  /// Channels in the order of the mask's bits; channels beyond the mask's bits have no position.
  /// Back speakers of a mask without side speakers stand at the side in 5.x (0x3F), as files in the field mean it.
  static ChannelLayout fromWaveMask(std::uint32_t mask, int channels);

  int channels() const noexcept { return static_cast<int>(speakers_.size()); }
  Speaker operator[](int channel) const { return speakers_[static_cast<std::size_t>(channel)]; }
  const std::vector<Speaker>& speakers() const noexcept { return speakers_; }

  /// Channel of a speaker, or -1.
  int indexOf(Speaker speaker) const noexcept;
  /// True for a left/right pair and nothing else: mid/side work and width make sense.
  bool isStereo() const noexcept;
  /// WAVE mask, or 0 when a channel has no position or the order is not the mask's.
  std::uint32_t waveMask() const noexcept;
  /// "mono", "stereo", "5.1", "7.1.4", "22.2", or "N channels".
  std::string name() const;

  friend bool operator==(const ChannelLayout&, const ChannelLayout&) = default;

 private:
  std::vector<Speaker> speakers_;
};

}  // namespace lathe
