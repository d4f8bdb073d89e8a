// One edit of a sound through a mask, as a value: kept in the session, retuned, reordered and switched off at any time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/processors/settings.h"
#include "core/spectral/edit_window.h"
#include "core/spectral/mask.h"

namespace lathe {

/// From a frequency on upwards another FFT size.
struct BandResolution {
  Hertz from;
  int fftSize;

  friend bool operator==(const BandResolution&, const BandResolution&) = default;
};

/// What is done to the cells that a mask selects.
struct SpectralEdit {
  Mask mask;
  Settings operation;     ///< of a type in spectralOperators(), or of any processor
  std::string name = {};  ///< what the user calls it; empty: the operation's name
  int fftSize = 2048;     ///< a power of two from 512 to 16384
  int overlap = 4;        ///< windows over each sample: 4 or 8
  bool isOn = true;
  std::string unknown = {};  ///< members of a file that this version does not know, as JSON text
  EditWindow window = EditWindow::Hann;
  /// Rising in frequency; below the first, fftSize holds. Empty: everywhere. At most 8.
  std::vector<BandResolution> bands = {};

  friend bool operator==(const SpectralEdit&, const SpectralEdit&) = default;
};

constexpr int kSmallestFft = 512, kLargestFft = 16384;
constexpr std::size_t kMostBands = 8;

/// Long windows for low tones, short ones for high and quick sounds: 8192 below 400 Hz, then 4096, from 1600 Hz 2048,
/// from 6400 Hz 1024.
std::vector<BandResolution> multiResolution();

/// Of all its bands.
int largestFft(const SpectralEdit& edit) noexcept;

/// Throws Error (Invalid) with one sentence for a mask, a size or an operation that makes no sense.
void checkSpectralEdit(const SpectralEdit& edit);

/// The name that is shown.
std::string nameOf(const SpectralEdit& edit);

/// Samples that an edit may change: its mask's time and one window around it.
struct SampleSpan {
  std::int64_t start;
  std::int64_t end;

  friend bool operator==(const SampleSpan&, const SampleSpan&) = default;
};

/// Within a recording of that many frames. Nothing outside it is ever changed by the edit.
SampleSpan reachOf(const SpectralEdit& edit, double sampleRate, std::uint64_t frames);

/// The spans of all edits that are on, joined where they touch, in order.
std::vector<SampleSpan> reachOf(const std::vector<SpectralEdit>& edits, double sampleRate, std::uint64_t frames);

/// What is heard of an edit.
enum class EditListen {
  Result,     ///< the sound with the edit
  Selection,  ///< what the mask selects, alone
  Removed,    ///< what the edit takes away: the sound before less the sound after
  Rest        ///< the sound without what the mask selects
};

}  // namespace lathe
