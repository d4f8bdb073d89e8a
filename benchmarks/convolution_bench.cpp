// Convolution reverbs of 10 and 12 seconds, offline and live, beside zita-convolver in the same run.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
//
// CPU is the time of all threads of the process; zita-convolver is there when the build found it (LATHE_WITH_ZITA).
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "core/compute/realtime_convolver.h"

#ifdef LATHE_WITH_ZITA
#include <zita-convolver.h>
#endif

namespace {

using namespace lathe;

/// The two pieces of work that every figure is about.
struct Work {
  int sampleRate;
  std::size_t taps;
  bool isTrueStereo;
  std::size_t frames;  ///< of a 5 minute recording
};
constexpr Work stereo{48000, 480000, false, std::size_t{48000} * 300};
constexpr Work trueStereo{96000, 1152000, true, std::size_t{96000} * 300};

std::vector<float> noise(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = static_cast<float>(random()) / 2147483648.0f - 1.0f;
  return samples;
}

template <class Real>
struct Reverb {
  std::vector<std::vector<Real>> taps;
  ConvolutionSpec<Real> spec{2, 2, {}};

  explicit Reverb(const Work& work) {
    for (int path = 0; path < (work.isTrueStereo ? 4 : 2); ++path) {
      const auto source = noise(work.taps, static_cast<unsigned>(20 + path));
      std::vector<Real> response(source.begin(), source.end());
      for (std::size_t k = 0; k < work.taps; ++k) {
        response[k] *=
            static_cast<Real>(0.02 * std::exp(-6.9 * static_cast<double>(k) / static_cast<double>(work.taps)));
      }
      taps.push_back(std::move(response));
      const int input = work.isTrueStereo ? path / 2 : path;
      spec.paths.push_back({input, path % 2, taps.back().data(), work.taps});
    }
  }
};

/// One second of programme, again and again: what is read costs as good as nothing.
template <class Real>
void readLoop(const std::vector<float>& second, std::uint64_t start, BasicAudioView<Real> out) {
  for (int c = 0; c < out.channels(); ++c) {
    for (std::size_t at = 0; at < out.frames();) {
      const std::size_t from = (start + at) % second.size();
      const std::size_t count = std::min(out.frames() - at, second.size() - from);
      std::copy_n(second.begin() + static_cast<std::ptrdiff_t>(from), count,
                  out[c].begin() + static_cast<std::ptrdiff_t>(at));
      at += count;
    }
  }
}

template <class Real>
void offline(benchmark::State& state, const Work& work, const char* device) {
  const Reverb<Real> reverb(work);
  const auto second = noise(static_cast<std::size_t>(work.sampleRate), 1);
  ConvolveOptions options;
  options.threads = static_cast<int>(state.range(0));
  const auto backends = chooseBackends(device, [](const Backend&) { return 0.0; });
  if (backends.size() < 2 && std::string_view(device) != "cpu") return state.SkipWithError("no GPU");
  options.backends = backends;
  Real sum = 0;
  for (auto _ : state) {
    convolve<Real>(
        reverb.spec, work.frames, [&](std::uint64_t start, BasicAudioView<Real> out) { readLoop(second, start, out); },
        [&](BasicAudioView<const Real> frames) { sum += frames[0].back(); }, options);
  }
  benchmark::DoNotOptimize(sum);
}

void Offline10sStereo(benchmark::State& state) { offline<float>(state, stereo, "cpu"); }
void Offline12sTrueStereo(benchmark::State& state) { offline<float>(state, trueStereo, "cpu"); }
void Offline10sStereoDouble(benchmark::State& state) { offline<double>(state, stereo, "cpu"); }
void Offline10sStereoOnGpu(benchmark::State& state) { offline<float>(state, stereo, "cuda:0"); }
void Offline12sTrueStereoOnGpu(benchmark::State& state) { offline<float>(state, trueStereo, "cuda:0"); }

double threadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Mean and slowest blocks as shares of the time that a block lasts. The slowest one also has what other programs
/// did to the caches; the one that 999 of 1000 stay below has less of it.
template <class ProcessBlock>
void live(benchmark::State& state, const Work& work, ProcessBlock processBlock) {
  const double period = static_cast<double>(state.range(0)) / work.sampleRate;
  std::vector<double> blocks;
  for (auto _ : state) {
    const double start = threadSeconds();
    processBlock();
    blocks.push_back(threadSeconds() - start);
  }
  std::ranges::sort(blocks);
  double sum = 0;
  for (const double block : blocks) sum += block;
  const auto count = static_cast<double>(blocks.size());
  state.counters["mean_%"] = 100 * sum / count / period;
  state.counters["p999_%"] = 100 * blocks[static_cast<std::size_t>(0.999 * (count - 1))] / period;
  state.counters["worst_%"] = 100 * blocks.back() / period;
}

void ours(benchmark::State& state, const Work& work) {
  const Reverb<float> reverb(work);
  RealtimeConvolver convolver(reverb.spec);
  const auto frames = static_cast<std::size_t>(state.range(0));
  const auto second = noise(static_cast<std::size_t>(work.sampleRate), 1);
  AudioBuffer block(2, frames);
  std::uint64_t time = 0;
  const auto next = [&] {
    readLoop(second, time, block.view());
    convolver.process(block.view(), block.view());
    time += frames;
  };
  while (time < work.taps) next();  // until every partition has sound
  live(state, work, next);
}

void Live10sStereo(benchmark::State& state) { ours(state, stereo); }
void Live12sTrueStereo(benchmark::State& state) { ours(state, trueStereo); }

#ifdef LATHE_WITH_ZITA
/// zita-convolver with `quantum` frames per call and its largest partition, in its fastest settings.
struct Zita {
  Convproc engine;
  unsigned quantum;

  Zita(const Work& work, unsigned quantum, unsigned smallest) : quantum(quantum) {
    const Reverb<float> reverb(work);
    engine.set_options(Convproc::OPT_VECTOR_MODE | Convproc::OPT_LATE_CONTIN);
    engine.configure(2, 2, static_cast<unsigned>(work.taps), quantum, smallest, 8192, work.isTrueStereo ? 1.0f : 0.5f);
    for (const auto& path : reverb.spec.paths) {
      engine.impdata_create(static_cast<unsigned>(path.input), static_cast<unsigned>(path.output), 1,
                            const_cast<float*>(path.taps), 0, static_cast<int>(path.length));
    }
    engine.start_process(0, SCHED_OTHER);
  }
  ~Zita() {
    engine.stop_process();
    engine.cleanup();
  }
  void process(const std::vector<float>& second, std::uint64_t time) {
    for (unsigned c = 0; c < 2; ++c) readLoop(second, time, AudioView(engine.inpdata(c), 1, quantum, quantum));
    engine.process(true);
  }
};

void zitaOffline(benchmark::State& state, const Work& work) {
  const auto second = noise(static_cast<std::size_t>(work.sampleRate), 1);
  for (auto _ : state) {
    Zita zita(work, 8192, 8192);
    for (std::uint64_t time = 0; time < work.frames + work.taps; time += 8192) zita.process(second, time);
  }
}

void ZitaOffline10sStereo(benchmark::State& state) { zitaOffline(state, stereo); }
void ZitaOffline12sTrueStereo(benchmark::State& state) { zitaOffline(state, trueStereo); }

/// Its other threads count too, so see the column CPU per block, not mean_%.
void zitaLive(benchmark::State& state, const Work& work) {
  const auto quantum = static_cast<unsigned>(state.range(0));
  Zita zita(work, quantum, quantum);
  const auto second = noise(static_cast<std::size_t>(work.sampleRate), 1);
  std::uint64_t time = 0;
  for (; time < work.taps; time += quantum) zita.process(second, time);
  live(state, work, [&] { zita.process(second, time), time += quantum; });
}

void ZitaLive10sStereo(benchmark::State& state) { zitaLive(state, stereo); }
void ZitaLive12sTrueStereo(benchmark::State& state) { zitaLive(state, trueStereo); }
#endif

void offlineSettings(benchmark::internal::Benchmark* bench) {
  bench->Arg(1)->ArgName("threads")->Iterations(1)->Repetitions(3)->MeasureProcessCPUTime()->UseRealTime()->Unit(
      benchmark::kSecond);
}
void liveSettings(benchmark::internal::Benchmark* bench) {
  bench->ArgName("block")->MeasureProcessCPUTime()->Unit(benchmark::kMicrosecond)->MinTime(2);
}

BENCHMARK(Offline10sStereo)->Apply(offlineSettings)->Arg(2);
BENCHMARK(Offline12sTrueStereo)->Apply(offlineSettings)->Arg(2);
BENCHMARK(Offline10sStereoDouble)->Apply(offlineSettings);
BENCHMARK(Offline10sStereoOnGpu)->Apply(offlineSettings);
BENCHMARK(Offline12sTrueStereoOnGpu)->Apply(offlineSettings);
BENCHMARK(Live10sStereo)->Apply(liveSettings)->Arg(128)->Arg(512);
BENCHMARK(Live12sTrueStereo)->Apply(liveSettings)->Arg(128)->Arg(512);
#ifdef LATHE_WITH_ZITA
BENCHMARK(ZitaOffline10sStereo)->Apply(offlineSettings);
BENCHMARK(ZitaOffline12sTrueStereo)->Apply(offlineSettings);
BENCHMARK(ZitaLive10sStereo)->Apply(liveSettings)->Arg(128)->Arg(512);
BENCHMARK(ZitaLive12sTrueStereo)->Apply(liveSettings)->Arg(128)->Arg(512);
#endif

}  // namespace
