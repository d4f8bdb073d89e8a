// Tiles of a spectrogram show the right levels at the right places, however they are cut.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/spectrum_tile.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/audio/error.h"

namespace lathe::analysis {
namespace {

/// A tone of 1/8 of the rate at -20 dB on the left, one of 1/4 at -60 dB on the right, with a click on the left.
MemoryClip tones(std::size_t frames, std::size_t click) {
  AudioBuffer buffer(2, frames);
  for (std::size_t n = 0; n < frames; ++n) {
    buffer[0][n] = static_cast<float>(0.1 * std::sin(2 * std::numbers::pi * static_cast<double>(n) / 8));
    buffer[1][n] = static_cast<float>(0.001 * std::sin(2 * std::numbers::pi * static_cast<double>(n) / 4));
  }
  if (click < frames) buffer[0][click] = 1;
  return {AudioFormat{48000, ChannelLayout::stereo()}, std::move(buffer)};
}

TEST(SpectrumTile, ShowsTonesAtTheirLevels) {
  const MemoryClip clip = tones(50000, 60000);
  for (const auto window : {AnalysisWindow::Hann, AnalysisWindow::BlackmanHarris, AnalysisWindow::Kaiser}) {
    const auto tile =
        spectrumTile(clip, {.fftSize = 1024, .window = window, .start = 2000, .step = 300, .columns = 100});
    EXPECT_EQ(tile.bins, 513);
    for (int c = 0; c < 100; ++c) {
      EXPECT_NEAR(decibelsOfCode(tile.column(c)[128]), -20, 0.3);
      EXPECT_NEAR(decibelsOfCode(tile.column(c)[256]), -60, 0.3);
    }
  }
}

TEST(SpectrumTile, OfOneChannelOrMidAndSide) {
  const MemoryClip clip = tones(9000, 60000);
  SpectrumTileSpec spec{.fftSize = 1024, .scope = ChannelScope::only(0), .start = 2000, .step = 500, .columns = 4};
  EXPECT_LT(decibelsOfCode(spectrumTile(clip, spec).column(1)[256]), -110);
  spec.scope = ChannelScope::only(1);
  EXPECT_LT(decibelsOfCode(spectrumTile(clip, spec).column(1)[128]), -110);
  spec.scope = {ChannelScope::Kind::Side};
  EXPECT_NEAR(decibelsOfCode(spectrumTile(clip, spec).column(1)[128]), -26, 0.3);
}

TEST(SpectrumTile, IsTheSameInPieces) {
  const MemoryClip clip = tones(60000, 30000);
  for (const double step : {64.0, 700.5, 3000.0}) {
    SpectrumTileSpec spec{.fftSize = 512, .start = -2000, .step = step, .columns = 20, .mostSpectra = 3};
    const auto whole = spectrumTile(clip, spec);
    for (int c = 0; c < 20; ++c) {
      SpectrumTileSpec one = spec;
      one.start = spec.start + c * step;
      one.columns = 1;
      const auto alone = spectrumTile(clip, one);
      EXPECT_TRUE(std::ranges::equal(alone.levels, whole.column(c))) << "column " << c << ", step " << step;
    }
  }
}

TEST(SpectrumTile, FindsAClickInAWideColumnWhenItLooksEverywhere) {
  const MemoryClip clip = tones(60000, 33000);
  SpectrumTileSpec spec{.fftSize = 512, .start = 0, .step = 10000, .columns = 6, .mostSpectra = 1000};
  EXPECT_EQ(spectraPerColumn(spec), 79);
  const auto tile = spectrumTile(clip, spec);
  EXPECT_GT(decibelsOfCode(tile.column(3)[200]), -60);
  EXPECT_LT(decibelsOfCode(tile.column(2)[200]), -90);
}

TEST(SpectrumTile, OfSilenceAndBeyondTheEndsIsEmpty) {
  const MemoryClip clip = tones(1000, 5000);
  const auto tile = spectrumTile(clip, {.fftSize = 256, .start = -5000, .step = 256, .columns = 60});
  EXPECT_EQ(decibelsOfCode(tile.column(0)[32]), -120);
  EXPECT_EQ(decibelsOfCode(tile.column(59)[32]), -120);
  EXPECT_NEAR(decibelsOfCode(tile.column(21)[32]), -20, 0.3);
}

TEST(SpectrumTile, RefusesWhatMakesNoSense) {
  const MemoryClip clip = tones(1000, 5000);
  EXPECT_THROW(spectrumTile(clip, {.fftSize = 1000}), Error);
  EXPECT_THROW(spectrumTile(clip, {.step = 0}), Error);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(spectrumTile(clip, {}, stop.get_token()), Error);
}

TEST(SpectrumTile, CodesGoThereAndBack) {
  for (int code = 0; code < 256; ++code)
    EXPECT_EQ(codeOfDecibels(decibelsOfCode(static_cast<std::uint8_t>(code))), code);
  EXPECT_EQ(codeOfDecibels(-500), 0);
  EXPECT_EQ(codeOfDecibels(50), 255);
}

}  // namespace
}  // namespace lathe::analysis
