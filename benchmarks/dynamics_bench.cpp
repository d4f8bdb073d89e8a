// Dynamics: nanoseconds per frame of the limiter and the compressor, and of the interpolation beneath them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>

#include "benchmarks/music.h"
#include "core/dsp/true_peak_filter.h"
#include "core/processors/compressor.h"
#include "core/processors/limiter.h"

namespace lathe {
namespace {

constexpr std::size_t kFrames = 20 * 44100;

void process(benchmark::State& state, Processor& processor, int channels) {
  AudioFormat format;
  format.layout = ChannelLayout::usual(channels);
  processor.prepare({format, 1024});
  const AudioBuffer music = bench::loudNoise(channels, kFrames);
  AudioBuffer work = music;
  for (auto _ : state) {
    state.PauseTiming();
    copy(music.view(), work.view());
    state.ResumeTiming();
    for (std::size_t i = 0; i < kFrames; i += 1024)
      processor.process(work.view().slice(i, std::min<std::size_t>(1024, kFrames - i)));
  }
  state.counters["per frame"] = benchmark::Counter(static_cast<double>(state.iterations()) * kFrames,
                                                   benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void limiter(benchmark::State& state) {
  Limiter limiter({.drive = {static_cast<double>(state.range(1))}});
  process(state, limiter, static_cast<int>(state.range(0)));
}
BENCHMARK(limiter)
    ->ArgNames({"channels", "drive"})
    ->Args({2, 0})
    ->Args({2, 6})
    ->Args({2, 12})
    ->Args({6, 6})
    ->Unit(benchmark::kMillisecond);

void compressor(benchmark::State& state) {
  Compressor compressor({.threshold = -24_dB, .ratio = 4, .sidechainHighPass = state.range(1) != 0});
  process(state, compressor, static_cast<int>(state.range(0)));
}
BENCHMARK(compressor)
    ->ArgNames({"channels", "high-pass"})
    ->Args({2, 0})
    ->Args({2, 1})
    ->Args({6, 0})
    ->Unit(benchmark::kMillisecond);

void interpolation(benchmark::State& state) {
  const TruePeakFilter filter = state.range(0) == 8    ? TruePeakFilter::fast()
                                : state.range(0) == 16 ? TruePeakFilter::fine()
                                                       : TruePeakFilter::reference();
  const AudioBuffer music = bench::loudNoise(1, kFrames);
  const std::size_t count = kFrames - static_cast<std::size_t>(filter.taps()) + 1;
  for (auto _ : state) benchmark::DoNotOptimize(filter.peak(music[0].data(), count));
  state.counters["per sample"] = benchmark::Counter(static_cast<double>(state.iterations()) * kFrames,
                                                    benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(interpolation)->ArgName("factor")->Arg(8)->Arg(16)->Arg(32)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lathe
