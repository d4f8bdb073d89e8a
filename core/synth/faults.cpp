// What is wrong with the demo mix on purpose: hiss, hum, clicks and hot peaks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/faults.h"

#include <algorithm>
#include <cmath>

#include "core/audio/random.h"
#include "core/synth/tone.h"

namespace lathe {
namespace synth {
namespace {

/// The largest value that 24-bit audio can hold.
constexpr float kFullScale = 8388607.0f / 8388608.0f;

std::size_t frameAt(Seconds time) { return static_cast<std::size_t>(time.value * kSampleRate + 0.5); }

void addHiss(AudioView mix) {
  constexpr double kRmsOfEven = 0.5773502691896258;
  const double gain = levelToGain(-66) / kRmsOfEven;
  Random random(66);
  for (int c = 0; c < mix.channels(); ++c)
    for (float& sample : mix[c]) sample += static_cast<float>(gain * random.even());
}

void addHum(AudioView mix) {
  struct Partial {
    double hertz, gain;
  };
  const Partial partials[] = {{50, levelToGain(-57)},
                              {100, levelToGain(-63)},
                              {150, levelToGain(-61)},
                              {250, levelToGain(-67)},
                              {350, levelToGain(-73)}};
  for (std::size_t i = 0; i < mix.frames(); ++i) {
    double sum = 0;
    for (const Partial& partial : partials)
      sum += partial.gain * sine(partial.hertz * static_cast<double>(i) / kSampleRate);
    for (int c = 0; c < mix.channels(); ++c) mix[c][i] += static_cast<float>(sum);
  }
}

/// Turns the loudest moment of the fault's span up until it would reach 2 dB over full scale; writing cuts it off.
void addHotPeak(AudioView mix, const PlantedFault& fault) {
  const AudioView span = mix.slice(frameAt(fault.start), frameAt(fault.length));
  std::size_t loudest = 0;
  float peak = 0;
  for (int c = 0; c < span.channels(); ++c)
    for (std::size_t i = 0; i < span.frames(); ++i)
      if (std::abs(span[c][i]) > peak) peak = std::abs(span[c][i]), loudest = i;
  if (peak == 0) return;
  const double boost = levelToGain(2) / static_cast<double>(peak) - 1;
  for (std::size_t i = 0; i < span.frames(); ++i) {
    const double reach = static_cast<double>(i < loudest ? loudest : span.frames() - loudest);
    const double distance = std::abs(static_cast<double>(i) - static_cast<double>(loudest)) / reach;
    const double bump = (1 - distance * distance) * (1 - distance * distance);
    for (int c = 0; c < span.channels(); ++c) span[c][i] *= static_cast<float>(1 + boost * bump);
  }
}

void addClick(AudioView mix, const PlantedFault& fault, Random& random) {
  const std::size_t length = frameAt(fault.length);
  const auto out = mix[fault.channel].subspan(frameAt(fault.start), length);
  const double sign = random.even() < 0 ? -1 : 1;
  double level = sign * (0.42 + 0.15 * random.even());
  for (float& sample : out) {
    sample += static_cast<float>(level);
    level *= -0.62 - 0.1 * random.even();
  }
}

void limitToFullScale(AudioView mix) {
  for (int c = 0; c < mix.channels(); ++c)
    for (float& sample : mix[c]) sample = std::clamp(sample, -kFullScale, kFullScale);
}

}  // namespace

void plantFaults(AudioView mix) {
  addHum(mix);
  addHiss(mix);
  Random random(1);
  for (const PlantedFault& fault : demoFaults()) {
    if (fault.kind == FaultKind::HotPeak) addHotPeak(mix, fault);
    if (fault.kind == FaultKind::Click) addClick(mix, fault, random);
  }
  limitToFullScale(mix);
}

}  // namespace synth

std::vector<PlantedFault> demoFaults() {
  constexpr auto kClick = FaultKind::Click;
  constexpr auto kHot = FaultKind::HotPeak;
  return {{FaultKind::Hiss, 0_s, 40_s, -1}, {FaultKind::Hum, 0_s, 40_s, -1}, {kClick, 0.35_s, 0.3_ms, 0},
          {kClick, 3.07_s, 0.25_ms, 1},     {kClick, 6.91_s, 0.4_ms, 0},     {kClick, 9.43_s, 0.3_ms, 1},
          {kClick, 15.62_s, 0.2_ms, 0},     {kHot, 20.39_s, 60_ms, -1},      {kHot, 23.39_s, 60_ms, -1},
          {kClick, 25.33_s, 0.35_ms, 1},    {kHot, 26.39_s, 60_ms, -1},      {kHot, 29.99_s, 60_ms, -1},
          {kHot, 32.79_s, 60_ms, -1},       {kClick, 36.48_s, 0.3_ms, 0},    {kClick, 39.41_s, 0.25_ms, 1}};
}

}  // namespace lathe
