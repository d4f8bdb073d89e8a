// Operators that work cell by cell.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/random.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

template <class Work>
void forEachSelected(EditRegion& region, Work work) {
  const int bins = region.grid().bins();
  for (int k = 0; k < region.grid().frames; ++k) {
    const auto weights = region.mask.frame(k);
    for (int m = 0; m < bins; ++m)
      if (weights[static_cast<std::size_t>(m)] > 0)
        work(k, m, static_cast<std::size_t>(k) * static_cast<std::size_t>(bins) + static_cast<std::size_t>(m));
  }
}

constexpr const char* kOffsetText = "Level of the result against the surroundings.";
constexpr const char* kFromText = "Where the level is taken from.";
constexpr const char* kContextText = "How much sound before and behind counts as surroundings.";

std::uint64_t scrambled(std::uint64_t x) noexcept { return Random(x).bits(); }

/// The share of a fade that is done at a distance from where it begins: 1 behind its length.
double faded(double distance, double length) noexcept { return length <= 0 ? 1 : raisedCosine(distance / length); }

/// Running means along one line of cells.
void smooth(std::vector<double>& line, int reach) {
  if (reach < 1) return;
  std::vector<double> sums(line.size() + 1);
  for (std::size_t i = 0; i < line.size(); ++i) sums[i + 1] = sums[i] + line[i];
  const auto around = static_cast<std::size_t>(reach);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t first = i > around ? i - around : 0, last = std::min(line.size(), i + around + 1);
    line[i] = (sums[last] - sums[first]) / static_cast<double>(last - first);
  }
}

}  // namespace

std::complex<float> noiseCell(std::uint64_t seed, std::int64_t frame, int bin) noexcept {
  const std::uint64_t a =
      scrambled(seed ^ scrambled(static_cast<std::uint64_t>(frame) * 65537u + static_cast<std::uint64_t>(bin)));
  const std::uint64_t b = scrambled(a);
  const double u = (static_cast<double>(a >> 11) + 0.5) * 0x1p-53,
               angle = 2 * std::numbers::pi * static_cast<double>(b >> 11) * 0x1p-53;
  const double radius = std::sqrt(-exact::log(u));
  return {static_cast<float>(radius * exact::cos(angle)), static_cast<float>(radius * exact::sin(angle))};
}

const SettingsType& LevelSettings::type() {
  using S = LevelSettings;
  static const SettingsType type =
      describe<S>("level", "Level", "Turns the selected cells up or down, with fades in time and in frequency.",
                  {bind<S>(&S::gain, {"gain", "Gain", Unit::Decibels, -120, 24, "Change of level."}),
                   bind<S>(&S::fadeIn, {"fade-in", "Fade in", Unit::Milliseconds, 0, 60000,
                                        "How long the change takes to set in, from the selection's beginning."}),
                   bind<S>(&S::fadeOut, {"fade-out", "Fade out", Unit::Milliseconds, 0, 60000,
                                         "How long the change takes to end, before the selection's end."}),
                   bind<S>(&S::lowFade, {"low-fade", "Low fade", Unit::Hertz, 0, 20000,
                                         "How far above the selection's lower edge the change is reached."}),
                   bind<S>(&S::highFade, {"high-fade", "High fade", Unit::Hertz, 0, 20000,
                                          "How far below the selection's upper edge the change is reached."})});
  return type;
}

void levelGains(const Settings& settings, const Mask& mask, const MaskRaster& weights, std::span<float> gains) {
  const auto& s = settings.as<LevelSettings>();
  const SpectrogramGrid& grid = weights.grid;
  const auto full = static_cast<float>(toGain(s.gain));
  if (s.fadeIn.value <= 0 && s.fadeOut.value <= 0 && s.lowFade.value <= 0 && s.highFade.value <= 0) {
    std::ranges::fill(gains, full);
    return;
  }
  const auto span = timeSpan(mask);
  for (int k = 0; k < grid.frames; ++k) {
    const auto row = gains.subspan(static_cast<std::size_t>(k) * static_cast<std::size_t>(grid.bins()),
                                   static_cast<std::size_t>(grid.bins()));
    const auto selected = weights.frame(k);
    const auto isSelected = [](float weight) { return weight > 0; };
    const auto first = std::ranges::find_if(selected, isSelected);
    if (first == selected.end()) continue;
    const auto last = std::find_if(selected.rbegin(), selected.rend(), isSelected).base() - 1;
    const double low = grid.frequencyOf(static_cast<double>(first - selected.begin())),
                 high = grid.frequencyOf(static_cast<double>(last - selected.begin()));
    double inTime = 1;
    if (span)
      inTime = faded(grid.timeOf(k) - span->start.value, s.fadeIn.value) *
               faded(span->end.value - grid.timeOf(k), s.fadeOut.value);
    for (int m = 0; m < grid.bins(); ++m) {
      const double f = grid.frequencyOf(m);
      const double share = inTime * faded(f - low, s.lowFade.value) * faded(high - f, s.highFade.value);
      row[static_cast<std::size_t>(m)] = static_cast<float>(toGain({share * s.gain.value}));
    }
  }
}

const SettingsType& DeleteSettings::type() {
  static const SettingsType type = describe<DeleteSettings>("delete", "Delete", "Silences the selected cells.", {});
  return type;
}

void deleteGains(const Settings&, const Mask&, const MaskRaster&, std::span<float> gains) {
  std::ranges::fill(gains, 0.0f);
}

const SettingsType& AttenuateSettings::type() {
  using S = AttenuateSettings;
  static const SettingsType type = describe<S>(
      "attenuate", "Attenuate", "Turns what is louder than its surroundings down to their level.",
      {bind<S>(&S::strength, {"strength", "Strength", Unit::Percent, 0, 100,
                              "Share of the excess level, in dB, that is taken away."}),
       bind<S>(&S::offset, {"offset", "Offset", Unit::Decibels, -40, 20, kOffsetText}),
       bind<S>(&S::from, {"from", "From", Unit::Choice, 0, 4, kFromText, Scale::Linear, surroundingsChoices()}),
       bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 3000, kContextText, Scale::Logarithmic})});
  return type;
}

void applyAttenuate(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<AttenuateSettings>();
  const std::vector<float> target = surroundingPower(region, s.from, s.context);
  const double offset = exact::exp10(s.offset.value / 10);
  forEachSelected(region, [&](int, int, std::size_t i) {
    const double power = std::norm(region.before.cells[i]), wanted = offset * static_cast<double>(target[i]);
    if (power <= wanted) return;
    const double gain = exact::pow(std::max(wanted, 1e-30) / power, 0.5 * s.strength);
    region.after.cells[i] = static_cast<float>(gain) * region.before.cells[i];
  });
}

const SettingsType& NoiseFillSettings::type() {
  using S = NoiseFillSettings;
  static const SettingsType type = describe<S>(
      "noise-fill", "Fill with noise", "Replaces the selected cells by noise as loud as their surroundings.",
      {bind<S>(&S::offset, {"offset", "Offset", Unit::Decibels, -40, 20, kOffsetText}),
       bind<S>(&S::from, {"from", "From", Unit::Choice, 0, 4, kFromText, Scale::Linear, surroundingsChoices()}),
       bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 20, 3000, kContextText, Scale::Logarithmic})});
  return type;
}

void applyNoiseFill(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<NoiseFillSettings>();
  const std::vector<float> target = surroundingPower(region, s.from, s.context);
  // Independent cells lose power in the overlap-add; noise of the right level comes from noise in time.
  const SpectrogramGrid& grid = region.grid();
  std::vector<float> noise(region.samples.size());
  const std::int64_t start = windowStart(grid, 0);
  for (std::size_t n = 0; n < noise.size(); n += 2) {
    const std::complex<float> pair = noiseCell(region.seed, (start + static_cast<std::int64_t>(n)) / 2, 0);
    noise[n] = pair.real() * std::numbers::sqrt2_v<float>;
    if (n + 1 < noise.size()) noise[n + 1] = pair.imag() * std::numbers::sqrt2_v<float>;
  }
  const Spectrogram white = analyse(noise, grid, region.device);
  // White noise of variance 1 has this mean power in each cell: the sum of the squared window.
  double whitePower = 0;
  for (const float w : windowValues(grid.window, grid.fftSize)) whitePower += static_cast<double>(w) * w;
  const double offset = exact::exp10(s.offset.value / 10);
  forEachSelected(region, [&](int, int, std::size_t i) {
    const double gain = std::sqrt(offset * static_cast<double>(target[i]) / whitePower);
    region.after.cells[i] = static_cast<float>(gain) * white.cells[i];
  });
}

const SettingsType& BlurSettings::type() {
  using S = BlurSettings;
  static const SettingsType type = describe<S>(
      "blur", "Blur", "Smooths the selected magnitudes over time and frequency.",
      {bind<S>(&S::time,
               {"time", "Time", Unit::Milliseconds, 0, 1000, "How far it is smoothed in time, from edge to edge."}),
       bind<S>(&S::frequency, {"frequency", "Frequency", Unit::Hertz, 0, 5000,
                               "How far it is smoothed in frequency, from edge to edge."})});
  return type;
}

void applyBlur(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<BlurSettings>();
  const SpectrogramGrid& grid = region.grid();
  const auto frames = static_cast<std::size_t>(grid.frames), bins = static_cast<std::size_t>(grid.bins());
  std::vector<double> power(frames * bins), line;
  for (std::size_t i = 0; i < power.size(); ++i) power[i] = std::norm(region.before.cells[i]);
  line.resize(frames);
  for (std::size_t m = 0; m < bins; ++m) {
    for (std::size_t k = 0; k < frames; ++k) line[k] = power[k * bins + m];
    smooth(line, static_cast<int>(s.time.value / 2 / grid.cellSeconds()));
    for (std::size_t k = 0; k < frames; ++k) power[k * bins + m] = line[k];
  }
  line.resize(bins);
  for (std::size_t k = 0; k < frames; ++k) {
    std::copy_n(power.begin() + static_cast<std::ptrdiff_t>(k * bins), bins, line.begin());
    smooth(line, static_cast<int>(s.frequency.value / 2 / grid.cellHertz()));
    std::ranges::copy(line, power.begin() + static_cast<std::ptrdiff_t>(k * bins));
  }
  forEachSelected(region, [&](int, int, std::size_t i) {
    const double magnitude = exact::abs(region.before.cells[i]);
    if (magnitude > 0)
      region.after.cells[i] = static_cast<float>(std::sqrt(power[i]) / magnitude) * region.before.cells[i];
  });
}

}  // namespace lathe
