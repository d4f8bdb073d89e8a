// Seconds and decibels to frames and factors.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/dereverb_plan.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/compute/stft.h"

namespace lathe {
namespace {

// What the modes differ in: found on speech and music in made and real rooms (docs/user/dereverb.md).
constexpr double kMusicShare = 0.1, kDialogueShare = 0.4;  // at most, of steady sound
constexpr float kMusicBudget = 1, kDialogueBudget = 2.5f;
constexpr Seconds kMusicTail = 300_ms, kDialogueTail = 500_ms, kShortestTail = 120_ms;
constexpr double kTailShare = 0.3;  // of the reverberation time: the first 18 dB of decay
constexpr double kTogether = 0.6;   // of the taps, where two channels are predicted from both
constexpr double kFrameReach = 6, kBinReach = 2;

/// Taps by band: rooms ring longest in the bass, and there frames hold the least.
double tapShare(double frequency) { return frequency < 1000 ? 1.0 : frequency < 4000 ? 0.75 : 0.5; }

/// How far back the prediction looks.
Seconds tailAt(const DereverbSettings& settings, Seconds time) {
  if (settings.tail.value > 0) return {std::max(settings.tail.value, 0.02)};
  const Seconds longest = settings.mode == DereverbMode::Music ? kMusicTail : kDialogueTail;
  return {std::clamp(kTailShare * time.value, kShortestTail.value, longest.value)};
}

}  // namespace

DereverbPlan makeDereverbPlan(const DereverbSettings& settings, const LateReverb& room, const AudioFormat& format) {
  DereverbPlan plan;
  const double rate = format.sampleRate;
  const std::size_t size = dereverbWindow(rate);
  for (int c = 0; c < format.channels(); ++c)
    if (!isLowFrequencyEffects(format.layout[c])) plan.channels.push_back(c);
  plan.stft = noiseScaledStft(std::max(1, static_cast<int>(plan.channels.size())), size);
  const double step = static_cast<double>(plan.stft.hop) / rate;
  const bool isMusic = settings.mode == DereverbMode::Music;
  plan.isPredicted = settings.method == DereverbMethod::Predict;
  plan.sparesSteady = isMusic;
  plan.delay = std::max<std::size_t>(2, static_cast<std::size_t>(std::lround(settings.early.value / step)));
  plan.budget = isMusic ? kMusicBudget : kDialogueBudget;
  plan.frameReach = static_cast<int>(std::lround(kFrameReach * settings.artefactControl));
  plan.binReach = static_cast<int>(std::lround(kBinReach * settings.artefactControl));
  plan.keptPower = static_cast<float>(exact::exp10(settings.keep.value / 10));

  const std::size_t bins = plan.stft.bins(), stride = wholeLines<Complex<float>>(bins);
  for (AlignedArray<float>* row : {&plan.decay, &plan.share, &plan.floor}) *row = AlignedArray<float>(stride);
  const std::vector<CurvePoint> curve = parseCurve(settings.curve);
  for (std::size_t k = 0; k < bins; ++k) {
    const Hertz frequency{std::max(20.0, static_cast<double>(k) * rate / static_cast<double>(size))};
    const Seconds time = room.timeAt(frequency);
    const double taps = tailAt(settings, time).value / step * tapShare(frequency.value);
    plan.taps.push_back(std::max(2, static_cast<int>(std::lround(plan.channels.size() > 1 ? taps * kTogether : taps))));
    plan.decay[k] = static_cast<float>(exact::exp10(-6 * step / std::max(0.05, time.value)));
    const double share = std::min(isMusic ? kMusicShare : kDialogueShare, room.shareAt(frequency));
    plan.share[k] = static_cast<float>(share * settings.amount);
    const Decibels reduction{std::clamp((settings.reduction + curveAt(curve, frequency)).value, 0.0, 60.0)};
    plan.floor[k] = static_cast<float>(toGain(-reduction));
  }
  return plan;
}

}  // namespace lathe
