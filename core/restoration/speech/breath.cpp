// Rules for frames and for runs of them; a gain with fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/breath.h"

#include <algorithm>
#include <cmath>

#include "core/restoration/speech/spans_clip.h"

namespace lathe {
namespace {

constexpr Seconds kShortest = 100_ms, kLongest = 1.2_s, kHole = 35_ms, kBeside = 120_ms;
constexpr double kMostVoicing = 0.45, kRunVoicing = 0.35;
constexpr double kOverFloor = 8, kUnderVoice = 12, kUnderVoiceAtMost = 45;  // dB

/// What a sensitivity of 0 .. 1 makes stricter or laxer: -1 .. +1.
double laxness(double sensitivity) { return 2 * sensitivity - 1; }

bool mayBeBreath(const SpeechFrame& f, const SpeechFrames& speech, double lax) {
  const double level = speechLevel(f.voice());
  if (level < speech.floorLevel + kOverFloor - 3 * lax) return false;
  if (level > speech.voiceLevel - kUnderVoice + 4 * lax || level < speech.voiceLevel - kUnderVoiceAtMost) return false;
  const double low = f.power[Fundamental], middle = f.power[Vowels] + f.power[Presence], high = f.power[Sibilance];
  // Neither a hum nor a hiss: breaths are noise from 400 Hz to 4 kHz and above, falling slowly.
  return f.voicing < kMostVoicing + 0.1 * lax && middle > low && middle > 0.4 * high;
}

struct Run {
  std::size_t first, past;
};

std::vector<Run> runsOf(const SpeechFrames& speech, double lax) {
  std::vector<Run> runs;
  const std::size_t hole = speech.framesIn(kHole);
  for (std::size_t i = 0; i < speech.frames.size(); ++i) {
    if (!mayBeBreath(speech.frames[i], speech, lax)) continue;
    if (!runs.empty() && i - runs.back().past <= hole)
      runs.back().past = i + 1;
    else
      runs.push_back({i, i + 1});
  }
  return runs;
}

/// A pause (or the recording's end) within `reach` frames before or behind the run.
bool hasPauseBeside(const SpeechFrames& speech, const Run& run, std::size_t reach, double level) {
  const auto isPause = [&](std::size_t i) { return speechLevel(speech.frames[i].voice()) < level - 8; };
  bool before = run.first<reach, behind = run.past + reach> speech.frames.size();
  for (std::size_t k = 1; k <= reach; ++k) {
    if (run.first >= k && isPause(run.first - k)) before = true;
    if (run.past + k <= speech.frames.size() && isPause(run.past + k - 1)) behind = true;
  }
  return before || behind;
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& s = settings.as<BreathSettings>();
  const auto breaths = findBreaths(listenToSpeech(*input, work), s.sensitivity);
  if (work.note)
    work.note("breath control: " + std::to_string(breaths.size()) + (breaths.size() == 1 ? " breath" : " breaths"));
  const auto fade = static_cast<std::uint64_t>(s.fade.value * input->format().sampleRate);
  const double floor = toGain(-s.reduction);
  if (floor == 1) return input;
  return changeSpans(
      input, breaths, 0,
      [&](std::span<float> sound, const SpeechSpan& span) {
        const SpanFades fades{std::min(fade, (span.end - span.start) / 2), std::min(fade, (span.end - span.start) / 2)};
        for (std::size_t n = 0; n < sound.size(); ++n)
          sound[n] = static_cast<float>(sound[n] * (1 + (floor - 1) * fades.share(span, span.start + n)));
      },
      work);
}

}  // namespace

const SettingsType& BreathSettings::type() {
  using S = BreathSettings;
  static const SettingsType type = describe<S>(
      "breath", "Breath control",
      "Finds breaths in speech and turns them down; works on whole recordings, all other samples stay as they are.",
      {
          bind<S>(&S::reduction,
                  {"reduction", "Reduction", Unit::Decibels, 0, 60, "By which breaths are turned down."}),
          bind<S>(&S::sensitivity, {"sensitivity", "Sensitivity", Unit::Percent, 0, 100,
                                    "Low: only plain breaths; high: doubtful ones too."}),
          bind<S>(&S::fade, {"fade", "Fade", Unit::Milliseconds, 2, 200, "Into and out of each breath."}),
      });
  return type;
}

std::vector<SpeechSpan> findBreaths(const SpeechFrames& speech, double sensitivity) {
  std::vector<SpeechSpan> breaths;
  const double lax = laxness(sensitivity);
  const std::size_t shortest = speech.framesIn(kShortest * (1.2 - 0.4 * sensitivity)),
                    longest = speech.framesIn(kLongest);
  for (const Run& run : runsOf(speech, lax)) {
    const std::size_t length = run.past - run.first;
    if (length < shortest || length > longest) continue;
    double power = 0, voicing = 0;
    for (std::size_t i = run.first; i < run.past; ++i) {
      power += static_cast<double>(speech.frames[i].voice());
      voicing += static_cast<double>(speech.frames[i].voicing);
    }
    const auto count = static_cast<double>(length);
    const double level = speechLevel(power / count);
    if (voicing / count > kRunVoicing + 0.05 * lax) continue;
    if (!hasPauseBeside(speech, run, speech.framesIn(kBeside), level)) continue;
    breaths.push_back({run.first * speech.hop, run.past * speech.hop, level});
  }
  return breaths;
}

OfflineForm breathOffline() { return {apply, nullptr}; }

}  // namespace lathe
