// Colours for levels: maps that rise evenly in lightness, so that nothing is seen that is not in the sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lathe {

struct Colour {
  std::uint8_t red, green, blue;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// 256 colours from the lowest level to the highest.
struct ColourMap {
  std::string_view name;
  std::array<Colour, 256> colours;

  /// The colour of a share from 0 to 1; others are clamped.
  Colour at(double share) const noexcept;
};

/// Viridis, magma and inferno (van der Walt and Smith 2015, CC0) and grey.
const std::vector<ColourMap>& colourMaps();

/// Throws Error (NotFound) naming those there are.
const ColourMap& colourMap(std::string_view name);

}  // namespace lathe
