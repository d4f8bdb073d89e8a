// A picture of a spectrogram: levels as colours over time and a linear, logarithmic or mel frequency axis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/spectral/colour_map.h"
#include "core/spectral/mask.h"
#include "core/work/progress.h"

namespace lathe {

enum class FrequencyAxis { Linear, Logarithmic, Mel };
enum class AnalysisWindow { Hann, BlackmanHarris, Kaiser };

/// `size` values, periodic, 1 in the middle.
std::vector<double> analysisWindow(AnalysisWindow kind, int size);

struct SpectrogramView {
  TimeSpan time;                                ///< what the width shows
  FrequencySpan frequency = {20_Hz, 24000_Hz};  ///< what the height shows
  int width = 1600, height = 800;               ///< pixels
  int fftSize = 2048;                           ///< a power of two from 256 to 65536
  AnalysisWindow window = AnalysisWindow::Hann;
  FrequencyAxis axis = FrequencyAxis::Logarithmic;
  Decibels lowest = -110_dB;  ///< shown as the map's first colour; a full-scale sine has 0 dB
  Decibels highest = 0.0_dB;  ///< and as its last
  ChannelScope scope = {};    ///< the loudest of the channels is shown
  bool isReassigned = false;  ///< energy is drawn where it is, not where its cell is (Auger and Flandrin 1995)
};

/// Levels in dB, row 0 at the top (the highest frequency), width * height values; what is below -200 dB is -200.
struct LevelImage {
  int width = 0, height = 0;
  std::vector<float> levels;
};

/// Each pixel shows the largest level within it. Memory does not grow with the time shown. Throws Error (Invalid) for a
/// view that makes no sense, and Cancelled.
LevelImage levelImage(const AudioClip& clip, const SpectrogramView& view, const Progress& progress = {});

struct Image {
  int width = 0, height = 0;
  std::vector<Colour> pixels;  ///< row by row from the top
};

/// In colour, with the masks' edges drawn over it.
Image coloured(const LevelImage& levels, const SpectrogramView& view, const ColourMap& map);
void drawMask(Image& image, const SpectrogramView& view, const Mask& mask, const AudioClip& clip);

/// The frequency at a share of the height: 0 at the bottom, 1 at the top; and back.
double frequencyAt(const SpectrogramView& view, double share) noexcept;
double shareOf(const SpectrogramView& view, double hertz) noexcept;

}  // namespace lathe
