// From bins to rows: the largest of several bins, or between two of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/tile_painter.h"

#include <algorithm>
#include <cmath>

#include "core/spectral/colour_map.h"

namespace lathe::gui {
namespace {

/// Of one row: the bins from `first` to `last`, or the place between two when the row is narrower than a bin.
struct RowOfBins {
  int first = 0, last = 0;
  float share = 0;  ///< of `last` when they are neighbours to mix; negative: take the largest
};

std::vector<RowOfBins> rowsOf(const TileLook& look, int bins) {
  const double perBin = look.rate / 2.0 / (bins - 1);
  const auto height = static_cast<int>(look.scale.height());
  std::vector<RowOfBins> rows(static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    const double high = look.scale.hertzAt(y) / perBin, low = look.scale.hertzAt(y + 1) / perBin;
    RowOfBins& row = rows[static_cast<std::size_t>(y)];
    if (high - low < 1.5) {
      const double middle = std::clamp((high + low) / 2, 0.0, bins - 1.0);
      row.first = static_cast<int>(middle);
      row.last = std::min(row.first + 1, bins - 1);
      row.share = static_cast<float>(middle - row.first);
    } else {
      row.first = std::clamp(static_cast<int>(std::ceil(low)), 0, bins - 1);
      row.last = std::clamp(static_cast<int>(std::floor(high)), row.first, bins - 1);
      row.share = -1;
    }
  }
  return rows;
}

std::uint8_t levelOf(const RowOfBins& row, const std::uint8_t* bins) noexcept {
  if (row.share >= 0) {
    const float a = bins[row.first], b = bins[row.last];
    return static_cast<std::uint8_t>(a + (b - a) * row.share + 0.5f);
  }
  return *std::max_element(bins + row.first, bins + row.last + 1);
}

}  // namespace

std::array<QRgb, 256> coloursOf(const TileLook& look) {
  const ColourMap& map = colourMap(look.colours);
  std::array<QRgb, 256> colours;
  for (int code = 0; code < 256; ++code) {
    const double level = static_cast<double>(analysis::decibelsOfCode(static_cast<std::uint8_t>(code)));
    const Colour c = map.at((level - look.lowest) / (look.highest - look.lowest));
    colours[static_cast<std::size_t>(code)] = qRgb(c.red, c.green, c.blue);
  }
  return colours;
}

const QImage& TilePainter::picture(const TileKey& key, const SpectrumTiles::Found& found, const TileLook& look) {
  const auto kept = std::ranges::find_if(kept_, [&](const Kept& k) { return k.key == key && k.look == look; });
  if (kept != kept_.end()) {
    kept_.splice(kept_.end(), kept_, kept);
    if (kept_.back().version == found.version) return kept_.back().image;
    kept_.pop_back();
  }
  const analysis::SpectrumTile& tile = *found.tile;
  const auto rows = rowsOf(look, tile.bins);
  const auto colours = coloursOf(look);
  QImage image(tile.columns, static_cast<int>(rows.size()), QImage::Format_RGB32);
  auto* pixels = reinterpret_cast<QRgb*>(image.bits());
  const std::size_t stride = static_cast<std::size_t>(image.bytesPerLine()) / sizeof(QRgb);
  for (int c = 0; c < tile.columns; ++c) {
    const std::uint8_t* bins = tile.column(c).data();
    for (std::size_t y = 0; y < rows.size(); ++y)
      pixels[y * stride + static_cast<std::size_t>(c)] = colours[levelOf(rows[y], bins)];
  }
  kept_.push_back({key, found.version, look, std::move(image)});
  std::size_t bytes = 0;
  for (const Kept& k : kept_) bytes += static_cast<std::size_t>(k.image.sizeInBytes());
  while (bytes > kMostBytes && kept_.size() > 1) {
    bytes -= static_cast<std::size_t>(kept_.front().image.sizeInBytes());
    kept_.pop_front();
  }
  return kept_.back().image;
}

}  // namespace lathe::gui
