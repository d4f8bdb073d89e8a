// Sequential sources around a chain reader and a resampler.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/chain_clip.h"

#include <algorithm>

#include "core/audio/sequential_clip.h"
#include "core/chain/chain_reader.h"
#include "core/render/stage_clip.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

ChainReader makeReader(const ClipPtr& clip, const Chain& chain, bool keepsTail) {
  return ChainReader([clip](std::uint64_t start, AudioView out) { clip->read(start, out); }, clip->frames(),
                     LiveChain(chain), clip->format(), keepsTail ? ChainReader::Tail::Render : ChainReader::Tail::Cut);
}

/// Runs a part of a chain whose first stage has that index in the whole.
class ChainSource : public SequentialSource {
 public:
  ChainSource(ChainReader reader, std::size_t firstStage, Activities activities)
      : reader_(std::move(reader)), firstStage_(firstStage), activities_(std::move(activities)) {}

  std::size_t read(AudioView out) override {
    const std::size_t got = reader_.read(out);
    if (activities_)
      for (std::size_t i = 0; i < reader_.chain().size(); ++i)
        (*activities_)[firstStage_ + i] = reader_.chain().activity(i);
    return got;
  }

 private:
  ChainReader reader_;
  std::size_t firstStage_;
  Activities activities_;
};

ClipPtr throughLiveChain(const ClipPtr& clip, const Chain& chain, bool keepsTail, std::size_t firstStage,
                         const Activities& activities) {
  if (chain.stages.empty()) return clip;
  const std::uint64_t frames = makeReader(clip, chain, keepsTail).frames();
  return std::make_shared<SequentialClip>(clip->format(), frames, [=] {
    return std::make_unique<ChainSource>(makeReader(clip, chain, keepsTail), firstStage, activities);
  });
}

bool isOffline(const Stage& stage) { return processorType(stage.settings.type().id).offline.apply != nullptr; }

/// True for a stage that is run as a whole, not as one of several in a live chain.
bool standsAlone(const Stage& stage) {
  return !stage.isBypassed && (isOffline(stage) || stage.range || stage.listensToRemoved);
}

ClipPtr throughStage(const ClipPtr& clip, const Stage& stage, bool keepsTail, std::size_t index,
                     const Activities& activities, const OfflineWork& work) {
  const ClipPtr dry = randomAccess(clip, work);
  Stage plain = stage;  // range and removed sound are done around it
  plain.range.reset();
  plain.listensToRemoved = false;
  const ClipPtr wet = isOffline(stage) ? throughOfflineForm(dry, stage.settings, keepsTail, work)
                                       : throughLiveChain(dry, {{plain}}, keepsTail, index, activities);
  return withinRange(dry, wet, stage);
}

class RateSource : public SequentialSource {
 public:
  RateSource(ClipPtr clip, int sampleRate, const ResampleOptions& options)
      : clip_(std::move(clip)),
        resampler_(clip_->format().sampleRate, sampleRate, clip_->format().channels(), options),
        input_(clip_->format().channels(), 16384) {}

  std::size_t read(AudioView out) override {
    while (ready_.empty() && !isFinished_) convertMore();
    const std::size_t count = std::min(out.frames(), ready_.frames());
    if (count == 0) return 0;
    copy(ready_.slice(0, count), out.slice(0, count));
    ready_ = ready_.slice(count, ready_.frames() - count);
    return count;
  }

 private:
  void convertMore() {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(input_.frames(), clip_->frames() - taken_));
    isFinished_ = count == 0;
    if (isFinished_) {
      ready_ = resampler_.finish();
    } else {
      clip_->read(taken_, input_.view().slice(0, count));
      taken_ += count;
      ready_ = resampler_.process(input_.view().slice(0, count));
    }
  }

  ClipPtr clip_;
  Resampler resampler_;
  AudioBuffer input_;
  ConstAudioView ready_;
  std::uint64_t taken_ = 0;
  bool isFinished_ = false;
};

}  // namespace

ClipPtr throughChain(const ClipPtr& clip, const Chain& chain, bool keepsTail, const Activities& activities,
                     const OfflineWork& work) {
  checkChain(chain);
  if (activities) activities->assign(chain.stages.size(), {});
  ClipPtr sound = clip;
  for (std::size_t from = 0; from < chain.stages.size();) {
    const auto first = chain.stages.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last = std::find_if(first, chain.stages.end(), standsAlone);
    sound = throughLiveChain(sound, {{first, last}}, keepsTail, from, activities);
    from = static_cast<std::size_t>(last - chain.stages.begin());
    if (last == chain.stages.end()) break;
    sound = throughStage(sound, *last, keepsTail, from, activities, work);
    ++from;
  }
  return sound;
}

bool hasOfflineStage(const Chain& chain) {
  return std::ranges::any_of(chain.stages, [](const Stage& stage) { return !stage.isBypassed && isOffline(stage); });
}

ClipPtr atRate(ClipPtr clip, int sampleRate, const ResampleOptions& options) {
  AudioFormat format = clip->format();
  const std::uint64_t frames = Resampler::outputFrames(clip->frames(), format.sampleRate, sampleRate);
  Resampler(format.sampleRate, sampleRate, format.channels(),
            options);  // refuses unsupported rates now, not while reading
  format.sampleRate = sampleRate;
  return std::make_shared<SequentialClip>(format, frames, [clip = std::move(clip), sampleRate, options] {
    return std::make_unique<RateSource>(clip, sampleRate, options);
  });
}

}  // namespace lathe
