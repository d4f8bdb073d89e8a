// What late reverberation is in a recording, by octave: how fast it decays, and how much of the sound it is.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/restoration/denoise/denoise_text.h"
#include "core/work/progress.h"

namespace lathe {

struct LateBand {
  Hertz centre;
  Seconds time;      ///< in which reverberation falls by 60 dB
  double share = 0;  ///< of the power of steady sound that is late reverberation, 0 .. 1
};

/// The power of late reverberation is modelled as `share` times a mean of the power of all frames that lie `early` and
/// more back, weighted with the room's exponential decay: Polack's model as used by K. Lebart, J. Boucher and P.
/// Denbigh (Acta Acustica 87, 2001) and, with the direct sound apart, by E. Habets, S. Gannot and I. Cohen (IEEE SPL
/// 16(9), 2009).
struct LateReverb {
  std::vector<LateBand> bands;  ///< by frequency; between their centres straight over its logarithm

  double shareAt(Hertz frequency) const noexcept;
  Seconds timeAt(Hertz frequency) const noexcept;
  double mostShare() const noexcept;
};

/// True for channels that are left alone.
constexpr bool isLowFrequencyEffects(Speaker speaker) { return speaker == Speaker::Lfe || speaker == Speaker::Lfe2; }

/// Size of the frames at a sample rate: about 40 ms, a power of two.
std::size_t dereverbWindow(double sampleRate) noexcept;

/// Blind: no decay in a room can fall faster than the room's own, so the fastest decays of a band give its time
/// (after R. Ratnam et al., JASA 114(5), 2003, and H. Loellmann et al., IWAENC 2010); and late reverberation can't be
/// stronger than the sound it is part of, so the pauses give its share: `pauses` is how much of the time behind sound is
/// counted for pauses. Looks at up to ten minutes, in passages from
/// all of the recording. `times`, when there are any, are taken instead of measured ones. Throws what reading throws,
/// and Cancelled.
LateReverb measureLateReverb(const AudioClip& clip, Seconds early, double pauses, const std::vector<CurvePoint>& times,
                             const Progress& progress = {});

}  // namespace lathe
