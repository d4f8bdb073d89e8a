// De-plosive: bursts of air on a microphone, found in the bass and taken out of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"
#include "core/restoration/speech/speech_frames.h"

namespace lathe {

struct DeplosiveSettings {
  double sensitivity = 0.5;    ///< 0 strong bursts only .. 1 all that might be one
  Hertz frequency = 120_Hz;    ///< below it bursts are taken away: -3 dB of what is taken
  Decibels reduction = 24_dB;  ///< of the burst, at most

  static const SettingsType& type();
  friend bool operator==(const DeplosiveSettings&, const DeplosiveSettings&) = default;
};

/// Whole recordings only: what is usual below 80 Hz is learned from all of the voice.
using Deplosive = WholeRecordingOnly;

/// Bursts below 80 Hz of up to 0.25 s that stand out from what this voice usually has there, and from the rest of the
/// spectrum; level in dB over what is usual.
std::vector<SpeechSpan> findPlosives(const SpeechFrames& speech, double sensitivity);

OfflineForm deplosiveOffline();

}  // namespace lathe
