// Changes of a response in frequency: the decay of each band, and equalisation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"
#include "core/processors/reverb/reverb_settings.h"

namespace lathe {

/// Multiplies three bands by envelopes in time, so that each band's reverberation time is the given share of what it
/// was. The bands are split by subtraction, so shares of 1 leave the response as it is. Envelopes begin at `direct`; a
/// band with no decay to be measured (less than 15 dB) is left alone, and none grows by more than 30 dB.
void shapeDecay(AudioView response, std::size_t direct, const ResponseShape& shape, double sampleRate);

/// The response through cuts and shelves, longer by what they ring; the response itself when all are off.
AudioBuffer equalised(AudioBuffer response, const ResponseShape& shape, double sampleRate);

/// Time in which the response falls by 60 dB after `direct`, from the slope between -5 and -25 dB (-15 dB where there
/// is no more) of the backward-integrated energy: Schroeder, "New method of measuring reverberation time", JASA 37,
/// 1965.
/// 0 when it falls by less.
Seconds decayTime(ConstAudioView response, std::size_t direct, double sampleRate);

}  // namespace lathe
