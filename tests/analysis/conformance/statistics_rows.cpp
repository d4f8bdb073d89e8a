// Rows K2, S1 and D1: the filter's coefficients, plain statistics, and that nothing depends on how a signal comes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <thread>

#include "analysis/measurement/measurement.h"
#include "core/file/audio_file.h"
#include "tests/analysis/conformance/row.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis::conformance {
namespace {

Row coefficients() {
  Row row{"K2", "coefficients at 48 kHz", "b, a of both sections", "Tables 1 and 2 of BS.1770", "", 1e-12, ""};
  const KWeighting k = KWeighting::at(48000);
  const std::pair<double, double> pairs[] = {{k.shelf.b0, 1.53512485958697},
                                             {k.shelf.b1, -2.69169618940638},
                                             {k.shelf.b2, 1.19839281085285},
                                             {k.shelf.a1, -1.69065929318241},
                                             {k.shelf.a2, 0.73248077421585},
                                             {k.highPass.b0, 1},
                                             {k.highPass.b1, -2},
                                             {k.highPass.b2, 1},
                                             {k.highPass.a1, -1.99004745483398},
                                             {k.highPass.a2, 0.99007225036621}};
  for (const auto& [ours, table] : pairs) row.add(ours, table);
  return row;
}

Measurement measure(const AudioBuffer& signal) {
  return measureClip(MemoryClip({48000, ChannelLayout::usual(signal.channels())}, signal));
}

Row statistics() {
  Row row{"S1",
          "sine, square, DC with a sine, a sine with known clipped runs, a turned-over channel, a silent one",
          "dBFS, RMS, crest, DC, runs, correlation",
          "closed form",
          "",
          0.001,
          "dB"};
  const auto sine = [](std::size_t i) { return std::sin(2 * M_PI * (static_cast<double>(i) + 0.5) / 100); };
  const Measurement tone = measure(test::signal(1, 10000, [&](std::size_t i) { return 0.5 * sine(i); }));
  row.add(tone.channels[0].rms, 20 * std::log10(0.5) - 3.0103, "sine, RMS");
  row.add(tone.samplePeak, 20 * std::log10(0.5 * std::cos(M_PI / 100)), "sine, sample peak");
  const Measurement square = measure(test::signal(1, 10000, [](std::size_t i) { return i % 100 < 50 ? 0.5 : -0.5; }));
  row.add(square.channels[0].crest, 0, "square, crest");
  const Measurement offset = measure(test::signal(1, 10000, [&](std::size_t i) { return 0.125 + 0.5 * sine(i); }));
  row.add(20 * std::log10(offset.channels[0].dcOffset), 20 * std::log10(0.125), "DC");
  const Measurement clipped =
      measure(test::signal(1, 10000, [&](std::size_t i) { return std::clamp(2 * sine(i), -1.0, 1.0); }));
  int atTop = 0;
  for (std::size_t i = 0; i < 50; ++i) atTop += sine(i) >= 0.5;
  row.addTruth(clipped.channels[0].clipped.count == 200 &&
                   clipped.channels[0].clipped.longest == static_cast<std::uint64_t>(atTop),
               "clipped runs");
  AudioBuffer pair = test::signal(2, 48000, [&](std::size_t i) { return 0.5 * sine(i); });
  for (float& x : pair[1]) x = -x;
  row.add(measure(pair).correlation.value().whole, -1, "turned over");
  std::ranges::fill(pair[1], 0.0f);
  const Measurement half = measure(pair);
  row.addTruth(!half.channels[1].truePeak && half.channels[1].isSilent && !half.correlation, "a silent channel");
  return row;
}

AudioBuffer programme() {
  return test::signal(2, 48000 * 9, [](std::size_t i) {
    const double t = static_cast<double>(i) / 48000;
    const double x =
        std::sin(2 * M_PI * 220 * t) * (0.1 + 0.5 * (std::sin(t) > 0)) + 0.2 * std::sin(2 * M_PI * 7001.3 * t);
    return std::round(x * 8192) / 32768;  // exact in 16 bit
  });
}

void compare(Row& row, const Measurement& a, const Measurement& b, const std::string& where) {
  row.add(a.integrated, b.integrated->value, where);
  row.add(a.loudnessRange, b.loudnessRange->value, where);
  row.add(a.maxMomentary, b.maxMomentary->loudness.value, where);
  row.add(a.maxShortTerm, b.maxShortTerm->loudness.value, where);
  row.add(a.truePeak->level.value, b.truePeak->level.value, where);
  row.add(a.annex2Peak, b.annex2Peak->value, where);
  row.add(a.channels[1].rms, b.channels[1].rms->value, where);
}

Row independence() {
  Row row{
      "D1",    "nine seconds in blocks of 1 to 100 000 frames; by four threads at once; as 16, 24, 32f and 64f bit WAV",
      "all",   "equal",
      "",      0.001,
      "LU, dB"};
  const AudioBuffer signal = programme();
  const AudioFormat format{48000, ChannelLayout::stereo()};
  const MemoryClip clip(format, signal);
  const Measurement whole = measureClip(clip);
  for (const std::size_t blockFrames : {1u, 64u, 441u, 1000u, 4096u, 100000u}) {
    Meter meter;
    meter.begin(format);
    for (std::size_t start = 0; start < signal.frames(); start += blockFrames)
      meter.add(signal.view().slice(start, std::min<std::size_t>(blockFrames, signal.frames() - start)));
    compare(row, meter.result(), whole, fmt::format("blocks of {}", blockFrames));
  }
  std::vector<Measurement> side(4);
  {
    std::vector<std::jthread> threads;
    for (auto& one : side) threads.emplace_back([&] { one = measureClip(clip); });
  }
  for (const auto& one : side) compare(row, one, whole, "threads");
  const testing::TemporaryFolder folder;
  for (const Encoding encoding : {Encoding::Int16, Encoding::Int24, Encoding::Float32, Encoding::Float64}) {
    const auto path = folder / "programme.wav";
    testing::writeFile(path, {Container::Wav, encoding}, format, signal);
    compare(row, measureClip(*openClip(path)), whole, fmt::format("encoding {}", static_cast<int>(encoding)));
  }
  return row;
}

}  // namespace

Rows statisticsRows() { return {coefficients(), statistics(), independence()}; }

}  // namespace lathe::analysis::conformance
