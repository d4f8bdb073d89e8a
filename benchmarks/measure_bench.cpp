// Measuring loudness, true peak and statistics: ours beside libebur128 with all its modes, in the same run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>
#include <ebur128.h>

#include <cmath>
#include <vector>

#include "analysis/measurement/measurement.h"
#include "benchmarks/music.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kBlock = 4096;

/// What is measured: a song of a few megabytes played again and again, because samples come from a decoder that leaves
/// them in the cache, and an hour of them would not fit.
struct Programme {
  AudioFormat format;
  AudioBuffer song;
  std::size_t frames;

  /// Calls use(start, count) for pieces of the song until the programme is over.
  template <class Use>
  void play(Use&& use) const {
    for (std::size_t done = 0; done < frames;) {
      const std::size_t start = done % song.frames(), count = std::min({kBlock, song.frames() - start, frames - done});
      use(start, count);
      done += count;
    }
  }
};

/// An hour of stereo, ten minutes of eight channels.
const Programme& programme(int channels, int rate) {
  static std::vector<Programme> made;
  for (const Programme& p : made)
    if (p.format.channels() == channels) return p;
  const auto second = static_cast<std::size_t>(rate);
  made.push_back({{rate, ChannelLayout::usual(channels)},
                  bench::song(channels, rate, channels == 2 ? 30 : 4),
                  second * (channels == 2 ? 3600 : 600)});
  return made.back();
}

template <class Measure>
void run(benchmark::State& state, Measure&& measure) {
  const Programme& all = programme(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  for (auto _ : state) measure(state, all);
  state.counters["real_time_x"] = benchmark::Counter(static_cast<double>(all.frames) / all.format.sampleRate,
                                                     benchmark::Counter::kIsIterationInvariantRate);
}

template <class Meter>
auto measureWith(Meter meter, const Programme& all) {
  meter.begin(all.format);
  all.play([&](std::size_t start, std::size_t count) { meter.add(all.song.view().slice(start, count)); });
  return meter.result();
}

void BM_MeasureAll(benchmark::State& state) {
  run(state, [](benchmark::State& s, const Programme& all) {
    const Measurement m = measureWith(Meter(), all);
    s.counters["LUFS"] = m.integrated->value;
    s.counters["LRA"] = m.loudnessRange->value;
    s.counters["dBTP"] = m.truePeak->level.value;
  });
}
/// The list of overs and loudness over time as well.
void BM_MeasureAllAndOvers(benchmark::State& state) {
  run(state, [](benchmark::State& s, const Programme& all) {
    const Measurement m = measureWith(Meter({.seriesStep = Seconds{0.1}, .oversAbove = Decibels{-1}}), all);
    s.counters["overs"] = static_cast<double>(m.overs->count);
  });
}
void BM_LoudnessOnly(benchmark::State& state) {
  run(state,
      [](benchmark::State&, const Programme& all) { benchmark::DoNotOptimize(measureWith(LoudnessMeter(), all)); });
}
void BM_TruePeakOnly(benchmark::State& state) {
  run(state,
      [](benchmark::State&, const Programme& all) { benchmark::DoNotOptimize(measureWith(TruePeakMeter(), all)); });
}
void BM_TruePeakFullPass(benchmark::State& state) {
  run(state, [](benchmark::State&, const Programme& all) {
    benchmark::DoNotOptimize(measureWith(TruePeakMeter({.isScreened = false}), all));
  });
}
void BM_StatisticsOnly(benchmark::State& state) {
  run(state,
      [](benchmark::State&, const Programme& all) { benchmark::DoNotOptimize(measureWith(StatisticsMeter(), all)); });
}

/// The rival: I, LRA, true and sample peak; interleaved input made beforehand, and M and S not polled, both in its
/// favour.
void BM_Libebur128(benchmark::State& state) {
  std::vector<float> interleaved;
  run(state, [&](benchmark::State& s, const Programme& all) {
    const auto channels = static_cast<std::size_t>(all.song.channels());
    if (interleaved.empty()) {
      s.PauseTiming();
      interleaved.resize(all.song.frames() * channels);
      for (std::size_t i = 0; i < interleaved.size(); ++i)
        interleaved[i] = all.song[static_cast<int>(i % channels)][i / channels];
      s.ResumeTiming();
    }
    ebur128_state* meter =
        ebur128_init(static_cast<unsigned>(channels), static_cast<unsigned long>(all.format.sampleRate),
                     EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_SAMPLE_PEAK);
    all.play([&](std::size_t start, std::size_t count) {
      ebur128_add_frames_float(meter, interleaved.data() + start * channels, count);
    });
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

void shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"channels", "rate"})->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
}
void stereo(benchmark::internal::Benchmark* benchmark) { shapes(benchmark->Args({2, 44100})); }
void eight(benchmark::internal::Benchmark* benchmark) { shapes(benchmark->Args({8, 96000})); }

BENCHMARK(BM_MeasureAll)->Apply(stereo);
BENCHMARK(BM_MeasureAllAndOvers)->Apply(stereo);
BENCHMARK(BM_LoudnessOnly)->Apply(stereo);
BENCHMARK(BM_TruePeakOnly)->Apply(stereo);
BENCHMARK(BM_TruePeakFullPass)->Apply(stereo);
BENCHMARK(BM_StatisticsOnly)->Apply(stereo);
BENCHMARK(BM_Libebur128)->Apply(stereo)->Iterations(1);
BENCHMARK(BM_MeasureAll)->Apply(eight);
BENCHMARK(BM_LoudnessOnly)->Apply(eight);
BENCHMARK(BM_TruePeakOnly)->Apply(eight);
BENCHMARK(BM_StatisticsOnly)->Apply(eight);
BENCHMARK(BM_Libebur128)->Apply(eight)->Iterations(1);

}  // namespace
}  // namespace lathe::analysis
