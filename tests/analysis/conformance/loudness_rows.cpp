// Rows L01 to L06, L09 to L14 and K1: EBU Tech 3341 at six sample rates, and the K curve.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include "tests/analysis/conformance/row.h"

namespace lathe::analysis::conformance {
namespace {

using test::kSilence;
using test::SteppedTone;
using test::ToneStep;

std::string at(int rate) { return fmt::format("{} Hz", rate); }

void addSteadyTones(Rows& rows) {
  for (const auto& [id, level] : {std::pair("L01", -23.0), std::pair("L02", -33.0)}) {
    const double wanted = level + 0.007;  // 1 kHz reads 0.007 more than 997 Hz
    Row row{id,
            fmt::format("3341-{}: 20 s at {:.0f} dBFS", id[2], level),
            "I, max M, max S, M, S",
            fmt::format("{:.3f}", wanted),
            "0.1",
            0.01,
            "LU"};
    for (const int rate : kRates) {
      const Loudness l = measured(SteppedTone(rate, {{20, level}}));
      row.add(l.integrated, wanted, at(rate));
      row.add(l.maxMomentary, wanted, at(rate));
      row.add(l.maxShortTerm, wanted, at(rate));
      row.add(l.momentary, wanted, at(rate));
      row.add(l.shortTerm, wanted, at(rate));
    }
    rows.push_back(row);
  }
}

void addGating(Rows& rows) {
  struct Case {
    const char *id, *signal;
    std::vector<ToneStep> steps;
    double wanted;
  };
  const Case cases[] = {
      {"L03", "3341-3: 10 s -36, 60 s -23, 10 s -36", {{10, -36}, {60, -23}, {10, -36}}, -23.014},
      {"L04", "3341-4: the same between 10 s at -72", {{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}, -23.014},
      {"L05", "3341-5: 20 s -26, 20.1 s -20, 20 s -26", {{20, -26}, {20.1, -20}, {20, -26}}, -22.979}};
  for (const auto& [id, signal, steps, wanted] : cases) {
    Row row{id, signal, "I", fmt::format("{:.3f}", wanted), "0.1", 0.01, "LU"};
    for (const int rate : kRates) row.add(measured(SteppedTone(rate, steps)).integrated, wanted, at(rate));
    rows.push_back(row);
  }
  Row five{"L06", "3341-6: L R -28, C -24, Ls Rs -30; 5.0, and 5.1 with a full-scale LFE", "I", "-23.016", "0.1", 0.01,
           "LU"};
  for (const int rate : kRates) {
    five.add(measured({rate, ChannelLayout::usual(5)}, tones(rate, 20, 1000, {-28, -28, -24, -30, -30})).integrated,
             -23.016, at(rate));
    five.add(measured({rate, ChannelLayout::usual(6)}, tones(rate, 20, 1000, {-28, -28, -24, 0, -30, -30})).integrated,
             -23.016, at(rate) + " 5.1");
  }
  rows.push_back(five);
}

/// Loudness of windows of `bins` 10 ms, one every 10 ms.
std::vector<double> series(const SteppedTone& tone, int bins) {
  LoudnessMeter meter;
  meter.begin({tone.sampleRate(), ChannelLayout::stereo()});
  feed(tone, 2, 4096, [&](ConstAudioView block) { meter.add(block); });
  return windowMeanSquares(meter.bins(), {tone.sampleRate()}, bins);
}

void addConstant(Rows& rows) {
  Row s{"L09", "3341-9: (1.34 s -20, 1.66 s -30) x 5", "S, every 10 ms from 3 s on", "-22.986", "0.1", 0.01, "LU"};
  Row m{"L12", "3341-12: (0.18 s -20, 0.22 s -30) x 25", "M, every 10 ms from 1 s on", "-22.960", "0.1", 0.01, "LU"};
  for (const int rate : kRates) {
    for (const double window : series(SteppedTone(rate, repeated({{1.34, -20}, {1.66, -30}}, 5)), 300))
      s.add(toLoudness(window).value, -22.986, at(rate));
    const auto momentary = series(SteppedTone(rate, repeated({{0.18, -20}, {0.22, -30}}, 25)), 40);
    for (std::size_t i = 60; i < momentary.size(); ++i) m.add(toLoudness(momentary[i]).value, -22.960, at(rate));
  }
  rows.push_back(s);
  rows.push_back(m);
}

void addMaxima(Rows& rows) {
  Row s{"L10", "3341-10: 20 files, 3 s at -23 after i x 0.15 s", "max S", "-22.993", "0.1", 0.01, "LU"};
  Row m{"L13", "3341-13: 20 files, 400 ms at -23 after i x 20 ms", "max M", "-22.993", "0.1", 0.01, "LU"};
  for (const int rate : kRates)
    for (int i = 0; i < 20; ++i) {
      const std::string where = fmt::format("{}, file {}", at(rate), i + 1);
      s.add(measured(SteppedTone(rate, {{i * 0.15, kSilence}, {3, -23}, {1, kSilence}})).maxShortTerm, -22.993, where);
      m.add(measured(SteppedTone(rate, {{i * 0.02, kSilence}, {0.4, -23}, {1, kSilence}})).maxMomentary, -22.993,
            where);
    }
  rows.push_back(s);
  rows.push_back(m);
}

/// Tech 3341 cases 11 and 14: twenty tones a LU apart, each of `length` in a stretch of twice that, each starting
/// later.
std::vector<ToneStep> risingTones(double length, double step, double offset) {
  std::vector<ToneStep> steps{{offset, kSilence}};
  for (int i = 0; i < 20; ++i) {
    steps.push_back({i * step, kSilence});
    steps.push_back({length, -38.0 + i});
    steps.push_back({length - i * step, kSilence});
  }
  return steps;
}

/// Each tone is a LU louder than the one before, so the maximum so far, asked for while the stream runs, is its own.
void addLive(Row& row, int rate, double length, double step, double offset, std::size_t blockFrames,
             std::optional<LoudnessMaximum> Loudness::*maximum) {
  const SteppedTone tone(rate, risingTones(length, step, offset));
  LoudnessMeter meter;
  meter.begin({rate, ChannelLayout::stereo()});
  std::size_t fed = 0;
  int heard = 0;
  feed(tone, 2, blockFrames, [&](ConstAudioView block) {
    meter.add(block);
    fed += block.frames();
    const double end = offset + 2 * length * (heard + 1);  // of this tone's stretch
    if (heard == 20 || static_cast<double>(fed) < end * rate - 0.5) return;
    row.add(meter.result().*maximum, -37.993 + heard,
            fmt::format("{}, buffers of {}, {} ms late", at(rate), blockFrames, offset * 1000));
    ++heard;
  });
  row.addTruth(heard == 20, "not all tones were heard");
}

void addLiveMaxima(Rows& rows) {
  Row s{"L11",
        "3341-11, live: 20 tones of 3 s from -38 to -19; buffers of 441 and 1000; 0 and 3 ms late",
        "max S as it rises",
        "-37.993 ... -18.993",
        "0.1",
        0.02,
        "LU"};
  Row m{"L14",
        "3341-14, live: 20 tones of 400 ms from -38 to -19; buffers of 1, 64, 441, 1000, 4096; 0 and 3 ms late",
        "max M as it rises",
        "-37.993 ... -18.993",
        "0.1",
        0.02,
        "LU"};
  for (const double offset : {0.0, 0.003}) {
    for (const int rate : kRates) {
      if (offset == 0 || rate <= 48000)
        addLive(s, rate, 3, 0.15, offset, rate % 441 == 0 ? 441 : 1000, &Loudness::maxShortTerm);
      addLive(m, rate, 0.4, 0.02, offset, rate % 441 == 0 ? 441 : 1000, &Loudness::maxMomentary);
    }
    for (const std::size_t blockFrames : {64u, 4096u})
      addLive(m, 48000, 0.4, 0.02, offset, blockFrames, &Loudness::maxMomentary);
  }
  addLive(m, 44100, 0.4, 0.02, 0.003, 1, &Loudness::maxMomentary);
  rows.push_back(s);
  rows.push_back(m);
}

void addKCurve(Rows& rows) {
  const std::pair<double, double> gains[] = {
      {20, -13.9664}, {25, -11.0838}, {40, -6.2579},  {100, -1.8245},  {500, -0.6485},  {997, 0},       {1000, 0.0067},
      {2000, 2.3803}, {4000, 3.2770}, {8000, 3.3484}, {10000, 3.3509}, {15000, 3.3520}, {20000, 3.3521}};
  Row upTo176{"K1", "tones of 20 Hz to 20 kHz at -23 dBFS, 44.1 to 176.4 kHz", "M", "-23 + K", "", 0.01, "LU"};
  Row at192{"K1", "the same at 192 kHz", "M", "-23 + K", "", 0.02, "LU"};
  for (const int rate : kRates)
    for (const auto& [frequency, gain] : gains) {
      if (frequency >= 0.46 * rate) continue;
      const AudioBuffer tone = test::sine(1, rate, 2, frequency, -23);
      LoudnessMeter meter;
      meter.begin({rate, ChannelLayout::stereo()});
      meter.add(ConstAudioView(tone.view().data(), 2, tone.frames(), 0));
      // The last window: the switch-on of the tone has passed.
      (rate > 176400 ? at192 : upTo176)
          .add(meter.result().momentary, -23 + gain, fmt::format("{} Hz at {}", frequency, at(rate)));
    }
  rows.push_back(upTo176);
  rows.push_back(at192);
}

}  // namespace

Rows loudnessRows() {
  Rows rows;
  addSteadyTones(rows);
  addGating(rows);
  addConstant(rows);
  addMaxima(rows);
  addLiveMaxima(rows);
  addKCurve(rows);
  return rows;
}

}  // namespace lathe::analysis::conformance
