// Taking a computed part away from samples so that both parts add up to them again, to the last bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_buffer.h"

namespace lathe {

/// sound -= removed, with what is removed rounded to multiples of 2^-24. For sound of up to 24 bits and results below
/// full scale, sound - result gives exactly what was removed, and result + removed exactly the sound. Where nothing is
/// removed, samples stay as they are; those that are not finite too.
void subtractOnGrid(ConstAudioView removed, AudioView sound);

}  // namespace lathe
