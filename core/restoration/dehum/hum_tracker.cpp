// Demodulation against the fundamental's phase; a search for the base; drift from the strongest harmonics.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dehum/hum_tracker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/compute/ops/convolution.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

using Series = std::vector<std::complex<float>>;

constexpr int kSearchHarmonics = 12, kDriftHarmonics = 12;
constexpr double kSearchReach = 0.6, kSearchStep = 0.02;  // Hz at the base
constexpr double kLeastProminence = 8;                    // dB
constexpr double kLongestSearch = 6;                      // s of one range
constexpr float kMistrust = 4;                            // of blocks with more power than the hum's
constexpr double kAudible = 2;                            // amplitude over the standard deviation of its estimate
constexpr std::size_t kShort = 4, kDriftReach = 10;       // blocks to either side

struct Measured {
  std::vector<std::vector<Series>> series;  ///< [channel][harmonic - 1][block]
};

/// Every harmonic up to `most` in blocks from `first` on.
Measured measure(const AudioClip& clip, const HumPhase& phase, int most, std::size_t first, std::size_t blocks,
                 const Progress& progress) {
  const auto channels = static_cast<std::size_t>(clip.format().channels());
  Measured measured;
  measured.series.assign(channels, std::vector<Series>(static_cast<std::size_t>(most), Series(blocks)));
  HumPhasors phasors(phase.block);
  AudioBuffer samples(clip.format().channels(), phase.block);
  for (std::size_t b = 0; b < blocks; ++b) {
    if (b % 256 == 0)
      progress.throwIfStopped(), progress.at(static_cast<double>(b) / static_cast<double>(blocks), "listening for hum");
    clip.read((first + b) * phase.block, samples.view());
    for (int c = 0; c < samples.channels(); ++c)
      for (float& x : samples[c]) x = soundOrSilence(x);
    phasors.begin(phase, first + b);
    for (std::size_t k = 0; k < static_cast<std::size_t>(most); ++k) {
      if (k > 0) phasors.next();
      for (std::size_t c = 0; c < channels; ++c)
        measured.series[c][k][b] = phasors.measure(samples[static_cast<int>(c)].data());
    }
  }
  return measured;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

struct Search {
  double base = 0, prominence = 0;
};

/// The offset from a nominal base at which its harmonics have the most power, and how far they stand out.
Search searchBase(const AudioClip& clip, const std::vector<TimeRange>& ranges, double nominal) {
  const double rate = clip.format().sampleRate;
  const int most = std::min(kSearchHarmonics, static_cast<int>(0.45 * rate / nominal));
  const int steps = static_cast<int>(2 * kSearchReach / kSearchStep) + 1;
  std::vector<std::vector<double>> powers(static_cast<std::size_t>(most),
                                          std::vector<double>(static_cast<std::size_t>(steps), 1e-18));
  const HumPhase phase{humBlock(rate), 2 * std::numbers::pi * nominal / rate, {}};
  for (const TimeRange& range : ranges) {
    const auto first = static_cast<std::size_t>(std::ceil(range.start.value * rate / static_cast<double>(phase.block)));
    const double end =
        std::min({range.end.value, range.start.value + kLongestSearch, static_cast<double>(clip.frames()) / rate});
    const auto past = static_cast<std::size_t>(std::max(0.0, end * rate / static_cast<double>(phase.block)));
    if (past < first + 20) continue;
    const std::size_t blocks = past - first;
    const Measured measured = measure(clip, phase, most, first, blocks, {});
    for (const auto& channel : measured.series)
      for (std::size_t k = 0; k < powers.size(); ++k)
        for (std::size_t s = 0; s < powers[k].size(); ++s) {
          const double offset = (static_cast<double>(s) * kSearchStep - kSearchReach) * static_cast<double>(k + 1);
          const std::complex<double> turn =
              exact::polar(1.0, -2 * std::numbers::pi * offset * static_cast<double>(phase.block) / rate);
          std::complex<double> z = 1, sum = 0;
          for (std::size_t b = 0; b < blocks; ++b) {
            const double window = hann(b, blocks, WindowPhase::Centred);
            sum += window * z * std::complex<double>(channel[k][b]);
            z *= turn;
          }
          powers[k][s] += std::norm(sum) / static_cast<double>(blocks);
        }
  }
  Search best;
  double bestSum = -1e300;
  std::size_t bestStep = 0;
  for (std::size_t s = 0; s < static_cast<std::size_t>(steps); ++s) {
    double sum = 0;
    for (const auto& row : powers) sum += exact::log(row[s]);
    if (sum > bestSum) bestSum = sum, bestStep = s;
  }
  std::vector<double> contrasts;
  for (const auto& row : powers) contrasts.push_back(10 * exact::log10(row[bestStep] / median(row)));
  std::ranges::sort(contrasts, std::greater{});
  const std::size_t used = std::min<std::size_t>(4, contrasts.size());
  for (std::size_t i = 0; i < used; ++i) best.prominence += contrasts[i] / static_cast<double>(used);
  best.base = nominal + static_cast<double>(bestStep) * kSearchStep - kSearchReach;
  return best;
}

/// Stretches of blocks: the first, and the one behind the last.
using Runs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Blocks that lie in the ranges, run by run.
Runs runsOf(const std::vector<TimeRange>& ranges, double blockSeconds, std::size_t blocks) {
  Runs runs;
  for (const TimeRange& range : ranges) {
    const auto first = static_cast<std::size_t>(std::ceil(range.start.value / blockSeconds));
    const std::size_t past = std::min(blocks, static_cast<std::size_t>(range.end.value / blockSeconds));
    if (past > first + 8) runs.push_back({first, past});
  }
  return runs;
}

struct Learned {
  double amplitude = 0, deviation = 0;
};

/// At most 128 stretches of 2 reach + 1 blocks, spread evenly over the recording.
Runs spotsOf(std::size_t blocks, std::size_t reach) {
  constexpr std::size_t kMost = 128;
  const std::size_t length = 2 * reach + 1;
  Runs spots;
  if (blocks < length) return spots;
  const std::size_t count = std::clamp<std::size_t>(2 * blocks / length, 1, kMost);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = count > 1 ? i * (blocks - length) / (count - 1) : 0;
    spots.push_back({first, first + length});
  }
  return spots;
}

std::complex<double> meanOf(const Series& series, std::size_t first, std::size_t past) {
  std::complex<double> sum = 0;
  for (std::size_t j = first; j < past; ++j) sum += std::complex<double>(series[j]);
  return sum / static_cast<double>(past - first);
}

/// A harmonic's amplitude in the runs, averaged over at most `reach` blocks to either side inside them, and how
/// uncertain that is; not much more than half of the spots have.
Learned learnAmplitude(const Series& series, const Runs& runs, const Runs& spots, std::size_t reach) {
  std::vector<double> amplitudes, everywhere;
  double noise = 0, count = 0;
  for (const auto& [first, past] : runs)
    for (std::size_t b = first; b < past; ++b) {
      const std::complex<double> mean =
          meanOf(series, std::max(first, b > reach ? b - reach : 0), std::min(past, b + reach + 1));
      amplitudes.push_back(exact::abs(mean));
      noise += std::norm(std::complex<double>(series[b]) - mean);
      count += 1;
    }
  for (const auto& [first, past] : spots) everywhere.push_back(exact::abs(meanOf(series, first, past)));
  Learned learned;
  learned.amplitude = amplitudes.empty() ? median(everywhere) : median(amplitudes);
  if (!everywhere.empty()) learned.amplitude = std::min(learned.amplitude, 1.2 * median(everywhere));
  learned.deviation = count > 0 ? std::sqrt(noise / count / static_cast<double>(reach)) : 0;
  return learned;
}

/// The blocks of all runs one after the other, and where each run lies in that.
struct Excerpt {
  Measured measured;
  Runs runs;
};

Excerpt measureRuns(const AudioClip& clip, const HumPhase& phase, int most, const Runs& runs,
                    const Progress& progress) {
  Excerpt excerpt;
  excerpt.measured.series.assign(static_cast<std::size_t>(clip.format().channels()),
                                 std::vector<Series>(static_cast<std::size_t>(most)));
  std::size_t at = 0;
  for (const auto& [first, past] : runs) {
    const Measured part = measure(clip, phase, most, first, past - first, {{}, progress.stop});
    for (std::size_t c = 0; c < part.series.size(); ++c)
      for (std::size_t k = 0; k < part.series[c].size(); ++k) {
        Series& all = excerpt.measured.series[c][k];
        all.insert(all.end(), part.series[c][k].begin(), part.series[c][k].end());
      }
    excerpt.runs.push_back({at, at + past - first});
    at += past - first;
  }
  return excerpt;
}

/// The fundamental's phase against a constant frequency, from the harmonics' tracked phases.
std::vector<double> driftOf(const Measured& measured, const Runs& runs, std::size_t reach) {
  const std::size_t blocks = measured.series[0][0].size();
  const Runs spots = spotsOf(blocks, reach);
  std::vector<double> sum(blocks, 0), weight(blocks, 1e-30);
  for (const auto& channel : measured.series)
    for (std::size_t k = 0; k < channel.size(); ++k) {
      const Learned learned = learnAmplitude(channel[k], runs, spots, reach);
      if (learned.amplitude < kAudible * learned.deviation) continue;
      const Series track = trackHarmonic(channel[k], static_cast<float>(learned.amplitude), reach, 1.25f);
      const double number = static_cast<double>(k + 1);
      for (std::size_t b = 1; b < blocks; ++b) {
        const std::complex<double> turn =
            std::complex<double>(track[b]) * std::conj(std::complex<double>(track[b - 1]));
        const double trust =
            exact::pow(learned.amplitude * number, 2) /
            (1 + std::norm(std::complex<double>(channel[k][b])) / exact::pow(learned.amplitude + 1e-12, 2));
        sum[b] += trust * exact::arg(turn) / number;
        weight[b] += trust;
      }
    }
  std::vector<double> phase(blocks, 0), smooth(blocks, 0);
  for (std::size_t b = 1; b < blocks; ++b) phase[b] = phase[b - 1] + sum[b] / weight[b];
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t low = b > kDriftReach ? b - kDriftReach : 0, high = std::min(blocks - 1, b + kDriftReach);
    for (std::size_t j = low; j <= high; ++j) smooth[b] += phase[j] / static_cast<double>(high - low + 1);
  }
  return smooth;
}

}  // namespace

std::size_t humBlock(double sampleRate) { return static_cast<std::size_t>(std::lround(sampleRate * 0.0232 / 32)) * 32; }

std::vector<std::complex<float>> trackHarmonic(const Series& measured, float amplitude, std::size_t reach,
                                               float ceiling) {
  const std::size_t blocks = measured.size();
  std::vector<float> weight(blocks);
  std::vector<double> around(blocks + 1, 0);
  for (std::size_t b = 0; b < blocks; ++b) around[b + 1] = around[b] + exact::abs(measured[b]);
  const float own = amplitude * amplitude + 1e-20f;
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t low = b > kShort ? b - kShort : 0, high = std::min(blocks, b + kShort + 1);
    const auto level = static_cast<float>((around[high] - around[low]) / static_cast<double>(high - low));
    weight[b] = 1 / (1 + kMistrust * std::max(level * level / own - 1, 0.0f));
  }
  // Without the zeros at both ends.
  std::vector<double> window(2 * reach + 1);
  for (std::size_t i = 0; i < window.size(); ++i) window[i] = hann(i + 1, window.size() + 2, WindowPhase::Symmetric);
  Series track(blocks);
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t low = b > reach ? b - reach : 0, high = std::min(blocks - 1, b + reach);
    double re = 0, im = 0, total = 1e-30;
    for (std::size_t j = low; j <= high; ++j) {
      const double w = window[j + reach - b] * weight[j];
      re += w * measured[j].real();
      im += w * measured[j].imag();
      total += w;
    }
    const double size = exact::hypot(re, im) / total, most = ceiling * amplitude;
    const double scale = (size > most ? most / size : 1) / total;
    track[b] = {static_cast<float>(re * scale), static_cast<float>(im * scale)};
  }
  return track;
}

std::optional<HumModel> findHum(const AudioClip& clip, const std::vector<TimeRange>& ranges, const DehumValues& values,
                                const Progress& progress) {
  const double rate = clip.format().sampleRate;
  std::vector<double> nominals;
  if (values.base == HumBase::Automatic || values.base == HumBase::Hertz50) nominals.push_back(50);
  if (values.base == HumBase::Automatic || values.base == HumBase::Hertz60) nominals.push_back(60);
  if (values.base == HumBase::Free) nominals.push_back(values.frequency.value);
  Search best;
  for (const double nominal : nominals)
    if (const Search found = searchBase(clip, ranges, nominal); found.prominence > best.prominence) best = found;
  if (best.prominence < kLeastProminence) return {};

  HumModel model{best.base, best.prominence, {humBlock(rate), 2 * std::numbers::pi * best.base / rate, {}}, {}};
  const auto blocks = static_cast<std::size_t>((clip.frames() + model.phase.block - 1) / model.phase.block);
  const double blockSeconds = static_cast<double>(model.phase.block) / rate;
  const auto reach = std::max<std::size_t>(4, static_cast<std::size_t>(values.tracking.value / 2 / blockSeconds));
  const auto runs = runsOf(ranges, blockSeconds, blocks);
  const int possible =
      std::min(static_cast<int>(std::lround(values.harmonics)), static_cast<int>(0.45 * rate / best.base));
  if (values.followsDrift) {
    const Measured measured =
        measure(clip, model.phase, std::min(kDriftHarmonics, possible), 0, blocks, progress.part(0, 0.3));
    model.phase.deviation = driftOf(measured, runs, reach);
  }
  // Amplitudes are learned from excerpts: memory does not grow with the recording.
  const Excerpt alone = measureRuns(clip, model.phase, possible, runs, progress);
  const Excerpt spots = measureRuns(clip, model.phase, possible, spotsOf(blocks, reach), progress);
  for (int k = 1; k <= possible; ++k) {
    if (!isWanted(values, k)) continue;
    HumHarmonic harmonic{k, {}};
    bool isThere = false;
    for (std::size_t c = 0; c < alone.measured.series.size(); ++c) {
      const auto at = static_cast<std::size_t>(k - 1);
      Learned learned = learnAmplitude(alone.measured.series[c][at], alone.runs, {}, reach);
      const Learned everywhere = learnAmplitude(spots.measured.series[c][at], {}, spots.runs, reach);
      if (alone.runs.empty())
        learned.amplitude = everywhere.amplitude;
      else if (!spots.runs.empty())
        learned.amplitude = std::min(learned.amplitude, 1.2 * everywhere.amplitude);
      const bool isHeard = learned.amplitude > kAudible * learned.deviation;
      harmonic.amplitude.push_back(isHeard ? static_cast<float>(learned.amplitude) : 0.0f);
      isThere = isThere || isHeard;
    }
    if (isThere) model.harmonics.push_back(std::move(harmonic));
  }
  return model;
}

}  // namespace lathe
