// The demo's drum kit: a falling sine, a tuned noise burst and two kinds of metal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/drums.h"

#include "core/synth/tone.h"

namespace lathe::synth {
namespace {

std::vector<float> silence(double seconds) {
  return std::vector<float>(static_cast<std::size_t>(seconds * kSampleRate));
}

/// Six square waves at frequencies that share no harmonic, as in the drum machines of the eighties.
class Metal {
 public:
  double next() noexcept {
    constexpr double hertz[6] = {404.4, 611.3, 744.1, 1057.7, 1223.9, 1601.3};
    double sum = 0;
    for (int i = 0; i < 6; ++i) {
      phase_[i] += hertz[i] / kSampleRate;
      if (phase_[i] >= 1) phase_[i] -= 1;
      sum += phase_[i] < 0.5 ? 1.0 : -1.0;
    }
    return sum / 6;
  }

 private:
  double phase_[6] = {};
};

}  // namespace

std::vector<float> kick(double velocity, Random& random) {
  auto out = silence(0.5);
  Decay body(0.48), fall(0.16), beater(0.02);
  Filter felt(1800 + 2500 * velocity, 0.7);
  double phase = 0;
  for (float& sample : out) {
    phase += (47 + 120 * fall.next()) / kSampleRate;
    const double click = felt.low(random.even()) * beater.next() * (0.25 + 0.5 * velocity);
    sample = static_cast<float>(velocity * (0.95 * sine(phase) * body.next() + click));
  }
  return out;
}

std::vector<float> snare(double velocity, Random& random) {
  auto out = silence(0.45);
  Decay shell(0.22), wires(0.2 + 0.16 * velocity), crack(0.03);
  Filter rattle(3200, 0.6), floor(700, 0.7);
  double low = 0, high = 0;
  for (float& sample : out) {
    low += 186 / kSampleRate;
    high += 331 / kSampleRate;
    const double noise = random.even();
    const double drum = (0.6 * sine(low) + 0.3 * sine(high)) * shell.next();
    const double wire = floor.high(rattle.band(noise)) * wires.next() * 1.1 + noise * crack.next() * 0.3;
    sample = static_cast<float>(velocity * (0.7 * drum + wire * (0.5 + 0.5 * velocity)));
  }
  return out;
}

std::vector<float> hiHat(double velocity, double ring, Random& random) {
  auto out = silence(ring);
  Decay decay(ring);
  Filter first(7200, 0.8), second(6000, 0.7);
  Metal metal;
  for (float& sample : out) {
    const double source = 0.55 * metal.next() + 0.45 * random.even();
    sample = static_cast<float>(velocity * 1.4 * second.high(first.high(source)) * decay.next());
  }
  return out;
}

std::vector<float> crash(double velocity, Random& random) {
  auto out = silence(2.6);
  Decay wash(2.4), splash(0.5);
  Filter body(2600, 0.6), air(5200, 0.6);
  Metal metal;
  for (float& sample : out) {
    const double source = 0.4 * metal.next() + 0.6 * random.even();
    sample =
        static_cast<float>(velocity * (0.5 * body.high(source) * wash.next() + 0.5 * air.high(source) * splash.next()));
  }
  return out;
}

}  // namespace lathe::synth
