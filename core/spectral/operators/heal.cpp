// Autoregressive interpolation of the passage; of a narrow band, at that band's own low rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/heal.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/dsp/ar_gap.h"
#include "core/spectral/subband.h"

namespace lathe {
namespace {

constexpr std::size_t kLongestOrder = 1400;
constexpr double kMatch = 0.7;    ///< of the distance to the surroundings' level, in dB
constexpr double kTolerated = 2;  ///< dB
constexpr double kNarrow = 0.3;   ///< of the whole band: below it the band is healed at its own rate

/// Samples of the region, and the bins, that a run of selected frames covers.
struct Hole {
  std::size_t first, last;  ///< last is one past the end
  int low, high;            ///< bins
};

std::vector<Hole> holesOf(const EditRegion& region) {
  const SpectrogramGrid& grid = region.grid();
  std::vector<Hole> holes;
  const auto sampleAt = [&](double seconds) {
    const double n = std::round(seconds * grid.sampleRate) - static_cast<double>(windowStart(grid, 0));
    return static_cast<std::size_t>(std::clamp(n, 0.0, static_cast<double>(region.samples.size())));
  };
  for (const TimeSpan& span : region.spans) {
    Hole hole{sampleAt(span.start.value), sampleAt(span.end.value), grid.bins(), 0};
    for (int k = 0; k < grid.frames; ++k) {
      if (grid.timeOf(k) + grid.cellSeconds() < span.start.value ||
          grid.timeOf(k) - grid.cellSeconds() > span.end.value)
        continue;
      const auto weights = region.mask.frame(k);
      for (int m = 0; m < grid.bins(); ++m)
        if (weights[static_cast<std::size_t>(m)] > 0)
          hole.low = std::min(hole.low, m), hole.high = std::max(hole.high, m);
    }
    if (hole.first < hole.last && hole.low <= hole.high) holes.push_back(hole);
  }
  return holes;
}

/// The stretches that are learned from: before and behind the hole, free of other holes.
template <class Value>
std::vector<std::span<const Value>> stretches(std::span<const Value> samples, std::size_t first, std::size_t last,
                                              std::size_t low, std::size_t high, HealSettings::From from) {
  std::vector<std::span<const Value>> list;
  if (from != HealSettings::From::After && first > low) list.push_back(samples.subspan(low, first - low));
  if (from != HealSettings::From::Before && high > last) list.push_back(samples.subspan(last, high - last));
  return list;
}

template <class Value>
void fill(std::span<Value> samples, std::size_t first, std::size_t last, std::size_t low, std::size_t high,
          std::size_t mostOrder, const HealSettings& settings, std::uint64_t seed) {
  const auto known = stretches<Value>(samples, first, last, low, high, settings.from);
  std::size_t longest = 0;
  for (const auto& stretch : known) longest = std::max(longest, stretch.size());
  if (longest < 8) throw Error(ErrorKind::NotPossible, "there is no sound beside the selection to heal it from");
  const ArModel<Value> model = fitAr(known, std::min(mostOrder, longest / 3));
  if (settings.from == HealSettings::From::Around)
    return fillGap(samples, first, last - first, model, settings.texture, seed);
  // From one side only: what lies on the other side is not asked.
  const bool isBefore = settings.from == HealSettings::From::Before;
  const auto part = isBefore ? samples.subspan(0, last) : samples.subspan(first);
  fillGap(part, isBefore ? first : 0, last - first, model, settings.texture, seed);
}

/// Mean power of each bin over the frames whose windows lie in sound[from .. to); below 0 when there is none.
std::vector<double> meanPower(std::span<const float> sound, const SpectrogramGrid& grid, StftDevice* device) {
  const Spectrogram spectra = analyse(sound, grid, device);
  std::vector<double> mean(static_cast<std::size_t>(grid.bins()));
  for (int k = 0; k < grid.frames; ++k)
    for (std::size_t m = 0; m < mean.size(); ++m)
      mean[m] += static_cast<double>(std::norm(spectra.frame(k)[m])) / grid.frames;
  return mean;
}

/// A grid of frames that lie in a stretch of that length as a whole; the stretch is taken to begin at the first window.
SpectrogramGrid gridWithin(int fftSize, std::size_t length) {
  SpectrogramGrid grid{1, fftSize, fftSize / 4, 0, 0};
  if (length >= static_cast<std::size_t>(fftSize))
    grid.frames =
        static_cast<int>((length - static_cast<std::size_t>(fftSize)) / static_cast<std::size_t>(grid.hop)) + 1;
  return grid;
}

/// The gain for a bin whose power should be that many times what it is. Within kTolerated it may be the sound's own
/// beating.
double towards(double powerRatio) noexcept {
  const double level = 10 * std::log10(powerRatio),
               beyond = std::copysign(std::max(0.0, std::abs(level) - kTolerated), level);
  return toGain({std::clamp(kMatch * beyond, -12.0, 12.0)});
}

/// Prediction from both sides thins out in the middle of a long gap. Where a bin has less or more than what lies before
/// and behind says, it is brought most of the way there, in dB, with its phase.
void matchSurroundings(std::span<double> sound, const Hole& hole, std::size_t low, std::size_t high,
                       const SpectrogramGrid& region, StftDevice* device) {
  int size = 2048;
  while (size > 128 && static_cast<std::size_t>(size) * 2 > hole.last - hole.first) size /= 2;
  const SpectrogramGrid inside = gridWithin(size, hole.last - hole.first);
  const SpectrogramGrid before =
      gridWithin(size, std::min<std::size_t>(hole.first - low, 4 * static_cast<std::size_t>(size)));
  const SpectrogramGrid behind =
      gridWithin(size, std::min<std::size_t>(high - hole.last, 4 * static_cast<std::size_t>(size)));
  if (inside.frames < 1 || before.frames < 1 || behind.frames < 1) return;
  std::vector<float> part(sound.begin(), sound.end());
  const std::span<const float> all(part);
  const std::vector<double> first =
      meanPower(all.subspan(hole.first - samplesOf(before), samplesOf(before)), before, device);
  const std::vector<double> last = meanPower(all.subspan(hole.last, samplesOf(behind)), behind, device);
  Spectrogram change = analyse(all.subspan(hole.first, samplesOf(inside)), inside, device);
  const double ratio = static_cast<double>(size) / region.fftSize;
  for (int k = 0; k < inside.frames; ++k) {
    const double share = (k + 0.5) / inside.frames;
    const auto frame = change.frame(k);
    for (std::size_t m = 0; m < frame.size(); ++m) {
      const bool isSelected = static_cast<double>(m) >= hole.low * ratio && static_cast<double>(m) <= hole.high * ratio;
      const double is = static_cast<double>(std::norm(frame[m])),
                   wanted = std::exp((1 - share) * std::log(first[m] + 1e-20) + share * std::log(last[m] + 1e-20));
      const double gain = isSelected ? towards(wanted / (is + 1e-20)) : 1;
      frame[m] *= static_cast<float>(gain - 1);
    }
  }
  std::vector<float> difference(samplesOf(inside));
  synthesise(change, std::vector<bool>(static_cast<std::size_t>(inside.frames), true), difference, device);
  for (std::size_t n = 0; n < difference.size(); ++n) sound[hole.first + n] += static_cast<double>(difference[n]);
}

}  // namespace

const SettingsType& HealSettings::type() {
  using S = HealSettings;
  static const SettingsType type =
      describe<S>("heal", "Heal", "Fills the selection from its surroundings: tones run on, noise stays noise.",
                  {bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 2000,
                                         "How much sound on each side is learned from.", Scale::Logarithmic}),
                   bind<S>(&S::texture, {"texture", "Texture", Unit::Percent, 0, 100,
                                         "Share of the noise that its surroundings say is missing."}),
                   bind<S>(&S::from, {"from",
                                      "From",
                                      Unit::Choice,
                                      0,
                                      2,
                                      "Which sides it is healed from.",
                                      Scale::Linear,
                                      {{"around", "Around"}, {"before", "Before"}, {"after", "After"}}})});
  return type;
}

void applyHeal(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<HealSettings>();
  const SpectrogramGrid& grid = region.grid();
  if (region.spans.empty())
    throw Error(ErrorKind::NotPossible,
                "only a selection with a beginning and an end in time can be healed; attenuate a longer one");
  const auto context = static_cast<std::size_t>(s.context.value * grid.sampleRate);
  std::vector<double> sound(region.samples.begin(), region.samples.end());
  const std::vector<Hole> holes = holesOf(region);
  for (std::size_t i = 0; i < holes.size(); ++i) {
    const Hole& hole = holes[i];
    if (static_cast<double>(hole.last - hole.first) > grid.sampleRate)
      throw Error(ErrorKind::NotPossible, "more than a second cannot be healed; use a pattern, or attenuate it");
    const std::size_t free = i > 0 ? holes[i - 1].last : 0,
                      end = i + 1 < holes.size() ? holes[i + 1].first : sound.size();
    const std::size_t low = std::max(free, hole.first - std::min(hole.first, context)),
                      high = std::min(end, hole.last + context);
    const bool isNarrow = hole.high - hole.low < kNarrow * grid.bins();
    if (!isNarrow) {
      fill<double>(sound, hole.first, hole.last, low, high, kLongestOrder, s, region.seed + i);
      matchSurroundings(sound, hole, low, high, grid, region.device);
      continue;
    }
    const double below = grid.frequencyOf(hole.low - 0.5), above = grid.frequencyOf(hole.high + 0.5);
    Subband band(std::span<const double>(sound).subspan(low, high - low), grid.sampleRate, std::max(0.0, below), above);
    const auto [first, last] = band.around(hole.first - low, hole.last - low);
    fill<std::complex<double>>(band.samples(), first, last, 0, band.samples().size(), 400, s, region.seed + i);
    band.addChange(std::span<double>(sound).subspan(low, high - low));
    matchSurroundings(sound, hole, low, high, grid, region.device);
  }
  region.healed.assign(sound.begin(), sound.end());
}

}  // namespace lathe
