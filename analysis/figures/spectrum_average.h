// The long-term average spectrum of a signal, and the figures that are read off it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/stream/block_window.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"
#include "core/fft/fft_plans.h"

namespace lathe::analysis {

/// Energies per bin of sampleRate / size Hz, averaged over time.
struct AverageSpectrum {
  int sampleRate = 0;
  std::size_t size = 0;                     ///< points of the transform; bins are size / 2 + 1
  std::vector<std::vector<double>> powers;  ///< of each channel; the bins' sum is the channel's mean square
  std::vector<double> cross;                ///< of two channels: the same of their product

  double spacing() const { return static_cast<double>(sampleRate) / static_cast<double>(size); }
  /// All channels' energies added.
  std::vector<double> total() const;
};

/// 8192 points, sine window, half overlapping: the energies add up to those of the signal, within 0.01 dB for short
/// signals.
class AverageSpectrumMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// Without powers before the first frame.
  AverageSpectrum result() const;

 private:
  struct Sums {
    std::vector<std::vector<double>> powers;
    std::vector<double> cross;
  };
  void addWindow(ConstAudioView window, Sums& to) const;

  static constexpr std::size_t kSize = 8192, kHop = kSize / 2;
  int sampleRate_ = 0;
  std::uint64_t frames_ = 0;
  std::optional<RealFft<double>> fft_;
  std::vector<double> window_;
  BlockWindow blocks_;
  Sums sums_;
};

/// Nominal frequencies of IEC 61260-1, exact ones in the base of ten.
struct Band {
  Hertz nominal, low, high;
  double power = 0;  ///< mean square
};

/// The third-octave bands from 25 Hz to 20 kHz that end below half the sample rate. A bin across an edge counts for
/// both in shares. The skirts are those of the window: at 48 kHz a tone of 100 Hz reads 0.04 dB low and shows 23 dB
/// down in the bands beside it, one of 1 kHz or more is within 0.01 dB and 30 dB. Below 100 Hz the bands are coarser.
std::vector<Band> thirdOctaves(const AverageSpectrum& spectrum);

struct SpectralShape {
  Hertz centroid;   ///< centre of the energy
  double tilt = 0;  ///< dB an octave of the energy per hertz, 50 Hz to 10 kHz: white 0, pink -3.01
};
/// Nothing for silence.
std::optional<SpectralShape> shapeOf(const AverageSpectrum& spectrum);

/// A-weighted equivalent level of all channels together (IEC 61672-1), in dB against a full-scale sine of 1 kHz in one
/// channel. Nothing for silence.
std::optional<Decibels> leqA(const AverageSpectrum& spectrum);

struct BandCorrelation {
  Hertz low, high;
  double value = 0;  ///< -1 to 1
};
/// Of two channels: to 150 Hz, to 2 kHz, and above; a band without energy in both channels is left out.
std::vector<BandCorrelation> correlationByBand(const AverageSpectrum& spectrum);

/// A band limit inside the band that the sample rate could carry.
struct CutOff {
  enum class Cause { LossyCoding, Upsampling };
  Hertz frequency;
  Decibels drop;  ///< of the mean level within 1 kHz above against 1 kHz below
  Cause cause = Cause::LossyCoding;
  double confidence = 0;  ///< 0.5 at a drop of 20 dB to 1 at 50 dB
};
/// A fall of 20 dB or more within 300 Hz, above 10 kHz, over which nothing comes back. Below 0.93 of half the rate, so
/// that converters' own filters do not count. At rates above 48 kHz a limit from 19 to 24 kHz is called upsampling.
std::optional<CutOff> cutOff(const AverageSpectrum& spectrum);

}  // namespace lathe::analysis
