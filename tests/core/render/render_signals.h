// Signals, sources and tasks for the tests of rendering.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <numbers>

#include "analysis/measurement/render_meter.h"
#include "core/processors/dither.h"
#include "core/processors/limiter.h"
#include "core/render/track_renderer.h"
#include "tests/core/file/file_signals.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {

/// Something like music: a chord whose level swells twice a second, with a sharp attack each time and a little noise;
/// channels differ.
inline AudioBuffer music(int channels, double seconds, double sampleRate, double level = 0.2) {
  const auto frames = static_cast<std::size_t>(seconds * sampleRate);
  AudioBuffer sound = noise(channels, frames, 7, {-50});
  for (int c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < frames; ++i) {
      const double t = static_cast<double>(i) / sampleRate;
      const double beat = std::fmod(2 * t, 1.0);
      const auto tone = [&](double f) { return std::sin(2 * std::numbers::pi * f * t + c); };
      const double chord = tone(110 + c) + 0.6 * tone(523.3) + 0.4 * tone(1567 + 3 * c) + 0.25 * tone(4100);
      sound[c][i] += static_cast<float>(level * (0.25 + 1.6 * std::exp(-12 * beat)) * chord);
    }
  return sound;
}

inline ClipPtr clipOf(AudioBuffer samples, int sampleRate = 44100) {
  const auto layout = ChannelLayout::usual(samples.channels());
  return std::make_shared<MemoryClip>(AudioFormat{sampleRate, layout}, std::move(samples));
}

inline Chain mastering() { return {{{LimiterSettings{}}, {DitherSettings{}}}}; }

inline ResampleSettings toRate(int rate) {
  ResampleSettings settings;
  settings.rate = ResampleSettings::Rate::Custom;
  settings.customRate = Hertz{static_cast<double>(rate)};
  return settings;
}

inline RenderReport renderTrack(const RenderTask& task) {
  return lathe::renderTrack(task, analysis::renderMeters(), {});
}

/// Measured anew, from the file.
inline Levels levelsOf(const std::filesystem::path& file) {
  const auto clip = openClip(file);
  const auto meter = analysis::renderMeters()(clip->format());
  meter->add(testing::readAll(*clip).view());
  return meter->levels();
}

/// The kind and sentence of the Error that `work` throws.
template <class Work>
std::optional<Error> errorOf(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

}  // namespace lathe::test
