// Which ways of filling a gap are taken, and how they are blended.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/heal.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/audio/error.h"
#include "core/spectral/operators/neighbour_bins.h"
#include "core/spectral/spectral_gap.h"

namespace lathe {
namespace {

constexpr std::size_t kPredictedOrder = 1400, kBridgedOrder = 512;
constexpr double kClearly = 1.4;  ///< times less error that partials must have to be preferred
constexpr double kLongest = 1;    ///< seconds
constexpr double kFade = 5e-3;    ///< seconds, of what is moved in from above and below
/// In a long gap a narrow band is learned from more than the setting says: it has few samples of its own.
constexpr double kNarrowContext = 0.8;  ///< of the gap's length

struct Weights {
  GapSides sides;
  NeighbourWeights bins;
  double inTime = 1;  ///< share of the power that comes from the sides in time
};

Weights weightsOf(const HealSettings& s) {
  using From = HealSettings::From;
  Weights w;
  if (s.from == From::Before) w.sides = {1, 0};
  if (s.from == From::After) w.sides = {0, 1};
  if (s.from == From::Above) w = {{0, 0}, {1, 0}, 0};
  if (s.from == From::Below) w = {{0, 0}, {0, 1}, 0};
  if (s.from != From::Weights) return w;
  const double inTime = s.before + s.after, inBins = s.above + s.below;
  if (inTime + inBins <= 0)
    throw Error(ErrorKind::NotPossible, "all weights are 0: there is nothing that the selection could be healed from");
  return {{s.before, s.after}, {s.above, s.below}, inTime / (inTime + inBins)};
}

/// Power of what a way of filling misses in a gap of the same length before (or behind) the real one; nothing when
/// there is too little sound.
std::optional<double> triedError(FillGap way, std::size_t order, std::span<const double> sound, const SpectralGap& gap,
                                 std::size_t context, double rate, bool isBefore, const Progress& progress) {
  const std::size_t length = gap.length(), least = static_cast<std::size_t>(0.08 * rate);
  SpectralGap tried = gap;
  if (isBefore) {
    const std::size_t room = gap.first - gap.low;
    if (room < length + 2 * least) return {};
    const std::size_t side = std::min(context, (room - length) / 2);
    tried.last = gap.first - side, tried.high = gap.first;
    tried.first = tried.last - length, tried.low = tried.first - side;
  } else {
    const std::size_t room = gap.high - gap.last;
    if (room < length + 2 * least) return {};
    const std::size_t side = std::min(context, (room - length) / 2);
    tried.first = gap.last + side, tried.low = gap.last;
    tried.last = tried.first + length, tried.high = tried.last + side;
  }
  std::vector<double> filled(sound.begin(), sound.end());
  // What lies in the gap must not help: it is taken out at the full rate, and in a narrow band by its own filter.
  way(filled, tried, rate, order, {}, 0, 1, progress);
  double error = 0;
  for (std::size_t n = tried.first; n < tried.last; ++n) error += (filled[n] - sound[n]) * (filled[n] - sound[n]);
  return error;
}

bool isBetterBridged(std::span<const double> sound, const SpectralGap& gap, std::size_t context, double rate,
                     const Progress& progress) {
  double predicted = 0, bridged = 0;
  for (const bool isBefore : {true, false}) {
    const auto a = triedError(predictGap, kPredictedOrder, sound, gap, context, rate, isBefore, progress);
    const auto b = triedError(bridgeGap, kBridgedOrder, sound, gap, context, rate, isBefore, progress);
    if (a && b) predicted += *a, bridged += *b;
  }
  return kClearly * bridged < predicted;
}

std::size_t contextSamples(const HealSettings& s, const SpectralGap& gap, double rate) {
  const auto context = static_cast<std::size_t>(s.context.value * rate);
  return gap.isNarrow ? std::max(context, static_cast<std::size_t>(kNarrowContext * static_cast<double>(gap.length())))
                      : context;
}

void healInTime(const HealSettings& s, const GapSides& sides, EditRegion& region, std::vector<double>& sound) {
  const double rate = region.grid().sampleRate;
  const std::vector<SpectralGap> gaps = gapsOf(region, region.samples.size());
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (static_cast<double>(gaps[i].length()) > kLongest * rate)
      throw Error(ErrorKind::NotPossible, "more than a second cannot be healed; use a pattern, or attenuate it");
    const std::size_t context = contextSamples(s, gaps[i], rate);
    SpectralGap gap = gaps[i];
    gap.low = std::max(gap.low, gap.first - std::min(gap.first, context));
    gap.high = std::min(gap.high, gap.last + context);
    bool isBridged = s.tones == HealSettings::Tones::Partials;
    if (s.tones == HealSettings::Tones::Auto && sides.before > 0 && sides.behind > 0)
      isBridged = isBetterBridged(sound, gaps[i], context, rate, region.progress);
    const FillGap way = isBridged ? bridgeGap : predictGap;
    fillWithTexture(way, sound, gap, region.grid(), isBridged ? kBridgedOrder : kPredictedOrder, sides, s.texture,
                    region.seed + i, region.device, region.progress);
  }
}

/// Blends what neighbouring bins say into what the sides in time say, within the gaps.
void healInFrequency(const Weights& w, EditRegion& region, std::vector<double>& sound) {
  const std::vector<float> moved = filledFromNeighbours(region, w.bins);
  const auto fade = static_cast<std::size_t>(kFade * region.grid().sampleRate);
  std::vector<SpectralGap> gaps = gapsOf(region, 0);
  const bool isEndless = region.spans.empty();
  if (isEndless) gaps = {{0, sound.size(), 0, 0, 0, 0, 0, 0, false}};
  const double kept = std::sqrt(w.inTime), added = std::sqrt(1 - w.inTime);
  for (const SpectralGap& gap : gaps)
    for (std::size_t n = gap.first; n < gap.last; ++n) {
      const std::size_t inside = std::min(n - gap.first, gap.last - 1 - n);
      const double slope =
          isEndless || inside >= fade ? 1 : (static_cast<double>(inside) + 0.5) / static_cast<double>(fade);
      // Out of the band both are the sound as it is, and so is the blend: only the changes are weighed.
      const double original = static_cast<double>(region.samples[n]);
      const double mix = original + kept * (sound[n] - original) + added * (static_cast<double>(moved[n]) - original);
      sound[n] += slope * (mix - sound[n]);
    }
}

}  // namespace

const SettingsType& HealSettings::type() {
  using S = HealSettings;
  const auto weight = [](const char* id, const char* name) {
    return Parameter{id, name, Unit::Percent, 0, 100, "What this side counts when healed from weights."};
  };
  static const SettingsType type = describe<S>(
      "heal", "Heal", "Fills the selection from its surroundings: tones run on, noise stays noise.",
      {bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 2000,
                             "How much sound on each side is learned from.", Scale::Logarithmic}),
       bind<S>(&S::texture, {"texture", "Texture", Unit::Percent, 0, 100,
                             "Share of the noise that its surroundings say is missing."}),
       bind<S>(&S::from, {"from",
                          "From",
                          Unit::Choice,
                          0,
                          5,
                          "Which sides it is healed from.",
                          Scale::Linear,
                          {{"around", "Around"},
                           {"before", "Before"},
                           {"after", "After"},
                           {"above", "Above"},
                           {"below", "Below"},
                           {"weights", "By weights"}}}),
       bind<S>(&S::tones, {"tones",
                           "Tones",
                           Unit::Choice,
                           0,
                           2,
                           "How tones run on: predicted (best for steady sound), as partials that may glide, or what "
                           "does better beside the selection.",
                           Scale::Linear,
                           {{"auto", "Auto"}, {"predicted", "Predicted"}, {"partials", "Partials"}}}),
       bind<S>(&S::before, weight("before", "Before")), bind<S>(&S::after, weight("after", "After")),
       bind<S>(&S::above, weight("above", "Above")), bind<S>(&S::below, weight("below", "Below"))});
  return type;
}

Seconds healContext(const Settings& settings, const Mask& mask) {
  const auto& s = settings.as<HealSettings>();
  double longest = 0;
  for (const TimeSpan& span : timeSpans(mask)) longest = std::max(longest, (span.end - span.start).value);
  longest = std::min(longest, kLongest);
  const double context = std::max(s.context.value, isBroadband(mask) ? 0 : kNarrowContext * longest);
  // A gap as long as the real one, with its own surroundings, is tried beside it.
  return {s.tones == HealSettings::Tones::Auto ? 2 * context + longest : context};
}

void applyHeal(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<HealSettings>();
  const Weights w = weightsOf(s);
  if (region.spans.empty() && w.inTime > 0)
    throw Error(ErrorKind::NotPossible,
                "only a selection with a beginning and an end in time can be healed; attenuate a longer one");
  std::vector<double> sound(region.samples.begin(), region.samples.end());
  if (w.inTime > 0) healInTime(s, w.sides, region, sound);
  if (w.inTime < 1) healInFrequency(w, region, sound);
  region.healed.assign(sound.begin(), sound.end());
}

}  // namespace lathe
