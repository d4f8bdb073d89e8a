// Rows L15 to L23 and T1 to T3: true peak.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <random>

#include "core/dsp/true_peak_filter.h"
#include "tests/analysis/conformance/row.h"

namespace lathe::analysis::conformance {
namespace {

std::string at(int rate) { return fmt::format("{} Hz", rate); }

double levelOf(const TruePeaks& peaks) { return peaks.overall() ? peaks.overall()->level.value : NAN; }

Rows tech3341Tones() {
  struct Case {
    const char *id, *signal;
    int divisor;
    double amplitude, phase;
  };
  const Case cases[] = {{"L15", "3341-15: fs/4 at 0.50, 0 degrees", 4, 0.5, 0},
                        {"L16", "3341-16: fs/4 at 0.50, 45 degrees", 4, 0.5, 45},
                        {"L17", "3341-17: fs/6 at 0.50, 60 degrees", 6, 0.5, 60},
                        {"L18", "3341-18: fs/8 at 0.50, 67.5 degrees", 8, 0.5, 67.5},
                        {"L19", "3341-19: fs/4 at 1.41, 45 degrees", 4, 1.41, 45}};
  Rows rows;
  for (const auto& c : cases) {
    const double wanted = 20 * std::log10(c.amplitude);
    Row row{c.id, c.signal, "dBTP", fmt::format("{:.3f}", wanted), "+0.2, -0.4", 0.02, "dB"};
    for (const int rate : kRates)
      row.add(levelOf(peaksOf(test::truePeakTone(rate, c.divisor, c.amplitude, c.phase), rate)), wanted, at(rate));
    rows.push_back(row);
  }
  return rows;
}

Rows tech3341Bursts() {
  Rows rows;
  for (int offset = 0; offset < 4; ++offset) {
    Row row{fmt::format("L{}", 20 + offset),
            fmt::format("3341-{}: fs/6 at 0.50 with one period of fs/4 at 1.00, decimated from sample {} on",
                        20 + offset, offset),
            "dBTP",
            "-0.084",
            "+0.2, -0.4",
            0.02,
            "dB"};
    // The samples are the same at every rate.
    for (const int rate : {44100, 48000, 192000})
      row.add(levelOf(peaksOf(test::truePeakBurst(rate, offset), rate)), -0.084, at(rate));
    rows.push_back(row);
  }
  return rows;
}

Row pulses() {
  Row row{"T1", "band-limited pulse of 0.8, 0 to 0.9 of a sample after one", "dBTP", "-1.938", "", 0.03, "dB"};
  for (const int rate : kRates)
    for (const double fraction : {0.0, 0.125, 0.25, 0.375, 0.47, 0.5, 0.9}) {
      AudioBuffer signal(1, static_cast<std::size_t>(rate) / 4);
      test::addPulse(signal[0], 2000 + fraction);
      row.add(levelOf(peaksOf(signal, rate)), 20 * std::log10(0.8), fmt::format("{} at {}", fraction, at(rate)));
    }
  return row;
}

Row places() {
  Row level{"T2",
            "the pulse near both ends of a file and at the seams of blocks, in each of three channels",
            "dBTP; time, channel as placed",
            "-1.938",
            "",
            0.03,
            "dB"};
  for (const double place :
       {9.5, 127.5, 128.5, 4095.5, 8062.5, 8063.5, 8064.5, 8191.5, 8192.5, 16255.5, 16256.5, 19990.5})
    for (int channel = 0; channel < 3; ++channel) {
      AudioBuffer signal(3, 20000);
      test::addPulse(signal[channel], place);
      const auto peak = peaksOf(signal, 48000).overall();
      level.add(peak ? peak->level.value : NAN, 20 * std::log10(0.8), fmt::format("{}", place));
      level.addTruth(peak && std::abs(peak->time.value * 48000 - place) < 1 && peak->channel == channel, "place");
    }
  return level;
}

/// Noise through a one-pole low-pass at a random rate of change, with a random swell: like music in its spectrum.
AudioBuffer wander(unsigned seed, std::size_t frames) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  double colour = 0.1, state = 0;
  return test::signal(1, frames, [&, i = 0](std::size_t) mutable {
    if (i++ % 3000 == 0) colour = std::exp(-3 * std::abs(normal(random)));
    state += colour * (normal(random) - state);
    return 0.2 * state / std::sqrt(colour);
  });
}

Rows screening() {
  Row screened{"T3", "coloured noise: screened scan and full pass", "dBTP", "equal", "", 0.0005, "dB"};
  Row reference{"T4", "the same by an interpolation with 32 points and 128 taps everywhere", "dBTP", "equal", "", 0.05,
                "dB"};
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const AudioBuffer noise = wander(seed, 60000);
    const double level = levelOf(peaksOf(noise, 44100));
    screened.add(level, levelOf(peaksOf(noise, 44100, 8192, false)), fmt::format("seed {}", seed));
    AudioBuffer padded(1, noise.frames() + 256);
    std::ranges::copy(noise[0], padded[0].begin() + 128);
    const double brute = TruePeakFilter::reference().peak(padded[0].data(), noise.frames() + 128);
    reference.add(level, 20 * std::log10(brute), fmt::format("seed {}", seed));
  }
  return {screened, reference};
}

}  // namespace

Rows truePeakRows() {
  Rows rows = tech3341Tones();
  for (auto& more : {tech3341Bursts(), Rows{pulses(), places()}, screening()})
    rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

}  // namespace lathe::analysis::conformance
