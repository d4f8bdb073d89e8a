// A picture shows a tone at its frequency, its time and its level, on every axis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectrogram_image.h"

#include "core/audio/error.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

struct Brightest {
  int x, y;
  float level;
};

Brightest brightest(const LevelImage& image) {
  const auto found = std::ranges::max_element(image.levels) - image.levels.begin();
  return {static_cast<int>(found % image.width), static_cast<int>(found / image.width),
          image.levels[static_cast<std::size_t>(found)]};
}

TEST(SpectrogramImage, ShowsAToneWhereItIsAndAsLoudAsItIs) {
  const ClipPtr clip = spectralClip(toneBurst(1, 4 * 48000, 48000, 3000_Hz, 2 * 48000, 24000, {-6}), 48000);
  for (const FrequencyAxis axis : {FrequencyAxis::Linear, FrequencyAxis::Logarithmic, FrequencyAxis::Mel})
    for (const AnalysisWindow window : {AnalysisWindow::Hann, AnalysisWindow::BlackmanHarris, AnalysisWindow::Kaiser}) {
      SpectrogramView view;
      view.time = {0.0_s, 4.0_s};
      view.axis = axis;
      view.window = window;
      view.width = 400;
      view.height = 300;
      const Brightest at = brightest(levelImage(*clip, view));
      EXPECT_NEAR(at.x, 225, 26);
      EXPECT_NEAR(frequencyAt(view, 1 - (at.y + 0.5) / 300), 3000, 120);
      EXPECT_NEAR(at.level, -6, 0.5);
    }
}

TEST(SpectrogramImage, MissesNoClickHoweverLongTheFile) {
  // One sample in two minutes on 200 pixels: each pixel stands for 26 000 frames.
  const ClipPtr clip = spectralClip(impulse(1, 120 * 44100, 3000001));
  SpectrogramView view;
  view.time = {0.0_s, 120.0_s};
  view.width = 200;
  view.height = 50;
  const Brightest at = brightest(levelImage(*clip, view));
  EXPECT_NEAR(at.x, 3000001.0 / 44100 / 120 * 200, 1.5);
  EXPECT_GT(at.level, -100);
}

TEST(SpectrogramImage, ReassignmentSharpensAToneAndAClick) {
  AudioBuffer sound = sine(1, 48000, 48000, 1010_Hz, {-20});
  sound[0][24000] += 1;
  SpectrogramView view;
  view.time = {0.2_s, 0.8_s};
  view.frequency = {0_Hz, 4000_Hz};
  view.axis = FrequencyAxis::Linear;
  view.width = 300;
  view.height = 400;
  const ClipPtr clip = spectralClip(sound, 48000);
  const auto rowsNearTone = [&](const LevelImage& image) {
    int count = 0;
    for (int y = 0; y < image.height; ++y) count += image.levels[static_cast<std::size_t>(y) * 300 + 40] > -40;
    return count;
  };
  const LevelImage plain = levelImage(*clip, view);
  view.isReassigned = true;
  const LevelImage sharp = levelImage(*clip, view);
  EXPECT_LE(rowsNearTone(sharp), 2);
  EXPECT_GT(rowsNearTone(plain), 4);
}

TEST(SpectrogramImage, RefusesAViewOfNothing) {
  const ClipPtr clip = spectralClip(silence(1, 1000));
  SpectrogramView view;
  EXPECT_THROW(levelImage(*clip, view), Error) << "no time";
  view.time = {0.0_s, 1.0_s};
  view.fftSize = 1000;
  EXPECT_THROW(levelImage(*clip, view), Error);
}

TEST(ColourMap, RisesInLightness) {
  for (const ColourMap& map : colourMaps()) {
    double last = -1;
    for (const Colour& c : map.colours) {
      const double lightness = 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
      EXPECT_GE(lightness, last - 0.6) << map.name;
      last = lightness;
    }
  }
  EXPECT_THROW(colourMap("jet"), Error);
}

}  // namespace
}  // namespace lathe::test
