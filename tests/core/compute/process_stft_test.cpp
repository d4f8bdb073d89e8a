// The short-time Fourier transform: what is left alone comes back, on every backend, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/process_stft.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/null_gpu.h"
#include "tests/support/convolution_reference.h"

namespace lathe {
namespace {

using namespace std::chrono_literals;
using Sound = std::vector<std::vector<float>>;

ModifySpectra nothing() {
  return [](const StftBatch&) {};
}

/// Halves every other frame and turns the phase of the others, so that the order of frames matters.
ModifySpectra something() {
  return [](const StftBatch& batch) {
    for (int c = 0; c < batch.channels; ++c) {
      for (std::size_t i = 0; i < batch.frames; ++i) {
        const bool isOdd = (batch.firstFrame + i) % 2 == 1;
        for (std::size_t bin = 0; bin < batch.bins; ++bin) {
          auto& value = batch.spectrum(c, i)[bin];
          value = isOdd ? Complex<float>{value.re * 0.5f, value.im * 0.5f} : Complex<float>{-value.re, -value.im};
        }
      }
    }
  };
}

Sound noiseOf(int channels, std::size_t frames) {
  Sound sound;
  for (int c = 0; c < channels; ++c) sound.push_back(test::noise<float>(frames, static_cast<unsigned>(c) + 5));
  return sound;
}

Sound processed(const StftSpec& spec, const Sound& input, const ModifySpectra& modify, ConvolveOptions options = {},
                std::vector<Backend*> backends = {}, ConvolveReport* report = nullptr) {
  options.backends = backends;
  Sound output(input.size());
  std::uint64_t next = 0;
  const auto result = processStft(
      spec, input[0].size(),
      [&](std::uint64_t start, AudioView out) {
        EXPECT_EQ(start, next) << "each sample is read once, in order";
        next += out.frames();
        for (int c = 0; c < out.channels(); ++c) {
          std::copy_n(input[static_cast<std::size_t>(c)].begin() + static_cast<std::ptrdiff_t>(start), out.frames(),
                      out[c].begin());
        }
      },
      [&](ConstAudioView frames) {
        for (int c = 0; c < frames.channels(); ++c) {
          auto& row = output[static_cast<std::size_t>(c)];
          row.insert(row.end(), frames[c].begin(), frames[c].end());
        }
      },
      modify, options);
  EXPECT_EQ(next, input[0].size());
  if (report) *report = result;
  return output;
}

/// RMS of uniform noise between -1 and 1, in dB.
const double noiseDb = -10 * std::log10(3.0);

/// RMS of the difference in dB relative to the first one's RMS.
double errorDb(const Sound& truth, const Sound& other) {
  double error = 0, energy = 0;
  for (std::size_t c = 0; c < truth.size(); ++c) {
    if (truth[c].size() != other[c].size()) return 1000;
    for (std::size_t n = 0; n < truth[c].size(); ++n) {
      error += std::pow(static_cast<double>(other[c][n]) - truth[c][n], 2);
      energy += std::pow(truth[c][n], 2);
    }
  }
  return 10 * std::log10(error / energy + 1e-300);
}

TEST(ProcessStft, GivesBackWhatIsLeftAlone) {
  struct Case {
    std::size_t size, hop, frames;
  };
  for (const Case& c : {Case{512, 128, 20011}, Case{2048, 512, 1}, Case{2048, 1024, 30000}, Case{1000, 301, 9999},
                        Case{4096, 1000, 50001}, Case{65536, 16384, 200003}}) {
    const Sound input = noiseOf(2, c.frames);
    const auto output = processed(perfectStft(2, c.hop, rootHannWindow(c.size)), input, nothing());
    EXPECT_LT(errorDb(input, output) + noiseDb, -140)
        << "dBFS, " << c.size << ", hop " << c.hop << ", " << c.frames << " samples";
  }
}

TEST(ProcessStft, SpectraAreThoseOfTheDefinition) {
  const std::size_t size = 512, hop = 128;
  const auto spec = perfectStft(1, hop, rootHannWindow(size));
  const Sound input = noiseOf(1, 3000);
  std::uint64_t seen = 0;
  processed(spec, input, [&](const StftBatch& batch) {
    EXPECT_EQ(batch.firstFrame, seen);
    seen += batch.frames;
    for (std::size_t i = 3; i < std::min<std::size_t>(batch.frames, 6); ++i) {
      const auto end = static_cast<std::ptrdiff_t>((batch.firstFrame + i + 1) * hop);
      const auto start = end - static_cast<std::ptrdiff_t>(size);
      for (const std::size_t bin : {0u, 1u, 77u, 256u}) {
        std::complex<double> sum = 0;
        for (std::size_t n = 0; n < size; ++n) {
          const auto at = start + static_cast<std::ptrdiff_t>(n);
          const double sample = at < 0 ? 0 : input[0][static_cast<std::size_t>(at)];
          sum += sample * spec.analysis[n] *
                 std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(bin * n % size) / double(size));
        }
        EXPECT_NEAR(batch.spectrum(0, i)[bin].re, sum.real(), 1e-4);
        EXPECT_NEAR(batch.spectrum(0, i)[bin].im, sum.imag(), 1e-4);
      }
    }
  });
  EXPECT_EQ(seen, (3000 + size - hop + hop - 1) / hop);
}

TEST(ProcessStft, DoesNotDependOnBatchesOrThreads) {
  const auto spec = perfectStft(2, 300, rootHannWindow(1024));
  const Sound input = noiseOf(2, 30011);
  const Sound once = processed(spec, input, something());
  for (const std::size_t chunk : {1u, 301u, 4000u, 10000u}) {
    EXPECT_EQ(processed(spec, input, something(), {.threads = 2, .chunkFrames = chunk}), once) << chunk;
  }
}

TEST(ProcessStft, LosesNoSampleWhateverFails) {
  const auto spec = perfectStft(2, 256, rootHannWindow(1024));
  const Sound input = noiseOf(2, 50001);
  CpuBackend cpu;
  const Sound expected = processed(spec, input, something());
  for (const char* faults : {"", "lost@1", "lost@4", "lost@5", "timeout@4", "timeout@7", "oom@3", "oom@6", "plan"}) {
    NullGpu device({.faults = Faults::parse(faults), .longestDelay = 100us});
    ConvolveReport report;
    const auto output =
        processed(spec, input, something(), {.chunkFrames = 4096, .patience = 200ms}, {&device, &cpu}, &report);
    EXPECT_EQ(output, expected) << faults;
    EXPECT_EQ(report.device, *faults ? "cpu" : "null") << faults;
    EXPECT_EQ(report.fallbacks.size(), *faults ? 1u : 0u) << faults;
    EXPECT_EQ(device.bytesInUse(), 0u) << faults;
  }
}

TEST(ProcessStft, TakesShorterBatchesWhenThePoolIsSmall) {
  const auto spec = perfectStft(1, 256, rootHannWindow(1024));
  const Sound input = noiseOf(1, 50001);
  CpuBackend cpu;
  NullGpu small({.memory = 400000}), none({.memory = 1000});
  ConvolveReport report;
  EXPECT_EQ(processed(spec, input, something(), {}, {&small, &cpu}, &report), processed(spec, input, something()));
  EXPECT_EQ(report.device, "null");
  EXPECT_EQ(processed(spec, input, something(), {}, {&none, &cpu}, &report), processed(spec, input, something()));
  EXPECT_EQ(report.device, "cpu");
}

TEST(ProcessStft, StopsAtOnceWhenAsked) {
  std::stop_source source;
  std::uint64_t written = 0;
  NullGpu device({.longestDelay = 5ms});
  const std::vector<Backend*> backends{&device};
  const ConvolveOptions options{.backends = backends, .chunkFrames = 4096, .stop = source.get_token()};
  EXPECT_THROW(
      processStft(
          perfectStft(1, 256, rootHannWindow(1024)), 100000000, [](std::uint64_t, AudioView out) { clear(out); },
          [&](ConstAudioView frames) {
            written += frames.frames();
            source.request_stop();
          },
          nothing(), options),
      Error);
  EXPECT_LE(written, 4096u);
  EXPECT_EQ(device.bytesInUse(), 0u);
}

TEST(ProcessStft, RefusesWindowsThatLeaveSamplesOut) {
  EXPECT_THROW(perfectStft(1, 1024, rootHannWindow(1024)), Error) << "its first value is 0";
  EXPECT_THROW(perfectStft(1, 0, rootHannWindow(1024)), Error);
  EXPECT_THROW(perfectStft(1, 2000, rootHannWindow(1024)), Error);
  EXPECT_THROW(perfectStft(1, 10, rootHannWindow(1023)), Error);
  EXPECT_THROW(perfectStft(0, 10, rootHannWindow(1024)), Error);
}

TEST(GpuParity, OfTheShortTimeTransformIsWithinItsBound) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  for (const std::size_t size : {512u, 1000u, 4096u, 65536u}) {
    const auto spec = perfectStft(2, size / 4 + 1, rootHannWindow(size));
    const Sound input = noiseOf(2, 300007);
    ConvolveReport report;
    const auto theirs = processed(spec, input, something(), {.chunkFrames = 70000}, backends, &report);
    EXPECT_THAT(report.fallbacks, ::testing::IsEmpty());
    EXPECT_LT(errorDb(processed(spec, input, something()), theirs), -120) << size;
  }
}

}  // namespace
}  // namespace lathe
