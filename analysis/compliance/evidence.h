// All that is known of a signal when it is judged: figures, loudness over time, overs, levels, facts of the file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/compliance/bass_correlation.h"
#include "analysis/compliance/leq_m.h"
#include "analysis/compliance/level_track.h"
#include "analysis/compliance/spec.h"
#include "analysis/measurement/device_measurement.h"
#include "analysis/measurement/measurement.h"
#include "core/audio/audio_clip.h"
#include "core/file/file_format.h"

namespace lathe::analysis {

/// Loudness of the dialogue, from a measurement of it or as told by the user.
struct DialogueFigures {
  Lufs loudness;
  double share = 1;                     ///< of the programme that is dialogue
  std::string source;                   ///< who says so
  std::vector<TimeSpan> passages = {};  ///< where it is, when it was found in the sound
};

/// Of the file the signal came from.
struct FileFacts {
  FileFormat format;
  std::uint64_t bytes = 0;
};

struct Evidence {
  Measurement measurement;   ///< with loudness over time, and overs above Wanted::overThreshold
  std::vector<double> bins;  ///< weighted energies of 10 ms each (LoudnessMeter::bins)
  LevelTrack levels;
  std::optional<LeqM> leqM;
  std::optional<double> bassCorrelation;
  std::optional<DialogueFigures> dialogue;
  std::optional<FileFacts> file;
};

/// What is to be gathered beside the usual figures.
struct Wanted {
  LoudnessOptions loudness;
  Decibels overThreshold{0};  ///< overs of the true peak are listed above it
  bool leqM = false;
  bool bassCorrelation = false;
  bool dialogue = false;  ///< look for speech
};

/// What these specs look at; the lowest of their true-peak limits becomes the threshold.
Wanted wantedFor(std::span<const Spec> specs, const LoudnessOptions& loudness = {});

/// Collects evidence from a stream in one pass.
class EvidenceMeter {
 public:
  explicit EvidenceMeter(Wanted wanted = {});
  /// Throws Error as Meter::begin does.
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  /// The next block of a stream of such blocks, in place of add().
  void addMeasured(const MeasuredBlock& block);
  /// Without what is told from outside: the file, and dialogue that was measured elsewhere.
  Evidence result() const;

 private:
  Wanted wanted_;
  Meter meter_;
  LevelTrackMeter levels_;
  LeqMMeter leqM_;
  BassCorrelationMeter bass_;
};

/// Reads a clip through. Throws Error as measureClip does.
Evidence gatherEvidence(const AudioClip& clip, const Wanted& wanted, const std::function<void(double)>& progress = {},
                        std::stop_token stop = {});

/// The same with the heavy figures made on a device (analysis/measurement/device_measurement.h).
Evidence gatherEvidence(const AudioClip& clip, const Wanted& wanted, const DeviceOptions& options,
                        DeviceReport& report);

/// True when there is enough dialogue to be the anchor.
bool isAnchoredByDialogue(const Evidence& evidence);

/// The figure that a measure stands for. Silence has levels of -inf; nothing where there is no such figure.
std::optional<double> valueOf(Measure measure, const Evidence& evidence);

/// Below this share of dialogue the anchor is the whole mix (Netflix's and common practice).
inline constexpr double kLeastDialogueShare = 0.15;
/// Below this RMS the edges of a file count as silence or room tone.
inline constexpr Decibels kEdgeSilence{-50};

}  // namespace lathe::analysis
