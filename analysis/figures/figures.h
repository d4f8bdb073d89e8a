// The further figures of a signal, measured together in one pass: what a full report has beyond the main measurement.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/figures/defect_scan.h"
#include "analysis/figures/dynamic_range.h"
#include "analysis/figures/spectrum_average.h"
#include "analysis/figures/stereo_image.h"
#include "analysis/figures/time_course.h"
#include "analysis/figures/word_length.h"
#include "analysis/loudness/loudness.h"
#include "core/audio/audio_clip.h"
#include "core/work/progress.h"

namespace lathe::analysis {

struct Figures {
  AudioFormat format;
  std::optional<DynamicRange> dynamicRange;
  std::vector<int> usedBits;  ///< of each channel
  std::optional<StereoImage> stereo;
  std::vector<BandCorrelation> correlations;
  std::optional<Decibels> rmsAes17;  ///< mean over the channels' powers; a full-scale sine in each reads 0
  std::optional<Decibels> leqA;      ///< see leqA()
  std::vector<Band> thirdOctaves;
  std::optional<SpectralShape> shape;
  std::optional<CutOff> cutOff;
  Defects defects;
  TimeCourse course;
  std::vector<float> psr;         ///< psrOverTime()
  std::vector<SamplePeak> peaks;  ///< the highest sample peaks, highest first
};

/// The analysers side by side. What is no number counts as silence.
class FiguresMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  Figures result() const;

 private:
  AudioFormat format_;
  AudioBuffer finite_;
  DynamicRangeMeter range_;
  WordLengthMeter bits_;
  StereoImageMeter stereo_;
  AverageSpectrumMeter spectrum_;
  DefectScan defects_;
  TimeCourseMeter course_;
  LoudnessMeter loudness_;
};

/// Reads a clip through. Throws Error: Cancelled when the progress is told to stop, and what reading throws.
Figures measureFigures(const AudioClip& clip, const Progress& progress = {});

/// Level on Bob Katz's K scales: RMS (AES17) against the alignment level 20, 14 or 12 dB below full scale.
Decibels kSystemLevel(Decibels rmsAes17, int scale);

/// What is to be added to reach ReplayGain 2.0's reference of -18 LUFS.
Decibels replayGain(Lufs integrated);

/// Sections with a title each and aligned columns; ends with a newline.
std::string figuresText(const Figures& figures);

/// Keys name their units; what is absent is null.
nlohmann::ordered_json figuresJson(const Figures& figures);

}  // namespace lathe::analysis
