// Every operation on a GPU by the device's own clock: kernels apart from copies, and the share of the bus that is used.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <cstring>
#include <random>

#include "analysis/stream/measured_block.h"
#include "core/compute/backend.h"
#include "core/compute/stft.h"

namespace {

using namespace lathe;
using namespace std::chrono_literals;

std::vector<float> noise(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = static_cast<float>(random()) / 2147483648.0f - 1.0f;
  return samples;
}

/// The first GPU; none, with the benchmark skipped, where there is none.
Backend* gpu(benchmark::State& state) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() >= 2) return backends.front();
  state.SkipWithError("no GPU");
  return nullptr;
}

bool failed(benchmark::State& state, const Status& status) {
  if (!status.ok()) state.SkipWithError(status.text);
  return !status.ok();
}

/// Milliseconds per iteration by the device's clock, and the bytes of an iteration over the slower way at the copy
/// speed that the device has, as a share of the wall time: 1 is the limit of the bus.
void report(benchmark::State& state, Backend& device, const RunTimes& times, double upBytes, double downBytes,
            double wallSeconds) {
  const auto count = static_cast<double>(state.iterations());
  if (times.compute > 0) {
    state.counters["kernel_ms"] = 1e3 * times.compute / count;
    state.counters["up_ms"] = 1e3 * times.up / count;
    state.counters["down_ms"] = 1e3 * times.down / count;
  }
  const double rate = device.measureCopyRate();
  if (rate > 0 && wallSeconds > 0)
    state.counters["bus_share"] = std::max(upBytes, downBytes) / rate / (wallSeconds / count);
}

class Clock {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Five minutes of stereo at 48 kHz through ten seconds, from pinned memory that is full already.
void ConvolutionKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  constexpr std::size_t taps = 480000, frames = std::size_t{48000} * 300;
  const auto left = noise(taps, 1), right = noise(taps, 2);
  const ConvolutionSpec<float> spec{2, 2, {{0, 0, left.data(), taps}, {1, 1, right.data(), taps}}};
  std::unique_ptr<ConvolutionRun<float>> run;
  if (failed(state, device->convolution(spec, {1, 0, frames}, run))) return;
  const auto sound = noise(run->chunkFrames(), 3);
  for (int slot = 0; slot < run->slots(); ++slot)
    for (int c = 0; c < 2; ++c) std::copy(sound.begin(), sound.end(), run->input(slot)[c].begin());
  const RunTimes before = run->times();
  const Clock clock;
  for (auto _ : state) {
    if (failed(state, run->begin({}))) return;
    int submitted = 0, finished = 0;
    for (std::size_t at = 0; at < frames || finished < submitted;) {
      if (at < frames && submitted - finished < run->slots()) {
        const std::size_t count = std::min(run->chunkFrames(), frames - at);
        if (failed(state, run->submit(submitted++ % run->slots(), count))) return;
        at += count;
      } else if (failed(state, run->finish(finished++ % run->slots(), 20s))) {
        return;
      }
    }
  }
  RunTimes times = run->times();
  times = {times.up - before.up, times.compute - before.compute, times.down - before.down};
  report(state, *device, times, 8.0 * frames, 8.0 * frames, clock.seconds());
}

/// One batch of stereo frames there and back.
void StftKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  const StftSpec spec = noiseScaledStft(2, 4096);
  std::unique_ptr<StftRun> run;
  if (failed(state, device->stft(spec, {}, run))) return;
  const std::size_t batch = run->mostFrames();
  const auto sound = noise(spec.span(batch), 3);
  for (int c = 0; c < 2; ++c) std::copy(sound.begin(), sound.end(), run->samples()[c].begin());
  const Clock clock;
  for (auto _ : state) {
    if (failed(state, run->forward(batch, 20s)) || failed(state, run->inverse(batch, 20s))) return;
  }
  const double bins = 16.0 * static_cast<double>(batch * spec.bins()),
               rows = 8.0 * static_cast<double>(spec.span(batch));
  state.counters["frames"] = static_cast<double>(batch);
  report(state, *device, run->times(), bins + 2 * rows, bins + rows, clock.seconds());
}

/// Ten minutes of packed stereo at 44.1 kHz.
void MeasuringKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  const AudioFormat format{44100, ChannelLayout::stereo()};
  const MeasureSpec spec = analysis::measureSpec(format, Packing::S16, {});
  const MeasureLayout layout(spec);
  std::unique_ptr<MeasureRun> run;
  if (failed(state, device->measure(spec, {}, run))) return;
  constexpr std::size_t blocks = 150;
  std::mt19937 random(7);
  std::vector<std::byte> bytes(layout.blockBytes());
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  for (int slot = 0; slot < run->slots(); ++slot)
    for (std::size_t i = 0; i < run->mostBlocks(); ++i) std::copy(bytes.begin(), bytes.end(), run->bytes(slot, i));
  const std::vector<MeasureBlock> shapes(run->mostBlocks(), {static_cast<std::uint32_t>(layout.blockFrames), 0});
  const Clock clock;
  for (auto _ : state) {
    int submitted = 0, finished = 0;
    for (std::size_t done = 0; done < blocks || finished < submitted;) {
      if (done < blocks && submitted - finished < run->slots()) {
        const std::size_t count = std::min(run->mostBlocks(), blocks - done);
        if (failed(state, run->submit(submitted++ % run->slots(), std::span(shapes).first(count)))) return;
        done += count;
      } else if (failed(state, run->finish(finished++ % run->slots(), 20s))) {
        return;
      }
    }
  }
  const double down = static_cast<double>(blocks * (8 * layout.doubles() + 4 * layout.floats()));
  report(state, *device, run->times(), static_cast<double>(blocks * layout.blockBytes()), down, clock.seconds());
}

/// One batch of clipped frames.
void SparseDeclipKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  const SparseDeclipSpec spec{static_cast<std::size_t>(state.range(0))};
  std::unique_ptr<SparseDeclipRun> run;
  if (failed(state, device->sparseDeclip(spec, {}, run))) return;
  const std::size_t batch = run->mostFrames();
  for (std::size_t i = 0; i < batch; ++i) {
    const SparseFrameRows rows = run->frame(i);
    for (std::size_t n = 0; n < spec.size; ++n) {
      const double t = static_cast<double>(n + 31 * i);
      const auto sound = static_cast<float>(std::sin(0.02 * t) + 0.5 * std::sin(0.051 * t));
      rows.heard[n] = std::clamp(sound, -0.8f, 0.8f);
      rows.clipped[n] = sound > 0.8f ? Clipped::Above : sound < -0.8f ? Clipped::Below : Clipped::No;
      rows.limits[n] = 0.8f;
    }
  }
  const Clock clock;
  for (auto _ : state) {
    if (failed(state, run->solve(batch, 60s))) return;
  }
  state.counters["frames"] = static_cast<double>(batch);
  const double samples = static_cast<double>(batch * spec.size);
  report(state, *device, run->times(), 9 * samples, 4 * samples, clock.seconds());
}

/// One stretch of stereo at 44.1 kHz of some twelve seconds through one window of the de-noiser.
void SuppressionKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  SuppressionSpec spec;
  spec.channels = 2;
  const StftSpec stft = noiseScaledStft(2, spec.size);
  spec.analysis = stft.analysis;
  spec.synthesis = stft.synthesis;
  spec.first = {4, 1};
  spec.refining = {{2, 1}};
  spec.transients = 1;
  const std::vector<float> ones(spec.bins(), 1.0f), twos(spec.bins(), 2.0f), tenths(spec.bins(), 0.1f);
  spec.share = ones;
  spec.groups.push_back({{0, 1}, {ones, ones}, twos, twos, ones, tenths});
  constexpr std::size_t frames = 1024;
  std::unique_ptr<SuppressionRun> run;
  if (failed(state, device->suppression(spec, {1, 0, frames}, run))) return;
  const auto sound = noise(spec.span(frames), 5);
  for (int c = 0; c < 2; ++c) std::copy(sound.begin(), sound.end(), run->samples()[c].begin());
  const Clock clock;
  for (auto _ : state) {
    if (failed(state, run->remove({frames, 4, frames - 4}, 20s))) return;
  }
  const double bytes = 8.0 * static_cast<double>(spec.span(frames));
  report(state, *device, run->times(), bytes, bytes, clock.seconds());
}

/// One tile of the de-clicker, of three seconds at 44.1 kHz, with 60 clicks of 30 samples.
void DeclickKernelsOnGpu(benchmark::State& state) {
  Backend* const device = gpu(state);
  if (!device) return;
  constexpr std::size_t tile = 163840, clicks = 60;
  std::unique_ptr<ClickRun> run;
  if (failed(state, device->click({tile, 1}, run))) return;
  const auto sound = noise(tile, 6);
  std::copy(sound.begin(), sound.end(), run->heard());
  std::copy(sound.begin(), sound.end(), run->source());
  for (std::size_t i = 0; i < clicks; ++i) run->fills()[i] = {2000 + i * 2600, 30, (2000 + i * 2600) / 4096, false};
  const std::size_t models = (2000 + (clicks - 1) * 2600) / 4096 + 1;
  for (std::size_t i = 0; i < models; ++i) run->centres()[i] = static_cast<std::ptrdiff_t>(i * 4096);
  const Clock clock;
  for (auto _ : state) {
    if (failed(state, run->scan(tile, 20s)) || failed(state, run->fill(tile, models, clicks, 20s))) return;
  }
  state.counters["samples"] = static_cast<double>(tile);
  const double bytes = 8.0 * static_cast<double>(tile);
  report(state, *device, run->times(), 3 * bytes, 2 * bytes, clock.seconds());
}

BENCHMARK(ConvolutionKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(StftKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(MeasuringKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(SuppressionKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(DeclickKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(SparseDeclipKernelsOnGpu)->Unit(benchmark::kMillisecond)->UseRealTime()->Arg(2048)->Arg(16384);

}  // namespace
