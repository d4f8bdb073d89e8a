// Masks: what shapes select, how they combine, and that they select the same at any resolution.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/error.h"
#include "core/spectral/mask_raster.h"
#include "core/spectral/rasterise.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

SpectrogramGrid grid(int fftSize = 2048) { return {48000, fftSize, fftSize / 4, 0, 48000 * 4 / (fftSize / 4)}; }

float at(const MaskRaster& raster, double time, double frequency) {
  const auto k = static_cast<int>(std::lround(time / raster.grid.cellSeconds()) - raster.grid.firstFrame);
  const auto m = static_cast<std::size_t>(std::lround(frequency / raster.grid.cellHertz()));
  return raster.frame(k)[m];
}

TEST(Mask, SelectsTheSameAtEveryFftSize) {
  const PolygonShape triangle{{{{1.0}, {1000}}, {{2.0}, {1000}}, {{1.5}, {9000}}}};
  const BrushShape stroke{{{{2.5}, {3000}}, {{3.0}, {8000}}}, 0.2_s, 800_Hz, 0.5};
  for (const int size : {512, 2048, 8192}) {
    const MaskRaster raster = rasterise({{box(0.2, 0.5, 500, 5000), {triangle}, {stroke}}}, grid(size));
    SCOPED_TRACE(size);
    EXPECT_EQ(at(raster, 0.35, 2000), 1);
    EXPECT_EQ(at(raster, 0.35, 8000), 0);
    EXPECT_EQ(at(raster, 0.7, 2000), 0);
    EXPECT_EQ(at(raster, 1.5, 4000), 1);
    EXPECT_EQ(at(raster, 1.1, 8000), 0);
    EXPECT_EQ(at(raster, 2.75, 5500), 1) << "the middle of the stroke";
    EXPECT_EQ(at(raster, 2.75, 9000), 0);
  }
}

TEST(Mask, AShapeThinnerThanACellSelectsTheCell) {
  const MaskRaster raster = rasterise({{box(1.0001, 1.0002, 1001, 1002)}}, grid());
  EXPECT_EQ(at(raster, 1.0001, 1001), 1);
}

TEST(Mask, FeathersFallFromTheEdgeOutwards) {
  MaskPart soft = box(1.0, 2.0, 2000, 6000);
  soft.feather = {0.4_s, 1000_Hz};
  const MaskRaster raster = rasterise({{soft}}, grid());
  EXPECT_EQ(at(raster, 1.5, 4000), 1);
  EXPECT_NEAR(at(raster, 0.8, 4000), 0.5, 0.03);
  EXPECT_NEAR(at(raster, 1.5, 6500), 0.5, 0.03);
  EXPECT_EQ(at(raster, 0.55, 4000), 0);
  float last = 0;
  for (double t = 0.5; t < 1.2; t += 0.01) {
    EXPECT_GE(at(raster, t, 4000), last);
    last = at(raster, t, 4000);
  }
}

TEST(Mask, PartsAreAddedSubtractedAndIntersected) {
  MaskPart hole = box(1.2, 1.4, 0, 24000), only = box(0.0, 1.8, 0, 3000);
  hole.operation = MaskOperation::Subtract;
  only.operation = MaskOperation::Intersect;
  const MaskRaster raster = rasterise({{box(1.0, 2.0, 1000, 5000), hole, only}}, grid());
  EXPECT_EQ(at(raster, 1.1, 2000), 1);
  EXPECT_EQ(at(raster, 1.3, 2000), 0);
  EXPECT_EQ(at(raster, 1.1, 4000), 0);
  EXPECT_EQ(at(raster, 1.9, 2000), 0);
}

TEST(Mask, HarmonicsRepeatTheBase) {
  const MaskRaster raster = rasterise({{{HarmonicsShape{50_Hz, 4, 30_Hz}}}}, grid(16384));
  for (const double f : {50, 100, 150, 200}) EXPECT_EQ(at(raster, 2.0, f), 1) << f;
  for (const double f : {25, 75, 125, 175, 250}) EXPECT_EQ(at(raster, 2.0, f), 0) << f;
}

TEST(Mask, InvertedIsTheRestOfItsTime) {
  Mask mask{{box(1.0, 2.0, 1000, 5000)}};
  mask.isInverted = true;
  const MaskRaster raster = rasterise(mask, grid());
  EXPECT_EQ(at(raster, 1.5, 3000), 0);
  EXPECT_EQ(at(raster, 1.5, 8000), 1);
  EXPECT_EQ(at(raster, 3.0, 8000), 0);
}

TEST(Mask, AWandTakesATonesPartialAndNotItsNeighbours) {
  AudioBuffer sound = noise(1, 3 * 48000, 3, {-80});
  for (std::size_t n = 48000; n < 2 * 48000; ++n)
    sound[0][n] += static_cast<float>(0.2 * std::sin(2 * std::numbers::pi * 2000.0 * static_cast<double>(n) / 48000));
  const ClipPtr clip = spectralClip(sound, 48000);
  const Mask mask{{{WandShape{{1.5_s, 2000_Hz}, 20.0_dB, {0.5_s, 2.5_s}}}}};
  const MaskRaster raster = rasterise(mask, grid(), clip.get());
  EXPECT_EQ(at(raster, 1.2, 2000), 1);
  EXPECT_EQ(at(raster, 1.8, 2000), 1);
  EXPECT_EQ(at(raster, 0.7, 2000), 0);
  EXPECT_EQ(at(raster, 1.5, 2300), 0);
  EXPECT_EQ(at(rasterise(mask, grid(512), clip.get()), 1.2, 2000), 1);
}

TEST(Mask, KnowsItsTime) {
  EXPECT_EQ(timeSpan({{box(1.0, 2.0, 0, 100), passage(4.0, 5.0)}}), (TimeSpan{1.0_s, 5.0_s}));
  EXPECT_EQ(timeSpan({{{BandShape{{1_Hz, 2_Hz}}}}}), std::nullopt);
  EXPECT_EQ(timeSpan({}), (TimeSpan{}));
  EXPECT_EQ(timeSpans({{passage(4.0, 5.0), box(1.0, 2.0, 0, 100), passage(1.5, 3.0)}}),
            (std::vector<TimeSpan>{{1.0_s, 3.0_s}, {4.0_s, 5.0_s}}));
  EXPECT_TRUE(timeSpans({{passage(4.0, 5.0), {BandShape{{1_Hz, 2_Hz}}}}}).empty());
}

TEST(Mask, RefusesShapesThatMakeNoSense) {
  EXPECT_NO_THROW(checkMask({{box(1.0, 2.0, 0, 100)}}));
  for (const MaskPart& bad : std::vector<MaskPart>{box(2.0, 1.0, 0, 100),
                                                   box(1.0, 2.0, 100, 100),
                                                   box(-1.0, 2.0, 0, 100),
                                                   {PolygonShape{{{{1.0}, {1}}, {{2.0}, {2}}}}},
                                                   {BrushShape{{{{1.0}, {1}}}, 0.0_s, 1_Hz}},
                                                   {WandShape{{1.0_s, 1_Hz}, 12.0_dB, {0.0_s, 2.0_s}, 1000}},
                                                   {HarmonicsShape{50_Hz, 0, 1_Hz}},
                                                   passage(1.0, NAN)})
    EXPECT_THROW(checkMask({{bad}}), Error);
}

}  // namespace
}  // namespace lathe::test
