// Measuring loudness, true peak and statistics: ours beside libebur128 with all its modes, in the same run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>
#include <ebur128.h>

#include <cmath>
#include <random>
#include <vector>

#include "analysis/measurement.h"

namespace lathe::analysis {
namespace {

/// Like a mastered song in what a meter's work depends on: chords of decaying partials, drum hits, noise, a limiter's
/// ceiling at -1 dBFS that the loud third touches often.
AudioBuffer musicLike(int channels, int rate, int seconds) {
  AudioBuffer all(channels, static_cast<std::size_t>(rate) * static_cast<std::size_t>(seconds));
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-1, 1);
  const auto beat = static_cast<std::size_t>(rate) / 2;
  for (int c = 0; c < channels; ++c) {
    float hiss = 0;
    for (std::size_t start = 0; start < all.frames(); start += beat) {
      const double root = 55 * std::pow(2.0, static_cast<double>(start / beat * 7 % 24) / 12);
      const double level = start * 3 / all.frames() == 1 ? 1.2 : 0.5;
      const std::size_t count = std::min(beat, all.frames() - start);
      for (int partial = 1; partial <= 6; ++partial) {
        const double step = 2 * M_PI * root * partial * (1 + 0.001 * c) / rate;
        const double decay = std::exp(-2.0 * partial / rate);
        double height = level * 0.5 / partial, s = 0, co = 1;
        const double ss = std::sin(step), cs = std::cos(step);
        for (std::size_t i = 0; i < count; ++i) {
          all[c][start + i] += static_cast<float>(height * s);
          const double next = s * cs + co * ss;
          co = co * cs - s * ss;
          s = next;
          height *= decay;
        }
      }
      double hit = level * 0.6;
      for (std::size_t i = 0; i < count; ++i) {
        hiss += 0.3f * (noise(random) - hiss);
        float& x = all[c][start + i];
        x = std::clamp(x + hiss * static_cast<float>(hit + 0.01), -0.891f, 0.891f);
        hit *= 1 - 30.0 / rate;
      }
    }
  }
  return all;
}

const AudioBuffer& signalFor(int channels, int rate) {
  static std::vector<std::pair<std::pair<int, int>, AudioBuffer>> made;
  for (const auto& [shape, signal] : made)
    if (shape == std::pair(channels, rate)) return signal;
  made.clear();
  made.emplace_back(std::pair(channels, rate), musicLike(channels, rate, channels == 2 ? 600 : 120));
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
    benchmark::DoNotOptimize(measureWith(TruePeakMeter(false), signal, format));
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
