// Resampling without losing what rings before the direct sound; grains; fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/response_time.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/audio/random.h"
#include "core/dsp/resampler.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

/// Whole rates within the resampler's range with the ratio nearest to the wanted one.
struct Rates {
  int from, to;
};

Rates resamplerRates(int rate, int sessionRate, double size) {
  double from = rate, to = sessionRate * size;
  while (to > Resampler::kHighestRate || from > Resampler::kHighestRate) from /= 2, to /= 2;
  while (to < Resampler::kLowestRate || from < Resampler::kLowestRate) from *= 2, to *= 2;
  if (to > Resampler::kHighestRate || from > Resampler::kHighestRate)
    throw Error(ErrorKind::Unsupported,
                fmt::format("an impulse response of {} Hz cannot be played at {} Hz with a size of {} %; "
                            "choose another size, or convert the response first",
                            rate, sessionRate, std::lround(100 * size)));
  return {static_cast<int>(std::lround(from)), static_cast<int>(std::lround(to))};
}

void append(AudioBuffer& to, std::size_t& filled, ConstAudioView frames) {
  const std::size_t count = std::min(frames.frames(), to.frames() - filled);
  if (count > 0) copy(frames.slice(0, count), to.view().slice(filled, count));
  filled += count;
}

AudioBuffer resampled(ConstAudioView response, Rates rates, ResamplePhase phase) {
  Resampler resampler(rates.from, rates.to, response.channels(), {.quality = ResampleQuality::Extreme, .phase = phase});
  AudioBuffer out(response.channels(),
                  static_cast<std::size_t>(Resampler::outputFrames(response.frames(), rates.from, rates.to)));
  std::size_t filled = 0;
  append(out, filled, resampler.process(response));
  append(out, filled, resampler.finish());
  return out;
}

double energy(ConstAudioView view) {
  double sum = 0;
  for (int c = 0; c < view.channels(); ++c)
    for (const float sample : view[c]) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

/// Resampled with silence in front, a whole number of frames at either rate.
struct Padded {
  AudioBuffer samples;
  std::size_t silence;  ///< frames
};

Padded resampledLate(ConstAudioView response, Rates rates, ResamplePhase phase) {
  const int common = std::gcd(rates.from, rates.to);
  const auto periods = static_cast<std::size_t>(2048 * common / std::min(rates.from, rates.to) + 1);
  const std::size_t pad = periods * static_cast<std::size_t>(rates.from / common);
  AudioBuffer late(response.channels(), pad + response.frames());
  copy(response, late.view().slice(pad, response.frames()));
  return {resampled(late.view(), rates, phase), periods * static_cast<std::size_t>(rates.to / common)};
}

constexpr double kLost = 1e-9;  ///< energy that may be cut off, as a share of all: -90 dB

/// True when linear phase would put no sound before frame 0.
bool keepsLinearPhase(ConstAudioView response, Rates rates) {
  const Padded start =
      resampledLate(response.slice(0, std::min<std::size_t>(response.frames(), 4096)), rates, ResamplePhase::Linear);
  const double all = energy(response) * rates.to / rates.from;
  return energy(start.samples.view().slice(0, std::min(start.silence, start.samples.frames()))) <= kLost * all;
}

/// With minimum phase, from the first frame on that has sound: a few frames before the place of the first tap.
AudioBuffer resampledAtOnce(ConstAudioView response, Rates rates) {
  const Padded late = resampledLate(response, rates, ResamplePhase::Minimum);
  const ConstAudioView all = late.samples.view();
  const double most = kLost * energy(all);
  std::size_t start = std::min(late.silence, all.frames());
  while (start > 0 && energy(all.slice(0, start)) > most) --start;
  AudioBuffer out(all.channels(), all.frames() - start);
  copy(all.slice(start, out.frames()), out.view());
  return out;
}

}  // namespace

AudioBuffer responseAtRate(ConstAudioView response, int rate, int sessionRate, double size) {
  if (response.frames() == 0) return AudioBuffer(response.channels(), 0);
  AudioBuffer out;
  if (rate == sessionRate && size == 1) {
    out = AudioBuffer(response.channels(), response.frames());
    copy(response, out.view());
    return out;
  }
  const Rates rates = resamplerRates(rate, sessionRate, size);
  out = keepsLinearPhase(response, rates) ? resampled(response, rates, ResamplePhase::Linear)
                                          : resampledAtOnce(response, rates);
  const double scale = static_cast<double>(rates.from) / rates.to;
  for (int c = 0; c < out.channels(); ++c)
    for (float& tap : out[c]) tap = static_cast<float>(scale * static_cast<double>(tap));
  return out;
}

std::size_t directSound(ConstAudioView response) {
  float peak = 0;
  for (int c = 0; c < response.channels(); ++c)
    for (const float tap : response[c]) peak = std::max(peak, std::abs(tap));
  for (std::size_t n = 0; n < response.frames() && peak > 0; ++n)
    for (int c = 0; c < response.channels(); ++c)
      if (std::abs(response[c][n]) >= peak / 10) return n;
  return 0;
}

AudioBuffer stretched(ConstAudioView response, std::size_t start, double factor, double sampleRate) {
  start = std::min(start, response.frames());
  const double length = static_cast<double>(response.frames() - start) * factor;
  AudioBuffer out(response.channels(), start + static_cast<std::size_t>(std::llround(length)));
  copy(response.slice(0, start), out.view().slice(0, start));
  const auto hop = static_cast<std::ptrdiff_t>(std::lround(0.03 * sampleRate));
  const auto end = static_cast<std::ptrdiff_t>(response.frames()), outEnd = static_cast<std::ptrdiff_t>(out.frames());
  const auto first = static_cast<std::ptrdiff_t>(start);
  Random jitter(20061);
  for (std::ptrdiff_t centre = first; centre - hop < outEnd; centre += hop) {
    const double wander = centre == first ? 0 : 0.25 * jitter.even() * static_cast<double>(hop);
    const auto source =
        first + static_cast<std::ptrdiff_t>(std::lround(static_cast<double>(centre - first) / factor + wander));
    for (std::ptrdiff_t i = std::max(-hop, first - centre); i < hop && centre + i < outEnd; ++i) {
      if (source + i < 0 || source + i >= end) continue;
      const double window =
          exact::cos(std::numbers::pi / 2 * (static_cast<double>(i) + 0.5) / static_cast<double>(hop));
      for (int c = 0; c < out.channels(); ++c) {
        float& tap = out[c][static_cast<std::size_t>(centre + i)];
        tap = static_cast<float>(tap + window * static_cast<double>(response[c][static_cast<std::size_t>(source + i)]));
      }
    }
  }
  return out;
}

void fadeEnds(AudioView response, std::size_t in, std::size_t out) {
  const std::size_t frames = response.frames();
  const auto gain = [](std::size_t n, std::size_t length) {
    return raisedCosine(windowPosition(n, length, WindowPhase::Centred));
  };
  for (int c = 0; c < response.channels(); ++c) {
    const auto row = response[c];
    for (std::size_t n = 0; n < std::min(in, frames); ++n) row[n] = static_cast<float>(row[n] * gain(n, in));
    for (std::size_t n = 0; n < std::min(out, frames); ++n) {
      float& tap = row[frames - 1 - n];
      tap = static_cast<float>(tap * gain(n, out));
    }
  }
}

void balanceAround(AudioView response, std::size_t split, double balance, double sampleRate) {
  const double early = std::min(1.0, 1 - balance), late = std::min(1.0, 1 + balance);
  const double half = 0.005 * sampleRate;
  for (std::size_t n = 0; n < response.frames(); ++n) {
    const double past = (static_cast<double>(n) - static_cast<double>(split)) / half;
    const double gain = early + (late - early) * raisedCosine(0.5 + 0.5 * past);
    for (int c = 0; c < response.channels(); ++c) response[c][n] = static_cast<float>(response[c][n] * gain);
  }
}

}  // namespace lathe
