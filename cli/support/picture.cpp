// Digits of five by seven points, ticks at round numbers, and libpng.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/picture.h"

#include <fmt/core.h>
#include <png.h>

#include <array>
#include <cmath>
#include <string_view>

#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

constexpr int kLeft = 48, kBottom = 24, kTop = 8, kRight = 20;
constexpr int kGlyphWidth = 5, kGlyphHeight = 7;
constexpr Colour kInk = {200, 200, 200}, kPaper = {0, 0, 0};

struct Glyph {
  char letter;
  std::array<std::string_view, kGlyphHeight> rows;
};

constexpr Glyph kGlyphs[] = {
    {'0', {".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."}},
    {'1', {"..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."}},
    {'2', {".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"}},
    {'3', {".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###."}},
    {'4', {"...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."}},
    {'5', {"#####", "#....", "####.", "....#", "....#", "#...#", ".###."}},
    {'6', {".###.", "#....", "#....", "####.", "#...#", "#...#", ".###."}},
    {'7', {"#####", "....#", "...#.", "..#..", "..#..", ".#...", ".#..."}},
    {'8', {".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."}},
    {'9', {".###.", "#...#", "#...#", ".####", "....#", "....#", ".###."}},
    {'.', {".....", ".....", ".....", ".....", ".....", ".##..", ".##.."}},
    {':', {".....", ".##..", ".##..", ".....", ".##..", ".##..", "....."}},
    {'k', {"#....", "#....", "#..#.", "#.#..", "##...", "#.#..", "#..#."}},
};

class Canvas {
 public:
  Canvas(int width, int height)
      : image_{width, height,
               std::vector<Colour>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), kPaper)} {}

  void set(int x, int y, Colour colour) {
    if (x >= 0 && y >= 0 && x < image_.width && y < image_.height)
      image_
          .pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) + static_cast<std::size_t>(x)] =
          colour;
  }
  void line(int x, int y, int dx, int dy, int length) {
    for (int i = 0; i < length; ++i) set(x + i * dx, y + i * dy, kInk);
  }
  void text(int x, int y, std::string_view text) {
    for (const char letter : text) {
      for (const Glyph& glyph : kGlyphs)
        if (glyph.letter == letter)
          for (int row = 0; row < kGlyphHeight; ++row)
            for (int column = 0; column < kGlyphWidth; ++column)
              if (glyph.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] == '#')
                set(x + column, y + row, kInk);
      x += kGlyphWidth + 1;
    }
  }
  static int widthOf(std::string_view text) { return static_cast<int>(text.size()) * (kGlyphWidth + 1) - 1; }
  Image take() { return std::move(image_); }

 private:
  Image image_;
};

/// The smallest of 1, 2, 5, 10, ... that leaves room for labels.
double roundStep(double least) {
  const double decade = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * decade >= least) return factor * decade;
  return 10 * decade;
}

std::string timeLabel(double seconds, double step) {
  const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step)));
  if (seconds < 60) return fixedText(seconds, decimals);
  const double minutes = std::floor(seconds / 60);
  const std::string rest = fixedText(seconds - 60 * minutes, decimals);
  return fmt::format("{}:{}{}", static_cast<long>(minutes), rest.find('.') == 1 || rest.size() == 1 ? "0" : "", rest);
}

std::string frequencyLabel(double hertz) { return hertz >= 1000 ? exactText(hertz / 1000) + "k" : exactText(hertz); }

std::vector<double> frequencyTicks(const SpectrogramView& view) {
  std::vector<double> ticks;
  if (view.axis == FrequencyAxis::Linear) {
    const double step = roundStep((view.frequency.high - view.frequency.low).value * 30 / view.height);
    for (double f = std::ceil(view.frequency.low.value / step) * step; f <= view.frequency.high.value; f += step)
      ticks.push_back(f);
    return ticks;
  }
  for (double decade = 1; decade < 1e6; decade *= 10)
    for (const double factor : {1.0, 2.0, 5.0})
      if (const double f = factor * decade; f >= view.frequency.low.value && f <= view.frequency.high.value)
        ticks.push_back(f);
  return ticks;
}

}  // namespace

Image withAxes(const Image& picture, const SpectrogramView& view) {
  Canvas canvas(picture.width + kLeft + kRight, picture.height + kTop + kBottom);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      canvas.set(kLeft + x, kTop + y,
                 picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                static_cast<std::size_t>(x)]);
  int last = picture.height + 100;
  for (const double f : frequencyTicks(view)) {
    const int y = kTop + static_cast<int>((1 - shareOf(view, f)) * (picture.height - 1));
    if (last - y < kGlyphHeight + 4) continue;
    last = y;
    const std::string label = frequencyLabel(f);
    canvas.line(kLeft - 5, y, 1, 0, 4);
    canvas.text(kLeft - 8 - Canvas::widthOf(label), y - kGlyphHeight / 2, label);
  }
  const double start = view.time.start.value, length = (view.time.end - view.time.start).value;
  const double step = roundStep(length * 80 / picture.width);
  for (double i = std::ceil(start / step); i * step <= view.time.end.value + 1e-9; ++i) {
    const int x = kLeft + static_cast<int>((i * step - start) / length * (picture.width - 1));
    const std::string label = timeLabel(i * step, step);
    canvas.line(x, kTop + picture.height + 1, 0, 1, 4);
    canvas.text(x - Canvas::widthOf(label) / 2, kTop + picture.height + 9, label);
  }
  return canvas.take();
}

void writePng(const std::filesystem::path& file, const Image& image, Overwrite overwrite) {
  png_image header = {};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGB;
  static_assert(sizeof(Colour) == 3);
  png_alloc_size_t size = 0;
  std::string bytes;
  bool isDone = png_image_write_to_memory(&header, nullptr, &size, 0, image.pixels.data(), 0, nullptr) != 0;
  if (isDone) {
    bytes.resize(size);
    isDone = png_image_write_to_memory(&header, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr) != 0;
    bytes.resize(size);
  }
  if (!isDone) throw Error(ErrorKind::Io, "the picture " + file.string() + " could not be made: " + header.message);
  writeTextFileAtomically(file, bytes, overwrite);
}

}  // namespace lathe::cli
