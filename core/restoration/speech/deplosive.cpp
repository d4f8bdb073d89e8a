// Bursts against the voice's usual bass; a linear-phase low-pass of three moving averages is taken off, with fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/deplosive.h"

#include <algorithm>
#include <cmath>

#include "core/restoration/speech/spans_clip.h"

namespace lathe {
namespace {

constexpr Seconds kLongest = 250_ms, kFadeIn = 15_ms, kFadeOut = 40_ms;
constexpr double kUsualShare = 0.9;

/// Mean over `length` (odd) samples around each, in place; the ends take what there is as silence.
void average(std::vector<double>& x, std::size_t length) {
  const std::size_t half = length / 2;
  std::vector<double> sums(x.size() + 1, 0.0);
  for (std::size_t n = 0; n < x.size(); ++n) sums[n + 1] = sums[n] + x[n];
  for (std::size_t n = 0; n < x.size(); ++n) {
    const std::size_t from = n - std::min(n, half), to = std::min(x.size(), n + half + 1);
    x[n] = (sums[to] - sums[from]) / static_cast<double>(length);
  }
}

/// What is usual below 80 Hz while there is voice: exceeded in a tenth of it.
double usualRumble(const SpeechFrames& speech) {
  std::vector<double> levels;
  for (const SpeechFrame& f : speech.frames)
    if (speechLevel(f.voice()) > speech.voiceLevel - 20) levels.push_back(speechLevel(f.power[Rumble]));
  if (levels.empty()) return 0;
  std::ranges::sort(levels);
  return levels[static_cast<std::size_t>(kUsualShare * static_cast<double>(levels.size() - 1))];
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& s = settings.as<DeplosiveSettings>();
  const auto bursts = findPlosives(listenToSpeech(*input, work), s.sensitivity);
  if (work.note)
    work.note("de-plosive: " + std::to_string(bursts.size()) + (bursts.size() == 1 ? " burst" : " bursts"));
  const double rate = input->format().sampleRate, depth = 1 - toGain(-s.reduction);
  // Three means of this length are 3 dB down at the frequency: sinc^3 = 0.707 at 0.262 of a period.
  const std::size_t length = static_cast<std::size_t>(0.262 * rate / s.frequency.value) | 1;
  const std::size_t margin = 3 * (length / 2);
  const SpanFades fades{static_cast<std::uint64_t>(kFadeIn.value * rate),
                        static_cast<std::uint64_t>(kFadeOut.value * rate)};
  return changeSpans(
      input, bursts, margin,
      [&](std::span<float> sound, const SpeechSpan& span) {
        std::vector<double> low(sound.size());
        for (std::size_t n = 0; n < low.size(); ++n)
          low[n] = std::isfinite(sound[n]) ? static_cast<double>(sound[n]) : 0.0;
        for (int pass = 0; pass < 3; ++pass) average(low, length);
        for (std::size_t n = margin; n + margin < sound.size(); ++n)
          sound[n] = static_cast<float>(sound[n] - depth * fades.share(span, span.start + n - margin) * low[n]);
      },
      work);
}

}  // namespace

const SettingsType& DeplosiveSettings::type() {
  using S = DeplosiveSettings;
  static const SettingsType type = describe<S>(
      "deplosive", "De-plosive",
      "Takes bursts of air out of the bass of speech; works on whole recordings, all other samples stay as they are.",
      {
          bind<S>(&S::sensitivity, {"sensitivity", "Sensitivity", Unit::Percent, 0, 100,
                                    "Low: only strong bursts; high: doubtful ones too."}),
          bind<S>(&S::frequency, {"frequency", "Frequency", Unit::Hertz, 40, 300, "Below it bursts are taken away.",
                                  Scale::Logarithmic}),
          bind<S>(&S::reduction, {"reduction", "Reduction", Unit::Decibels, 0, 60, "Of a burst, at most."}),
      });
  return type;
}

std::vector<SpeechSpan> findPlosives(const SpeechFrames& speech, double sensitivity) {
  std::vector<SpeechSpan> bursts;
  const double usual = usualRumble(speech), threshold = usual + 13 - 10 * sensitivity;
  const double least = speech.voiceLevel - 16 - 8 * sensitivity;
  const std::size_t longest = speech.framesIn(kLongest), window = speech.framesIn(Seconds{0.046});
  const auto level = [&](std::size_t i) { return speechLevel(speech.frames[i].power[Rumble]); };
  for (std::size_t i = 0; i < speech.frames.size(); ++i) {
    if (level(i) < threshold || level(i) < least) continue;
    std::size_t past = i, top = i;
    while (past < speech.frames.size() && level(past) > threshold - 6) {
      if (level(past) > level(top)) top = past;
      ++past;
    }
    std::size_t first = i;
    while (first > 0 && level(first - 1) > threshold - 6 && past - first < 2 * longest) --first;
    // A wave of the bass that lasts is rumble or a note, and one under a loud vowel is the voice's own.
    const SpeechFrame& peak = speech.frames[top];
    const bool isLow = peak.power[Rumble] > 0.7f * peak.power[Fundamental];
    // A frame sees half a window to either side.
    if (past - first <= longest + window && isLow) {
      const std::uint64_t start = first * speech.hop, end = past * speech.hop;
      if (!bursts.empty() && bursts.back().end >= start)
        bursts.back().end = end, bursts.back().level = std::max(bursts.back().level, level(top) - usual);
      else
        bursts.push_back({start, end, level(top) - usual});
    }
    i = past;
  }
  return bursts;
}

OfflineForm deplosiveOffline() { return {apply, nullptr}; }

}  // namespace lathe
