// What noise looks like: its power and its unsteadiness over frequency, per channel; kept in a small file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <vector>

#include "core/file/atomic_file.h"

namespace lathe {

/// The windows that de-noising may use: about 23, 46, 93 and 186 ms, powers of two.
inline constexpr int kDenoiseWindows = 4;
std::size_t denoiseWindow(int which, double sampleRate);

/// For one window size. Powers are those of Stft; `spread` is the standard deviation of the mean power around a bin,
/// over its mean, while the noise is alone: 3 bins wide and 9 frames long (5 and one bin for windows of 93 ms and
/// more).
struct NoiseSpectrum {
  std::vector<std::vector<float>> power;   ///< [channel][bin]
  std::vector<std::vector<float>> spread;  ///< [channel][bin]
  std::size_t frames = 0;                  ///< that it was learned from
};

struct NoiseProfile {
  double sampleRate = 44100;
  double seconds = 0;  ///< of noise that it was learned from
  std::array<NoiseSpectrum, kDenoiseWindows> spectra;

  int channels() const noexcept { return static_cast<int>(spectra[1].power.size()); }
  /// For another rate or number of channels: read at the same frequencies; further channels as the first ones' mean.
  NoiseProfile fittedTo(double rate, int channels) const;
};

/// Throws Error (Exists, Io).
void saveProfile(const NoiseProfile& profile, const std::filesystem::path& file, Overwrite overwrite);
/// Throws Error (NotFound, Io, Damaged).
NoiseProfile loadProfile(const std::filesystem::path& file);

}  // namespace lathe
