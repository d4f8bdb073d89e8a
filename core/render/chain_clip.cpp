// Sequential sources around a chain reader and a resampler.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/chain_clip.h"

#include <algorithm>

#include "core/audio/sequential_clip.h"
#include "core/session/chain_reader.h"

namespace lathe {
namespace {

ChainReader makeReader(const ClipPtr& clip, const Chain& chain, bool keepsTail) {
  return ChainReader([clip](std::uint64_t start, AudioView out) { clip->read(start, out); }, clip->frames(), LiveChain(chain),
                     clip->format(), keepsTail ? ChainReader::Tail::Render : ChainReader::Tail::Cut);
}

class ChainSource : public SequentialSource {
 public:
  ChainSource(ChainReader reader, Activities activities) : reader_(std::move(reader)), activities_(std::move(activities)) {}

  std::size_t read(AudioView out) override {
    const std::size_t got = reader_.read(out);
    if (activities_)
      for (std::size_t i = 0; i < activities_->size(); ++i) (*activities_)[i] = reader_.chain().activity(i);
    return got;
  }

 private:
  ChainReader reader_;
  Activities activities_;
};

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

ClipPtr throughChain(ClipPtr clip, const Chain& chain, bool keepsTail, Activities activities) {
  if (activities) activities->assign(chain.stages.size(), {});
  const std::uint64_t frames = makeReader(clip, chain, keepsTail).frames();
  const AudioFormat format = clip->format();
  return std::make_shared<SequentialClip>(format, frames, [clip = std::move(clip), chain, keepsTail, activities] {
    return std::make_unique<ChainSource>(makeReader(clip, chain, keepsTail), activities);
  });
}

ClipPtr atRate(ClipPtr clip, int sampleRate, const ResampleOptions& options) {
  AudioFormat format = clip->format();
  const std::uint64_t frames = Resampler::outputFrames(clip->frames(), format.sampleRate, sampleRate);
  Resampler(format.sampleRate, sampleRate, format.channels(), options);  // refuses unsupported rates now, not while reading
  format.sampleRate = sampleRate;
  return std::make_shared<SequentialClip>(format, frames, [clip = std::move(clip), sampleRate, options] {
    return std::make_unique<RateSource>(clip, sampleRate, options);
  });
}

}  // namespace lathe
