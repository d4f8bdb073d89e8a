// Loudness of the dialogue of a programme: that of its passages with speech.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/audio/units.h"
#include "core/spectral/mask.h"

namespace lathe::analysis {

/// Found by our own speech detector. It is not the proprietary gate that some delivery specifications name, and it was
/// not compared with it.
struct Dialogue {
  double share = 0;              ///< of the programme's time that has speech, 0 to 1
  std::optional<Lufs> loudness;  ///< BS.1770 over these passages, without a relative gate; nothing without speech
  std::vector<TimeSpan> passages;
};

/// `bins`: weighted energies of 10 ms each (LoudnessMeter::bins); `duration` of the programme. Windows of 400 ms, ten a
/// second, that lie within a passage count when they are above -70 LUFS, as in ITU-R BS.1770-1 with a gate of speech
/// (ATSC A/85:2013, 5.2.1: the anchor element).
Dialogue dialogueOf(const std::vector<TimeSpan>& passages, std::span<const double> bins, int sampleRate,
                    Seconds duration);

}  // namespace lathe::analysis
