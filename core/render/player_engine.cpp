// The player's engine: running chains, going from voice to voice, and keeping the output's ring filled.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/render/player.h"
#include "core/render/player_times.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 256;
constexpr int kMostNaps = 150;

}  // namespace

void Player::run(std::stop_token stop) {
  AudioBuffer block;
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      if (!current_ && !pending_) {
        if (stops_) isPlaying_ = stops_ = false;
        wake_.wait_for(lock, stop, std::chrono::milliseconds(50), [&] { return pending_ != nullptr; });
        if (!pending_) continue;
      }
    }
    takeCommands();
    takeVoice();
    if (!current_) continue;
    const int channels = current_->item().clip->format().channels();
    if (block.channels() != channels) block = AudioBuffer(channels, kBlock);
    const std::size_t count = mixNext(block.view());
    if (count > 0) deliver(std::as_const(block).view().slice(0, count));
    if (const auto trouble = current_ ? current_->trouble() : std::nullopt) {
      tell(trouble->what());
      stops_ = true;
    }
    if (count == 0 || stops_) endPlaying();
  }
}

void Player::takeCommands() {
  std::vector<Command> commands;
  {
    const std::scoped_lock lock(mutex_);
    commands.swap(commands_);
  }
  bool needsNewVoice = false;
  for (const Command& command : commands) {
    if (command.voice != current_) continue;
    command.voice->chain().set(command.stage, command.settings);
    command.voice->chain().setBypassed(command.stage, command.isBypassed);
    needsNewVoice = needsNewVoice || command.voice->chain().needsPrepare();
  }
  if (needsNewVoice) {
    {
      const std::scoped_lock lock(mutex_);
      current_->forgetChainValue();
    }
    ask({Request::Kind::Change});
  }
}

/// Puts the pending voice in the place of the current one, when it is time.
bool Player::takeVoice() {
  std::shared_ptr<Voice> next;
  bool isSeek = false;
  {
    const std::scoped_lock lock(mutex_);
    if (!pending_ || (isPendingNext_ && current_)) return false;
    isSeek = isPendingSeek_;
    if (!current_) {  // a beginning
      current_ = std::exchange(pending_, nullptr);
      fade_ = current_->position() > 0 && !isPendingNext_ ? 0 : 1;
      wantsNext_ = false;
      marks_.clear();
      marks_.push_back({delivered_, {current_->index(), current_->position()}});
      return true;
    }
    const bool isDue =
        isSeek || pending_->index() != current_->index() || pending_->position() <= current_->position() + kBlock;
    const bool isFar =
        pending_->position() >
        current_->position() +
            10 * static_cast<std::uint64_t>(kPlayerLeadSeconds *
                                            current_->item().clip->format().sampleRate);  // behind a loop's seam
    if (!isDue && !isFar) return false;
    next = std::exchange(pending_, nullptr);
  }
  const AudioFormat& format = current_->item().clip->format();
  if (!isSeek && next->index() == current_->index()) {
    // Both stand at the same place, then they are mixed.
    AudioBuffer skipped(format.channels(), kBlock);
    while (next->position() > current_->position()) {
      const auto gap =
          static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, next->position() - current_->position()));
      if (next->position() - current_->position() > static_cast<std::uint64_t>(format.sampleRate)) break;
      const std::size_t got = current_->render(skipped.view().slice(0, gap));
      if (got == 0) break;
      deliver(std::as_const(skipped).view().slice(0, got));
    }
    while (next->position() < current_->position()) {
      const auto gap =
          static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, current_->position() - next->position()));
      if (next->render(skipped.view().slice(0, gap)) == 0) break;
    }
  }
  const auto frames = static_cast<std::size_t>(kPlayerFadeSeconds * format.sampleRate);
  AudioBuffer from(format.channels(), frames), to(format.channels(), frames);
  current_->render(from.view());
  const PlayPosition place{next->index(), next->position()};
  const std::size_t got = next->render(to.view());
  for (int c = 0; c < format.channels(); ++c)
    for (std::size_t n = 0; n < got; ++n) {
      const double share = (static_cast<double>(n) + 1) / (static_cast<double>(frames) + 1);
      to[c][n] = static_cast<float>(from[c][n] + share * (static_cast<double>(to[c][n]) - from[c][n]));
    }
  {
    const std::scoped_lock lock(mutex_);
    retired_.push_back(std::exchange(current_, next));
    marks_.push_back({delivered_, place});
  }
  wantsNext_ = false;
  wake_.notify_all();
  deliver(std::as_const(to).view().slice(0, got));
  return true;
}

/// The next frames of the programme; 0 at its end.
std::size_t Player::mixNext(AudioView block) {
  if (gapLeft_ > 0) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(gapLeft_, block.frames()));
    clear(block.slice(0, count));
    gapLeft_ -= count;
    return count;
  }
  const auto rate = static_cast<std::uint64_t>(current_->item().clip->format().sampleRate);
  std::optional<std::uint64_t> end;
  bool hasNext = false;
  {
    const std::scoped_lock lock(mutex_);
    end = end_;
    hasNext = !end && !loop_ && programme_ && current_->index() + 1 < programme_->items.size();
  }
  if (hasNext && !wantsNext_ &&
      current_->left().value_or(~0ull) < static_cast<std::uint64_t>(kPlayerNextSeconds) * rate) {
    wantsNext_ = true;
    ask({Request::Kind::Next});
  }
  std::size_t most = block.frames();
  if (end) most = static_cast<std::size_t>(std::min<std::uint64_t>(most, *end - std::min(*end, current_->position())));
  const std::uint64_t before = current_->position();
  const std::size_t count = current_->render(block.slice(0, most));
  if (count > 0 && current_->position() != before + count) {  // round the loop
    const std::scoped_lock lock(mutex_);
    const std::uint64_t start = current_->loop()->start, since = current_->position() - start;
    const double ratio =
        format_.sampleRate > 0 ? static_cast<double>(format_.sampleRate) / static_cast<double>(rate) : 1;
    marks_.push_back({delivered_ + static_cast<std::uint64_t>(static_cast<double>(count - since) * ratio),
                      {current_->index(), start}});
  }
  if (fade_ < 1) {
    const double step = 1 / (kPlayerFadeSeconds * static_cast<double>(rate));
    for (std::size_t n = 0; n < count; ++n, fade_ = std::min(1.0, fade_ + step))
      for (int c = 0; c < block.channels(); ++c) block[c][n] = static_cast<float>(block[c][n] * fade_);
  }
  if (count > 0 || !hasNext) return count;
  // The next item comes without a gap but its own.
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::seconds(20), [&] { return (pending_ && isPendingNext_) || stops_; });
  if (!pending_ || !isPendingNext_) return 0;
  retired_.push_back(std::exchange(current_, std::exchange(pending_, nullptr)));
  isPendingNext_ = wantsNext_ = false;
  gapLeft_ = current_->item().gapBefore;
  const double ratio = format_.sampleRate > 0 ? static_cast<double>(format_.sampleRate) / static_cast<double>(rate) : 1;
  marks_.push_back(
      {delivered_ + static_cast<std::uint64_t>(static_cast<double>(gapLeft_) * ratio), {current_->index(), 0}});
  lock.unlock();
  wake_.notify_all();
  return mixNext(block);
}

/// To the tap, converted to the output's rate and channels, into the ring.
void Player::deliver(ConstAudioView block) {
  tap_->write(block);
  {
    const std::scoped_lock lock(mutex_);
    activities_.clear();
    for (std::size_t i = 0; i < current_->chain().size(); ++i) activities_.push_back(current_->chain().activity(i));
    while (marks_.size() > 64) marks_.pop_front();
  }
  AudioBuffer wide(format_.channels, block.frames());
  for (int c = 0; c < format_.channels; ++c) {
    const int source = block.channels() == 1 ? (c < 2 ? 0 : -1) : (c < block.channels() ? c : -1);
    if (source >= 0) std::ranges::copy(block[source], wide[c].begin());
  }
  push(resampler_ ? resampler_->process(wide.view()) : ConstAudioView(wide.view()));
}

void Player::push(ConstAudioView block) {
  int naps = 0;
  for (std::size_t done = 0; done < block.frames();) {
    const std::size_t count = ring_->write(block.slice(done, block.frames() - done));
    done += count;
    delivered_ += count;
    if (!isStarted_ && (ring_->space() == 0 || ring_->filled() * 2 >= ring_->capacity())) {
      try {
        isPrimed_ = true;
        output_->start();
        isStarted_ = true;
      } catch (const Error& error) {
        tell(error.what());
        stops_ = true;
        return;
      }
    }
    if (done == block.frames()) break;
    // A stop waits for the rest of the block, so that the fade-out continues it; not for an output that hangs.
    naps = count > 0 ? 0 : naps + 1;
    if ((stops_ && naps > kMostNaps) || engine_.get_stop_token().stop_requested()) return;
    std::this_thread::sleep_for(kPlayerNap);
  }
}

/// In real time, on the output's thread.
void Player::fill(AudioView block) noexcept {
  const std::size_t count = ring_->read(block);
  if (count < block.frames()) {
    clear(block.slice(count, block.frames() - count));
    if (isPlaying_ && !isDraining_ && isPrimed_) underruns_.fetch_add(1, std::memory_order_relaxed);
  }
  heard_.fetch_add(count, std::memory_order_relaxed);
  const double volume = volume_.load(std::memory_order_relaxed);
  if (volume == 1) return;
  for (int c = 0; c < block.channels(); ++c)
    for (float& sample : block[c]) sample = static_cast<float>(static_cast<double>(sample) * volume);
}

/// Lets what is in the ring be heard (or fades out at once when stopped), and rests.
void Player::endPlaying() {
  if (stops_ && current_) {
    const AudioFormat& format = current_->item().clip->format();
    const auto frames = static_cast<std::size_t>(kPlayerFadeSeconds * format.sampleRate);
    AudioBuffer last(format.channels(), frames);
    const std::size_t got = current_->render(last.view());
    for (int c = 0; c < format.channels(); ++c)
      for (std::size_t n = 0; n < got; ++n)
        last[c][n] = static_cast<float>(last[c][n] * (1 - (static_cast<double>(n) + 1) / static_cast<double>(frames)));
    stops_ = false;
    deliver(std::as_const(last).view().slice(0, got));
  }
  if (resampler_) {
    push(resampler_->finish());
    const int rate = current_->item().clip->format().sampleRate;
    resampler_ = std::make_unique<Resampler>(rate, format_.sampleRate, format_.channels);
  }
  isDraining_ = true;
  if (!isStarted_ && ring_->filled() > 0) {
    try {
      output_->start();
      isStarted_ = true;
    } catch (const Error& error) {
      tell(error.what());
    }
  }
  for (int i = 0; i < 1000 && isStarted_ && ring_->filled() > 0; ++i) std::this_thread::sleep_for(kPlayerNap);
  {
    const std::scoped_lock lock(mutex_);
    if (isStarted_) output_->stop();
    isStarted_ = false;
    if (current_) retired_.push_back(std::exchange(current_, nullptr));
    // Only a seek or another beginning outlives the end.
    if (!isPendingSeek_ && pending_) retired_.push_back(std::exchange(pending_, nullptr));
    isPendingNext_ = false;
    gapLeft_ = 0;
    if (!goesOn()) isPlaying_ = false;
    stops_ = false;
  }
  isPrimed_ = isDraining_ = false;
  wake_.notify_all();
}

}  // namespace lathe
