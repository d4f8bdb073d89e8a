// Tiles of spectra as pictures: levels to colours, bins to rows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtGui/QImage>
#include <array>
#include <list>
#include <string>
#include <vector>

#include "gui/axes/frequency_axis.h"
#include "gui/views/spectrum_tiles.h"

namespace lathe::gui {

/// How levels become colours and bins become rows.
struct TileLook {
  FrequencyScale scale;  ///< its height in device pixels
  int rate = 48000;
  double lowest = -110, highest = 0;  ///< dB of the first and the last colour
  std::string colours = "magma";

  friend bool operator==(const TileLook&, const TileLook&) = default;
};

/// Paints tiles and keeps the pictures, newest last, up to kMostBytes.
class TilePainter {
 public:
  /// RGB32, one column per column of the tile and a row per device pixel of the lane.
  const QImage& picture(const TileKey& key, const SpectrumTiles::Found& found, const TileLook& look);
  void forget() { kept_.clear(); }

  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;

 private:
  struct Kept {
    TileKey key;
    int version;
    TileLook look;
    QImage image;
  };
  std::list<Kept> kept_;
};

/// The colour for each level code.
std::array<QRgb, 256> coloursOf(const TileLook& look);

}  // namespace lathe::gui
