// Band powers, sliding minima, and the lines between anchors.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_map.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/stft.h"
#include "core/restoration/denoise/denoise_rows.h"

namespace lathe {
namespace {

constexpr int kStepFrames = 4;         // half a window apart: 0.09 s
constexpr double kMinimumBias = 0.75;  // what the least band power of steady noise reads over some seconds

using Factors = std::vector<std::vector<float>>;

std::vector<std::size_t> edgesOf(std::size_t bins) {
  std::vector<std::size_t> edges = {1};
  while (edges.back() < bins) {
    const auto width = std::max<std::size_t>(4, static_cast<std::size_t>(0.12 * static_cast<double>(edges.back())));
    edges.push_back(std::min(bins, edges.back() + width));
  }
  return edges;
}

Factors bandPowers(const AudioClip& clip, const NoiseProfile& profile, const std::vector<std::size_t>& edges,
                   Stft& stft, const Progress& progress) {
  const std::size_t hop = stft.size() / 2, step = kStepFrames * hop;
  const NoiseSpectrum& noise = profile.spectra[1];
  const auto channels = static_cast<std::size_t>(clip.format().channels());
  AudioBuffer samples(clip.format().channels(), step + stft.size() - hop);
  AlignedArray<Complex<float>> spectrum(stft.stride());
  std::vector<float> power(stft.bins());
  Factors factors;
  for (std::uint64_t at = 0; at < clip.frames(); at += step) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "mapping the noise");
    clip.read(at, samples.view());
    std::vector<float> row(edges.size() - 1, 0.0f);
    for (std::size_t c = 0; c < channels; ++c) {
      const std::span<float> sound = samples[static_cast<int>(c)];
      for (float& x : sound) x = soundOrSilence(x);
      std::ranges::fill(power, 0.0f);
      for (std::size_t f = 0; f < kStepFrames; ++f) {
        stft.forward(sound.data() + f * hop, spectrum.data());
        addPowers(spectrum.data(), power.data(), stft.bins(), 1.0f / kStepFrames);
      }
      for (std::size_t b = 0; b < row.size(); ++b) {
        double sum = 0;
        for (std::size_t k = edges[b]; k < edges[b + 1]; ++k) sum += power[k] / (noise.power[c][k] + 1e-20);
        row[b] += static_cast<float>(sum / static_cast<double>((edges[b + 1] - edges[b]) * channels));
      }
    }
    factors.push_back(std::move(row));
  }
  return factors;
}

/// The least value within `reach` steps to either side, then the mean over half that reach.
Factors leastAround(const Factors& powers, std::ptrdiff_t reach) {
  const auto last = static_cast<std::ptrdiff_t>(powers.size()) - 1;
  const auto over = [&](const Factors& from, std::ptrdiff_t wide, auto start, auto join, bool isMean) {
    Factors to(from.size(), std::vector<float>(from.front().size()));
    for (std::ptrdiff_t i = 0; i <= last; ++i) {
      auto& row = to[static_cast<std::size_t>(i)];
      std::ranges::fill(row, start);
      const std::ptrdiff_t a = std::max<std::ptrdiff_t>(0, i - wide), b = std::min(last, i + wide);
      for (std::ptrdiff_t j = a; j <= b; ++j)
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = join(row[k], from[static_cast<std::size_t>(j)][k]);
      if (isMean)
        for (float& v : row) v /= static_cast<float>(b - a + 1);
    }
    return to;
  };
  const Factors least = over(
      powers, reach, 1e30f, [](float a, float b) { return std::min(a, b); }, false);
  return over(
      least, std::max<std::ptrdiff_t>(1, reach / 2), 0.0f, [](float a, float b) { return a + b; }, true);
}

/// Mean factors in every anchor, and straight lines in dB between the anchors' middles.
Factors betweenAnchors(const Factors& powers, const std::vector<TimeRange>& anchors, double step) {
  struct Knot {
    double time;
    std::vector<float> level;  ///< dB
  };
  std::vector<Knot> knots;
  for (const TimeRange& anchor : anchors) {
    const auto from = static_cast<std::size_t>(anchor.start.value / step);
    const std::size_t to =
        std::min(powers.size(), std::max(from + 1, static_cast<std::size_t>(anchor.end.value / step)));
    if (from >= to) continue;
    Knot knot{0.5 * (anchor.start.value + anchor.end.value), std::vector<float>(powers.front().size(), 0.0f)};
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t b = 0; b < knot.level.size(); ++b) knot.level[b] += powers[i][b] / static_cast<float>(to - from);
    for (float& level : knot.level) level = 10 * exact::log10(level + 1e-12f);
    knots.push_back(std::move(knot));
  }
  if (knots.empty()) return {};
  std::ranges::sort(knots, {}, &Knot::time);
  Factors factors;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const double time = (static_cast<double>(i) + 0.5) * step;
    const auto next = std::ranges::find_if(knots, [&](const Knot& knot) { return knot.time >= time; });
    const Knot& high = next == knots.end() ? knots.back() : *next;
    const Knot& low = next == knots.begin() ? high : *(next - 1);
    const double share = high.time > low.time ? (time - low.time) / (high.time - low.time) : 0;
    std::vector<float> row(high.level.size());
    for (std::size_t b = 0; b < row.size(); ++b)
      row[b] = static_cast<float>(
          exact::exp10((low.level[b] * (1 - std::min(share, 1.0)) + high.level[b] * std::min(share, 1.0)) / 10));
    factors.push_back(std::move(row));
  }
  return factors;
}

}  // namespace

void NoiseMap::inverse(double seconds, double hertzPerBin, std::vector<float>& perBin) const {
  const double at = std::clamp(seconds / step_ - 0.5, 0.0, static_cast<double>(factors_.size() - 1));
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, factors_.size() - 1);
  const float share = static_cast<float>(at - static_cast<double>(low));
  std::size_t band = 0;
  const auto valueOf = [&](std::size_t b) { return factors_[low][b] * (1 - share) + factors_[high][b] * share; };
  float left = valueOf(0), right = valueOf(std::min<std::size_t>(1, centres_.size() - 1));
  for (std::size_t k = 0; k < perBin.size(); ++k) {
    const double frequency = static_cast<double>(k) * hertzPerBin;
    while (band + 2 < centres_.size() && frequency > centres_[band + 1]) {
      ++band;
      left = right;
      right = valueOf(band + 1);
    }
    const double width = centres_.size() > 1 ? centres_[band + 1] - centres_[band] : 1;
    const float part = static_cast<float>(std::clamp((frequency - centres_[band]) / width, 0.0, 1.0));
    perBin[k] = 1 / (left + (right - left) * part);
  }
}

NoiseMap makeNoiseMap(const AudioClip& clip, const NoiseProfile& profile, const NoiseMapOptions& options,
                      const Progress& progress) {
  if (clip.frames() == 0) return {};
  Stft stft(denoiseWindow(1, profile.sampleRate));
  const std::vector<std::size_t> edges = edgesOf(stft.bins());
  const double step = kStepFrames * static_cast<double>(stft.size()) / 2 / profile.sampleRate;
  const Factors powers = bandPowers(clip, profile, edges, stft, progress);
  Factors factors = betweenAnchors(powers, options.anchors, step);
  if (factors.empty()) {
    factors = leastAround(powers, std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(options.window / 2 / step)));
    for (auto& row : factors)
      for (float& factor : row) factor /= static_cast<float>(kMinimumBias);
  }
  for (auto& row : factors)
    for (float& factor : row)
      factor = std::clamp(factor, static_cast<float>(options.least), static_cast<float>(options.most));
  std::vector<double> centres;
  for (std::size_t b = 0; b + 1 < edges.size(); ++b)
    centres.push_back(0.5 * static_cast<double>(edges[b] + edges[b + 1] - 1) * profile.sampleRate /
                      static_cast<double>(stft.size()));
  return NoiseMap(step, std::move(centres), std::move(factors));
}

}  // namespace lathe
