// The demo's tuned instruments: subtractive, FM and plucked-string synthesis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/instruments.h"

#include <array>

#include "core/synth/tone.h"

namespace lathe::synth {
namespace {

std::vector<float> silence(double seconds) {
  return std::vector<float>(static_cast<std::size_t>(seconds * kSampleRate));
}

double seconds(std::size_t frame) { return static_cast<double>(frame) / kSampleRate; }

}  // namespace

std::vector<float> bassGuitar(const Tone& tone, Random& random) {
  constexpr double kRelease = 0.09;
  auto out = silence(tone.length + kRelease);
  const double hertz = pitchToHertz(tone.pitch);
  Saw saw(0.5 + 0.5 * random.even() * 0.1);
  Decay pluck(0.9), body(6.0);
  Filter filter(300, 0.9);
  double phase = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double bright = pluck.next();
    if (i % 16 == 0) filter.tune(180 + hertz * 2 + 1500 * tone.velocity * bright, 0.9);
    phase += hertz / kSampleRate;
    const double string = 0.55 * filter.low(saw.next(hertz)) + 0.5 * sine(phase);
    out[i] = static_cast<float>(tone.velocity * string * body.next() * swell(seconds(i), 0.004, tone.length, kRelease));
  }
  return out;
}

std::vector<float> electricPiano(const Tone& tone, Random& random) {
  constexpr double kRelease = 0.35;
  auto out = silence(tone.length + kRelease);
  const double hertz = pitchToHertz(tone.pitch) * (1 + 0.0006 * random.even());
  // Two operators for the reed, and a high bell for the hammer (the classic FM piano of Chowning's patents).
  Decay reed(5.0 - 0.03 * tone.pitch), index(1.6), bell(0.5);
  double phase = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    phase += hertz / kSampleRate;
    const double depth = (0.08 + 0.28 * tone.velocity) * index.next();
    const double body = sine(phase + depth * sine(phase));
    const double hammer = 0.12 * tone.velocity * bell.next() * sine(phase + 0.1 * sine(14 * phase));
    const double tine = 0.05 * tone.velocity * tone.velocity * bell.next() * sine(14 * phase);
    out[i] = static_cast<float>(tone.velocity * (body * reed.next() + hammer + tine) *
                                swell(seconds(i), 0.002, tone.length, kRelease));
  }
  return out;
}

std::vector<float> stringPad(const Tone& tone, Random& random) {
  constexpr double kRelease = 0.9;
  auto out = silence(tone.length + kRelease);
  const double hertz = pitchToHertz(tone.pitch);
  std::array<Saw, 3> saws = {Saw(0.5 + 0.5 * random.even()), Saw(0.5 + 0.5 * random.even()),
                             Saw(0.5 + 0.5 * random.even())};
  const std::array<double, 3> detuned = {hertz * (1 - 0.004 - 0.001 * random.even()),
                                         hertz * (1 + 0.001 * random.even()),
                                         hertz * (1 + 0.004 + 0.001 * random.even())};
  const double drift = random.even();
  Filter filter(800, 0.7), smooth(2600, 0.7);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % 64 == 0) filter.tune(500 + 1400 * tone.velocity + 250 * sine(0.23 * seconds(i) + drift), 0.7);
    double sum = 0;
    for (std::size_t s = 0; s < saws.size(); ++s) sum += saws[s].next(detuned[s]);
    out[i] = static_cast<float>(tone.velocity * smooth.low(filter.low(sum / 3)) *
                                swell(seconds(i), 0.5, tone.length, kRelease));
  }
  return out;
}

std::vector<float> pluckedString(const Tone& tone, Random& random) {
  constexpr double kRelease = 0.5;
  auto out = silence(tone.length + 1.4 + kRelease);
  // Karplus and Strong, CMJ 1983: a loop of noise through an average; an all-pass tunes it between samples (Jaffe and
  // Smith).
  const double period = kSampleRate / pitchToHertz(tone.pitch) - 0.5;
  const auto whole = static_cast<std::size_t>(period - 0.2);
  const double fraction = period - static_cast<double>(whole);
  const double allpass = (1 - fraction) / (1 + fraction);
  std::vector<double> loop(whole);
  Filter pick(1500 + 5000 * tone.velocity, 0.6);
  for (double& value : loop) value = pick.low(random.even());

  const double loss = decayFactor(2.6, kSampleRate / period);
  double before = 0, input = 0, output = 0;
  std::size_t position = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double now = loop[position];
    const double averaged = 0.5 * (now + before) * loss;
    before = now;
    output = allpass * (averaged - output) + input;
    input = averaged;
    loop[position] = output;
    position = position + 1 == whole ? 0 : position + 1;
    out[i] = static_cast<float>(tone.velocity * now * swell(seconds(i), 0.001, tone.length + 1.4, kRelease));
  }
  return out;
}

std::vector<float> leadSynth(const Tone& tone, Random& random) {
  constexpr double kRelease = 0.16;
  auto out = silence(tone.length + kRelease);
  const double hertz = pitchToHertz(tone.pitch);
  Saw first(0.5 + 0.5 * random.even()), second(0.5 + 0.5 * random.even());
  Decay bright(0.8);
  Filter filter(2000, 1.2);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double time = seconds(i);
    const double vibrato = 1 + 0.0045 * swell(time, 0.45, tone.length, kRelease) * sine(5.4 * time);
    if (i % 16 == 0) filter.tune(900 + hertz + 2600 * tone.velocity * bright.next(), 1.2);
    const double sum = 0.5 * first.next(hertz * vibrato * 1.0018) + 0.5 * second.next(hertz * vibrato * 0.9982);
    out[i] = static_cast<float>(tone.velocity * filter.low(sum) * swell(time, 0.018, tone.length, kRelease));
  }
  return out;
}

}  // namespace lathe::synth
