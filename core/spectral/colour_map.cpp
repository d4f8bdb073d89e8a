// The maps by sixteen of their colours each, joined by straight lines.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/colour_map.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/audio/error.h"

namespace lathe {
namespace {

using Anchors = std::array<std::uint32_t, 16>;

constexpr Anchors kViridis = {0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
                              0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725};
constexpr Anchors kMagma = {0x000004, 0x0B0724, 0x20114B, 0x3B0F70, 0x57157E, 0x721F81, 0x8C2981, 0xA8327D,
                            0xC43C75, 0xDE4968, 0xF1605D, 0xFA7F5E, 0xFE9F6D, 0xFEBF84, 0xFDDE9E, 0xFCFDBF};
constexpr Anchors kInferno = {0x000004, 0x0C0826, 0x240C4F, 0x420A68, 0x5D126E, 0x781C6D, 0x932667, 0xAE305C,
                              0xC73E4C, 0xDD513A, 0xED6925, 0xF8850F, 0xFCA50A, 0xFAC62D, 0xF2E661, 0xFCFFA4};

double part(std::uint32_t colour, int shift) { return static_cast<double>(colour >> shift & 0xFF); }

ColourMap joined(std::string_view name, const Anchors& anchors) {
  ColourMap map{name, {}};
  for (std::size_t i = 0; i < 256; ++i) {
    const double at = static_cast<double>(i) / 255 * 15;
    const auto low = std::min<std::size_t>(14, static_cast<std::size_t>(at));
    const double share = at - static_cast<double>(low);
    const auto mix = [&](int shift) {
      return static_cast<std::uint8_t>(
          std::lround((1 - share) * part(anchors[low], shift) + share * part(anchors[low + 1], shift)));
    };
    map.colours[i] = {mix(16), mix(8), mix(0)};
  }
  return map;
}

ColourMap grey() {
  ColourMap map{"grey", {}};
  for (std::size_t i = 0; i < 256; ++i)
    map.colours[i] = {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i)};
  return map;
}

}  // namespace

Colour ColourMap::at(double share) const noexcept {
  return colours[static_cast<std::size_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)))];
}

const std::vector<ColourMap>& colourMaps() {
  static const std::vector<ColourMap> maps = {joined("viridis", kViridis), joined("magma", kMagma),
                                              joined("inferno", kInferno), grey()};
  return maps;
}

const ColourMap& colourMap(std::string_view name) {
  for (const ColourMap& map : colourMaps())
    if (map.name == name) return map;
  throw Error(ErrorKind::NotFound,
              "there is no colour map '" + std::string(name) + "'; there are viridis, magma, inferno and grey");
}

}  // namespace lathe
