// How the EBU's test signals are made.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/ebu_signals.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lathe::test {
namespace {

constexpr double kTau = 2 * std::numbers::pi;

double besselI0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 80; ++k) {
    term *= x / (2 * k) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

double kaiser(double u, double beta) {
  return std::abs(u) >= 1 ? 0 : besselI0(beta * std::sqrt(1 - u * u)) / besselI0(beta);
}

double sinc(double x) { return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

double fade(std::size_t i, std::size_t frames, std::size_t length) {
  const double edge = static_cast<double>(std::min(i, frames - 1 - i)) / static_cast<double>(length - 1);
  return std::min(edge, 1.0);
}

}  // namespace

SteppedTone::SteppedTone(int sampleRate, std::vector<ToneStep> steps) : sampleRate_(sampleRate) {
  for (int i = 0; i < sampleRate / 100; ++i) period_.push_back(std::sin(kTau * 1000 * i / sampleRate));
  std::size_t end = 0;
  for (const ToneStep& step : steps) {
    end += static_cast<std::size_t>(std::lround(step.seconds * sampleRate));
    ends_.push_back(end);
    gains_.push_back(static_cast<float>(std::pow(10.0, step.level / 20)));
  }
}

void SteppedTone::read(std::size_t start, std::span<float> out) const {
  auto step = static_cast<std::size_t>(std::ranges::upper_bound(ends_, start) - ends_.begin());
  std::size_t phase = start % period_.size();
  for (std::size_t i = 0; i < out.size(); ++i) {
    while (step < ends_.size() && start + i >= ends_[step]) ++step;
    out[i] = step < gains_.size() ? static_cast<float>(gains_[step] * period_[phase]) : 0.0f;
    if (++phase == period_.size()) phase = 0;
  }
}

void feed(const SteppedTone& tone, int channels, std::size_t blockFrames,
          const std::function<void(ConstAudioView)>& add) {
  std::vector<float> block(blockFrames);
  for (std::size_t start = 0; start < tone.frames(); start += blockFrames) {
    const std::size_t count = std::min(blockFrames, tone.frames() - start);
    tone.read(start, std::span(block).first(count));
    add(ConstAudioView(block.data(), channels, count, 0));  // every channel is the same row
  }
}

AudioBuffer render(const SteppedTone& tone, int channels) {
  AudioBuffer all(channels, tone.frames());
  for (int c = 0; c < channels; ++c) tone.read(0, all[c]);
  return all;
}

AudioBuffer signal(int channels, std::size_t frames, const std::function<double(std::size_t)>& f) {
  AudioBuffer all(channels, frames);
  for (std::size_t i = 0; i < frames; ++i) all[0][i] = static_cast<float>(f(i));
  for (int c = 1; c < channels; ++c) std::ranges::copy(all[0], all[c].begin());
  return all;
}

AudioBuffer sine(int channels, int sampleRate, double seconds, double frequency, double level) {
  const double amplitude = std::pow(10.0, level / 20), step = kTau * frequency / sampleRate;
  return signal(channels, static_cast<std::size_t>(std::lround(seconds * sampleRate)),
                [&](std::size_t i) { return amplitude * std::sin(step * static_cast<double>(i)); });
}

AudioBuffer truePeakTone(int sampleRate, int divisor, double amplitude, double phaseDegrees) {
  const auto frames = static_cast<std::size_t>(3.2 * sampleRate), length = static_cast<std::size_t>(sampleRate) / 100;
  const double phase = kTau * phaseDegrees / 360;
  std::vector<double> period;
  for (int i = 0; i < divisor; ++i) period.push_back(amplitude * std::sin(kTau * i / divisor + phase));
  return signal(2, frames, [&](std::size_t i) { return fade(i, frames, length) * period[i % period.size()]; });
}

AudioBuffer truePeakBurst(int sampleRate, int offset) {
  const std::size_t frames = static_cast<std::size_t>(sampleRate) / 5, before = frames * 2 / 24 * 24;
  const std::size_t length = static_cast<std::size_t>(sampleRate) / 100 * 4;
  std::vector<double> fine(frames * 4);
  for (std::size_t i = 0; i < fine.size(); ++i) {
    const double t = static_cast<double>(i) - static_cast<double>(before);
    const double value = t < 0    ? 0.5 * std::sin(kTau * t / 24)
                         : t < 16 ? std::sin(kTau * t / 16)
                                  : 0.5 * std::sin(kTau * (t - 16) / 24);
    fine[i] = fade(i, fine.size(), length) * value;
  }
  // -6 dB at 0.475 of the decimated rate, as tools in the field cut it.
  constexpr int kHalf = 1023;
  std::vector<double> lowPass;
  double gain = 0;
  for (int i = -kHalf; i <= kHalf; ++i) {
    lowPass.push_back(sinc(0.2375 * i) * kaiser(static_cast<double>(i) / (kHalf + 1e-9), 12.0));
    gain += lowPass.back();
  }
  return signal(2, frames, [&](std::size_t i) {
    const auto centre = static_cast<std::ptrdiff_t>(i * 4) + offset;
    double sum = 0;
    for (std::ptrdiff_t k = -kHalf; k <= kHalf; ++k)
      if (const auto at = centre - k; at >= 0 && at < std::ssize(fine))
        sum += fine[static_cast<std::size_t>(at)] * lowPass[static_cast<std::size_t>(k + kHalf)];
    return sum / gain;
  });
}

void addPulse(std::span<float> samples, double place, double height) {
  constexpr double kBand = 0.9, kHalf = 511;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double distance = static_cast<double>(i) - place;
    if (std::abs(distance) < kHalf)
      samples[i] = static_cast<float>(height * sinc(kBand * distance) * kaiser(distance / kHalf, 14.0));
  }
}

}  // namespace lathe::test
