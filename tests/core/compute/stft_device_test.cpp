// Stretches of sound through a device: filtered, taken apart and put together, on every backend, whatever fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft_device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/null/null_gpu.h"
#include "core/compute/stft.h"
#include "tests/support/signals.h"
#include "tests/support/windows.h"

namespace lathe::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFrames = 77;

/// A gain that differs from cell to cell.
float gainOf(std::size_t frame, std::size_t bin) { return static_cast<float>((frame * 7 + bin * 3) % 11) / 8.0f; }

void fillGains(const StftFrames& frames) {
  for (std::size_t i = 0; i < frames.count; ++i)
    for (std::size_t m = 0; m < frames.bins; ++m) frames.gains(i)[m] = gainOf(frames.first + i, m);
}

AudioBuffer filtered(StftDevice& device, const StftSpec& spec, const AudioBuffer& sound,
                     const std::vector<bool>& isUsed = {}) {
  AudioBuffer sums(spec.channels, sound.frames());
  device.filter(spec, sound.view(), kFrames, fillGains, sums.view(), isUsed);
  return sums;
}

/// The same by hand: spectra out, weighed, and in again.
AudioBuffer takenApart(StftDevice& device, const StftSpec& spec, const AudioBuffer& sound,
                       const std::vector<bool>& isUsed = {}) {
  std::vector<Complex<float>> cells(static_cast<std::size_t>(spec.channels) * kFrames * spec.bins());
  const auto at = [&](int c, std::size_t frame) {
    return cells.data() + (static_cast<std::size_t>(c) * kFrames + frame) * spec.bins();
  };
  device.analyse(spec, sound.view(), kFrames, [&](const StftFrames& frames) {
    for (int c = 0; c < spec.channels; ++c)
      for (std::size_t i = 0; i < frames.count; ++i)
        for (std::size_t m = 0; m < frames.bins; ++m)
          at(c, frames.first + i)[m] = weighed(frames.spectrum(c, i)[m], gainOf(frames.first + i, m));
  });
  AudioBuffer sums(spec.channels, sound.frames());
  device.synthesise(
      spec, kFrames,
      [&](const StftFrames& frames) {
        for (int c = 0; c < spec.channels; ++c)
          for (std::size_t i = 0; i < frames.count; ++i)
            std::copy_n(at(c, frames.first + i), frames.bins, frames.spectrum(c, i));
      },
      sums.view(), isUsed);
  return sums;
}

std::vector<bool> someFrames() {
  std::vector<bool> isUsed(kFrames);
  for (std::size_t k = 0; k < kFrames; ++k) isUsed[k] = k % 13 < 5;
  return isUsed;
}

class StftDeviceTest : public ::testing::Test {
 protected:
  StftSpec spec_ = perfectStft(2, 256, rootHannWindow(1024));
  AudioBuffer sound_ = noise(2, spec_.span(kFrames), 3, -6.0_dB);
};

TEST_F(StftDeviceTest, FiltersAsSpectraTakenApartDo) {
  StftDevice device;
  EXPECT_EQ(largestDifference(filtered(device, spec_, sound_).view(), takenApart(device, spec_, sound_).view()), 0);
  EXPECT_EQ(largestDifference(filtered(device, spec_, sound_, someFrames()).view(),
                              takenApart(device, spec_, sound_, someFrames()).view()),
            0);
}

TEST_F(StftDeviceTest, FramesThatAreNotChosenChangeNothing) {
  StftDevice device;
  std::vector<bool> isUsed(kFrames);
  isUsed[30] = true;
  const AudioBuffer out = filtered(device, spec_, sound_, isUsed);
  for (std::size_t n = 0; n < out.frames(); ++n)
    if (n < 30 * 256 || n >= 30 * 256 + 1024) {
      ASSERT_EQ(out[0][n], 0) << n;
    }
  EXPECT_GT(largestDifference(out.view(), AudioBuffer(2, out.frames()).view()), 0.01);
}

TEST_F(StftDeviceTest, BatchesChangeNoSample) {
  StftDevice whole;
  const AudioBuffer expected = filtered(whole, spec_, sound_);
  for (const std::size_t samples : {1u, 300u, 2048u, 9000u}) {
    StftDevice device({.threads = 2, .batchSamples = samples});
    EXPECT_EQ(largestDifference(filtered(device, spec_, sound_).view(), expected.view()), 0) << samples;
    EXPECT_EQ(largestDifference(takenApart(device, spec_, sound_).view(), expected.view()), 0) << samples;
  }
}

TEST_F(StftDeviceTest, LosesNoSampleWhateverFails) {
  CpuBackend cpu;
  StftDevice alone;
  const AudioBuffer expected = filtered(alone, spec_, sound_, someFrames());
  for (const char* faults : {"", "lost@1", "lost@3", "timeout@2", "timeout@9", "oom@2", "plan"}) {
    NullGpu gpu({.faults = Faults::parse(faults), .longestDelay = 50us});
    StftDevice device({.backends = {&gpu, &cpu},
                       .batchSamples = 2048,
                       .patience = std::string(faults).starts_with("timeout") ? 200ms : 60s});
    EXPECT_EQ(largestDifference(filtered(device, spec_, sound_, someFrames()).view(), expected.view()), 0) << faults;
    EXPECT_EQ(largestDifference(takenApart(device, spec_, sound_, someFrames()).view(), expected.view()), 0) << faults;
    EXPECT_EQ(device.name(), *faults && *faults != 'o' ? "cpu" : "null") << faults;
    EXPECT_THAT(device.fallbacks(), ::testing::SizeIs(*faults ? 1 : 0)) << faults;
  }
}

TEST_F(StftDeviceTest, TakesShorterBatchesWhenThePoolIsSmallAndSaysWhenNoneIsLeft) {
  CpuBackend cpu;
  StftDevice alone;
  const AudioBuffer expected = filtered(alone, spec_, sound_);
  NullGpu small({.memory = 900000}), none({.memory = 1000});
  StftDevice onSmall({.backends = {&small, &cpu}}), onNone({.backends = {&none, &cpu}}),
      stranded({.backends = {&none}});
  EXPECT_EQ(largestDifference(filtered(onSmall, spec_, sound_).view(), expected.view()), 0);
  EXPECT_EQ(onSmall.name(), "null");
  EXPECT_EQ(largestDifference(filtered(onNone, spec_, sound_).view(), expected.view()), 0);
  EXPECT_EQ(onNone.name(), "cpu");
  EXPECT_THROW(filtered(stranded, spec_, sound_), Error);
}

TEST_F(StftDeviceTest, FrameByFrameIsTheSameTransform) {
  StftDevice device;
  Stft single(1024);
  const StftSpec spec = noiseScaledStft(1, 1024);
  const AudioBuffer sound = noise(1, 4096, 5, -6.0_dB);
  AlignedArray<Complex<float>> spectrum(single.stride());
  device.analyse(spec, sound.view(), 13, [&](const StftFrames& frames) {
    for (std::size_t i = 0; i < frames.count; ++i) {
      single.forward(sound[0].data() + (frames.first + i) * single.hop(), spectrum.data());
      for (std::size_t m = 0; m < single.bins(); ++m) {
        ASSERT_EQ(frames.spectrum(0, i)[m].re, spectrum[m].re);
        ASSERT_EQ(frames.spectrum(0, i)[m].im, spectrum[m].im);
      }
    }
  });
}

/// Root mean square of the difference, in dBFS.
double differenceDb(ConstAudioView a, ConstAudioView b) {
  double sum = 0;
  for (int c = 0; c < a.channels(); ++c)
    for (std::size_t n = 0; n < a.frames(); ++n) sum += std::pow(static_cast<double>(a[c][n]) - b[c][n], 2);
  return 10 * std::log10(sum / static_cast<double>(a.frames() * static_cast<std::size_t>(a.channels())) + 1e-30);
}

TEST(PerfectStft, GivesBackWhatIsLeftAlone) {
  struct Case {
    std::size_t size, hop, frames;
  };
  for (const Case& c : {Case{512, 128, 200}, Case{2048, 1024, 30}, Case{1000, 301, 40}, Case{65536, 16384, 9}}) {
    const StftSpec spec = perfectStft(2, c.hop, rootHannWindow(c.size));
    const AudioBuffer sound = noise(2, spec.span(c.frames), 5, -6.0_dB);
    AudioBuffer sums(2, sound.frames());
    StftDevice device;
    std::vector<Complex<float>> cells(2 * c.frames * spec.bins());
    const auto at = [&](int channel, std::size_t frame) {
      return cells.data() + (static_cast<std::size_t>(channel) * c.frames + frame) * spec.bins();
    };
    device.analyse(spec, sound.view(), c.frames, [&](const StftFrames& frames) {
      for (int channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < frames.count; ++i)
          std::copy_n(frames.spectrum(channel, i), frames.bins, at(channel, frames.first + i));
    });
    device.synthesise(
        spec, c.frames,
        [&](const StftFrames& frames) {
          for (int channel = 0; channel < 2; ++channel)
            for (std::size_t i = 0; i < frames.count; ++i)
              std::copy_n(at(channel, frames.first + i), frames.bins, frames.spectrum(channel, i));
        },
        sums.view());
    // Samples nearer to the ends than a frame have not all of their frames.
    const std::size_t inside = sound.frames() - 2 * c.size;
    EXPECT_LT(differenceDb(sums.view().slice(c.size, inside), sound.view().slice(c.size, inside)), -140)
        << c.size << ", hop " << c.hop;
  }
}

TEST(PerfectStft, RefusesWindowsThatLeaveSamplesOut) {
  EXPECT_THROW(perfectStft(1, 1024, rootHannWindow(1024)), Error) << "its first value is 0";
  EXPECT_THROW(perfectStft(1, 0, rootHannWindow(1024)), Error);
  EXPECT_THROW(perfectStft(1, 2000, rootHannWindow(1024)), Error);
  EXPECT_THROW(perfectStft(1, 10, rootHannWindow(1023)), Error);
  EXPECT_THROW(perfectStft(0, 10, rootHannWindow(1024)), Error);
}

TEST_F(StftDeviceTest, SpectraAreThoseOfTheDefinition) {
  StftDevice device;
  device.analyse(spec_, sound_.view(), kFrames, [&](const StftFrames& frames) {
    for (std::size_t i = 0; i < frames.count; i += 11) {
      for (const std::size_t bin : {0u, 1u, 77u, 512u}) {
        std::complex<double> sum = 0;
        for (std::size_t n = 0; n < spec_.size; ++n) {
          const double sample = sound_[1][(frames.first + i) * spec_.hop + n];
          sum += sample * spec_.analysis[n] *
                 std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(bin * n % spec_.size) /
                                     static_cast<double>(spec_.size));
        }
        EXPECT_NEAR(frames.spectrum(1, i)[bin].re, sum.real(), 1e-4);
        EXPECT_NEAR(frames.spectrum(1, i)[bin].im, sum.imag(), 1e-4);
      }
    }
  });
}

TEST(GpuParity, OfFilteringUnderGainsIsWithinItsBound) {
  const auto backends = chooseBackends("cuda:0", [](const Backend&) { return 0.0; });
  if (backends.size() < 2) GTEST_SKIP() << "no GPU: " << describeBackends().back().trouble;
  for (const std::size_t size : {512u, 1000u, 4096u}) {
    const auto spec = perfectStft(2, size / 4, rootHannWindow(size));
    const AudioBuffer sound = noise(2, spec.span(kFrames), 3, -6.0_dB);
    StftDevice cpu, gpu({.backends = backends, .batchSamples = 9000});
    const AudioBuffer truth = filtered(cpu, spec, sound), other = filtered(gpu, spec, sound);
    EXPECT_THAT(gpu.fallbacks(), ::testing::IsEmpty());
    EXPECT_LT(20 * std::log10(largestDifference(truth.view(), other.view())), kStftParity) << size;
  }
}

}  // namespace
}  // namespace lathe::test
