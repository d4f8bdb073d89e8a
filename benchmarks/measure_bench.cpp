// Measuring loudness, true peak and statistics: ours beside libebur128 with all its modes, in the same run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>
#include <ebur128.h>

#include <cmath>
#include <vector>

#include "analysis/measurement.h"
#include "benchmarks/music.h"

namespace lathe::analysis {
namespace {

const AudioBuffer& signalFor(int channels, int rate) {
  static std::vector<std::pair<std::pair<int, int>, AudioBuffer>> made;
  for (const auto& [shape, signal] : made)
    if (shape == std::pair(channels, rate)) return signal;
  made.clear();
  made.emplace_back(std::pair(channels, rate), bench::song(channels, rate, channels == 2 ? 600 : 120));
  return made.back().second;
}

template <class Measure>
void run(benchmark::State& state, Measure&& measure) {
  const int channels = static_cast<int>(state.range(0)), rate = static_cast<int>(state.range(1));
  const AudioBuffer& signal = signalFor(channels, rate);
  for (auto _ : state) measure(state, signal, AudioFormat{rate, ChannelLayout::usual(channels)});
  state.counters["real_time_x"] =
      benchmark::Counter(static_cast<double>(signal.frames()) / rate, benchmark::Counter::kIsIterationInvariantRate);
}

template <class Meter>
auto measureWith(Meter meter, const AudioBuffer& signal, const AudioFormat& format) {
  meter.begin(format);
  constexpr std::size_t kBlock = 16384;
  for (std::size_t start = 0; start < signal.frames(); start += kBlock)
    meter.add(signal.view().slice(start, std::min(kBlock, signal.frames() - start)));
  return meter.result();
}

void BM_MeasureAll(benchmark::State& state) {
  run(state, [](benchmark::State& s, const AudioBuffer& signal, const AudioFormat& format) {
    const Measurement m = measureWith(Meter(), signal, format);
    s.counters["LUFS"] = m.integrated->value;
    s.counters["LRA"] = m.loudnessRange->value;
    s.counters["dBTP"] = m.truePeak->level.value;
  });
}
void BM_LoudnessOnly(benchmark::State& state) {
  run(state, [](benchmark::State&, const AudioBuffer& signal, const AudioFormat& format) {
    benchmark::DoNotOptimize(measureWith(LoudnessMeter(), signal, format));
  });
}
void BM_TruePeakOnly(benchmark::State& state) {
  run(state, [](benchmark::State&, const AudioBuffer& signal, const AudioFormat& format) {
    benchmark::DoNotOptimize(measureWith(TruePeakMeter(), signal, format));
  });
}
void BM_TruePeakFullPass(benchmark::State& state) {
  run(state, [](benchmark::State&, const AudioBuffer& signal, const AudioFormat& format) {
    benchmark::DoNotOptimize(measureWith(TruePeakMeter({.isScreened = false}), signal, format));
  });
}
void BM_StatisticsOnly(benchmark::State& state) {
  run(state, [](benchmark::State&, const AudioBuffer& signal, const AudioFormat& format) {
    benchmark::DoNotOptimize(measureWith(StatisticsMeter(), signal, format));
  });
}

/// The rival: I, LRA, true and sample peak; interleaved input made beforehand, and M and S not polled, both in its
/// favour.
void BM_Libebur128(benchmark::State& state) {
  std::vector<float> interleaved;
  run(state, [&](benchmark::State& s, const AudioBuffer& signal, const AudioFormat& format) {
    const auto channels = static_cast<std::size_t>(signal.channels());
    if (interleaved.empty()) {
      s.PauseTiming();
      interleaved.resize(signal.frames() * channels);
      for (std::size_t i = 0; i < interleaved.size(); ++i)
        interleaved[i] = signal[static_cast<int>(i % channels)][i / channels];
      s.ResumeTiming();
    }
    ebur128_state* meter =
        ebur128_init(static_cast<unsigned>(channels), static_cast<unsigned long>(format.sampleRate),
                     EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_SAMPLE_PEAK);
    constexpr std::size_t kBlock = 16384;
    for (std::size_t start = 0; start < signal.frames(); start += kBlock)
      ebur128_add_frames_float(meter, interleaved.data() + start * channels, std::min(kBlock, signal.frames() - start));
    double integrated = 0, range = 0, peak = 0;
    ebur128_loudness_global(meter, &integrated);
    ebur128_loudness_range(meter, &range);
    for (unsigned c = 0; c < channels; ++c) {
      double one = 0;
      ebur128_true_peak(meter, c, &one);
      peak = std::max(peak, one);
    }
    s.counters["LUFS"] = integrated;
    s.counters["LRA"] = range;
    s.counters["dBTP"] = 20 * std::log10(peak);
    ebur128_destroy(&meter);
  });
}

// Ten minutes of stereo, and two of eight channels at 96 kHz.
void shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"channels", "rate"})->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
}
void stereo(benchmark::internal::Benchmark* benchmark) { shapes(benchmark->Args({2, 44100})); }
void eight(benchmark::internal::Benchmark* benchmark) { shapes(benchmark->Args({8, 96000})); }

BENCHMARK(BM_MeasureAll)->Apply(stereo);
BENCHMARK(BM_LoudnessOnly)->Apply(stereo);
BENCHMARK(BM_TruePeakOnly)->Apply(stereo);
BENCHMARK(BM_TruePeakFullPass)->Apply(stereo);
BENCHMARK(BM_StatisticsOnly)->Apply(stereo);
BENCHMARK(BM_Libebur128)->Apply(stereo)->Iterations(1);
BENCHMARK(BM_MeasureAll)->Apply(eight);
BENCHMARK(BM_Libebur128)->Apply(eight)->Iterations(1);

}  // namespace
}  // namespace lathe::analysis
