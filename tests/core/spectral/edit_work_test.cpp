// Edits on devices that fail, in several resolutions and under several windows: the promises hold for all of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_work.h"

#include <gmock/gmock.h>

#include "core/audio/error.h"
#include "core/compute/null/null_gpu.h"
#include "core/processors/gain.h"
#include "core/spectral/edit_layers.h"
#include "core/spectral/operators/levels.h"
#include "tests/core/spectral/spectral_signals.h"

namespace lathe::test {
namespace {

using namespace std::chrono_literals;

SpectralEdit edit(Settings operation, MaskPart part) { return {Mask{{std::move(part)}}, std::move(operation)}; }

/// RMS of a stretch of the difference, dBFS.
double errorLevel(const AudioBuffer& a, const AudioBuffer& b, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t n = from; n < to; ++n)
    sum += std::pow(static_cast<double>(a[0][n]) - static_cast<double>(b[0][n]), 2);
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-40);
}

TEST(EditWork, ADeviceThatFailsChangesNoSampleAndIsReported) {
  const ClipPtr clip = spectralClip(chord(2 * kSpectralRate));
  CpuBackend cpu;
  std::vector<Settings> operations;
  for (const SpectralOperator& op : spectralOperators()) operations.emplace_back(*op.settings);
  operations.emplace_back(GainSettings{.gain = 6_dB});
  for (const Settings& operation : operations) {
    const SpectralEdit one = edit(operation, box(0.9, 1.0, 500, 2000));
    const AudioBuffer expected = readWhole(*withEdit(clip, one));
    const bool isFirst = &operation == &operations.front();
    for (const char* faults :
         isFirst ? std::vector{"", "lost@1", "lost@2", "oom@1", "timeout@2", "plan"} : std::vector{"", "lost@2"}) {
      SCOPED_TRACE(operation.type().id + " " + faults);
      NullGpu gpu({.faults = Faults::parse(faults)});
      const auto work = std::make_shared<EditWork>(
          StftDeviceOptions{.backends = {&gpu, &cpu},
                            .batchSamples = 2048,
                            .patience = std::string(faults).starts_with("timeout") ? 100ms : 60s});
      EXPECT_EQ(largestDifference(readWhole(*withEdit(clip, one, EditListen::Result, work)).view(), expected.view()),
                0);
      EXPECT_EQ(work->device().name(), *faults && *faults != 'o' ? "cpu" : "null");
      EXPECT_THAT(work->device().fallbacks(), ::testing::SizeIs(*faults ? 1 : 0));
    }
  }
}

TEST(EditWork, AUnityMaskGivesTheSoundBackWithinMinus140) {
  const AudioBuffer sound = chord(3 * kSpectralRate, -20);
  for (const EditWindow window : {EditWindow::Hann, EditWindow::Sine, EditWindow::BlackmanHarris})
    for (const int size : {512, 2048, 16384})
      for (const int overlap : {4, 8}) {
        SpectralEdit all = edit(DeleteSettings{}, {BandShape{{0_Hz, 30000_Hz}}});
        all.fftSize = size, all.overlap = overlap, all.window = window;
        const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), all, EditListen::Selection));
        EXPECT_LT(errorLevel(out, sound, 0, sound.frames()), -140) << windowName(window) << size << " " << overlap;
      }
}

TEST(EditLayers, WeightsAddUpToOneEverywhere) {
  SpectralEdit one = edit(DeleteSettings{}, box(0, 1, 0, 20000));
  one.fftSize = 16384;
  one.bands = {{100_Hz, 8192}, {130_Hz, 512}, {9000_Hz, 1024}};
  const auto layers = layersOf(one, 48000);
  ASSERT_EQ(layers.size(), 4u);
  for (double f = 0; f < 24000; f += 7) {
    double sum = 0;
    for (const EditLayer& layer : layers) sum += layer.weightAt(f);
    ASSERT_NEAR(sum, 1, 1e-9) << f;
  }
}

TEST(EditLayers, ABandIsDeletedAcrossItsResolutions) {
  const AudioBuffer sound = chord(3 * kSpectralRate, -30);
  SpectralEdit multi = edit(DeleteSettings{}, {BandShape{{0_Hz, 30000_Hz}}});
  multi.fftSize = 8192;
  multi.bands = multiResolution();
  const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), multi));
  double level = 0, before = 0;
  for (std::size_t n = 0; n < sound.frames(); ++n) level += out[0][n] * out[0][n], before += sound[0][n] * sound[0][n];
  EXPECT_LT(10 * std::log10(level / before), -55) << "the bands meet without a gap";
}

TEST(EditLayers, HighBandsKeepTheirShortWindow) {
  // A click 30 ms behind the selection: a window of 8192 would take some of it, one of 512 does not.
  AudioBuffer sound(1, kSpectralRate);
  sound[0][22050 + 1400] = 0.5f;
  SpectralEdit one = edit(DeleteSettings{}, box(0.4, 0.5, 5000, 20000));
  one.fftSize = 8192;
  const auto changed = [&](const SpectralEdit& e) {
    return largestDifference(readWhole(*withEdit(spectralClip(sound), e)).view(), sound.view());
  };
  EXPECT_GT(changed(one), 1e-3);
  one.bands = {{3000_Hz, 512}};
  EXPECT_LT(changed(one), 1e-5);
}

TEST(EditLayers, RefusesBandsThatDoNotRise) {
  SpectralEdit one = edit(DeleteSettings{}, box(0, 1, 0, 20000));
  one.bands = {{500_Hz, 1024}, {400_Hz, 512}};
  EXPECT_THROW(checkSpectralEdit(one), Error);
  one.bands = {{500_Hz, 1000}};
  EXPECT_THROW(checkSpectralEdit(one), Error);
  one.bands.assign(9, {500_Hz, 1024});
  EXPECT_THROW(checkSpectralEdit(one), Error);
}

TEST(Level, FadesInBothDirections) {
  const AudioBuffer sound = noise(1, 4 * kSpectralRate, 9, -12.0_dB);
  const SpectralEdit one = edit(LevelSettings{.gain = -24_dB, .fadeIn = 1.0_s, .fadeOut = 0.5_s, .lowFade = 2000_Hz},
                                box(0.5, 3.5, 2000, 12000));
  const AudioBuffer out = readWhole(*withEdit(spectralClip(sound), one));
  // Energy of the second difference's band: what is left above 6 kHz, where the fade in frequency is over.
  const auto gainAt = [&](double seconds, double hertz) {
    std::complex<double> in = 0, through = 0;
    double power = 0;
    for (int d = -40; d <= 40; ++d) {  // several neighbouring frequencies, so that no zero of the noise decides
      const double f = hertz + 10.0 * d;
      in = through = 0;
      const auto from = static_cast<std::size_t>(seconds * kSpectralRate) - 2048;
      for (std::size_t n = 0; n < 4096; ++n) {
        const double w = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(n) / 4096);
        const auto turn = std::polar(w, -2 * std::numbers::pi * f * static_cast<double>(n) / kSpectralRate);
        in += static_cast<double>(sound[0][from + n]) * turn;
        through += static_cast<double>(out[0][from + n]) * turn;
      }
      power += std::norm(through) / std::norm(in) / 81;
    }
    return 10 * std::log10(power);
  };
  EXPECT_NEAR(gainAt(2.0, 8000), -24, 1.0);
  EXPECT_NEAR(gainAt(1.0, 8000), -12, 1.5) << "half of the fade in";
  EXPECT_NEAR(gainAt(3.25, 8000), -12, 2.5) << "half of the fade out";
  EXPECT_NEAR(gainAt(2.0, 3000), -12, 2.0) << "half of the fade in frequency";
}

}  // namespace
}  // namespace lathe::test
