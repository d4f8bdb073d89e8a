// Rows G1 to G3: what is too short, what stands exactly at a gate, and what is no music at all; A1, the album.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <limits>

#include "analysis/measurement/measurement.h"
#include "core/audio/error.h"
#include "tests/analysis/conformance/row.h"

namespace lathe::analysis::conformance {
namespace {

Row shortSignals() {
  Row row{"G1", "1 kHz at -20 dBFS for 390 and 399.9 ms; for 400, 410 and 499 ms", "I", "none; -19.994", "", 0.01,
          "LU"};
  for (const int rate : kRates) {
    const auto lasting = [&](double ms) {
      return measured({rate, ChannelLayout::stereo()}, test::sine(2, rate, ms / 1000, 1000, -20)).integrated;
    };
    for (const double ms : {390.0, 399.9}) row.addTruth(!lasting(ms), fmt::format("{} ms at {} Hz", ms, rate));
    for (const double ms : {400.0, 410.0, 499.0})
      row.add(lasting(ms), -19.994, fmt::format("{} ms at {} Hz", ms, rate));
  }
  return row;
}

Row atTheGates() {
  Row row{"G2",     "blocks at -70 LUFS and at the relative gate, and 0.001 LU beside them",
          "I, LRA", "> for I, >= for LRA",
          "",       0,
          ""};
  row.addTruth(!gatedLoudness(std::vector{toMeanSquare({-70})}), "I at -70");
  row.addTruth(gatedLoudness(std::vector{toMeanSquare({-69.999})}).has_value(), "I above -70");
  row.addTruth(!gatedLoudness(std::vector{toMeanSquare({-70.001})}), "I below -70");
  row.addTruth(loudnessRange(std::vector{toMeanSquare({-70})}).has_value(), "LRA at -70");
  row.addTruth(!loudnessRange(std::vector{toMeanSquare({-70.001})}), "LRA below -70");
  // Two blocks with a mean of 1, the lower one at, above and below a tenth of it.
  row.addTruth(gatedLoudness(std::vector{1.9, 0.1})->integrated == toLoudness(1.9), "I at the relative gate");
  row.addTruth(gatedLoudness(std::vector{1.8999, 0.1001})->integrated == toLoudness(1.0), "I above the relative gate");
  row.addTruth(gatedLoudness(std::vector{1.9001, 0.0999})->integrated == toLoudness(1.9001),
               "I below the relative gate");
  row.addTruth(loudnessRange(std::vector{1.99, 0.01})->value > 20, "LRA at the relative gate");
  row.addTruth(loudnessRange(std::vector{1.9901, 0.0099})->value == 0, "LRA below the relative gate");
  return row;
}

Row extremes() {
  Row row{"G3",
          "silence; DC 0.5; only NaN; denormals; a full-scale square at half the rate",
          "I, LRA, dBTP",
          "none; -29.290; an error; none; finite",
          "",
          0.01,
          "LU"};
  const AudioFormat format{48000, ChannelLayout::stereo()};
  const auto whole = [&](const std::function<double(std::size_t)>& f) {
    return measureClip(MemoryClip(format, test::signal(2, 480000, f)));
  };
  const Measurement silence = whole([](std::size_t) { return 0.0; });
  row.addTruth(!silence.integrated && !silence.loudnessRange && !silence.truePeak, "silence");
  row.add(whole([](std::size_t) { return 0.5; }).integrated, -29.290, "DC");
  try {
    whole([](std::size_t) { return std::numeric_limits<double>::quiet_NaN(); });
    row.addTruth(false, "NaN");
  } catch (const Error&) {
    row.addTruth(true);
  }
  row.addTruth(!whole([](std::size_t) { return 1e-40; }).integrated, "denormals");
  const Measurement square = whole([](std::size_t i) { return i % 2 == 0 ? 1.0 : -1.0; });
  row.addTruth(std::isfinite(square.truePeak.value().level.value) && std::isfinite(square.integrated.value().value),
               "square");
  return row;
}

Row album() {
  Row row{"A1", "three songs, the first and the last cut within a block: blocks of all, gated together",
          "I",  "that of the list of blocks",
          "",   0.001,
          "LU"};
  const std::vector<std::vector<test::ToneStep>> songs = {{{7.33, -20}}, {{5, -34}, {6, -26}}, {{3.07, -45}, {8, -18}}};
  std::vector<double> blocks;
  double loud = 0, loudCount = 0;
  for (const auto& steps : songs) {
    LoudnessMeter meter;
    meter.begin({48000, ChannelLayout::stereo()});
    feed(test::SteppedTone(48000, steps), 2, 1000, [&](ConstAudioView block) { meter.add(block); });
    const auto own = windowMeanSquares(meter.bins(), {48000}, 40, 10);
    blocks.insert(blocks.end(), own.begin(), own.end());
  }
  // The gate spelled out once more, over the list.
  for (const double z : blocks)
    if (toLoudness(z).value > -70) loud += z, ++loudCount;
  double gated = 0, count = 0;
  for (const double z : blocks)
    if (toLoudness(z).value > -70 && z > 0.1 * loud / loudCount) gated += z, ++count;
  row.add(gatedLoudness(blocks)->integrated.value, toLoudness(gated / count).value);
  return row;
}

}  // namespace

Rows gateRows() { return {shortSignals(), atTheGates(), extremes(), album()}; }

}  // namespace lathe::analysis::conformance
