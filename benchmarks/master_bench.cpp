// The whole main job: a mix through the 'master' chain to -14 LUFS under -1 dBTP, into a written and measured file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "analysis/measurement/render_meter.h"
#include "benchmarks/music.h"
#include "core/chain/chain_file.h"
#include "core/render/track_renderer.h"

namespace lathe::bench {
namespace {

/// Ten minutes that are never in memory whole. Its level asks for a few dB of limiting, as a mix does.
ClipPtr synthesised() {
  AudioBuffer song = bench::song(2, 44100, 60);
  for (int c = 0; c < 2; ++c)
    for (float& sample : song[c]) sample *= 0.7f;
  return std::make_shared<LoopClip>(std::move(song), 44100, 600ul * 44100);
}

/// 24-bit WAV beside the other temporary files. Everything counts: reading, the chain, the trials of gain, dither,
/// writing, fsync, reading back, both measurements.
void master(benchmark::State& state, const ClipPtr& source) {
  RenderTask task{.title = "mix",
                  .source = source,
                  .chain = findPreset("master").chain,
                  .file = std::filesystem::temp_directory_path() / "lathe-master-benchmark.wav",
                  .format = {Container::Wav, Encoding::Int24},
                  .overwrite = Overwrite::Yes,
                  .target = -14.0_LUFS,
                  .ceiling = -1.0_dB};
  const MeterFactory meters = analysis::renderMeters();
  for (auto _ : state) {
    const RenderReport report = renderTrack(task, meters, {});
    const Levels levels = report.after->levels();
    state.counters["LUFS"] = levels.integrated->value;
    state.counters["dBTP"] = levels.truePeak->value;
    state.counters["trials"] = report.trials;
  }
  std::filesystem::remove(task.file);
  const double seconds = static_cast<double>(source->frames()) / source->format().sampleRate;
  state.counters["real_time_x"] = benchmark::Counter(seconds, benchmark::Counter::kIsIterationInvariantRate);
}

void BM_Master(benchmark::State& state) { master(state, synthesised()); }
BENCHMARK(BM_Master)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

/// The file that LATHE_BENCH_AUDIO names.
void BM_MasterFile(benchmark::State& state) {
  const char* file = std::getenv("LATHE_BENCH_AUDIO");
  if (!file) return state.SkipWithError("set LATHE_BENCH_AUDIO to an audio file");
  master(state, openClip(file));
}
BENCHMARK(BM_MasterFile)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
}  // namespace lathe::bench
