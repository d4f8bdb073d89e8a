// Band levels of passages; slopes of their decays; how far below the mean of their past they fall.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/late_reverb.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/stft.h"

namespace lathe {
namespace {

constexpr double kLowestCentre = 62.5;
constexpr std::size_t kMostBands = 9;
constexpr Seconds kPassage = {10};
constexpr std::size_t kMostPassages = 60;
constexpr Seconds kRegression = {0.2}, kLongestRegression = {0.4};
constexpr double kStretchShare = 0.4;     // of the time, that a regression takes
constexpr double kStraight = 2.0;         // dB, deviation from a line that a decay may have
constexpr double kFastShare = 0.2;        // of the decays, that are as fast as the room
constexpr std::size_t kFewestDecays = 8;  // from which a time can be read
constexpr double kUsualTime = 0.5, kShortest = 0.1, kLongest = 10;
constexpr double kActive = 1e-3;  // of the mean power: sound whose reverberation can be heard
constexpr float kNothing = 1e-14f;

/// Powers of the bands of a passage's frames.
struct Passage {
  std::size_t frames = 0;
  std::vector<std::vector<float>> power;  ///< by band, then frame
};

class BandReader {
 public:
  explicit BandReader(const AudioClip& clip)
      : clip_(clip), stft_(dereverbWindow(clip.format().sampleRate)), spectrum_(stft_.stride()) {
    const double bin = clip.format().sampleRate / static_cast<double>(stft_.size());
    double edge = kLowestCentre / std::sqrt(2.0);
    for (std::size_t b = 0; b < kMostBands && 2 * edge < 0.49 * clip.format().sampleRate; ++b, edge *= 2) {
      const auto first = static_cast<std::size_t>(std::ceil(edge / bin));
      edges_.push_back({first, std::max(first + 1, static_cast<std::size_t>(std::ceil(2 * edge / bin)))});
      centres.push_back({edge * std::sqrt(2.0)});
    }
  }
  double step() const { return static_cast<double>(stft_.hop()) / clip_.format().sampleRate; }

  Passage read(std::uint64_t start, std::size_t length) {
    Passage passage;
    passage.frames = length < stft_.size() ? 0 : (length - stft_.size()) / stft_.hop() + 1;
    passage.power.assign(edges_.size(), std::vector<float>(passage.frames));
    AudioBuffer samples(clip_.format().channels(), length);
    clip_.read(start, samples.view());
    for (int c = 0; c < samples.channels(); ++c) {
      if (isLowFrequencyEffects(clip_.format().layout[c])) continue;
      for (float& x : samples[c]) x = soundOrSilence(x);
      for (std::size_t t = 0; t < passage.frames; ++t) {
        stft_.forward(samples[c].data() + t * stft_.hop(), spectrum_.data());
        for (std::size_t b = 0; b < edges_.size(); ++b)
          for (std::size_t k = edges_[b].first; k < edges_[b].second; ++k)
            passage.power[b][t] += spectrum_[k].re * spectrum_[k].re + spectrum_[k].im * spectrum_[k].im;
      }
    }
    return passage;
  }

  std::vector<Hertz> centres;

 private:
  const AudioClip& clip_;
  Stft stft_;
  AlignedArray<Complex<float>> spectrum_;
  std::vector<std::pair<std::size_t, std::size_t>> edges_;
};

double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

/// Seconds for 60 dB of every stretch of a band that falls in a straight line.
void addDecays(const std::vector<float>& power, double step, Seconds stretch, std::vector<double>& times) {
  const auto length = std::max<std::size_t>(8, static_cast<std::size_t>(stretch.value / step));
  if (power.size() < length + 2) return;
  std::vector<double> level(power.size());
  float most = 0;
  for (const float p : power) most = std::max(most, p);
  if (most < kNothing) return;
  for (std::size_t t = 0; t < power.size(); ++t) level[t] = 10 * exact::log10(static_cast<double>(power[t]) + 1e-16);
  std::vector<double> sorted = level;
  const double floor = quantile(sorted, 0.02);
  const double middle = 0.5 * static_cast<double>(length - 1), n = static_cast<double>(length);
  const double spread = n * (n * n - 1) / 12;
  for (std::size_t t = 0; t + length <= level.size(); ++t) {
    double sum = 0, product = 0, squares = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const double x = level[t + i];
      sum += x;
      product += (static_cast<double>(i) - middle) * x;
      squares += x * x;
    }
    const double slope = product / spread, fall = -slope * (n - 1);
    if (fall < 2) continue;
    const double deviation = std::sqrt(std::max(0.0, (squares - sum * sum / n - slope * product) / n));
    if (deviation > kStraight || level[t + length - 1] < floor + 6) continue;
    times.push_back(60 * step / -slope);
  }
}

/// The time of a band: from short stretches, and again from longer ones where a slow decay falls little in those.
Seconds decayTime(const std::vector<Passage>& passages, std::size_t band, double step) {
  Seconds time{kUsualTime}, stretch = kRegression;
  for (int pass = 0; pass < 3; ++pass) {
    std::vector<double> found;
    for (const Passage& passage : passages) addDecays(passage.power[band], step, stretch, found);
    if (found.size() < kFewestDecays) break;
    time.value = std::clamp(quantile(found, kFastShare), kShortest, kLongest);
    stretch.value = std::clamp(kStretchShare * time.value, kRegression.value, kLongestRegression.value);
  }
  return time;
}

/// How far the power lies below the mean of its past, wherever that past would be heard.
void addRatios(const std::vector<float>& power, double decay, std::size_t delay, double least,
               std::vector<double>& ratios) {
  double past = 0;
  for (std::size_t t = delay; t < power.size(); ++t) {
    past = decay * past + (1 - decay) * static_cast<double>(power[t - delay]);
    if (past > least) ratios.push_back(static_cast<double>(power[t]) / past);
  }
}

double interpolated(const std::vector<LateBand>& bands, Hertz frequency, double (*value)(const LateBand&)) {
  if (bands.empty()) return 0;
  const auto above = std::ranges::find_if(bands, [&](const LateBand& b) { return b.centre >= frequency; });
  if (above == bands.begin()) return value(bands.front());
  if (above == bands.end()) return value(bands.back());
  const LateBand& low = *(above - 1);
  const double place = exact::log(frequency / low.centre) / exact::log(above->centre / low.centre);
  return value(low) + place * (value(*above) - value(low));
}

}  // namespace

double LateReverb::shareAt(Hertz frequency) const noexcept {
  return interpolated(bands, frequency, [](const LateBand& b) { return b.share; });
}

Seconds LateReverb::timeAt(Hertz frequency) const noexcept {
  return {interpolated(bands, frequency, [](const LateBand& b) { return b.time.value; })};
}

double LateReverb::mostShare() const noexcept {
  double most = 0;
  for (const LateBand& band : bands) most = std::max(most, band.share);
  return most;
}

std::size_t dereverbWindow(double sampleRate) noexcept {
  return std::size_t{1} << static_cast<int>(std::lround(exact::log2(0.04 * sampleRate)));
}

LateReverb measureLateReverb(const AudioClip& clip, Seconds early, double pauses, const std::vector<CurvePoint>& times,
                             const Progress& progress) {
  BandReader reader(clip);
  const double rate = clip.format().sampleRate;
  const auto length = static_cast<std::uint64_t>(kPassage.value * rate);
  const std::size_t passages =
      static_cast<std::size_t>(std::clamp<std::uint64_t>(clip.frames() / length, 1, kMostPassages));
  std::vector<Passage> read;
  for (std::size_t i = 0; i < passages; ++i) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(i) / static_cast<double>(passages), "measuring the room");
    const std::uint64_t start = passages == 1 ? 0 : (clip.frames() - length) / (passages - 1) * i;
    read.push_back(reader.read(start, static_cast<std::size_t>(std::min(clip.frames() - start, length))));
  }
  LateReverb result;
  const auto delay = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(early.value / reader.step())));
  for (std::size_t b = 0; b < reader.centres.size(); ++b) {
    LateBand band{reader.centres[b], {kUsualTime}, 0};
    std::vector<double> ratios;
    double mean = 0, frames = 0;
    for (const Passage& passage : read) {
      for (const float p : passage.power[b]) mean += static_cast<double>(p);
      frames += static_cast<double>(passage.frames);
    }
    if (!times.empty())
      band.time.value = curveAt(times, band.centre).value;
    else
      band.time = decayTime(read, b, reader.step());
    const double decay = exact::exp10(-6 * reader.step() / band.time.value);
    const double least = std::max(kActive * mean / std::max(1.0, frames), static_cast<double>(kNothing));
    for (const Passage& passage : read) addRatios(passage.power[b], decay, delay, least, ratios);
    band.share = ratios.size() < kFewestDecays ? 0 : std::min(1.0, quantile(ratios, pauses));
    result.bands.push_back(band);
  }
  return result;
}

}  // namespace lathe
