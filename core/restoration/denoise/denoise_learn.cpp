// Block levels to find the noise, frames of every window size to learn it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_learn.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/compute/cpu/suppression_rows.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/ops/suppression.h"
#include "core/compute/stft.h"
#include "core/restoration/denoise/denoise_rows.h"

namespace lathe {
namespace {

constexpr int kBlockFrames = 8;                                            // frames half a window apart: 0.19 s
constexpr double kSilence = -150;                                          // dB, mean over the bands: digital
constexpr double kMeanTolerance = 3.5, kBandTolerance = 10;                // dB above the quietest blocks
constexpr std::size_t kShortestRun = 3;                                    // blocks
constexpr double kMostFound = 20, kMostLearned = 30, kLeastLearned = 0.1;  // s
constexpr double kLeastFactor = 6;
/// Steady noise spreads less: hiss 0.33, rain and a 3-D printer 0.55; decaying notes and room 0.6 to 2.6.
constexpr float kSteadySpread = 0.58f;
constexpr double kSpreadPerSecond = 0.6;  // more is believed of a passage that lasts beyond a second: crackle, say
constexpr double kLeastFound = 0.3;       // s
constexpr std::size_t kSpreadBins = 15;   // to each side, over which spreads are averaged

/// Bins at which the bands of the search begin; the last is their end.
std::vector<std::size_t> bandEdges(std::size_t bins, double hertzPerBin) {
  std::vector<std::size_t> edges;
  for (double f = 90; f < 16000; f *= 1.26) {
    const auto bin = static_cast<std::size_t>(f / hertzPerBin);
    if (bin >= bins) break;
    if (edges.empty() || bin >= edges.back() + 2) edges.push_back(bin);
  }
  if (edges.size() < 2) edges = {1, bins};
  return edges;
}

double decibelsOf(double power) { return 10 * exact::log10(power + 1e-30); }

struct BlockLevels {
  std::vector<std::vector<float>> bands;  ///< [block][band], dB
  std::vector<float> mean;                ///< dB
};

/// The mean of every band over the quietest blocks.
std::vector<double> quietestBands(const BlockLevels& levels, const std::vector<std::size_t>& order) {
  const std::size_t count = std::max<std::size_t>(3, order.size() / 100);
  std::vector<double> mean(levels.bands.front().size(), 0);
  const std::size_t used = std::min(count, order.size());
  for (std::size_t i = 0; i < used; ++i)
    for (std::size_t b = 0; b < mean.size(); ++b) mean[b] += levels.bands[order[i]][b] / static_cast<double>(used);
  return mean;
}

/// Blocks that are as quiet as the quietest in the mean and in no band much louder.
std::vector<bool> quietBlocks(const BlockLevels& levels) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < levels.mean.size(); ++i)
    if (levels.mean[i] > kSilence) order.push_back(i);
  std::vector<bool> isQuiet(levels.mean.size(), false);
  if (order.empty()) return isQuiet;
  std::ranges::sort(order, {}, [&](std::size_t i) { return levels.mean[i]; });
  const std::vector<double> floor = quietestBands(levels, order);
  const double floorMean = std::reduce(floor.begin(), floor.end()) / static_cast<double>(floor.size());
  for (const std::size_t i : order) {
    double worst = 0;
    for (std::size_t b = 0; b < floor.size(); ++b) worst = std::max(worst, levels.bands[i][b] - floor[b]);
    isQuiet[i] = levels.mean[i] < floorMean + kMeanTolerance && worst < kBandTolerance;
  }
  return isQuiet;
}

struct Run {
  std::size_t first, last;  ///< blocks
  double level;
};

std::vector<Run> runsOf(const std::vector<bool>& isQuiet, const BlockLevels& levels, std::size_t shortest) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < isQuiet.size(); ++i) {
    if (!isQuiet[i]) continue;
    std::size_t end = i;
    double sum = 0;
    while (end < isQuiet.size() && isQuiet[end]) sum += levels.mean[end++];
    if (end - i >= shortest) runs.push_back({i, end - 1, sum / static_cast<double>(end - i)});
    i = end;
  }
  return runs;
}

std::vector<TimeRange> rangesOf(const BlockLevels& levels, double blockSeconds) {
  const std::vector<bool> isQuiet = quietBlocks(levels);
  std::vector<Run> runs = runsOf(isQuiet, levels, kShortestRun);
  if (runs.empty()) runs = runsOf(isQuiet, levels, 1);
  std::ranges::stable_sort(runs, {}, &Run::level);
  std::vector<TimeRange> ranges;
  double total = 0;
  for (const Run& run : runs) {
    if (total >= kMostFound) break;
    // A block's last frames reach half a window further: the ends of long runs are left out.
    const double trim = run.last - run.first >= 2 ? 0.25 * blockSeconds : 0;
    const double start = static_cast<double>(run.first) * blockSeconds + trim;
    const double end = std::min(static_cast<double>(run.last + 1) * blockSeconds - trim, start + kMostFound - total);
    ranges.push_back({{start}, {end}});
    total += end - start;
  }
  std::ranges::sort(ranges, {}, &TimeRange::start);
  return ranges;
}

/// The powers of all frames of one window size in the ranges, row after row.
struct Frames {
  std::size_t bins = 0;
  std::vector<std::vector<float>> power;  ///< per channel, frames x bins
  std::vector<std::size_t> starts;        ///< first frame of every range, and the end
};

Frames framesOf(const AudioClip& clip, const std::vector<TimeRange>& ranges, Stft& stft) {
  const int channels = clip.format().channels();
  Frames frames{stft.bins(), std::vector<std::vector<float>>(static_cast<std::size_t>(channels)), {0}};
  AlignedArray<Complex<float>> spectrum(stft.stride());
  const double rate = clip.format().sampleRate;
  double left = kMostLearned;
  std::size_t count = 0;
  for (const TimeRange& range : ranges) {
    const auto first = static_cast<std::uint64_t>(range.start.value * rate);
    const double seconds = std::min(range.end.value - range.start.value, left);
    const std::uint64_t last = std::min(clip.frames(), first + static_cast<std::uint64_t>(seconds * rate));
    if (seconds <= 0 || last < first + stft.size()) continue;
    left -= seconds;
    AudioBuffer samples(channels, static_cast<std::size_t>(last - first));
    clip.read(first, samples.view());
    for (std::size_t at = 0; at + stft.size() <= samples.frames(); at += stft.hop()) {
      for (int c = 0; c < channels; ++c) {
        for (float& x : samples[c].subspan(at, stft.size())) x = soundOrSilence(x);
        stft.forward(samples[c].data() + at, spectrum.data());
        auto& rows = frames.power[static_cast<std::size_t>(c)];
        for (std::size_t k = 0; k < frames.bins; ++k) rows.push_back(powerOf(spectrum[k]));
      }
      ++count;
    }
    frames.starts.push_back(count);
  }
  return frames;
}

std::vector<float> meanPower(const std::vector<float>& rows, std::size_t bins) {
  std::vector<double> sum(bins, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) sum[i % bins] += rows[i];
  std::vector<float> mean(bins);
  const double count = static_cast<double>(rows.size() / bins);
  for (std::size_t k = 0; k < bins; ++k) mean[k] = static_cast<float>(sum[k] / count);
  return mean;
}

/// The standard deviation of the mean around a bin over its mean, smoothed over frequency.
std::vector<float> spreadOf(const std::vector<float>& rows, const std::vector<std::size_t>& starts,
                            const std::vector<float>& mean, Neighbourhood area) {
  const std::size_t bins = mean.size();
  std::vector<double> squares(bins, 0);
  std::size_t count = 0;
  std::vector<float> row(bins), wide(bins);
  for (std::size_t r = 0; r + 1 < starts.size(); ++r) {
    const auto first = static_cast<std::ptrdiff_t>(starts[r]), last = static_cast<std::ptrdiff_t>(starts[r + 1]) - 1;
    for (std::ptrdiff_t f = first; f <= last; ++f) {
      std::ranges::fill(row, 0.0f);
      for (int d = -area.frames; d <= area.frames; ++d) {
        const std::size_t g = static_cast<std::size_t>(std::clamp(f + d, first, last));
        for (std::size_t k = 0; k < bins; ++k) row[k] += rows[g * bins + k];
      }
      for (std::size_t k = 0; k < bins; ++k) row[k] /= (mean[k] + 1e-20f) * static_cast<float>(2 * area.frames + 1);
      widened(row.data(), wide.data(), bins, area.bins);
      for (std::size_t k = 0; k < bins; ++k) squares[k] += (wide[k] - 1.0) * (wide[k] - 1.0);
      ++count;
    }
  }
  std::vector<float> spread(bins);
  for (std::size_t k = 0; k < bins; ++k) {
    const std::size_t low = k < kSpreadBins ? 0 : k - kSpreadBins, high = std::min(k + kSpreadBins, bins - 1);
    double sum = 0;
    for (std::size_t j = low; j <= high; ++j) sum += squares[j];
    spread[k] =
        static_cast<float>(std::sqrt(sum / static_cast<double>((high - low + 1) * std::max<std::size_t>(1, count))));
  }
  return spread;
}

/// A spectrum for a window for which the ranges are too short, from the next shorter window.
NoiseSpectrum stretched(const NoiseSpectrum& from) {
  NoiseSpectrum to;
  to.frames = from.frames;
  const auto twice = [](const std::vector<float>& row) {
    std::vector<float> out(2 * row.size() - 1);
    for (std::size_t k = 0; k < row.size(); ++k) out[2 * k] = row[k];
    for (std::size_t k = 1; k < out.size(); k += 2) out[k] = 0.5f * (out[k - 1] + out[k + 1]);
    return out;
  };
  for (const auto& row : from.power) to.power.push_back(twice(row));
  for (const auto& row : from.spread) to.spread.push_back(twice(row));
  return to;
}

/// Median over frequency up to 15 kHz of the 46 ms window's spread, the steadiest channel's.
float typicalSpread(const NoiseProfile& profile) {
  float least = std::numeric_limits<float>::max();
  for (std::vector<float> spread : profile.spectra[1].spread) {
    const double bins = 15000 * static_cast<double>(2 * spread.size() - 2) / profile.sampleRate;
    spread.resize(std::min(spread.size(), static_cast<std::size_t>(bins)));
    const auto middle = spread.begin() + static_cast<std::ptrdiff_t>(spread.size() / 2);
    std::nth_element(spread.begin(), middle, spread.end());
    least = std::min(least, *middle);
  }
  return least;
}

}  // namespace

QuietPassages findQuietPassages(const AudioClip& clip, const Progress& progress) {
  const double rate = clip.format().sampleRate;
  const auto channels = static_cast<std::size_t>(clip.format().channels());
  Stft stft(denoiseWindow(1, rate));
  const std::size_t hop = stft.size() / 2, block = kBlockFrames * hop;
  const std::vector<std::size_t> edges = bandEdges(stft.bins(), rate / static_cast<double>(stft.size()));
  QuietPassages quiet;
  quiet.least.assign(channels, std::vector<float>(stft.bins(), std::numeric_limits<float>::max()));
  BlockLevels levels;
  AudioBuffer samples(clip.format().channels(), block + stft.size() - hop);
  AlignedArray<Complex<float>> spectrum(stft.stride());
  std::vector<float> power(stft.bins()), all(stft.bins());
  for (std::uint64_t at = 0; at + samples.frames() <= clip.frames(); at += block) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "looking for noise");
    clip.read(at, samples.view());
    std::ranges::fill(all, 0.0f);
    std::vector<std::vector<float>> powers(channels);
    for (std::size_t c = 0; c < channels; ++c) {
      const std::span<float> row = samples[static_cast<int>(c)];
      for (float& x : row) x = soundOrSilence(x);
      std::ranges::fill(power, 0.0f);
      for (int f = 0; f < kBlockFrames; ++f) {
        stft.forward(row.data() + static_cast<std::size_t>(f) * hop, spectrum.data());
        addPowers(spectrum.data(), power.data(), stft.bins(), 1.0f / kBlockFrames);
      }
      for (std::size_t k = 0; k < power.size(); ++k) all[k] += power[k];
      powers[c] = power;
    }
    std::vector<float> bands;
    double sum = 0;
    for (std::size_t b = 0; b + 1 < edges.size(); ++b) {
      double band = 0;
      for (std::size_t k = edges[b]; k < edges[b + 1]; ++k) band += all[k];
      bands.push_back(static_cast<float>(decibelsOf(band / static_cast<double>(edges[b + 1] - edges[b]))));
      sum += bands.back();
    }
    levels.mean.push_back(static_cast<float>(sum / static_cast<double>(bands.size())));
    levels.bands.push_back(std::move(bands));
    if (levels.mean.back() > kSilence)
      for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t k = 0; k < power.size(); ++k) quiet.least[c][k] = std::min(quiet.least[c][k], powers[c][k]);
  }
  if (!levels.mean.empty()) quiet.ranges = rangesOf(levels, static_cast<double>(block) / rate);
  return quiet;
}

NoiseProfile learnProfile(const AudioClip& clip, const std::vector<TimeRange>& ranges) {
  NoiseProfile profile;
  profile.sampleRate = clip.format().sampleRate;
  const double length = static_cast<double>(clip.frames()) / profile.sampleRate;
  for (const TimeRange& range : ranges)
    profile.seconds += std::max(0.0, std::min(range.end.value, length) - std::min(range.start.value, length));
  for (int w = 0; w < kDenoiseWindows; ++w) {
    NoiseSpectrum& spectrum = profile.spectra[static_cast<std::size_t>(w)];
    Stft stft(denoiseWindow(w, profile.sampleRate));
    const Frames frames = framesOf(clip, ranges, stft);
    spectrum.frames = frames.starts.back();
    if (spectrum.frames == 0) {
      if (w == 0 || profile.seconds < kLeastLearned)
        throw Error(ErrorKind::Invalid, "there is less than 0.1 s of the recording in the ranges " +
                                            rangesText(ranges) + "; noise is learned from longer ones");
      spectrum = stretched(profile.spectra[static_cast<std::size_t>(w) - 1]);
      continue;
    }
    for (const auto& rows : frames.power) {
      spectrum.power.push_back(meanPower(rows, frames.bins));
      spectrum.spread.push_back(spreadOf(rows, frames.starts, spectrum.power.back(), learningArea(w)));
    }
  }
  profile.seconds = std::min(profile.seconds, kMostLearned);
  return profile;
}

NoiseProfile findProfile(const AudioClip& clip, std::vector<TimeRange>& found, const Progress& progress) {
  const QuietPassages quiet = findQuietPassages(clip, progress);
  found = quiet.ranges;
  if (found.empty()) return {};
  NoiseProfile profile = learnProfile(clip, found);
  double longest = 0;
  for (const TimeRange& range : found) longest = std::max(longest, (range.end - range.start).value);
  const double believed = kSteadySpread + kSpreadPerSecond * std::max(0.0, longest - 1);
  if (profile.seconds < kLeastFound || typicalSpread(profile) > believed) {
    found.clear();
    return {};
  }
  for (int w = 0; w < kDenoiseWindows; ++w) {
    NoiseSpectrum& spectrum = profile.spectra[static_cast<std::size_t>(w)];
    for (std::size_t c = 0; c < spectrum.power.size(); ++c) {
      const auto& least = quiet.least[c];
      for (std::size_t k = 0; k < spectrum.power[c].size(); ++k) {
        const std::size_t at = std::min(w >= 1 ? k >> (w - 1) : k * 2, least.size() - 1);
        spectrum.power[c][k] = std::min(spectrum.power[c][k], static_cast<float>(kLeastFactor) * least[at]);
      }
    }
  }
  return profile;
}

}  // namespace lathe
