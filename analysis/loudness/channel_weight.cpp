// Directions of the named loudspeakers, and the weights of BS.1770.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/loudness/channel_weight.h"

#include <fmt/core.h>

#include <cmath>

#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

using enum Speaker;

constexpr double kSurroundWeight = 1.41;
constexpr double kTop = 30, kCeiling = 90, kBottom = -30;

bool hasSides(const ChannelLayout& layout) { return layout.indexOf(SideLeft) >= 0 || layout.indexOf(SideRight) >= 0; }

bool isLfe(Speaker speaker) { return speaker == Lfe || speaker == Lfe2; }

/// Annex 1 knows five channels: of larger layouts every surround speaker at ear height counted as one of its two.
double annex1Weight(Speaker speaker) {
  switch (speaker) {
    case SideLeft:
    case SideRight:
    case BackLeft:
    case BackRight:
      return kSurroundWeight;
    default:
      return isLfe(speaker) ? 0 : 1;
  }
}

double annex3Weight(const ChannelLayout& layout, int channel) {
  if (isLfe(layout[channel])) return 0;
  const auto direction = directionOf(layout, channel);
  return direction ? directionWeight(*direction) : 1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

double weightOfOne(std::string_view text) {
  if (text == "LFE" || text == "lfe") return 0;
  const auto slash = text.find('/');
  const auto azimuth = parseNumber(trimmed(text.substr(0, slash)));
  const auto elevation = slash == text.npos ? 0.0 : parseNumber(trimmed(text.substr(slash + 1)));
  if (!azimuth || !elevation || !(std::abs(*azimuth) <= 180) || !(std::abs(*elevation) <= 90))
    throw Error(ErrorKind::Invalid,
                fmt::format("'{}' is no loudspeaker: give its azimuth (-180 to 180) or azimuth/elevation "
                            "(-90 to 90) in degrees, or LFE",
                            text));
  return directionWeight({*azimuth, *elevation});
}

}  // namespace

double directionWeight(const Direction& direction) {
  const double azimuth = std::abs(direction.azimuth);
  return std::abs(direction.elevation) < 30 && azimuth >= 60 && azimuth <= 120 ? kSurroundWeight : 1;
}

std::optional<Direction> directionOf(const ChannelLayout& layout, int channel) {
  switch (layout[channel]) {
    case Left:
    case Right:
      return Direction{30};
    case Centre:
      return Direction{0};
    case BackLeft:
    case BackRight:
      return Direction{hasSides(layout) ? 135.0 : 110.0};
    case LeftOfCentre:
    case RightOfCentre:
      return Direction{15};
    case BackCentre:
      return Direction{180};
    case SideLeft:
    case SideRight:
      return Direction{90};  // 110 in 5.1: the same weight
    case WideLeft:
    case WideRight:
      return Direction{60};
    case TopCentre:
      return Direction{0, kCeiling};
    case TopFrontLeft:
    case TopFrontRight:
      return Direction{45, kTop};
    case TopFrontCentre:
      return Direction{0, kTop};
    case TopSideLeft:
    case TopSideRight:
      return Direction{90, kTop};
    case TopBackLeft:
    case TopBackRight:
      return Direction{135, kTop};
    case TopBackCentre:
      return Direction{180, kTop};
    case BottomCentre:
      return Direction{0, kBottom};
    case BottomLeft:
    case BottomRight:
      return Direction{45, kBottom};
    case Lfe:
    case Lfe2:
    case Unknown:
      break;
  }
  return {};
}

std::vector<double> channelWeights(const ChannelLayout& layout, LoudnessRevision revision) {
  std::vector<double> weights;
  for (int c = 0; c < layout.channels(); ++c)
    weights.push_back(revision < LoudnessRevision::Bs1770_4 ? annex1Weight(layout[c]) : annex3Weight(layout, c));
  return weights;
}

double channelWeight(const ChannelLayout& layout, int channel) { return annex3Weight(layout, channel); }

std::vector<double> weightsOf(std::string_view speakers) {
  std::vector<double> weights;
  for (;;) {
    const auto comma = speakers.find(',');
    weights.push_back(weightOfOne(trimmed(speakers.substr(0, comma))));
    if (comma == speakers.npos) return weights;
    speakers.remove_prefix(comma + 1);
  }
}

}  // namespace lathe::analysis
