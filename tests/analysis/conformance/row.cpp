// Measuring for the rows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/analysis/conformance/row.h"

#include <algorithm>

namespace lathe::analysis::conformance {

Loudness measured(const test::SteppedTone& tone, const ChannelLayout& layout, std::size_t blockFrames) {
  LoudnessMeter meter;
  meter.begin({tone.sampleRate(), layout});
  feed(tone, layout.channels(), blockFrames, [&](ConstAudioView block) { meter.add(block); });
  return meter.result();
}

Loudness measured(const AudioFormat& format, const AudioBuffer& signal, const LoudnessOptions& options) {
  LoudnessMeter meter(options);
  meter.begin(format);
  meter.add(signal.view());
  return meter.result();
}

TruePeaks peaksOf(const AudioBuffer& signal, int rate, std::size_t blockFrames, bool isScreened) {
  TruePeakMeter meter({.isScreened = isScreened});
  meter.begin({rate, ChannelLayout::usual(signal.channels())});
  for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
    meter.add(signal.view().slice(start, std::min(blockFrames, signal.frames() - start)));
  return meter.result();
}

AudioBuffer tones(int rate, double seconds, double frequency, const std::vector<double>& levels) {
  AudioBuffer all(static_cast<int>(levels.size()), static_cast<std::size_t>(seconds * rate));
  const AudioBuffer tone = test::sine(1, rate, seconds, frequency, 0);
  for (int c = 0; c < all.channels(); ++c) {
    const auto gain = static_cast<float>(std::pow(10.0, levels[static_cast<std::size_t>(c)] / 20));
    std::ranges::transform(tone[0], all[c].begin(), [gain](float x) { return gain * x; });
  }
  return all;
}

std::vector<test::ToneStep> repeated(const std::vector<test::ToneStep>& steps, int times) {
  std::vector<test::ToneStep> all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), steps.begin(), steps.end());
  return all;
}

}  // namespace lathe::analysis::conformance
