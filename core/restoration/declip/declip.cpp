// De-clip on whole recordings: levels first, then tiles, then room for what came out louder.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declip/declip.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "core/audio/number_text.h"
#include "core/compute/backend.h"
#include "core/file/spool.h"
#include "core/restoration/declick/click_detector.h"
#include "core/restoration/declip/declip_engine.h"

namespace lathe {
namespace {

constexpr std::size_t kTile = 1u << 17;

/// A clip at another level.
class ScaledClip : public AudioClip {
 public:
  ScaledClip(ClipPtr source, float gain) : source_(std::move(source)), gain_(gain) {}
  const AudioFormat& format() const noexcept override { return source_->format(); }
  std::uint64_t frames() const noexcept override { return source_->frames(); }
  bool isSequential() const noexcept override { return source_->isSequential(); }
  void read(std::uint64_t start, AudioView out) const override {
    source_->read(start, out);
    for (int c = 0; c < out.channels(); ++c)
      for (float& sample : out[c]) sample *= gain_;
  }

 private:
  ClipPtr source_;
  float gain_;
};

std::vector<ClippingLevels> levelsOf(const AudioClip& clip, const DeclipSettings& settings, const OfflineWork& work) {
  if (settings.isAutomatic) return findClippingLevels(clip, work);
  const auto level = static_cast<float>(toGain(settings.threshold));
  return std::vector<ClippingLevels>(static_cast<std::size_t>(clip.format().channels()), {level, level});
}

/// Marks what is clipped and counts it from `from` to `to`.
std::uint64_t mark(std::span<const float> sound, const ClippingLevels& levels, std::span<Clipped> clipped,
                   std::size_t from, std::size_t to) {
  std::uint64_t count = 0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    clipped[n] = levels.above > 0 && sound[n] >= levels.above    ? Clipped::Above
                 : levels.below > 0 && sound[n] <= -levels.below ? Clipped::Below
                                                                 : Clipped::No;
    count += n >= from && n < to && clipped[n] != Clipped::No;
  }
  return count;
}

struct Result {
  std::shared_ptr<SpoolClip> clip;
  std::uint64_t repaired = 0;
  float peak = 0;
};

template <class Engine>
Result declip(const AudioClip& clip, const std::vector<ClippingLevels>& levels, const OfflineWork& work) {
  const std::size_t factor = rateFactor(clip.format().sampleRate), hop = kTile * factor;
  const std::uint64_t frames = clip.frames();
  SparseSolverOptions solving;
  const std::uint64_t samples = frames * static_cast<std::uint64_t>(clip.format().channels());
  if constexpr (std::is_same_v<Engine, SparseDeclipper>)
    solving.backends = chooseBackends(
        work.device, [&](const Backend& backend) { return backend.sparseDeclipSeconds(samples, work.threads); });
  solving.threads = work.threads;
  solving.note = work.note;
  solving.stop = work.progress.stop;
  Engine engine(factor, solving);
  const std::size_t margin = engine.margin();
  Result result{std::make_shared<SpoolClip>(clip.format(), work.folder)};
  AudioBuffer buffer(clip.format().channels(),
                     static_cast<std::size_t>(std::min<std::uint64_t>(frames, hop + 2 * margin)));
  std::vector<Clipped> clipped(buffer.frames());
  for (std::uint64_t start = 0; start < frames; start += hop) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(start) / static_cast<double>(frames), "restoring clipped peaks");
    const std::uint64_t from = start - std::min<std::uint64_t>(start, margin),
                        end = std::min<std::uint64_t>(frames, start + hop);
    const AudioView view =
        buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(frames, end + margin) - from));
    clip.read(from, view);
    const auto first = static_cast<std::size_t>(start - from), last = static_cast<std::size_t>(end - from);
    for (int c = 0; c < view.channels(); ++c) {
      const auto marks = std::span(clipped).first(view.frames());
      const std::uint64_t count = mark(view[c], levels[static_cast<std::size_t>(c)], marks, first, last);
      if (count > 0) engine(view[c], marks, first, last, from);
      result.repaired += count;
      for (std::size_t n = first; n < last; ++n) result.peak = std::max(result.peak, std::abs(view[c][n]));
    }
    result.clip->append(view.slice(first, last - first));
  }
  return result;
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  const auto& s = settings.as<DeclipSettings>();
  const std::vector<ClippingLevels> levels = levelsOf(*input, s, work);
  if (std::ranges::all_of(levels, [](const ClippingLevels& l) { return l == ClippingLevels{}; })) {
    if (work.note) work.note("de-clip: no clipping found");
    return input;
  }
  const Result result = s.mode == DeclipMode::Sparse ? declip<SparseDeclipper>(*input, levels, work)
                                                     : declip<FastDeclipper>(*input, levels, work);
  if (work.note)
    work.note("de-clip: " + std::to_string(result.repaired) + " samples restored, new peak " +
              fixedText(toDecibels(static_cast<double>(result.peak)).value, 2) + " dBFS" +
              (s.makesRoom && result.peak > 1 ? ", turned down to full scale" : ""));
  if (s.makesRoom && result.peak > 1) return std::make_shared<ScaledClip>(result.clip, 1 / result.peak);
  return result.clip;
}

}  // namespace

const SettingsType& DeclipSettings::type() {
  using S = DeclipSettings;
  static const SettingsType type = describe<S>(
      "declip", "De-clip",
      "Restores peaks that were cut off; works on whole recordings, all other samples stay as they are.",
      {
          bind<S>(&S::mode, {"mode",
                             "Mode",
                             Unit::Choice,
                             0,
                             1,
                             "How peaks are restored.",
                             Scale::Linear,
                             {{"sparse", "Sparse (best)"}, {"fast", "Fast (short overs)"}}}),
          bind<S>(&S::isAutomatic, {"auto", "Find the level", Unit::Switch, 0, 1,
                                    "Finds where samples pile up, for each channel and polarity."}),
          bind<S>(&S::threshold, {"threshold", "Threshold", Unit::Decibels, -40, 0,
                                  "Without that: samples from this level on are clipped."}),
          bind<S>(&S::makesRoom, {"make-room", "Make room", Unit::Switch, 0, 1,
                                  "Turns the recording down by as much as the restored peaks exceed full scale."}),
      });
  return type;
}

OfflineForm declipOffline() { return {apply, nullptr}; }

}  // namespace lathe
