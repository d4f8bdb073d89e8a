// Evidence from generated signals, for tests of verdicts and reports.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <utility>

#include "analysis/compliance/evidence.h"
#include "tests/support/ebu_signals.h"

namespace lathe::test {

/// Of a signal, as from a file of that format.
inline analysis::Evidence evidenceOf(AudioBuffer samples, int sampleRate, const analysis::Wanted& wanted = {},
                                     FileFormat format = {Container::Wav, Encoding::Int24}) {
  const ChannelLayout layout = ChannelLayout::usual(samples.channels());
  const MemoryClip clip({sampleRate, layout}, std::move(samples));
  analysis::Evidence evidence = analysis::gatherEvidence(clip, wanted);
  const auto bytes = clip.frames() * static_cast<std::uint64_t>(layout.channels() * bitsOf(format.encoding) / 8);
  evidence.file = analysis::FileFacts{format, bytes};
  return evidence;
}

}  // namespace lathe::test
