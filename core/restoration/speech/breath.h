// Breath control: breaths between words, found and turned down with fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"
#include "core/restoration/speech/speech_frames.h"

namespace lathe {

struct BreathSettings {
  Decibels reduction = 12_dB;
  double sensitivity = 0.5;  ///< 0 plain breaths only .. 1 all that might be one
  Seconds fade = 30_ms;      ///< into and out of each breath

  static const SettingsType& type();
  friend bool operator==(const BreathSettings&, const BreathSettings&) = default;
};

/// Whole recordings only: a breath is told by how loud the voice is, and by the pause beside it.
using Breath = WholeRecordingOnly;

/// Runs of 0.1 to 1.2 s of noise without pitch in the band of breaths, well above the pauses and below the voice, with
/// a pause or an end on one side; level in dBFS. After Ruinskiy and Lavner, IEEE TASLP 15(3), 2007, with plain rules in
/// place of their templates.
std::vector<SpeechSpan> findBreaths(const SpeechFrames& speech, double sensitivity);

OfflineForm breathOffline();

}  // namespace lathe
