// Cutting a clip into pieces that can be converted on their own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/resampled_clip.h"

#include <algorithm>
#include <numeric>

namespace lathe {
namespace {

constexpr std::size_t kPiecesKept = 4;
constexpr std::uint64_t kPieceFrames = 65536;
constexpr std::size_t kReadFrames = 8192;

std::uint64_t roundedUp(std::uint64_t number, std::uint64_t multiple) {
  return (number + multiple - 1) / multiple * multiple;
}

}  // namespace

ResampledClip::ResampledClip(ClipPtr source, int sampleRate, const ResampleOptions& options)
    : source_(std::move(source)), options_(options), format_{sampleRate, source_->format().layout} {
  const int inputRate = source_->format().sampleRate;
  const Resampler refusesRates(inputRate, sampleRate, format_.channels(), options);
  frames_ = Resampler::outputFrames(source_->frames(), inputRate, sampleRate);
  // After this many input frames, input and output frames meet again.
  const auto inputs = static_cast<std::uint64_t>(inputRate / std::gcd(inputRate, sampleRate));
  const auto outputs = static_cast<std::uint64_t>(sampleRate / std::gcd(inputRate, sampleRate));
  roll_ = roundedUp(Resampler::reach(inputRate, sampleRate, options), inputs);
  pieceInput_ = roundedUp(std::max(kPieceFrames, 8 * roll_), inputs);
  pieceOutput_ = pieceInput_ / inputs * outputs;
}

void ResampledClip::read(std::uint64_t start, AudioView out) const {
  if (format_.sampleRate == source_->format().sampleRate) return source_->read(start, out);
  const std::lock_guard lock(mutex_);
  for (std::size_t done = 0; done < out.frames();) {
    const std::uint64_t frame = start + done;
    if (frame >= frames_) return clear(out.slice(done, out.frames() - done));
    const auto offset = static_cast<std::size_t>(frame % pieceOutput_);
    const ConstAudioView from = piece(frame / pieceOutput_).samples.view();
    const std::size_t count = std::min({from.frames() - offset, out.frames() - done,
                                        static_cast<std::size_t>(std::min<std::uint64_t>(frames_ - frame, SIZE_MAX))});
    copy(from.slice(offset, count), out.slice(done, count));
    done += count;
  }
}

const ResampledClip::Piece& ResampledClip::piece(std::uint64_t index) const {
  const auto found = std::ranges::find(kept_, index, &Piece::index);
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
  } else {
    kept_.push_front({index, convert(index)});
    if (kept_.size() > kPiecesKept) kept_.pop_back();
  }
  return kept_.front();
}

AudioBuffer ResampledClip::convert(std::uint64_t index) const {
  const int inputRate = source_->format().sampleRate;
  const std::uint64_t pieceStart = index * pieceInput_;
  const std::uint64_t before = std::min(pieceStart, roll_);
  Resampler resampler(inputRate, format_.sampleRate, format_.channels(), options_);

  AudioBuffer result(format_.channels(), static_cast<std::size_t>(pieceOutput_));
  AudioBuffer input(format_.channels(), kReadFrames);
  std::uint64_t drop = Resampler::outputFrames(before, inputRate, format_.sampleRate);
  std::size_t filled = 0;
  for (std::uint64_t next = pieceStart - before; filled < result.frames(); next += kReadFrames) {
    source_->read(next, input.view());  // silence beyond the end
    const ConstAudioView output = resampler.process(input.view());
    const auto dropped = static_cast<std::size_t>(std::min<std::uint64_t>(drop, output.frames()));
    drop -= dropped;
    const std::size_t count = std::min(output.frames() - dropped, result.frames() - filled);
    copy(output.slice(dropped, count), result.view().slice(filled, count));
    filled += count;
  }
  return result;
}

}  // namespace lathe
