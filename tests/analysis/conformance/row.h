// A row of the conformance table: what was measured, what it must be, and how far off it is at worst.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "analysis/loudness/loudness.h"
#include "analysis/peaks/true_peak.h"
#include "tests/support/ebu_signals.h"

namespace lathe::analysis::conformance {

inline constexpr int kRates[] = {44100, 48000, 88200, 96000, 176400, 192000};

struct Row {
  std::string id;
  std::string signal;
  std::string figure;
  std::string expected;
  std::string standard;  ///< tolerance of the standard; empty: it gives none
  double tolerance;      ///< ours
  std::string unit;
  double worst = 0;  ///< largest distance from what is expected
  int readings = 0;
  std::string worstAt{};  ///< where that was

  /// Takes one reading in; one that is not there is infinitely far off.
  void add(double measured, double wanted, const std::string& where = "") {
    ++readings;
    const double off = std::isnan(measured) ? INFINITY : std::abs(measured - wanted);
    if (off <= worst) return;
    worst = off;
    worstAt = where;
  }
  template <class Tag>
  void add(const std::optional<Quantity<Tag>>& measured, double wanted, const std::string& where = "") {
    add(measured ? measured->value : NAN, wanted, where);
  }
  void add(const std::optional<LoudnessMaximum>& measured, double wanted, const std::string& where = "") {
    add(measured ? measured->loudness.value : NAN, wanted, where);
  }
  /// For what is either so or not.
  void addTruth(bool isSo, const std::string& where = "") { add(isSo ? 0 : INFINITY, 0, where); }
  bool passes() const { return readings > 0 && worst <= tolerance; }
};

using Rows = std::vector<Row>;

Rows loudnessRows();
Rows rangeRows();
Rows channelRows();
Rows gateRows();
Rows truePeakRows();
Rows statisticsRows();

Loudness measured(const test::SteppedTone& tone, const ChannelLayout& layout = ChannelLayout::stereo(),
                  std::size_t blockFrames = 8192);
Loudness measured(const AudioFormat& format, const AudioBuffer& signal, const LoudnessOptions& options = {});
TruePeaks peaksOf(const AudioBuffer& signal, int rate, std::size_t blockFrames = 8192, bool isScreened = true);
/// A tone in some channels at peak levels in dBFS.
AudioBuffer tones(int rate, double seconds, double frequency, const std::vector<double>& levels);
std::vector<test::ToneStep> repeated(const std::vector<test::ToneStep>& steps, int times);

}  // namespace lathe::analysis::conformance
