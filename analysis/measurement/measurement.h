// Everything that is measured of a signal in one pass, as plain data.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "analysis/dialogue/dialogue.h"
#include "analysis/dialogue/speech_meter.h"
#include "analysis/loudness/loudness.h"
#include "analysis/loudness/loudness_series.h"
#include "analysis/measurement/statistics.h"
#include "analysis/peaks/true_peak.h"
#include "core/audio/audio_clip.h"

namespace lathe::analysis {

struct ChannelMeasurement {
  Speaker speaker = Speaker::Unknown;
  std::optional<Decibels> truePeak;    ///< dBTP; nothing for silence, as for all levels here
  std::optional<Decibels> annex2Peak;  ///< dBTP as the 4x meter of BS.1770-5 Annex 2 reads it
  std::optional<Decibels> samplePeak;  ///< dBFS
  std::optional<Decibels> rms;         ///< dBFS, 20 lg of the RMS value, DC included: a full-scale sine reads -3.01
  std::optional<Decibels> crest;       ///< sample peak above RMS
  double dcOffset = 0;                 ///< linear
  FlatRuns clipped;                    ///< runs of three or more equal samples at full scale (within 0.01 dB)
  FlatRuns flatTops;                   ///< the same at the channel's own ceiling, when that is below full scale
  bool isSilent = true;                ///< every sample is zero
};

/// The figures of one signal. What a signal does not have (the loudness of silence) is absent.
struct Measurement {
  AudioFormat format;
  std::uint64_t frames = 0;
  Seconds duration;

  std::optional<Lufs> integrated;  ///< BS.1770-5, gated
  std::optional<Lufs> relativeThreshold;
  std::optional<LoudnessMaximum> maxMomentary;  ///< 400 ms
  std::optional<LoudnessMaximum> maxShortTerm;  ///< 3 s
  std::optional<LoudnessUnits> loudnessRange;   ///< Tech 3342

  std::optional<TruePeak> truePeak;        ///< of all channels
  std::optional<Decibels> annex2Peak;      ///< of all channels, as the 4x meter of BS.1770-5 Annex 2 reads it
  std::optional<Decibels> samplePeak;      ///< of all channels
  std::optional<Decibels> peakToLoudness;  ///< PLR: true peak above integrated loudness
  std::optional<Correlation> correlation;  ///< two-channel signals

  LoudnessHistogram histogram;           ///< of short-term loudness
  std::optional<LoudnessSeries> series;  ///< when MeterOptions asked for it
  std::optional<PeakOvers> overs;        ///< when MeterOptions asked for them
  std::optional<Dialogue> dialogue;      ///< when MeterOptions asked for it

  std::vector<ChannelMeasurement> channels;
  std::uint64_t clippedRuns = 0;       ///< at full scale, of all channels
  std::uint64_t flatTopRuns = 0;       ///< at the channels' own ceilings below full scale
  std::uint64_t nonFiniteSamples = 0;  ///< NaN and infinity; measured as silence
  bool isSilent = true;
  bool areChannelsIdentical = false;  ///< mono in several channels
};

/// What to measure beyond the figures that always are.
struct MeterOptions {
  LoudnessOptions loudness{};
  std::optional<Seconds> seriesStep{};   ///< loudness over time in such steps; a multiple of 10 ms
  std::optional<Decibels> oversAbove{};  ///< list the true peaks above this level
  bool dialogue = false;                 ///< look for speech, and measure it
};

/// Measures a stream in one pass. The same result, to the bit, however the stream is cut into blocks; `result` may be
/// asked at any time. Each meter is one thread's; meters share nothing. Memory grows by 2.9 MB an hour.
class Meter {
 public:
  explicit Meter(MeterOptions options = {})
      : options_(options), loudness_(options.loudness), truePeak_({.oversAbove = options.oversAbove}) {}

  /// Throws Error (Unsupported) below 8 kHz and without channels.
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// The next block of a stream of such blocks, in place of add(): of up to six channels that count, and of any whose
  /// loudness is measured over the same stretches, the figures are the same to the bit; else within 1e-6 LU.
  void addMeasured(const MeasuredBlock& block);
  Measurement result() const;
  /// Loudness alone, with what the last windows read: for live meters.
  Loudness loudness() const { return loudness_.result(); }
  /// Weighted energies of the whole 10 ms bins so far, for loudnessSeries(), loudnessOf() a part, and album figures.
  std::vector<double> loudnessBins() const { return loudness_.bins(); }

 private:
  void addPiece(ConstAudioView block);
  void addFinite(ConstAudioView block);

  MeterOptions options_;
  AudioFormat format_;
  LoudnessMeter loudness_;
  TruePeakMeter truePeak_;
  StatisticsMeter statistics_;
  std::unique_ptr<SpeechMeter> speech_;  ///< when it was asked for
  std::uint64_t nonFinite_ = 0;
};

/// Reads a clip through and measures it, in blocks, on the calling thread. `progress` hears the fraction done, 0 to 1.
/// Throws Error: Cancelled when `stop` is requested, Damaged when no sample is a number, and what reading throws.
Measurement measureClip(const AudioClip& clip, const std::function<void(double)>& progress = {},
                        std::stop_token stop = {}, const MeterOptions& options = {});

}  // namespace lathe::analysis
