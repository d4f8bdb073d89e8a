// The reverb processor live: mean and slowest blocks, by the thread's own CPU time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "benchmarks/music.h"
#include "core/file/audio_file.h"
#include "core/processors/reverb/reverb_settings.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

double threadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// A response of decaying noise as a file, gone with the object.
class ResponseFile {
 public:
  ResponseFile(int channels, std::size_t frames, int rate)
      : path_(std::filesystem::temp_directory_path() / "lathe-reverb-bench.wav") {
    AudioBuffer response = bench::loudNoise(channels, frames);
    for (int c = 0; c < channels; ++c)
      for (std::size_t n = 0; n < frames; ++n)
        response[c][n] *=
            static_cast<float>(0.02 * std::exp(-6.9 * static_cast<double>(n) / static_cast<double>(frames)));
    AudioWriter writer(path_, {Container::Wav, Encoding::Float32}, {rate, ChannelLayout::usual(channels)}, {},
                       Overwrite::Yes);
    writer.write(response.view());
    writer.commit();
  }
  ~ResponseFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// Blocks of state.range(0) frames; all parts of the mix at work.
void live(benchmark::State& state, int channels, int rate, double seconds) {
  const auto taps = static_cast<std::size_t>(seconds * rate), frames = static_cast<std::size_t>(state.range(0));
  const ResponseFile file(channels, taps, rate);
  ReverbSettings settings;
  settings.response = file.path();
  settings.mix.ducking = 6.0_dB;
  settings.mix.width = 0.8;
  const auto reverb = makeProcessor(settings);
  reverb->prepare({{rate, ChannelLayout::stereo()}, frames});
  const AudioBuffer sound = bench::loudNoise(2, static_cast<std::size_t>(rate));
  AudioBuffer block(2, frames);
  std::size_t at = 0;
  const auto next = [&] {
    if (at + frames > sound.frames()) at = 0;
    copy(sound.view().slice(at, frames), block.view());
    reverb->process(block.view());
    at += frames;
  };
  for (std::size_t done = 0; done < taps; done += frames) next();  // until every partition has sound
  std::vector<double> blocks;
  for (auto _ : state) {
    const double start = threadSeconds();
    next();
    blocks.push_back(threadSeconds() - start);
  }
  std::ranges::sort(blocks);
  double sum = 0;
  for (const double time : blocks) sum += time;
  const auto count = static_cast<double>(blocks.size());
  const double period = static_cast<double>(frames) / rate;
  state.counters["mean_%"] = 100 * sum / count / period;
  state.counters["p999_%"] = 100 * blocks[static_cast<std::size_t>(0.999 * (count - 1))] / period;
  state.counters["worst_%"] = 100 * blocks.back() / period;
}

void Reverb10sStereo(benchmark::State& state) { live(state, 2, 48000, 10); }
void Reverb12sTrueStereo(benchmark::State& state) { live(state, 4, 96000, 12); }
void Reverb60sStereo(benchmark::State& state) { live(state, 2, 192000, 60); }

BENCHMARK(Reverb10sStereo)->Arg(128)->Arg(512)->Iterations(40000);
BENCHMARK(Reverb12sTrueStereo)->Arg(512)->Iterations(20000);
BENCHMARK(Reverb60sStereo)->Arg(128)->Iterations(100000);

}  // namespace
}  // namespace lathe
