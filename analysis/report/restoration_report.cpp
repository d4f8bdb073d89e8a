// One pass over both sounds, and a second over the quietest passages.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/restoration_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/text/text_table.h"
#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/ops/suppression.h"
#include "core/compute/stft.h"
#include "core/restoration/denoise/denoise_learn.h"

namespace lathe::analysis {
namespace {

constexpr double kBandRatio = 1.2589254117941673;       // a third of an octave, base ten
constexpr std::size_t kAttackBlocks = 8;                // before an attack
constexpr double kAttackRise = 8, kLeastAttack = 1e-6;  // powers

Decibels level(double squares, double count) { return toDecibels(count > 0 ? std::sqrt(squares / count) : 0); }

std::vector<std::size_t> thirdOctaves(std::size_t bins, double hertzPerBin) {
  std::vector<std::size_t> edges;
  for (double centre = 31.62; centre / std::sqrt(kBandRatio) < hertzPerBin * static_cast<double>(bins);
       centre *= kBandRatio) {
    const auto edge = static_cast<std::size_t>(std::lround(centre / std::sqrt(kBandRatio) / hertzPerBin));
    if (edges.empty() || edge > edges.back()) edges.push_back(std::min(edge, bins));
  }
  if (edges.back() < bins) edges.push_back(bins);
  return edges;
}

/// Sums for a correlation over time.
struct Correlation {
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, weight = 0;
  void add(double a, double b) { n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b; }
  double value() const {
    const double varX = n * xx - x * x, varY = n * yy - y * y;
    return varX > 1e-9 && varY > 1e-9 ? (n * xy - x * y) / std::sqrt(varX * varY) : 0;
  }
};

/// Attacks in blocks of 6 ms, with the level that is lost in two blocks.
class Attacks {
 public:
  void add(double before, double after) {
    past_.push_back({before, after});
    const std::size_t n = past_.size();
    if (n < kAttackBlocks + 3) return;
    const auto& now = past_[n - 2];
    double mean = 0;
    for (std::size_t i = n - 2 - kAttackBlocks; i < n - 2; ++i) mean += past_[i][0] / kAttackBlocks;
    if (now[0] < kLeastAttack || now[0] < kAttackRise * mean || n < quietUntil_) return;
    quietUntil_ = n + kAttackBlocks;
    ++count_;
    const auto& next = past_[n - 1];
    loss_ += 10 * exact::log10((now[0] + next[0]) / std::max(now[1] + next[1], 1e-12));
  }
  int count() const { return count_; }
  Decibels loss() const { return {count_ > 0 ? loss_ / count_ : 0}; }

 private:
  std::vector<std::array<double, 2>> past_;
  std::size_t quietUntil_ = 0;
  int count_ = 0;
  double loss_ = 0;
};

class Comparison {
 public:
  Comparison(const AudioClip& before, const AudioClip& after)
      : before_(before),
        after_(after),
        stft_(denoiseWindow(1, before.format().sampleRate)),
        edges_(thirdOctaves(stft_.bins(), before.format().sampleRate / static_cast<double>(stft_.size()))),
        spectrum_(stft_.stride()),
        bandsBefore_(edges_.size() - 1, 0),
        bandsRemoved_(edges_.size() - 1, 0),
        correlations_(edges_.size() - 1) {}

  RestorationReport run(const Progress& progress) {
    const std::size_t hop = stft_.size() / 2, block = 16 * hop;
    const int channels = before_.format().channels();
    AudioBuffer old(channels, block + hop), now(channels, block + hop);
    for (std::uint64_t at = 0; at < before_.frames(); at += block) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(at) / static_cast<double>(before_.frames()), "measuring what was taken away");
      before_.read(at, old.view());
      after_.read(at, now.view());
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block, before_.frames() - at));
      for (int c = 0; c < channels; ++c) {
        for (float& x : old[c]) x = soundOrSilence(x);
        for (float& x : now[c]) x = soundOrSilence(x);
        addSamples(old[c].first(count), now[c].first(count));
        for (std::size_t f = 0; f + stft_.size() <= old.frames(); f += hop)
          addFrame(old[c].subspan(f), now[c].subspan(f));
      }
      addAttacks(old.view().slice(0, count), now.view().slice(0, count));
    }
    measureQuiet(progress);
    return result();
  }

 private:
  void addSamples(std::span<const float> old, std::span<const float> now) {
    for (std::size_t n = 0; n < old.size(); ++n) {
      const double a = old[n], b = now[n], d = a - b;
      squares_[0] += a * a;
      squares_[1] += b * b;
      squares_[2] += d * d;
      report_.changedSamples += d != 0;
    }
    report_.samples += old.size();
  }

  std::vector<double> bandPowers(const float* samples) {
    stft_.forward(samples, spectrum_.data());
    std::vector<double> powers(edges_.size() - 1, 0);
    for (std::size_t b = 0; b < powers.size(); ++b)
      for (std::size_t k = edges_[b]; k < edges_[b + 1]; ++k) powers[b] += powerOf(spectrum_[k]);
    return powers;
  }

  void addFrame(std::span<const float> old, std::span<const float> now) {
    difference_.resize(stft_.size());
    for (std::size_t n = 0; n < difference_.size(); ++n) difference_[n] = old[n] - now[n];
    const std::vector<double> before = bandPowers(old.data()), after = bandPowers(now.data()),
                              removed = bandPowers(difference_.data());
    for (std::size_t b = 0; b < before.size(); ++b) {
      bandsBefore_[b] += before[b];
      bandsRemoved_[b] += removed[b];
      if (removed[b] > 0) correlations_[b].add(exact::log(after[b] + 1e-15), exact::log(removed[b] + 1e-15));
    }
    ++frames_;
  }

  void addAttacks(ConstAudioView old, ConstAudioView now) {
    const auto block = static_cast<std::size_t>(0.006 * before_.format().sampleRate);
    for (std::size_t at = 0; at + block <= old.frames(); at += block) {
      double a = 0, b = 0;
      for (int c = 0; c < old.channels(); ++c)
        for (std::size_t n = 0; n < block; ++n) {
          a += static_cast<double>(old[c][at + n]) * old[c][at + n];
          b += static_cast<double>(now[c][at + n]) * now[c][at + n];
        }
      const double count = static_cast<double>(block) * old.channels();
      attacks_.add(a / count, b / count);
    }
  }

  void measureQuiet(const Progress& progress) {
    const QuietPassages quiet = findQuietPassages(before_, progress);
    const std::size_t bins = stft_.bins();
    std::array<std::vector<double>, 4> moments;  // second and fourth moments of magnitudes, before and after
    for (auto& m : moments) m.assign(bins, 0);
    std::array<double, 2> squares{};
    double seconds = 0;
    std::size_t frames = 0;
    const double rate = before_.format().sampleRate;
    for (const TimeRange& range : quiet.ranges) {
      const auto first = static_cast<std::uint64_t>(range.start.value * rate),
                 last = static_cast<std::uint64_t>(range.end.value * rate);
      if (last < first + stft_.size()) continue;
      seconds += range.end.value - range.start.value;
      AudioBuffer samples(before_.format().channels(), static_cast<std::size_t>(last - first));
      for (std::size_t side = 0; side < 2; ++side) {
        (side == 0 ? before_ : after_).read(first, samples.view());
        for (int c = 0; c < samples.channels(); ++c) {
          for (float& x : samples[c]) x = soundOrSilence(x), squares[side] += static_cast<double>(x) * x;
          for (std::size_t at = 0; at + stft_.size() <= samples.frames(); at += stft_.hop()) {
            stft_.forward(samples[c].data() + at, spectrum_.data());
            for (std::size_t k = 0; k < bins; ++k) {
              const double p = powerOf(spectrum_[k]);
              moments[2 * side][k] += p;
              moments[2 * side + 1][k] += p * p;
            }
            frames += side == 0;
          }
        }
      }
    }
    if (seconds < 0.3 || squares[0] <= 0) return;
    report_.floorReduction = Decibels{10 * exact::log10(squares[0] / std::max(squares[1], 1e-30))};
    double total = 0;
    for (const double m : moments[0]) total += m;
    std::vector<double> ratios;
    const double n = static_cast<double>(frames);
    for (std::size_t k = 0; k < bins; ++k) {
      if (moments[0][k] < 1e-3 * total / static_cast<double>(bins) || moments[2][k] <= 0) continue;
      const double before = n * moments[1][k] / (moments[0][k] * moments[0][k]);
      const double after = n * moments[3][k] / (moments[2][k] * moments[2][k]);
      ratios.push_back(exact::log(after / before));
    }
    if (ratios.empty()) return;
    std::ranges::nth_element(ratios, ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2));
    report_.musicalNoise = ratios[ratios.size() / 2];
  }

  RestorationReport result() {
    const double count = static_cast<double>(report_.samples);
    report_.before = level(squares_[0], count);
    report_.after = level(squares_[1], count);
    report_.removed = level(squares_[2], count);
    const double hertzPerBin = before_.format().sampleRate / static_cast<double>(stft_.size());
    double weights = 0, sum = 0;
    for (std::size_t b = 0; b + 1 < edges_.size(); ++b) {
      // A bin reads 1 for white noise of variance 1, whose power is spread over half as many bins as the window has
      // samples.
      const double scale = std::max(1.0, static_cast<double>(frames_)) * static_cast<double>(stft_.size()) / 2;
      report_.bands.push_back(
          {{std::sqrt(static_cast<double>(edges_[b]) * static_cast<double>(edges_[b + 1])) * hertzPerBin},
           level(bandsBefore_[b], scale),
           level(bandsRemoved_[b], scale)});
      weights += bandsRemoved_[b];
      sum += bandsRemoved_[b] * std::max(0.0, correlations_[b].value());
    }
    report_.programmeCorrelation = weights > 0 ? sum / weights : 0;
    report_.transients = attacks_.count();
    report_.transientLoss = attacks_.loss();
    return report_;
  }

  const AudioClip& before_;
  const AudioClip& after_;
  Stft stft_;
  std::vector<std::size_t> edges_;
  AlignedArray<Complex<float>> spectrum_;
  std::vector<double> bandsBefore_, bandsRemoved_;
  std::vector<Correlation> correlations_;
  std::vector<float> difference_;
  std::array<double, 3> squares_{};
  std::size_t frames_ = 0;
  Attacks attacks_;
  RestorationReport report_;
};

}  // namespace

RestorationReport compareRestoration(const AudioClip& before, const AudioClip& after, const Progress& progress) {
  return Comparison(before, after).run(progress);
}

std::string text(const RestorationReport& r) {
  const auto db = [](Decibels v) { return fixedText(v.value, 1); };
  TextTable table;
  table.addRow({"Taken away", db(r.removed) + " dBFS", "of " + db(r.before) + " dBFS"});
  if (r.floorReduction) table.addRow({"Quiet passages", db(-*r.floorReduction) + " dB", "level after against before"});
  if (r.musicalNoise) table.addRow({"Musical noise", fixedText(*r.musicalNoise, 2), "0 none, 1 plainly heard"});
  table.addRow({"Programme in it", fixedText(r.programmeCorrelation, 2), "0 noise alone, 1 follows the programme"});
  if (r.transients > 0)
    table.addRow({"Attacks", db(-r.transientLoss) + " dB", "mean change of " + std::to_string(r.transients)});
  TextTable bands;
  bands.addRow({"Third octave, Hz", "before, dBFS", "taken away"});
  bands.addRule();
  for (const BandLevel& band : r.bands)
    bands.addRow({fixedText(band.centre.value, 0), db(band.before), db(band.removed)});
  return table.text() + "\n" + bands.text();
}

nlohmann::ordered_json toJson(const RestorationReport& r) {
  using Json = nlohmann::ordered_json;
  const auto number = [](double v) -> Json {
    return std::isfinite(v) ? Json(std::round(v * 1e6) / 1e6) : Json(nullptr);
  };
  Json json = {{"before_dbfs", number(r.before.value)},
               {"after_dbfs", number(r.after.value)},
               {"removed_dbfs", number(r.removed.value)},
               {"changed_samples", r.changedSamples},
               {"samples", r.samples},
               {"floor_reduction_db", r.floorReduction ? number(r.floorReduction->value) : Json(nullptr)},
               {"musical_noise", r.musicalNoise ? number(*r.musicalNoise) : Json(nullptr)},
               {"programme_correlation", number(r.programmeCorrelation)},
               {"transients", r.transients},
               {"transient_loss_db", number(r.transientLoss.value)}};
  Json bands = Json::array();
  for (const BandLevel& band : r.bands)
    bands.push_back({{"hz", number(band.centre.value)},
                     {"before_dbfs", number(band.before.value)},
                     {"removed_dbfs", number(band.removed.value)}});
  json["third_octaves"] = bands;
  return json;
}

}  // namespace lathe::analysis
