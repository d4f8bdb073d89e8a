// The de-clicker's candidates under a rule for speech.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/speech/mouth_clicks.h"

#include <algorithm>
#include <cmath>

#include "core/processors/declick/declick.h"
#include "core/processors/speech/speech_frames.h"

namespace lathe {
namespace {

constexpr Seconds kLongest = 6_ms;
constexpr double kPause = 25;                   // dB below the voice
constexpr double kPeriods[2] = {0.0025, 0.02};  // s
constexpr double kVoiced = 0.6;

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  OfflineWork finding = work, filling = work;
  finding.progress = work.progress.part(0, 0.7);
  filling.progress = work.progress.part(0.7, 1);
  const auto clicks = findMouthClicks(input, settings.as<MouthClickSettings>().sensitivity, finding);
  const auto count = std::ranges::count(clicks, true, &ClickEvent::isRepaired);
  if (work.note) work.note("mouth clicks: " + std::to_string(count) + " repaired");
  return repairClicks(input, clicks, filling);
}

/// A pulse of the voice comes again after a period, and hardly ever lies in a pause.
bool isOfTheVoice(const ClickEvent& click, const std::vector<ClickEvent>& candidates, const SpeechFrames& speech) {
  const auto rate = static_cast<double>(speech.sampleRate);
  if (static_cast<double>(click.length) > kLongest.value * rate) return true;
  const SpeechFrame& frame = speech.frames[std::min(speech.frames.size() - 1, click.start / speech.hop)];
  if (speechLevel(frame.voice()) < speech.voiceLevel - kPause) return false;
  const auto shortest = static_cast<std::uint64_t>(kPeriods[0] * rate),
             longest = static_cast<std::uint64_t>(kPeriods[1] * rate);
  int pulses = 0;
  for (const ClickEvent& other : candidates) {
    if (other.channel != click.channel) continue;
    const std::uint64_t apart = other.start > click.start ? other.start - click.start : click.start - other.start;
    if (apart >= shortest && apart <= longest) ++pulses;
  }
  return pulses >= 2 || (frame.voicing > kVoiced && pulses >= 1);
}

}  // namespace

const SettingsType& MouthClickSettings::type() {
  using S = MouthClickSettings;
  static const SettingsType type = describe<S>(
      "mouth-click", "Mouth clicks",
      "Takes the ticks of lips and tongue out of speech; works on whole recordings, all other samples stay as they "
      "are.",
      {
          bind<S>(&S::sensitivity,
                  {"sensitivity", "Sensitivity", Unit::Percent, 0, 100, "From sure ones to all that might be one."}),
      });
  return type;
}

std::vector<ClickEvent> findMouthClicks(const ClipPtr& clip, double sensitivity, const OfflineWork& work) {
  DeclickSettings settings;
  settings.kind = ClickKind::Random;
  settings.sensitivity = sensitivity;
  std::vector<ClickEvent> clicks = findClicks(*clip, settings, work);
  const SpeechFrames speech = listenToSpeech(*clip, {.folder = work.folder});
  const std::vector<ClickEvent> candidates = clicks;
  for (ClickEvent& click : clicks)
    if (click.isRepaired && isOfTheVoice(click, candidates, speech)) click.isRepaired = false;
  return clicks;
}

OfflineForm mouthClickOffline() { return {apply, nullptr}; }

}  // namespace lathe
