// Combining the sound before a stage with the sound behind it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/stage_clip.h"

#include <algorithm>

#include "core/chain/stage_window.h"
#include "core/file/spool.h"
#include "core/render/lazy_clip.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 65536;

ClipPtr copied(const AudioClip& clip, const OfflineWork& work) {
  auto spooled = std::make_shared<SpoolClip>(clip.format(), work.folder);
  AudioBuffer buffer(clip.format().channels(), kBlock);
  for (std::uint64_t at = 0; at < clip.frames(); at += kBlock) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "preparing");
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at));
    const AudioView block = buffer.view().slice(0, count);
    clip.read(at, block);
    spooled->append(block);
  }
  return spooled;
}

class RangeClip : public AudioClip {
 public:
  RangeClip(ClipPtr dry, ClipPtr wet, const Stage& stage)
      : dry_(std::move(dry)), wet_(std::move(wet)), givesRemoved_(stage.listensToRemoved), end_(wet_->frames()) {
    if (!stage.range) return;
    window_ = StageWindow(stage, format().sampleRate);
    start_ = static_cast<std::uint64_t>(window_.start);
    end_ = static_cast<std::uint64_t>(window_.end);
  }

  const AudioFormat& format() const noexcept override { return dry_->format(); }
  std::uint64_t frames() const noexcept override { return wet_->frames(); }
  bool isSequential() const noexcept override { return wet_->isSequential(); }

  void read(std::uint64_t at, AudioView out) const override {
    const std::uint64_t end = at + out.frames();
    const std::uint64_t from = std::clamp(start_, at, end), to = std::clamp(end_, at, end);
    readDry(at, out);
    if (givesRemoved_) {
      clear(out.slice(0, static_cast<std::size_t>(from - at)));
      clear(out.slice(static_cast<std::size_t>(to - at), static_cast<std::size_t>(end - to)));
    }
    if (from < to) mix(from, out.slice(static_cast<std::size_t>(from - at), static_cast<std::size_t>(to - from)));
  }

 private:
  void readDry(std::uint64_t at, AudioView out) const { dry_->read(at, out); }

  void mix(std::uint64_t from, AudioView block) const {
    AudioBuffer wet(block.channels(), block.frames());
    wet_->read(from, wet.view());
    for (int c = 0; c < block.channels(); ++c)
      for (std::size_t n = 0; n < block.frames(); ++n) {
        const double dry = block[c][n], change = static_cast<double>(wet[c][n]) - dry,
                     part = window_.share(static_cast<std::int64_t>(from + n));
        if (givesRemoved_)
          block[c][n] = static_cast<float>(-part * change);
        else if (part == 1)
          block[c][n] = wet[c][n];
        else
          block[c][n] = static_cast<float>(dry + part * change);
      }
  }

  ClipPtr dry_;
  ClipPtr wet_;
  bool givesRemoved_;
  std::uint64_t start_ = 0;
  std::uint64_t end_;
  StageWindow window_;
};

}  // namespace

ClipPtr randomAccess(const ClipPtr& clip, const OfflineWork& work) {
  if (!clip->isSequential()) return clip;
  return std::make_shared<LazyClip>(clip->format(), clip->frames(), [clip, work] { return copied(*clip, work); });
}

ClipPtr throughOfflineForm(const ClipPtr& clip, const Settings& settings, bool keepsTail, const OfflineWork& work) {
  const OfflineForm form = processorType(settings.type().id).offline;
  const std::uint64_t tail = keepsTail && form.tail && clip->frames() > 0 ? form.tail(settings, clip->format()) : 0;
  return std::make_shared<LazyClip>(clip->format(), clip->frames() + tail, [clip, settings, keepsTail, work, form] {
    return form.apply(settings, clip, keepsTail, work);
  });
}

ClipPtr withinRange(const ClipPtr& dry, const ClipPtr& wet, const Stage& stage) {
  if (!stage.range && !stage.listensToRemoved) return wet;
  return std::make_shared<RangeClip>(dry, wet, stage);
}

}  // namespace lathe
