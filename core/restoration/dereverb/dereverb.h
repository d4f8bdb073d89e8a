// De-reverb: takes late reverberation away by what the past of a sound predicts, and by how the room decays.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/processors/offline.h"
#include "core/processors/whole_recording.h"

namespace lathe {

enum class DereverbMode {
  Music,     ///< careful with what is sustained: notes are not taken for the room's answer
  Dialogue,  ///< takes more: between words nothing but the room sounds
};

enum class DereverbMethod {
  Predict,   ///< weighted prediction error first, then suppression of what is left
  Suppress,  ///< suppression alone: faster, and phases stay as they are
};

struct DereverbSettings {
  DereverbMode mode = DereverbMode::Music;
  DereverbMethod method = DereverbMethod::Predict;
  Decibels reduction = 12_dB;    ///< of late reverberation, at most
  double amount = 1.0;           ///< of the late reverberation that was found, 1 all of it
  Seconds tail = {0};            ///< how far back the prediction looks; 0: as the room's time asks
  Seconds early = {0.035};       ///< after the direct sound that is never taken for late
  double artefactControl = 0.5;  ///< 0 follows every bin, 1 decides over a wide neighbourhood
  Decibels keep = {-140};        ///< reverberation is not taken below that level (dBFS)
  std::string curve;             ///< reduction over frequency, "100:-6 4000:+3": dB more or less at Hz
  std::string times;             ///< reverberation time, "250:1.2 4000:0.7": s at Hz; empty: measured by band

  static const SettingsType& type();
  friend bool operator==(const DereverbSettings&, const DereverbSettings&) = default;
};

/// Whole recordings only: the room is measured over all of it, and each prediction is made from ten seconds.
using Dereverb = WholeRecordingOnly;

/// docs/user/dereverb.md. No latency; LFE channels and recordings without late reverberation stay as they are, bit for bit.
ClipPtr applyDereverb(const Settings& settings, const ClipPtr& input, bool keepsTail, const OfflineWork& work);

}  // namespace lathe
