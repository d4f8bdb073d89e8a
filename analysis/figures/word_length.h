// How many bits of each sample are used: 16-bit audio in a 24-bit file, or a float file that is really 24 bits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"

namespace lathe::analysis {

/// Per channel: the shortest word in which every sample is exact, with full scale at 1: 16 when all samples are whole
/// multiples of 2^-15. 0 for silence. Above 24 the samples are not from an integer format of up to 24 bits.
class WordLengthMeter {
 public:
  void begin(const AudioFormat& format);
  void add(ConstAudioView block);
  std::vector<int> result() const;

 private:
  std::vector<int> bits_;
};

}  // namespace lathe::analysis
