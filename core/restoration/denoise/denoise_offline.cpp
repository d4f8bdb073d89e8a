// De-noising a whole recording: the profile, the map of the noise, then stretch after stretch into a spool.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/audio/simd.h"
#include "core/compute/backend.h"
#include "core/file/spool.h"
#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_engine.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/restoration/denoise/mid_side_clip.h"
#include "core/restoration/denoise/removed_grid.h"

namespace lathe {
namespace {

constexpr std::size_t kStretch = std::size_t{1} << 17;
constexpr std::size_t kFewFrames = 20;

void note(const OfflineWork& work, const std::string& text) {
  if (work.note) work.note(text);
}

NoiseProfile profileFor(const DenoiseSettings& settings, const AudioClip& clip, const OfflineWork& work) {
  if (!settings.profile.empty()) {
    note(work, "noise profile from " + settings.profile);
    return loadProfile(settings.profile).fittedTo(clip.format().sampleRate, clip.format().channels());
  }
  const std::vector<TimeRange> ranges = parseRanges(settings.learn);
  if (!ranges.empty()) {
    NoiseProfile profile = learnProfile(clip, ranges);
    if (profile.spectra[1].frames < kFewFrames)
      note(work,
           "the noise was learned from only " + fixedText(profile.seconds, 2) + " s; more would describe it better");
    return profile;
  }
  std::vector<TimeRange> found;
  NoiseProfile profile = findProfile(clip, found, work.progress.part(0, 0.1));
  if (found.empty())
    note(work,
         "no steady noise was found in the quietest passages, so nothing was taken away; say where noise is alone "
         "(learn)");
  else
    note(work, "noise learned from the quietest passages: " + rangesText(found) + " s");
  return profile;
}

DenoiseDevice deviceFor(const AudioClip& clip, const OfflineWork& work) {
  const std::uint64_t samples = clip.frames() * static_cast<std::uint64_t>(clip.format().channels());
  const auto backends = chooseBackends(
      work.device, [&](const Backend& backend) { return backend.suppressionSeconds(samples, work.threads); });
  return DenoiseDevice({backends, work.threads, work.note});
}

NoiseMap mapFor(const DenoiseSettings& settings, const AudioClip& clip, const NoiseProfile& profile,
                const OfflineWork& work) {
  const bool isDialogue = settings.mode == DenoiseMode::Dialogue;
  if (settings.method == DenoiseMethod::Learned && !isDialogue) return {};
  NoiseMapOptions options{.window = 2, .least = 1, .most = 4, .anchors = {}};
  if (settings.method == DenoiseMethod::Adaptive)
    options = {.window = isDialogue ? 2.0 : 6.0,
               .least = 1.0 / 16,
               .most = isDialogue ? 16.0 : 4.0,
               .anchors = parseRanges(settings.anchors)};
  return makeNoiseMap(clip, profile, options, work.progress.part(0.1, 0.2));
}

}  // namespace

ClipPtr applyDenoise(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& wanted = settings.as<DenoiseSettings>();
  const FlushDenormals flush;
  const bool isMidSide = wanted.channels == DenoiseChannels::MidSide && input->format().channels() == 2;
  const ClipPtr clip = isMidSide ? std::make_shared<MidSideClip>(input) : input;
  const NoiseProfile profile = profileFor(wanted, *clip, work);
  if (profile.channels() == 0) return input;
  const NoiseMap map = mapFor(wanted, *clip, profile, work);
  const DenoisePlan plan = makeDenoisePlan(wanted, parseCurve(wanted.curve), profile);

  DenoiseEngine engine(plan, map, clip, deviceFor(*clip, work));
  auto result = std::make_shared<SpoolClip>(input->format(), work.folder);
  AudioBuffer removed(input->format().channels(), kStretch), sound(input->format().channels(), kStretch);
  for (std::uint64_t at = 0; at < input->frames(); at += kStretch) {
    work.progress.throwIfStopped();
    work.progress.at(0.2 + 0.8 * static_cast<double>(at) / static_cast<double>(input->frames()), "taking noise away");
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kStretch, input->frames() - at));
    const AudioView out = sound.view().slice(0, count), less = removed.view().slice(0, count);
    engine.remove(at, less);
    if (isMidSide) leftRight(less);
    input->read(at, out);
    subtractOnGrid(less, out);
    result->append(out);
  }
  return result;
}

}  // namespace lathe
