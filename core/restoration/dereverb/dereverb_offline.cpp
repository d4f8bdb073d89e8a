// De-reverb of a whole recording: the room is measured, then section after section goes into a spool.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/compute/backend.h"
#include "core/file/spool.h"
#include "core/restoration/denoise/removed_grid.h"
#include "core/restoration/dereverb/dereverb_engine.h"

namespace lathe {
namespace {

constexpr double kLeastShare = 0.002;  // -27 dB: no room that could be heard

// Of the time behind sound, in which the room is alone: speech pauses between words, music hardly ever.
constexpr double kMusicPauses = 0.005, kDialoguePauses = 0.03;

std::string roomText(const LateReverb& room) {
  std::string text;
  for (const LateBand& band : room.bands)
    text += fmt::format("{}{:.0f} Hz {:.2f} s {:.0f} dB", text.empty() ? "" : ", ", band.centre.value, band.time.value,
                        10 * exact::log10(std::max(1e-6, band.share)));
  return text;
}

StftDeviceOptions deviceOptions(const DereverbPlan& plan, const AudioClip& clip, const OfflineWork& work) {
  const double samples = 4.0 * static_cast<double>(clip.frames()) * plan.stft.channels;
  StftDeviceOptions options;
  options.backends = chooseBackends(
      work.device, [&](const Backend& backend) { return stftSeconds(backend, 1, samples, work.threads); });
  options.threads = work.threads;
  return options;
}

/// What is removed, of the plan's channels, from a sample on; what comes before it has been written.
class RemovedSound {
 public:
  explicit RemovedSound(int channels) : channels_(channels), samples_(channels, 0) {}
  std::int64_t origin() const { return origin_; }
  /// Room up to sample `end`.
  AudioView upTo(std::int64_t end) {
    const auto length = static_cast<std::size_t>(std::max<std::int64_t>(0, end - origin_));
    if (length > samples_.frames()) {
      AudioBuffer more(channels_, length);
      copy(samples_.view(), more.view().slice(0, samples_.frames()));
      samples_ = std::move(more);
    }
    return samples_.view();
  }
  /// Gives up what comes before sample `start`.
  void forgetBefore(std::int64_t start) {
    const auto gone = std::min(samples_.frames(), static_cast<std::size_t>(start - origin_));
    AudioBuffer rest(channels_, samples_.frames() - gone);
    copy(samples_.view().slice(gone, rest.frames()), rest.view());
    samples_ = std::move(rest);
    origin_ = start;
  }

 private:
  int channels_;
  std::int64_t origin_ = 0;
  AudioBuffer samples_;
};

}  // namespace

ClipPtr applyDereverb(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& wanted = settings.as<DereverbSettings>();
  const FlushDenormals flush;
  const double pauses = wanted.mode == DereverbMode::Music ? kMusicPauses : kDialoguePauses;
  const LateReverb room =
      measureLateReverb(*input, wanted.early, pauses, parseCurve(wanted.times), work.progress.part(0, 0.05));
  if (room.mostShare() < kLeastShare) {
    if (work.note) work.note("de-reverb: no late reverberation was found, so nothing was changed");
    return input;
  }
  if (work.note) work.note("de-reverb: reverberation time and late share of the sound: " + roomText(room));
  const DereverbPlan plan = makeDereverbPlan(wanted, room, input->format());
  if (plan.channels.empty()) return input;
  StftDevice device(deviceOptions(plan, *input, work));
  Workers workers(work.threads);
  DereverbEngine engine(plan, *input, device, workers);
  auto result = std::make_shared<SpoolClip>(input->format(), work.folder);
  RemovedSound removed(plan.stft.channels);
  const auto sections = dereverbSections(input->frames(), input->format().sampleRate, plan.stft.hop);
  const auto hop = static_cast<std::int64_t>(plan.stft.hop), frames = static_cast<std::int64_t>(input->frames());
  for (std::size_t i = 0; i < sections.size(); ++i) {
    work.progress.throwIfStopped();
    work.progress.at(0.05 + 0.95 * static_cast<double>(i) / static_cast<double>(sections.size()),
                     "taking reverberation away");
    const std::int64_t end = std::min(frames, sections[i].past * hop + 3 * hop);
    engine.remove(sections[i], removed.origin(), removed.upTo(end));
    const bool isLast = i + 1 == sections.size();
    const std::int64_t done =
        isLast ? frames : std::min(frames, std::max<std::int64_t>(0, sections[i + 1].begin * hop));
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, done - removed.origin()));
    AudioBuffer sound(input->format().channels(), count), less(input->format().channels(), count);
    input->read(static_cast<std::uint64_t>(removed.origin()), sound.view());
    const AudioView taken = removed.upTo(done).slice(0, count);
    for (std::size_t c = 0; c < plan.channels.size(); ++c)
      std::ranges::copy(taken[static_cast<int>(c)], less[plan.channels[c]].begin());
    subtractOnGrid(less.view(), sound.view());
    result->append(sound.view());
    removed.forgetBefore(done);
  }
  for (const std::string& fallback : device.fallbacks())
    if (work.note) work.note(fallback);
  return result;
}

}  // namespace lathe
