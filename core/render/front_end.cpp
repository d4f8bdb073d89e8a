// Clips stacked on clips: metered source, chain, converter, spool.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/front_end.h"

#include <algorithm>

#include "core/render/lazy_clip.h"

namespace lathe {

/// Passes a clip's samples on and measures those that are read for the first time.
class FrontEnd::Metered : public AudioClip {
 public:
  Metered(ClipPtr clip, const MeterFactory& makeMeter) : clip_(std::move(clip)), meter_(makeMeter(clip_->format())) {}

  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return clip_->frames(); }
  void read(std::uint64_t start, AudioView out) const override {
    clip_->read(start, out);
    const std::uint64_t end = std::min<std::uint64_t>(start + out.frames(), frames());
    if (start > measured_ || end <= measured_) return;
    const auto skipped = static_cast<std::size_t>(measured_ - start);
    meter_->add(out.slice(skipped, static_cast<std::size_t>(end - start) - skipped));
    measured_ = end;
  }
  bool isSequential() const noexcept override { return clip_->isSequential(); }
  const std::shared_ptr<LevelMeter>& meter() const { return meter_; }

 private:
  ClipPtr clip_;
  std::shared_ptr<LevelMeter> meter_;
  mutable std::uint64_t measured_ = 0;
};

FrontEnd::FrontEnd(const Request& request, const MeterFactory& makeMeter)
    : makeMeter_(makeMeter),
      source_(std::make_shared<Metered>(request.source, makeMeter)),
      output_(throughChain(source_, request.chain, request.keepsTail, activities_, request.work)) {
  const int rate = request.conversion.outputRate(format().sampleRate);
  if (rate != format().sampleRate) output_ = atRate(output_, rate, request.conversion.options());
}

/// Null when there is no need, or no room: later readings run the chain again, which costs time and no disk.
std::shared_ptr<SpoolClip> FrontEnd::makeSpooled(const std::filesystem::path& folder) const {
  if (isMadeOnce()) return nullptr;
  try {
    return std::make_shared<SpoolClip>(format(), folder);
  } catch (const Error&) {
    return nullptr;
  }
}

void FrontEnd::spool(const std::filesystem::path& folder, const Progress& progress) {
  auto spooled = makeSpooled(folder);
  const auto meter = makeMeter_(format());
  AudioBuffer buffer(format().channels(), 65536);
  const std::uint64_t frames = output_->frames();
  for (std::uint64_t at = 0; at < frames; at += buffer.frames()) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at) / static_cast<double>(frames), "preparing");
    const AudioView block =
        buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(buffer.frames(), frames - at)));
    output_->read(at, block);
    meter->add(block);
    if (!spooled) continue;
    try {
      spooled->append(block);
    } catch (const Error&) {
      spooled = nullptr;
    }
  }
  spooled_ = spooled;
  outputLevels_ = meter->levels();
}

bool FrontEnd::isMadeOnce() const { return std::dynamic_pointer_cast<const LazyClip>(output_) != nullptr; }

ClipPtr FrontEnd::output() const { return spooled_ ? spooled_ : output_; }

std::shared_ptr<const LevelMeter> FrontEnd::finishSourceMeter() {
  source_->meter()->finish();
  return source_->meter();
}

Levels FrontEnd::outputLevels() const { return outputLevels_; }

}  // namespace lathe
