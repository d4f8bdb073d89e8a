// What the last steps of a delivery cost: ten minutes of stereo at 44.1 kHz through each kind of dither and conversion.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <benchmark/benchmark.h>

#include "benchmarks/music.h"
#include "core/chain/chain_reader.h"
#include "core/dsp/dither.h"
#include "core/dsp/resampled_clip.h"
#include "core/dsp/resampler.h"
#include "core/processors/gain.h"

namespace lathe {
namespace {

constexpr int kRate = 44100;
constexpr std::size_t kBlock = 4096;
constexpr std::size_t kBlocks = 600ul * kRate / kBlock;

void dither(benchmark::State& state) {
  const AudioBuffer input = bench::whiteNoise(2, kBlock);
  AudioBuffer block(2, kBlock);
  for (auto _ : state) {
    DitherQuantiser quantiser;
    quantiser.prepare(2, kRate);
    quantiser.set({16, static_cast<DitherKind>(state.range(0))});
    for (std::size_t i = 0; i < kBlocks; ++i) {
      copy(input.view(), block.view());
      quantiser.process(block.view());
      benchmark::DoNotOptimize(block.view().data());
    }
  }
}
BENCHMARK(dither)->ArgName("kind")->DenseRange(0, 5)->Unit(benchmark::kMillisecond);

void resample(benchmark::State& state) {
  const AudioBuffer input = bench::whiteNoise(2, kBlock);
  const auto rate = static_cast<int>(state.range(0));
  for (auto _ : state) {
    Resampler resampler(kRate, rate, 2, {.quality = static_cast<ResampleQuality>(state.range(1))});
    for (std::size_t i = 0; i < kBlocks; ++i) benchmark::DoNotOptimize(resampler.process(input.view()).data());
    benchmark::DoNotOptimize(resampler.finish().data());
  }
}
BENCHMARK(resample)
    ->ArgNames({"rate", "quality"})
    ->ArgsProduct({{48000, 96000}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond);

/// Ten minutes of noise that is never in memory.
std::shared_ptr<const AudioClip> noiseClip() {
  return std::make_shared<bench::LoopClip>(bench::whiteNoise(2, kBlock), kRate, kBlocks * kBlock);
}

void resampledClip(benchmark::State& state) {
  AudioBuffer out(2, kBlock);
  for (auto _ : state) {
    const ResampledClip clip(noiseClip(), 48000);
    for (std::uint64_t start = 0; start < clip.frames(); start += kBlock) clip.read(start, out.view());
    benchmark::DoNotOptimize(out.view().data());
  }
}
BENCHMARK(resampledClip)->Unit(benchmark::kMillisecond);

/// A chain of bypassed gains: what the chain itself costs.
void chainOfBypassedStages(benchmark::State& state) {
  const auto clip = noiseClip();
  const Chain chain{std::vector<Stage>(6, Stage{GainSettings{}, true})};
  AudioBuffer out(2, kBlock);
  for (auto _ : state) {
    ChainReader reader([&](std::uint64_t start, AudioView view) { clip->read(start, view); }, clip->frames(),
                       LiveChain(chain), clip->format());
    while (reader.read(out.view()) > 0) benchmark::DoNotOptimize(out.view().data());
  }
}
BENCHMARK(chainOfBypassedStages)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lathe
