// Short peaks of the band of clicks over what is around them; filled as the de-clicker fills.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/mouth_clicks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/audio/exact_math.h"
#include "core/dsp/biquad.h"
#include "core/restoration/declick/declick.h"

namespace lathe {
namespace {

constexpr double kLowest = 2000;  // Hz: the voice's own pulses have less above it than ticks have
constexpr Seconds kStep{0.0005}, kAround = 25_ms, kInside = 5_ms, kTile = 10_s;
constexpr double kWidest = 5.5;  // ms over a third of the height in dB
constexpr double kQuiet = -75;   // dBFS: nothing below is heard
constexpr double kAgain = 8;     // dB under a peak: another like it is a pulse of the voice

double levelOf(double power) { return 10 * exact::log10(power + 1e-12); }

/// Levels in dB of the band above kLowest, one for each half millisecond.
std::vector<double> bandLevels(std::span<const float> sound, double rate, std::size_t step) {
  const double w = 2 * std::numbers::pi * kLowest / rate, c = exact::cos(w),
               alpha = exact::sin(w) / std::numbers::sqrt2;
  const double scale = 1 / (1 + alpha), edge = (1 + c) / 2 * scale;
  const Biquad section{edge, -2 * edge, edge, -2 * c * scale, (1 - alpha) * scale};
  BiquadCascade highPass(2);
  for (int k = 0; k < 2; ++k) highPass.aim(k, section, section);
  highPass.jump();
  std::vector<double> levels;
  std::vector<float> part(step);
  for (std::size_t at = 0; at + step <= sound.size(); at += step) {
    std::copy_n(sound.begin() + static_cast<std::ptrdiff_t>(at), step, part.begin());
    highPass.process(part.data(), nullptr, step);
    double power = 0;
    for (const float x : part) power += static_cast<double>(x) * static_cast<double>(x);
    levels.push_back(levelOf(power / static_cast<double>(step)));
  }
  return levels;
}

struct Tick {
  std::size_t first = 0, past = 0;  ///< steps
  double height = 0;                ///< dB over what is around it
};

/// The tick whose highest step is `top`, if it is one.
std::optional<Tick> tickAt(const std::vector<double>& levels, std::size_t top, double threshold) {
  const double stepMs = kStep.value * 1000;
  const auto around = static_cast<std::size_t>(kAround / kStep), inside = static_cast<std::size_t>(kInside / kStep);
  if (levels[top] < kQuiet || top < inside + 4 || top + inside + 4 > levels.size()) return {};
  for (std::size_t k = top - 3; k <= top + 3; ++k)
    if (levels[k] > levels[top]) return {};
  std::vector<double> before, behind;
  for (std::size_t k = top - std::min(top, around); k + inside < top; ++k) before.push_back(levels[k]);
  for (std::size_t k = top + inside + 1; k < std::min(levels.size(), top + around); ++k) behind.push_back(levels[k]);
  if (before.size() < 8 || behind.size() < 8) return {};
  // Neither side may be as loud: what stays loud is an onset. Where a peak comes again, it is the voice's own pulse.
  const auto upper = [](std::vector<double>& values) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 3 / 4);
    std::ranges::nth_element(values, place);
    return *place;
  };
  const double base = std::max({upper(before), upper(behind), kQuiet - 10});
  const double highest = std::max(*std::ranges::max_element(before), *std::ranges::max_element(behind));
  const double height = levels[top] - base;
  if (height < threshold || highest > levels[top] - std::min(kAgain, height / 2)) return {};
  const double foot = levels[top] - std::min(height - 3, 20.0);
  Tick tick{top, top + 1, height};
  while (tick.first > 0 && levels[tick.first - 1] > foot && tick.past - tick.first < 2 * inside) --tick.first;
  while (tick.past < levels.size() && levels[tick.past] > foot && tick.past - tick.first < 2 * inside) ++tick.past;
  if (static_cast<double>(tick.past - tick.first) * stepMs > kWidest) return {};
  return tick;
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  OfflineWork finding = work, filling = work;
  finding.progress = work.progress.part(0, 0.5);
  filling.progress = work.progress.part(0.5, 1);
  const auto clicks = findMouthClicks(*input, settings.as<MouthClickSettings>().sensitivity, finding);
  if (work.note) work.note("mouth clicks: " + std::to_string(clicks.size()) + " repaired, each channel counted");
  return repairClicks(input, clicks, filling);
}

}  // namespace

const SettingsType& MouthClickSettings::type() {
  using S = MouthClickSettings;
  static const SettingsType type = describe<S>(
      "mouth-click", "Mouth clicks",
      "Takes the ticks of lips and tongue out of speech; works on whole recordings, all other samples stay as they "
      "are.",
      {
          bind<S>(&S::sensitivity, {"sensitivity", "Sensitivity", Unit::Percent, 0, 100,
                                    "Low: only certain ones; high: doubtful ones too."}),
      });
  return type;
}

std::vector<ClickEvent> findMouthClicks(const AudioClip& clip, double sensitivity, const OfflineWork& work) {
  const double rate = clip.format().sampleRate, threshold = 20 - 10 * sensitivity;
  const int channels = clip.format().channels();
  const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(kStep.value * rate));
  const std::size_t hop = static_cast<std::size_t>(kTile / kStep) * step, margin = 200 * step;
  AudioBuffer buffer(channels, hop + 2 * margin);
  std::vector<ClickEvent> clicks;
  for (std::uint64_t start = 0; start < clip.frames(); start += hop) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(start) / static_cast<double>(clip.frames()), "finding mouth clicks");
    const std::uint64_t from = start - std::min<std::uint64_t>(start, margin);
    clip.read(from, buffer.view());
    for (int c = 0; c < channels; ++c) {
      const std::vector<double> levels = bandLevels(buffer[c], rate, step);
      for (std::size_t top = 0; top < levels.size(); ++top) {
        const auto tick = tickAt(levels, top, threshold);
        const std::uint64_t first = tick ? from + tick->first * step : 0, past = tick ? from + tick->past * step : 0;
        if (!tick || first < start || first >= start + hop || past > clip.frames()) continue;
        clicks.push_back({first, past - first, c, (tick->height - threshold) / 4, true});
        top = tick->past;
      }
    }
  }
  std::ranges::stable_sort(clicks, {}, &ClickEvent::channel);
  return clicks;
}

OfflineForm mouthClickOffline() { return {apply, nullptr}; }

}  // namespace lathe
