// Splitting a response into bands that add up to it, and filtering it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/response_tone.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/audio/exact_math.h"
#include "core/dsp/matched_filter.h"

namespace lathe {
namespace {

class Section {
 public:
  explicit Section(const Biquad& biquad) : b_(biquad) {}
  double next(double x) noexcept {
    const double y = b_.b0 * x + s1_;
    s1_ = b_.b1 * x - b_.a1 * y + s2_;
    s2_ = b_.b2 * x - b_.a2 * y;
    return y;
  }

 private:
  Biquad b_;
  double s1_ = 0, s2_ = 0;
};

/// Forwards and then backwards: fourth order, no phase.
std::vector<double> lowPassed(std::vector<double> row, Hertz frequency, double sampleRate) {
  const DigitalFilter filter = matchFilter(analogLowPass(frequency, 2, std::sqrt(0.5)), sampleRate);
  for (int turn = 0; turn < 2; ++turn) {
    for (int i = 0; i < filter.count; ++i) {
      Section section(filter.sections[static_cast<std::size_t>(i)]);
      for (double& x : row) x = section.next(x);
    }
    std::ranges::reverse(row);
  }
  return row;
}

std::vector<double> difference(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> result(a.size());
  std::ranges::transform(a, b, result.begin(), [](double x, double y) { return x - y; });
  return result;
}

using Band = std::vector<std::vector<double>>;  ///< a row per channel

Seconds decayTimeOf(const Band& band, std::size_t direct, double sampleRate) {
  const std::size_t frames = band.empty() ? 0 : band.front().size();
  std::vector<double> left(frames + 1, 0.0);
  for (std::size_t n = frames; n-- > direct;) {
    left[n] = left[n + 1];
    for (const auto& row : band) left[n] += row[n] * row[n];
  }
  if (direct >= frames || left[direct] <= 0) return {0};
  const auto fallsTo = [&](double decibels) {
    const double level = left[direct] * exact::exp10(decibels / 10);
    return std::find_if(left.begin() + static_cast<std::ptrdiff_t>(direct), left.end(),
                        [&](double e) { return e <= level; }) -
           left.begin();
  };
  const auto last = static_cast<std::ptrdiff_t>(frames);
  const auto start = fallsTo(-5);
  for (const double depth : {20.0, 10.0})
    if (const auto end = fallsTo(-5 - depth); end < last && end > start)
      return {60 / depth * static_cast<double>(end - start) / sampleRate};
  return {0};
}

void changeDecay(Band& band, std::size_t direct, double share, double sampleRate) {
  const Seconds natural = decayTimeOf(band, direct, sampleRate);
  if (share == 1 || natural.value <= 0) return;
  const double perFrame = exact::exp10(-3 * (1 / share - 1) / (natural.value * sampleRate));
  const double most = exact::exp10(30.0 / 20);
  for (auto& row : band) {
    double gain = 1;
    for (std::size_t n = direct; n < row.size(); ++n) {
      row[n] *= gain;
      gain = std::min(gain * perFrame, most);
    }
  }
}

std::vector<Biquad> equaliser(const ResponseShape& shape, double sampleRate) {
  std::vector<Biquad> sections;
  const double highest = 0.45 * sampleRate;
  const auto add = [&](const AnalogFilter& analog) {
    const DigitalFilter filter = matchFilter(analog, sampleRate);
    sections.insert(sections.end(), filter.sections.begin(), filter.sections.begin() + filter.count);
  };
  const double butterworth = std::sqrt(0.5);
  if (shape.lowCut > 10_Hz) add(analogHighPass(shape.lowCut, 2, butterworth));
  if (shape.highCut < 24000_Hz && shape.highCut.value < highest) add(analogLowPass(shape.highCut, 2, butterworth));
  if (shape.lowShelf.value != 0) add(analogLowShelf(shape.lowShelfFrequency, shape.lowShelf, butterworth));
  if (shape.highShelf.value != 0)
    add(analogHighShelf({std::min(shape.highShelfFrequency.value, highest)}, shape.highShelf, butterworth));
  return sections;
}

std::size_t ringingFrames(const std::vector<Biquad>& sections, double sampleRate) {
  double slowest = 0;
  for (const Biquad& section : sections) slowest = std::max(slowest, poleRadius(section));
  if (slowest <= 0) return 0;
  const double frames = exact::log(1e-6) / exact::log(std::min(slowest, 1 - 1e-9));
  return static_cast<std::size_t>(std::min(frames, sampleRate));
}

}  // namespace

Seconds decayTime(ConstAudioView response, std::size_t direct, double sampleRate) {
  Band band;
  for (int c = 0; c < response.channels(); ++c) band.emplace_back(response[c].begin(), response[c].end());
  return decayTimeOf(band, direct, sampleRate);
}

void shapeDecay(AudioView response, std::size_t direct, const ResponseShape& shape, double sampleRate) {
  if (shape.decayLow == 1 && shape.decayMid == 1 && shape.decayHigh == 1) return;
  const double highest = 0.45 * sampleRate;
  Band low, mid, high;
  for (int c = 0; c < response.channels(); ++c) {
    std::vector<double> all(response[c].begin(), response[c].end());
    low.push_back(lowPassed(all, {std::min(shape.crossoverLow.value, highest)}, sampleRate));
    std::vector<double> rest = difference(all, low.back());
    mid.push_back(lowPassed(rest, {std::min(shape.crossoverHigh.value, highest)}, sampleRate));
    high.push_back(difference(rest, mid.back()));
  }
  changeDecay(low, direct, shape.decayLow, sampleRate);
  changeDecay(mid, direct, shape.decayMid, sampleRate);
  changeDecay(high, direct, shape.decayHigh, sampleRate);
  for (std::size_t c = 0; c < low.size(); ++c)
    for (std::size_t n = 0; n < response.frames(); ++n)
      response[static_cast<int>(c)][n] = static_cast<float>(low[c][n] + mid[c][n] + high[c][n]);
}

AudioBuffer equalised(AudioBuffer response, const ResponseShape& shape, double sampleRate) {
  const std::vector<Biquad> sections = equaliser(shape, sampleRate);
  if (sections.empty() || response.frames() == 0) return response;
  AudioBuffer out(response.channels(), response.frames() + ringingFrames(sections, sampleRate));
  for (int c = 0; c < out.channels(); ++c) {
    std::vector<Section> filter(sections.begin(), sections.end());
    for (std::size_t n = 0; n < out.frames(); ++n) {
      double x = n < response.frames() ? static_cast<double>(response[c][n]) : 0;
      for (Section& section : filter) x = section.next(x);
      out[c][n] = static_cast<float>(x);
    }
  }
  return out;
}

}  // namespace lathe
