// The built-in demo mix: plays the score, mixes it and plants the faults.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/demo_mix.h"

#include <algorithm>

#include "core/synth/drums.h"
#include "core/synth/instruments.h"
#include "core/synth/mixer.h"
#include "core/synth/score.h"
#include "core/synth/tone.h"

namespace lathe {
namespace {

using namespace synth;

/// The piece starts after this many seconds of nothing but noise.
constexpr double kLeadIn = 0.6;
/// Sets the whole mix about where mixing engineers leave it: -18 LUFS.
constexpr double kFader = 1.2;

Strip stripOf(const Note& note) {
  const double byPitch = (note.pitch - 62) / 24.0;
  switch (note.part) {
    case Part::Kick:
      return {0.54, 0, 0.01};
    case Part::Snare:
      return {0.46, 0.06, 0.06};
    case Part::HiHat:
      return {0.3, -0.35, 0.02};
    case Part::OpenHat:
      return {0.28, -0.35, 0.03};
    case Part::Crash:
      return {0.38, 0.4, 0.05};
    case Part::Bass:
      return {0.3, 0, 0};
    case Part::Piano:
      return {0.115, 0.3 * std::clamp(byPitch, -1.0, 1.0) - 0.2, 0.08};
    case Part::Pad:
      return {0.075, 0, 0.1};
    case Part::Pluck:
      return {0.3, 0.5, 0.12};
    case Part::Lead:
      return {0.15, -0.08, 0.16};
  }
  return {};
}

std::vector<float> play(const Note& note, Random& random) {
  const Tone tone = {static_cast<double>(note.pitch), note.length * kSecondsPerBeat, note.velocity};
  switch (note.part) {
    case Part::Kick:
      return kick(note.velocity, random);
    case Part::Snare:
      return snare(note.velocity, random);
    case Part::HiHat:
      return hiHat(note.velocity, 0.11, random);
    case Part::OpenHat:
      return hiHat(note.velocity, 0.5, random);
    case Part::Crash:
      return crash(note.velocity, random);
    case Part::Bass:
      return bassGuitar(tone, random);
    case Part::Piano:
      return electricPiano(tone, random);
    case Part::Pad:
      return stringPad(tone, random);
    case Part::Pluck:
      return pluckedString(tone, random);
    case Part::Lead:
      return leadSynth(tone, random);
  }
  return {};
}

}  // namespace

AudioBuffer makeDemoMix(const Progress& progress) {
  Mixer mixer(kDemoMixFrames);
  Random random(2026);
  const std::vector<Note> score = demoScore();
  for (std::size_t i = 0; i < score.size(); ++i) {
    const Note& note = score[i];
    progress.throwIfStopped();
    progress.at(static_cast<double>(i) / static_cast<double>(score.size()), "playing the demo");
    const auto frame = static_cast<std::size_t>((kLeadIn + note.beat * kSecondsPerBeat) * kSampleRate);
    Strip strip = stripOf(note);
    strip.gain *= kFader;
    if (note.part == Part::Pad) {
      // Two renderings, one to each side, make the strings wide.
      strip.pan = -0.85;
      mixer.place(play(note, random), frame, strip);
      strip.pan = 0.85;
    }
    mixer.place(play(note, random), frame, strip);
  }
  AudioBuffer mix = mixer.mix(progress);
  progress.throwIfStopped();
  plantFaults(mix.view());
  return mix;
}

}  // namespace lathe
