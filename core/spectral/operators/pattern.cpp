// Searching by spectra, placing by correlation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/pattern.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/audio/error.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

/// What is compared: the context frames of the selection, in the bins that it covers and those around.
struct Template {
  std::vector<int> frames;  ///< of the region's grid
  int low, high;            ///< bins
};

Template templateOf(const EditRegion& region, int first, int last, int context) {
  const SpectrogramGrid& grid = region.grid();
  Template t{{}, grid.bins(), 0};
  for (int k = first; k < last; ++k)
    for (int m = 0; m < grid.bins(); ++m)
      if (region.mask.frame(k)[static_cast<std::size_t>(m)] > 0)
        t.low = std::min(t.low, m), t.high = std::max(t.high, m + 1);
  for (int k = std::max(0, first - context); k < std::min(grid.frames, last + context); ++k)
    if (k < first || k >= last) t.frames.push_back(k);
  return t;
}

/// The square roots of the magnitudes in a band of bins, frame after frame.
struct Roots {
  std::size_t width;
  std::vector<float> values;

  Roots(const Spectrogram& spectra, int low, int high) : width(static_cast<std::size_t>(high - low)) {
    for (int k = 0; k < spectra.grid.frames; ++k)
      for (int m = low; m < high; ++m)
        values.push_back(std::sqrt(std::sqrt(std::norm(spectra.frame(k)[static_cast<std::size_t>(m)]))));
  }
  const float* frame(int k) const noexcept { return values.data() + static_cast<std::size_t>(k) * width; }
};

/// Sum of squared differences, in eight interleaved sums: the same on every machine.
LATHE_VECTOR_CLONES
float squaredDistance(const float* a, const float* b, std::size_t count) noexcept {
  float sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += (a[i + k] - b[i + k]) * (a[i + k] - b[i + k]);
  float sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (; i < count; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// How different the spectra are in shape and level: the mean squared difference of their square roots of magnitude,
/// as a share of what they are compared with.
double distance(const Roots& here, const Roots& elsewhere, const Template& t, int shift, double total) {
  double sum = 0;
  for (const int k : t.frames)
    sum += static_cast<double>(squaredDistance(here.frame(k), elsewhere.frame(k + shift), here.width));
  return sum / total;
}

/// The shift in samples, at most `reach` either way, at which the stretches around the selection agree best.
std::int64_t refined(std::span<const float> here, std::span<const float> there, std::size_t reach,
                     const std::vector<std::pair<std::size_t, std::size_t>>& stretches) {
  double best = -std::numeric_limits<double>::infinity();
  std::int64_t shift = 0;
  for (std::size_t s = 0; s <= 2 * reach; ++s) {
    double cross = 0, power = 1e-20;
    for (const auto& [from, to] : stretches)
      for (std::size_t n = from; n < to; ++n) {
        cross += static_cast<double>(here[n]) * static_cast<double>(there[n + s]);
        power += static_cast<double>(there[n + s]) * static_cast<double>(there[n + s]);
      }
    if (const double match = cross / std::sqrt(power); match > best)
      best = match, shift = static_cast<std::int64_t>(s) - static_cast<std::int64_t>(reach);
  }
  return shift;
}

}  // namespace

const SettingsType& PatternSettings::type() {
  using S = PatternSettings;
  static const SettingsType type =
      describe<S>("pattern", "Pattern", "Puts the best matching passage from elsewhere into the selection.",
                  {bind<S>(&S::search, {"search", "Search", Unit::Seconds, 0.2, 60,
                                        "How far away the passage may be, earlier and later.", Scale::Logarithmic}),
                   bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 1000,
                                         "How much sound on each side has to match.", Scale::Logarithmic})});
  return type;
}

void applyPattern(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<PatternSettings>();
  const SpectrogramGrid& grid = region.grid();
  if (region.spans.size() != 1)
    throw Error(ErrorKind::NotPossible, "a pattern is put into one passage with a beginning and an end in time");
  const TimeSpan span = region.spans.front();
  const auto frameAt = [&](double seconds) {
    return static_cast<int>(std::llround(seconds / grid.cellSeconds()) - grid.firstFrame);
  };
  const int around = grid.fftSize / grid.hop / 2;  // frames whose windows reach into the selection
  const int first = std::clamp(frameAt(span.start.value) - around, 0, grid.frames);
  const int last = std::clamp(frameAt(span.end.value) + around + 1, first, grid.frames);
  const int context = static_cast<int>(s.context.value / grid.cellSeconds()) + 1;
  const Template t = templateOf(region, first, last, context);
  const int reach = static_cast<int>(s.search.value / grid.cellSeconds());

  if (t.low >= t.high) throw Error(ErrorKind::NotPossible, "nothing is selected that a pattern could replace");

  SpectrogramGrid wide = grid;
  wide.firstFrame -= reach;
  wide.frames += 2 * reach;
  std::vector<float> surroundings(samplesOf(wide));
  region.read(windowStart(wide, 0), surroundings);
  const Spectrogram elsewhere = analyse(surroundings, wide, region.device);
  double best = std::numeric_limits<double>::infinity();
  int found = 0;
  const Roots here(region.before, t.low, t.high), there(elsewhere, t.low, t.high);
  double total = 1e-20;
  for (const int k : t.frames)
    for (std::size_t m = 0; m < here.width; ++m)
      total += static_cast<double>(here.frame(k)[m]) * static_cast<double>(here.frame(k)[m]);
  for (int shift = 0; shift <= 2 * reach; ++shift) {
    if (std::abs(shift - reach) < last - first) continue;  // it would take what it replaces
    if (const double d = distance(here, there, t, shift, total); d < best) best = d, found = shift;
  }
  if (!(best < 1))
    throw Error(ErrorKind::NotPossible,
                "there is no passage like this one within the search; search further, or heal it");

  const auto hop = static_cast<std::size_t>(grid.hop);
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  const auto sample = [&](int frame) {
    return std::min(region.samples.size(),
                    static_cast<std::size_t>(std::max(0, frame)) * hop + static_cast<std::size_t>(grid.fftSize) / 2);
  };
  stretches.emplace_back(sample(first - context), sample(first));
  stretches.emplace_back(sample(last), sample(last + context));
  std::vector<float> candidate(region.samples.size() + 2 * hop);
  const std::int64_t from = windowStart(wide, found);
  region.read(from - static_cast<std::int64_t>(hop), candidate);
  const std::int64_t shift = refined(region.samples, candidate, hop, stretches);
  region.healed.resize(region.samples.size());
  region.read(from + shift, region.healed);
}

}  // namespace lathe
