// De-hum: the hum goes, the notes stay, and where there is no hum nothing happens.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dehum/dehum.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/restoration_signals.h"
#include "tests/support/signals.h"

namespace lathe::test {
namespace {

constexpr std::size_t kLead = kRestorationLead;

struct Result {
  AudioBuffer out;
  std::string note;
};

Result dehummed(const AudioBuffer& sound, const DehumSettings& settings = {}) {
  Result result;
  OfflineWork work;
  work.note = [&](const std::string& text) { result.note += text; };
  result.out = samplesOf(*applyDehum(settings, clipAt44100(sound), false, work));
  return result;
}

double siSdrGain(const AudioBuffer& clean, const AudioBuffer& before, const AudioBuffer& after) {
  return siSdr(clean[0].subspan(kLead), after[0].subspan(kLead)) -
         siSdr(clean[0].subspan(kLead), before[0].subspan(kLead));
}

TEST(Dehum, FindsTheMainsAndTakesItAway) {
  const AudioBuffer clean = notes(2);
  for (const Hertz base : {50_Hz, 60_Hz}) {
    const AudioBuffer sound = sum(clean, hum(2, clean.frames(), base, -30_dB));
    const Result result = dehummed(sound);
    EXPECT_NE(result.note.find("hum at " + std::to_string(static_cast<int>(base.value))), std::string::npos)
        << result.note;
    const auto quiet = [&](const AudioBuffer& b) { return rms(b[1].subspan(22050, kLead - 44100)); };
    EXPECT_LT(20 * std::log10(quiet(result.out) / quiet(sound)), -25) << base.value;
    EXPECT_GT(siSdrGain(clean, sound, result.out), 10) << base.value;
  }
}

TEST(Dehum, NotchesTakeHumToo) {
  const AudioBuffer clean = notes(1), sound = sum(clean, hum(1, clean.frames(), 50_Hz, -30_dB));
  DehumSettings settings;
  settings.method = HumMethod::Notch;
  settings.base = HumBase::Free;
  settings.frequency = 50.03_Hz;
  settings.harmonics = 10;
  settings.quality = 12;
  const AudioBuffer out = dehummed(sound, settings).out;
  EXPECT_LT(20 * std::log10(rms(out[0].subspan(66150, 11025)) / rms(sound[0].subspan(66150, 11025))), -15);
}

TEST(Dehum, WithoutHumEverySampleStaysAsItIs) {
  const AudioBuffer sound = sum(notes(1), hiss(1, 5 * kRestorationRate, 4, -50_dB));
  const Result result = dehummed(sound);
  EXPECT_EQ(largestDifference(result.out.view(), sound.view()), 0);
  EXPECT_NE(result.note.find("no hum"), std::string::npos);
}

TEST(Dehum, LeavesANoteAtAHarmonicAsItIs) {
  AudioBuffer clean = notes(1);
  const AudioBuffer note = toneBurst(1, clean.frames(), kRestorationRate, 200_Hz, kLead + 22050, 44100, -12_dB);
  clean = sum(clean, note);
  const AudioBuffer sound = sum(clean, hum(1, clean.frames(), 50_Hz, -40_dB));
  const AudioBuffer out = dehummed(sound).out;
  const auto middle = [&](const AudioBuffer& b) { return b[0].subspan(kLead + 22050, 44100); };
  EXPECT_NEAR(20 * std::log10(rms(middle(out)) / rms(middle(clean))), 0, 0.1);
}

}  // namespace
}  // namespace lathe::test
