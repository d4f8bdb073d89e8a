// The place of the lowest bit that is set in any sample.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/word_length.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace lathe::analysis {
namespace {

/// Bits behind the sign down to the lowest one set, and one for the sign.
int bitsOf(float sample) {
  const std::uint32_t pattern = std::bit_cast<std::uint32_t>(sample);
  const int exponent = static_cast<int>(pattern >> 23 & 0xff);
  const std::uint32_t fraction = pattern & 0x7fffff;
  if (exponent == 0 && fraction == 0) return 0;
  const std::uint32_t mantissa = exponent == 0 ? fraction : fraction | 0x800000;
  const int unit = std::max(exponent, 1) - 127 - 23;  // the mantissa counts units of 2^unit
  return std::max(1, 1 - (unit + std::countr_zero(mantissa)));
}

}  // namespace

void WordLengthMeter::begin(const AudioFormat& format) { bits_.assign(static_cast<std::size_t>(format.channels()), 0); }

void WordLengthMeter::add(ConstAudioView block) {
  for (int c = 0; c < block.channels(); ++c) {
    int& bits = bits_[static_cast<std::size_t>(c)];
    for (const float sample : block[c]) bits = std::max(bits, bitsOf(sample));
  }
}

std::vector<int> WordLengthMeter::result() const { return bits_; }

}  // namespace lathe::analysis
