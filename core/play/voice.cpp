// Reading ahead, going round loops, and running the chain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/voice.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace lathe {
namespace {

constexpr double kAheadSeconds = 2, kSettleSeconds = 0.25;
constexpr std::size_t kReadFrames = 4096;
constexpr auto kWait = std::chrono::milliseconds(20);

std::optional<LoopRange> usable(const std::optional<LoopRange>& loop, const AudioClip& clip, std::uint64_t start) {
  if (!loop || loop->end <= loop->start || loop->end > clip.frames() || start >= loop->end) return {};
  return loop;
}

}  // namespace

Voice::Voice(ProgrammeItem item, std::size_t index, std::uint64_t start, std::optional<LoopRange> loop)
    : item_(std::move(item)),
      index_(index),
      loop_(usable(loop, *item_.clip, start)),
      chain_(item_.chain),
      ahead_(item_.clip->format().channels(),
             static_cast<std::size_t>(kAheadSeconds * item_.clip->format().sampleRate)),
      scratch_(item_.clip->format().channels(), kMaxFrames),
      position_(start) {
  const AudioFormat& format = item_.clip->format();
  chain_.prepare({format, kMaxFrames});
  const auto settle = std::min(start, static_cast<std::uint64_t>(kSettleSeconds * format.sampleRate));
  feedAt_ = pullAt_ = start - settle;
  chain_.setClock(static_cast<std::int64_t>(pullAt_));
  feeder_ = std::jthread([this](std::stop_token stop) { feed(stop); });
  for (std::uint64_t left = settle + chain_.latency(); left > 0;) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, kMaxFrames));
    pull(scratch_.view().slice(0, count));
    left -= count;
  }
}

Voice::~Voice() {
  feeder_.request_stop();
  changed_.notify_all();
}

std::uint64_t Voice::stretchEnd(std::uint64_t frame) const noexcept {
  return loop_ && frame < loop_->end ? loop_->end : item_.clip->frames();
}

void Voice::feed(std::stop_token stop) {
  try {
    AudioBuffer block(ahead_.channels(), kReadFrames);
    while (!stop.stop_requested()) {
      const std::uint64_t end = stretchEnd(feedAt_);
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kReadFrames, end - feedAt_));
      if (count == 0) break;
      const AudioView view = block.view().slice(0, count);
      item_.clip->read(feedAt_, view);
      feedAt_ += count;
      if (loop_ && feedAt_ == loop_->end) feedAt_ = loop_->start;
      for (std::size_t done = 0; done < count && !stop.stop_requested();) {
        done += ahead_.write(view.slice(done, count - done));
        changed_.notify_all();
        if (done == count) break;
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, kWait, [&] { return ahead_.space() > 0; });
      }
    }
  } catch (const Error& error) {
    const std::scoped_lock lock(mutex_);
    trouble_ = error;
  } catch (const std::exception& error) {  // no memory, say
    const std::scoped_lock lock(mutex_);
    trouble_ = Error(ErrorKind::Io, std::string("the sound cannot be read on: ") + error.what());
  }
  isFed_ = true;
  changed_.notify_all();
}

/// Fills a block with what comes out of the chain next; behind the end of the sound silence goes in.
std::size_t Voice::pull(AudioView block) {
  std::size_t got = 0;
  while (got < block.frames()) {
    const std::uint64_t end = stretchEnd(pullAt_);
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(block.frames() - got, end - pullAt_));
    if (most == 0) break;
    const std::size_t count = ahead_.read(block.slice(got, most));
    if (count == 0) {
      if (isFed_ && ahead_.filled() == 0) break;
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, kWait, [&] { return ahead_.filled() > 0 || isFed_; });
      continue;
    }
    changed_.notify_all();
    got += count;
    pullAt_ += count;
    if (loop_ && pullAt_ == loop_->end) {
      chain_.process(block.slice(0, got));
      pullAt_ = loop_->start;
      chain_.setClock(static_cast<std::int64_t>(pullAt_));
      if (got < block.frames()) pull(block.slice(got, block.frames() - got));
      return block.frames();
    }
  }
  clear(block.slice(got, block.frames() - got));
  chain_.process(block);
  return block.frames();
}

std::optional<std::uint64_t> Voice::left() const noexcept {
  if (loop_) return {};
  return item_.clip->frames() - std::min(position(), item_.clip->frames());
}

std::size_t Voice::render(AudioView out) {
  std::size_t done = 0;
  while (done < out.frames() && !isOver()) {
    const std::uint64_t toEnd = stretchEnd(position_) - position_;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({out.frames() - done, kMaxFrames, toEnd}));
    const AudioView part = out.slice(done, count);
    pull(part);
    if (item_.gain != 1)
      for (int c = 0; c < part.channels(); ++c)
        for (float& sample : part[c]) sample = static_cast<float>(static_cast<double>(sample) * item_.gain);
    done += count;
    position_ += count;
    if (loop_ && position_ == loop_->end) position_ = loop_->start;
  }
  return done;
}

std::optional<Error> Voice::trouble() const {
  const std::scoped_lock lock(mutex_);
  return trouble_;
}

}  // namespace lathe
