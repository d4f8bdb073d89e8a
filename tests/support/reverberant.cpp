// Fast convolution with a made room, whole and cut.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/reverberant.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/compute/convolve.h"
#include "core/synth/room_response.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

constexpr int kRate = 44100;
constexpr std::size_t kEarly = kRate / 20;

AudioBuffer convolved(const AudioBuffer& dry, const AudioBuffer& room, std::size_t taps) {
  ConvolutionSpec<float> spec{1, dry.channels(), {}};
  for (int c = 0; c < dry.channels(); ++c) spec.paths.push_back({0, c, room[c].data(), taps});
  AudioBuffer out(dry.channels(), dry.frames());
  std::size_t written = 0;
  ConvolveOptions options;
  options.withTail = false;
  convolve<float>(
      spec, dry.frames(),
      [&](std::uint64_t start, AudioView to) {
        copy(dry.view().channelRange(0, 1).slice(static_cast<std::size_t>(start), to.frames()), to);
      },
      [&](ConstAudioView from) {
        copy(from, out.view().slice(written, from.frames()));
        written += from.frames();
      },
      options);
  return out;
}

constexpr double kTurn = 2 * std::numbers::pi;

double edges(double t, double length, double fade) { return std::clamp(std::min(t, length - t) / fade, 0.0, 1.0); }

}  // namespace

AudioBuffer glidingSpeech(int channels, std::size_t syllables) {
  AudioBuffer speech = noise(channels, syllables * kGlidingPeriod, 43, {-80});
  for (std::size_t i = 0; i < syllables; ++i) {
    const double low = 95 + 37.0 * static_cast<double>(i * 7 % 5), rise = i % 2 == 0 ? 0.6 : -0.35;
    double phase = 0;
    for (std::size_t n = 0; n < 11025; ++n) {
      const double t = static_cast<double>(n) / kRate, pitch = low * (1 + rise * t / 0.25);
      phase += kTurn * pitch / kRate;
      const double mouth = 500 + 1800 * t + 130.0 * static_cast<double>(i * 3 % 7);
      double x = 0;
      for (int k = 1; k * pitch < 5000; ++k)
        x += (std::exp(-std::pow((k * pitch - mouth) / 350, 2)) + 0.15 / k) * std::sin(k * phase + k * k);
      for (int c = 0; c < channels; ++c)
        speech[c][i * kGlidingPeriod + n] += static_cast<float>(0.06 * edges(t, 0.25, 0.015) * x);
    }
  }
  return speech;
}

AudioBuffer organ(std::size_t frames) {
  AudioBuffer sound(1, frames);
  for (std::size_t i = 0; i * 13230 < frames; ++i) {
    const double pitch = 110 * std::pow(2.0, static_cast<double>(i * 7 % 17) / 12);
    const double length = 0.2 + 0.13 * static_cast<double>(i * 5 % 4);
    for (std::size_t n = 0; n < static_cast<std::size_t>(length * kRate) && i * 13230 + n < frames; ++n) {
      const double t = static_cast<double>(n) / kRate;
      double x = 0;
      for (int k = 1; k <= 12; ++k) x += std::sin(kTurn * k * pitch * t) / k;
      sound[0][i * 13230 + n] += static_cast<float>(0.1 * edges(t, length, 0.01) * x);
    }
  }
  return sound;
}

Reverberant inRoom(const AudioBuffer& dry, double seconds, double tailLevel) {
  RoomSettings settings;
  settings.decay.fill(seconds);
  settings.tailLevel = tailLevel;
  const AudioBuffer room = makeRoom(settings, kRate);
  return {convolved(dry, room, kEarly), convolved(dry, room, room.frames())};
}

}  // namespace lathe::test
