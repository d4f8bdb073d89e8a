// The demo's score: chords, a bass line, a melody, arpeggios and drums, section by section.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/score.h"

#include <array>

#include "core/audio/random.h"

namespace lathe::synth {
namespace {

struct ChordShape {
  int bass;
  std::array<int, 4> tones;
};

constexpr ChordShape kAm7 = {33, {57, 60, 64, 67}};
constexpr ChordShape kF = {29, {53, 57, 60, 64}};
constexpr ChordShape kC = {36, {55, 59, 60, 64}};
constexpr ChordShape kG = {31, {55, 59, 62, 64}};
constexpr ChordShape kCOverE = {28, {55, 60, 64, 67}};

constexpr std::array<ChordShape, kBars> kChords = {kAm7, kF, kC,   kG,      kAm7, kF, kC, kG,
                                                   kF,   kG, kAm7, kCOverE, kF,   kG, kF, kC};

struct MelodyNote {
  double beat;  ///< from the first beat of the chorus
  double length;
  int pitch;
  double velocity;
};

constexpr MelodyNote kMelody[] = {
    {0, 1, 72, .8},    {1, .5, 74, .7},      {1.5, 1, 76, .8}, {2.5, .5, 79, .75}, {3, 1, 76, .7},
    {4, 1.5, 74, .8},  {5.5, .5, 71, .6},    {6, 1, 74, .75},  {7, 1, 79, .85},    {8, 1.5, 81, .9},
    {9.5, .5, 79, .7}, {10, 1, 76, .75},     {11, 1, 72, .7},  {12, 1.5, 79, .85}, {13.5, .5, 76, .7},
    {14, .5, 74, .7},  {14.5, 1.5, 72, .75}, {16, .5, 72, .8}, {16.5, .5, 74, .8}, {17, 1, 76, .85},
    {18, 1, 81, .9},   {19, 1, 79, .85},     {20, 1, 83, .95}, {21, .5, 81, .85},  {21.5, 1.5, 79, .85},
    {23, 1, 74, .75},  {24, 3, 76, .5},      {27, 1, 74, .42}, {28, 3.5, 72, .4}};

enum class Section { Introduction, Verse, Chorus, Ending };

constexpr Section sectionOf(int bar) {
  return bar < 4 ? Section::Introduction : bar < 8 ? Section::Verse : bar < 14 ? Section::Chorus : Section::Ending;
}

using Notes = std::vector<Note>;

void addChords(Notes& notes, int bar) {
  const Section section = sectionOf(bar);
  const double start = bar * kBeatsPerBar;
  const bool isLoud = section == Section::Chorus;
  const auto& tones = kChords[static_cast<std::size_t>(bar)].tones;
  for (std::size_t i = 0; i < tones.size(); ++i) {
    const double rolled = 0.035 * static_cast<double>(i);
    notes.push_back({Part::Piano, start + rolled, bar == 15 ? 4.6 : 2.3, tones[i], isLoud ? 0.62 : 0.6});
    if (section != Section::Ending) notes.push_back({Part::Piano, start + 2.5, 1.3, tones[i], isLoud ? 0.5 : 0.44});
    if (bar >= 1)
      notes.push_back({Part::Pad, start, bar == 15 ? 3.2 : 3.9, tones[i] + (i == 0 ? -12 : 0), isLoud ? 0.75 : 0.55});
  }
}

void addBass(Notes& notes, int bar) {
  const Section section = sectionOf(bar);
  const double start = bar * kBeatsPerBar;
  const int root = kChords[static_cast<std::size_t>(bar)].bass;
  if (section == Section::Verse) {
    notes.push_back({Part::Bass, start, 1.4, root, 0.72});
    notes.push_back({Part::Bass, start + 1.5, 0.9, root, 0.6});
    notes.push_back({Part::Bass, start + 2.5, 0.9, root + 7, 0.62});
    notes.push_back({Part::Bass, start + 3.5, 0.45, root + 12, 0.55});
  }
  if (section == Section::Chorus)
    for (int eighth = 0; eighth < 8; ++eighth)
      notes.push_back(
          {Part::Bass, start + 0.5 * eighth, 0.42, eighth == 7 ? root + 12 : root, eighth % 2 == 0 ? 0.9 : 0.72});
  if (section == Section::Ending) notes.push_back({Part::Bass, start, 3.6, root, 0.55});
}

void addArpeggio(Notes& notes, int bar) {
  const Section section = sectionOf(bar);
  if (section == Section::Ending) return;
  constexpr std::array<std::size_t, 8> kOrder = {0, 2, 1, 3, 2, 1, 3, 2};
  const auto& tones = kChords[static_cast<std::size_t>(bar)].tones;
  const int step = section == Section::Introduction ? 2 : 1;
  for (int eighth = 0; eighth < 8; eighth += step) {
    const double velocity = (section == Section::Introduction ? 0.62 : 0.66) + (eighth % 4 == 0 ? 0.12 : 0);
    const int pitch = tones[kOrder[static_cast<std::size_t>(eighth)]] + 12;
    notes.push_back({Part::Pluck, bar * kBeatsPerBar + 0.5 * eighth, 0.5, pitch, velocity});
  }
}

void addVerseDrums(Notes& notes, int bar) {
  const double start = bar * kBeatsPerBar;
  notes.push_back({Part::Kick, start, 1, 0, 0.68});
  notes.push_back({Part::Kick, start + 2.5, 1, 0, 0.6});
  notes.push_back({Part::Snare, start + 1, 1, 0, 0.5});
  notes.push_back({Part::Snare, start + 3, 1, 0, 0.54});
  for (int eighth = 0; eighth < 8; ++eighth)
    notes.push_back({Part::HiHat, start + 0.5 * eighth, 0.5, 0, eighth % 2 == 0 ? 0.5 : 0.32});
  if (bar != 7) return;
  for (int sixteenth = 0; sixteenth < 4; ++sixteenth)
    notes.push_back({Part::Snare, start + 3 + 0.25 * sixteenth, 0.25, 0, 0.45 + 0.12 * sixteenth});
}

void addChorusDrums(Notes& notes, int bar) {
  const double start = bar * kBeatsPerBar;
  if (bar == 8 || bar == 12) notes.push_back({Part::Crash, start, 4, 0, 0.75});
  for (const double beat : {0.0, 2.0}) notes.push_back({Part::Kick, start + beat, 1, 0, 0.95});
  for (const double beat : {1.5, 2.75}) notes.push_back({Part::Kick, start + beat, 1, 0, 0.7});
  for (const double beat : {1.0, 3.0}) notes.push_back({Part::Snare, start + beat, 1, 0, 0.86});
  notes.push_back({Part::Snare, start + 2.25, 0.25, 0, 0.2});
  for (int sixteenth = 0; sixteenth < 14; ++sixteenth) {
    const double accent = sixteenth % 4 == 0 ? 0.6 : sixteenth % 2 == 0 ? 0.48 : 0.28;
    notes.push_back({Part::HiHat, start + 0.25 * sixteenth + (sixteenth % 2 ? 0.03 : 0), 0.25, 0, accent});
  }
  notes.push_back({Part::OpenHat, start + 3.5, 0.5, 0, 0.5});
}

void addDrums(Notes& notes, int bar) {
  const double start = bar * kBeatsPerBar;
  switch (sectionOf(bar)) {
    case Section::Introduction:
      if (bar >= 2)
        for (int beat = 0; beat < 4; ++beat) notes.push_back({Part::HiHat, start + beat + 0.5, 0.5, 0, 0.24});
      break;
    case Section::Verse:
      addVerseDrums(notes, bar);
      break;
    case Section::Chorus:
      addChorusDrums(notes, bar);
      break;
    case Section::Ending:
      notes.push_back({Part::Kick, start, 1, 0, 0.55});
      if (bar == 14) notes.push_back({Part::Crash, start, 4, 0, 0.4});
      break;
  }
}

/// Nobody plays on the grid: up to 5 ms early or late, up to 8 % softer or harder.
void humanise(Notes& notes) {
  Random random(0x4C61746865);
  for (Note& note : notes) {
    note.beat += 0.005 / kSecondsPerBeat * random.even();
    note.velocity *= 1 + 0.08 * random.even();
  }
}

}  // namespace

std::vector<Note> demoScore() {
  Notes notes;
  for (int bar = 0; bar < kBars; ++bar) {
    addChords(notes, bar);
    addBass(notes, bar);
    addArpeggio(notes, bar);
    addDrums(notes, bar);
  }
  constexpr double kChorusStart = 8 * kBeatsPerBar;
  for (const MelodyNote& note : kMelody)
    notes.push_back({Part::Lead, kChorusStart + note.beat, note.length * 0.95, note.pitch, note.velocity});
  humanise(notes);
  return notes;
}

}  // namespace lathe::synth
