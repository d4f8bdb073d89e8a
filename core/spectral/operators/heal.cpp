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
constexpr double kNarrow = 0.3;  ///< of the whole band: below it the band is healed at its own rate

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
      if (grid.timeOf(k) + grid.cellSeconds() < span.start.value || grid.timeOf(k) - grid.cellSeconds() > span.end.value) continue;
      const auto weights = region.mask.frame(k);
      for (int m = 0; m < grid.bins(); ++m)
        if (weights[static_cast<std::size_t>(m)] > 0) hole.low = std::min(hole.low, m), hole.high = std::max(hole.high, m);
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
void fill(std::span<Value> samples, std::size_t first, std::size_t last, std::size_t low, std::size_t high, std::size_t mostOrder,
          const HealSettings& settings, std::uint64_t seed) {
  const auto known = stretches<Value>(samples, first, last, low, high, settings.from);
  std::size_t longest = 0;
  for (const auto& stretch : known) longest = std::max(longest, stretch.size());
  if (longest < 8) throw Error(ErrorKind::NotPossible, "there is no sound beside the selection to heal it from");
  const ArModel<Value> model = fitAr(known, std::min(mostOrder, longest / 3));
  if (settings.from == HealSettings::From::Around) return fillGap(samples, first, last - first, model, settings.texture, seed);
  // From one side only: what lies on the other side is not asked.
  const bool isBefore = settings.from == HealSettings::From::Before;
  const auto part = isBefore ? samples.subspan(0, last) : samples.subspan(first);
  fillGap(part, isBefore ? first : 0, last - first, model, settings.texture, seed);
}

}  // namespace

const SettingsType& HealSettings::type() {
  using S = HealSettings;
  static const SettingsType type = describe<S>(
      "heal", "Heal", "Fills the selection from its surroundings: tones run on, noise stays noise.",
      {bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 2000, "How much sound on each side is learned from.", Scale::Logarithmic}),
       bind<S>(&S::texture, {"texture", "Texture", Unit::Percent, 0, 100, "Share of the noise that its surroundings say is missing."}),
       bind<S>(&S::from, {"from", "From", Unit::Choice, 0, 2, "Which sides it is healed from.", Scale::Linear,
                          {{"around", "Around"}, {"before", "Before"}, {"after", "After"}}})});
  return type;
}

void applyHeal(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<HealSettings>();
  const SpectrogramGrid& grid = region.grid();
  if (region.spans.empty())
    throw Error(ErrorKind::NotPossible, "only a selection with a beginning and an end in time can be healed; attenuate a longer one");
  const auto context = static_cast<std::size_t>(s.context.value * grid.sampleRate);
  std::vector<double> sound(region.samples.begin(), region.samples.end());
  const std::vector<Hole> holes = holesOf(region);
  for (std::size_t i = 0; i < holes.size(); ++i) {
    const Hole& hole = holes[i];
    if (static_cast<double>(hole.last - hole.first) > grid.sampleRate)
      throw Error(ErrorKind::NotPossible, "more than a second cannot be healed; use a pattern, or attenuate it");
    const std::size_t free = i > 0 ? holes[i - 1].last : 0, end = i + 1 < holes.size() ? holes[i + 1].first : sound.size();
    const std::size_t low = std::max(free, hole.first - std::min(hole.first, context)), high = std::min(end, hole.last + context);
    const bool isNarrow = hole.high - hole.low < kNarrow * grid.bins();
    if (!isNarrow) {
      fill<double>(sound, hole.first, hole.last, low, high, kLongestOrder, s, region.seed + i);
      continue;
    }
    const double below = grid.frequencyOf(hole.low - 0.5), above = grid.frequencyOf(hole.high + 0.5);
    Subband band(std::span<const double>(sound).subspan(low, high - low), grid.sampleRate, std::max(0.0, below), above);
    const auto [first, last] = band.around(hole.first - low, hole.last - low);
    fill<std::complex<double>>(band.samples(), first, last, 0, band.samples().size(), 400, s, region.seed + i);
    band.addChange(std::span<double>(sound).subspan(low, high - low));
  }
  region.healed.assign(sound.begin(), sound.end());
}

}  // namespace lathe
