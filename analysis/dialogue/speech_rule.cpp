// The figures, as scripts/train_speech.py takes them, and the rule's weights.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/dialogue/speech_rule.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kFrames = SpeechFigures::kFrames;
constexpr int kBands = SpeechFrame::kBands;
constexpr double kVoiced = 0.6;

struct Rule {
  std::array<double, SpeechFigures::kCount> mean, deviation, weight;
  double bias;
};
constexpr Rule kRule = {
    {0.47549, 9.67085, 0.28742, 0.52716, 0.08797, 0.09292, 7.67401, 0.44246, 3.03751, 1.40995, 0.37838, 4.67269},
    {0.13626, 3.62839, 0.18118, 0.2709, 0.06819, 0.16274, 4.08378, 0.22424, 1.57623, 0.28319, 0.29366, 2.77537},
    {0.5487, 1.5739, -0.4652, 0.9727, 1.4189, -1.076, 0.2224, 0.3846, 0.4038, -0.0206, -0.8908, 0.0289},
    0.9424};

/// Levels of a band over the frames, in dB.
using Track = std::array<double, kFrames>;

double meanOf(std::span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double deviationOf(std::span<const double> values) {
  const double mean = meanOf(values);
  double sum = 0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}

double medianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Share of a track's movement from 2 to 9 Hz, of that from 0.5 to 25 Hz; under a Hann window. Bins are 0.5 Hz apart.
double syllabicShare(const Track& track) {
  constexpr int kBins = 50;
  struct Tables {
    std::array<double, kFrames> window, cosine, sine;
  };
  static const Tables tables = [] {
    Tables t{};
    for (std::size_t n = 0; n < kFrames; ++n) {
      const double x = static_cast<double>(n);
      t.window[n] = hann(n, kFrames, WindowPhase::Symmetric);
      t.cosine[n] = exact::cos(2 * std::numbers::pi * x / kFrames);
      t.sine[n] = exact::sin(2 * std::numbers::pi * x / kFrames);
    }
    return t;
  }();
  double syllables = 0, all = 0;
  for (std::size_t bin = 1; bin <= kBins; ++bin) {
    double re = 0, im = 0;
    for (std::size_t n = 0; n < kFrames; ++n) {
      const double x = track[n] * tables.window[n];
      re += x * tables.cosine[n * bin % kFrames];
      im += x * tables.sine[n * bin % kFrames];
    }
    const double power = re * re + im * im;
    all += power;
    if (bin >= 4 && bin <= 18) syllables += power;
  }
  return syllables / (all + 1e-9);
}

void addBandFigures(std::span<const SpeechFrame> frames, SpeechFigures& figures) {
  std::array<double, kBands> mean{};
  for (const SpeechFrame& frame : frames)
    for (std::size_t b = 0; b < kBands; ++b) mean[b] += frame.bands[b] / kFrames;
  const double loudest = *std::ranges::max_element(mean);
  std::array<double, kBands> weight{};
  double weights = 0;
  for (std::size_t b = 0; b < kBands; ++b) weights += weight[b] = exact::pow(mean[b], 0.25);
  figures.modulation = figures.depth = figures.rises = 0;
  for (std::size_t b = 0; b < kBands; ++b) {
    Track track;
    for (std::size_t k = 0; k < kFrames; ++k) track[k] = 10 * exact::log10(frames[k].bands[b] + 1e-5 * loudest + 1e-16);
    for (std::size_t k = 1; k < kFrames; ++k)
      figures.rises += std::max(0.0, track[k] - track[k - 1]) / (kBands * (kFrames - 1));
    const double level = meanOf(track);
    for (double& value : track) value -= level;
    const double share = weights > 0 ? weight[b] / weights : 0;
    figures.modulation += share * syllabicShare(track);
    figures.depth += share * deviationOf(track);
  }
  double middle = 0, all = 0;
  for (std::size_t b = 0; b < kBands; ++b) {
    all += mean[b];
    if (b >= 7 && b < 18) middle += mean[b];
  }
  figures.middle = middle / (all + 1e-20);
}

void addLevelFigures(std::span<const SpeechFrame> frames, SpeechFigures& figures) {
  double mean = 1e-20;
  for (const SpeechFrame& frame : frames) mean += frame.total / kFrames;
  std::vector<double> centres, lows, highs;
  figures.pauses = 0;
  for (const SpeechFrame& frame : frames) {
    if (frame.total < 0.25 * mean) figures.pauses += 1.0 / kFrames;
    double sum = 0, moment = 0, low = 0, high = 0;
    for (std::size_t b = 0; b < kBands; ++b) {
      sum += frame.bands[b];
      moment += frame.bands[b] * static_cast<double>(b);
      if (b >= 3 && b < 12) low += frame.bands[b];
      if (b >= 18) high += frame.bands[b];
    }
    if (frame.total > 0.05 * mean) centres.push_back(moment / (sum + 1e-20));
    lows.push_back(10 * exact::log10(low + 1e-6 * mean));
    highs.push_back(10 * exact::log10(high + 1e-6 * mean));
  }
  figures.brightness = centres.size() > 5 ? deviationOf(centres) : 0;
  const double lowMean = meanOf(lows), highMean = meanOf(highs), low = deviationOf(lows), high = deviationOf(highs);
  double product = 0;
  for (std::size_t k = 0; k < kFrames; ++k) product += (lows[k] - lowMean) * (highs[k] - highMean) / kFrames;
  figures.highsWithLows = low > 0.1 && high > 0.1 ? product / (low * high) : 1;
}

void addPitchFigures(std::span<const SpeechFrame> frames, SpeechFigures& figures) {
  constexpr std::size_t kHeld = 12;  // 120 ms
  std::array<bool, kFrames> isVoiced{};
  std::array<double, kFrames> semitones{};
  std::vector<double> pitches, glides;
  for (std::size_t k = 0; k < kFrames; ++k) {
    isVoiced[k] = frames[k].voicing > kVoiced;
    semitones[k] = 12 * exact::log2(frames[k].pitch + 1e-9);
    if (isVoiced[k]) pitches.push_back(semitones[k]);
  }
  figures.turns = 0;
  for (std::size_t k = 1; k < kFrames; ++k) {
    if (isVoiced[k] != isVoiced[k - 1]) figures.turns += 0.5;
    const double step = std::abs(semitones[k] - semitones[k - 1]);
    if (isVoiced[k] && isVoiced[k - 1] && step < 1.5) glides.push_back(step);
  }
  double held = 0;
  for (std::size_t k = 0; k + kHeld < kFrames; ++k) {
    const auto from = static_cast<std::ptrdiff_t>(k), to = static_cast<std::ptrdiff_t>(k + kHeld);
    const auto [low, high] = std::minmax_element(semitones.begin() + from, semitones.begin() + to);
    if (std::all_of(isVoiced.begin() + from, isVoiced.begin() + to, [](bool v) { return v; }) && *high - *low < 0.35)
      held += 1;
  }
  const auto voiced = static_cast<double>(pitches.size());
  figures.voiced = voiced / kFrames;
  figures.glide = glides.size() > 8 ? medianOf(glides) : 0;
  figures.held = voiced > 0 ? held / voiced : 0;
  figures.range = pitches.size() > 5 ? std::min(deviationOf(pitches), 12.0) : 0;
}

}  // namespace

SpeechFigures speechFigures(std::span<const SpeechFrame> frames) {
  assert(frames.size() == kFrames);
  SpeechFigures figures{};
  addBandFigures(frames, figures);
  addLevelFigures(frames, figures);
  addPitchFigures(frames, figures);
  return figures;
}

double speechLogOdds(const SpeechFigures& figures) {
  double odds = kRule.bias;
  const auto values = figures.values();
  for (std::size_t i = 0; i < values.size(); ++i)
    odds += kRule.weight[i] * (values[i] - kRule.mean[i]) / kRule.deviation[i];
  return odds;
}

}  // namespace lathe::analysis
