// Speed of every registered processor: how much faster than real time it treats 44.1 kHz stereo.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>

#include "benchmarks/music.h"
#include "core/processors/eq.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

constexpr int kRate = 44100;
constexpr std::size_t kBlock = 1024;
constexpr std::size_t kFrames = 10 * kRate / kBlock * kBlock;

/// Ten seconds of noise a turn; "ns_per_frame" and "times_real_time" are in CPU time.
void measure(benchmark::State& state, const Settings& settings) {
  const auto processor = makeProcessor(settings);
  processor->prepare({{kRate, ChannelLayout::stereo()}, kBlock});
  const AudioBuffer input = bench::loudNoise(2, kFrames);
  AudioBuffer sound = input;
  for (auto _ : state) {
    copy(input.view(), sound.view());
    for (std::size_t start = 0; start < kFrames; start += kBlock) processor->process(sound.view().slice(start, kBlock));
    benchmark::DoNotOptimize(sound[0].data());
  }
  const double frames = static_cast<double>(state.iterations()) * static_cast<double>(kFrames);
  state.counters["s_per_frame"] = benchmark::Counter(frames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["times_real_time"] = benchmark::Counter(frames / kRate, benchmark::Counter::kIsRate);
}

Settings fourBandEq() {
  EqSettings settings;
  settings.bands[0] = {.type = EqType::LowShelf, .frequency = 100_Hz, .gain = 2_dB};
  settings.bands[1] = {.frequency = 300_Hz, .gain = -3_dB, .q = 1.4};
  settings.bands[2] = {.frequency = 3_kHz, .gain = 1.5_dB, .q = 1};
  settings.bands[3] = {.type = EqType::HighShelf, .frequency = 10_kHz, .gain = 2_dB};
  return settings;
}

const bool kRegistered = [] {
  for (const ProcessorType& type : processorTypes()) {
    const Settings standard(*type.settings);
    benchmark::RegisterBenchmark(("processor/" + type.settings->id).c_str(), [standard](benchmark::State& state) {
      measure(state, standard);
    })->Unit(benchmark::kMillisecond);
  }
  benchmark::RegisterBenchmark("processor/eq with four bands", [](benchmark::State& state) {
    measure(state, fourBandEq());
  })->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
}  // namespace lathe
