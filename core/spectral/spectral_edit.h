// One edit of a sound through a mask, as a value: kept in the session, retuned, reordered and switched off at any time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/processors/settings.h"
#include "core/spectral/mask.h"

namespace lathe {

/// What is done to the cells that a mask selects.
struct SpectralEdit {
  Mask mask;
  Settings operation;     ///< of a type in spectralOperators(), or of any processor
  std::string name = {};  ///< what the user calls it; empty: the operation's name
  int fftSize = 2048;     ///< a power of two from 512 to 16384
  int overlap = 4;        ///< windows over each sample: 4 or 8
  bool isOn = true;
  std::string unknown = {};  ///< members of a file that this version does not know, as JSON text

  friend bool operator==(const SpectralEdit&, const SpectralEdit&) = default;
};

constexpr int kSmallestFft = 512, kLargestFft = 16384;

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

}  // namespace lathe
