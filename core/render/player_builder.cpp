// The player's second thread: opening sounds and preparing chains, so that nothing that sounds waits for it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <utility>

#include "core/render/player.h"
#include "core/render/player_times.h"

namespace lathe {
namespace {

bool haveSameStages(const Chain& a, const Chain& b) {
  return std::ranges::equal(a.stages, b.stages, [](const Stage& x, const Stage& y) {
    return &x.settings.type() == &y.settings.type() && x.range == y.range && x.listensToRemoved == y.listensToRemoved;
  });
}

}  // namespace

void Player::build(std::stop_token stop) {
  while (!stop.stop_requested()) {
    Request request{};
    std::vector<std::shared_ptr<Voice>> done;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, stop, [&] { return !requests_.empty() || !retired_.empty(); });
      if (stop.stop_requested()) return;
      done.swap(retired_);
      if (requests_.empty()) continue;
      request = requests_.front();
      requests_.pop_front();
      if (request.kind == Request::Kind::Start) starting_ = request.era;
    }
    done.clear();
    try {
      handle(request);
    } catch (const std::exception& error) {
      tell(error.what());
      if (request.kind == Request::Kind::Start) isPlaying_ = false;
    }
    const std::scoped_lock lock(mutex_);
    if (std::exchange(starting_, std::nullopt) && !current_ && !goesOn()) isPlaying_ = false;
  }
}

/// With the lock held: something is to be played after what plays now.
bool Player::goesOn() const {
  return pending_ || starting_ == era_ ||
         std::ranges::any_of(requests_, [](const Request& r) { return r.kind == Request::Kind::Start; });
}

void Player::handle(const Request& request) {
  std::shared_ptr<const Programme> programme;
  std::shared_ptr<Voice> current, coming;  // what sounds, and what a seek or a beginning puts in its place
  std::optional<LoopRange> loop;
  bool hasNext = false;
  {
    const std::scoped_lock lock(mutex_);
    programme = programme_;
    current = current_;
    loop = loop_;
    if (isPendingSeek_) coming = pending_;
    hasNext = isPendingNext_ && pending_;
  }
  PlayPosition at = request.at;
  const bool isStart = request.kind == Request::Kind::Start, isNext = request.kind == Request::Kind::Next;
  if (!isStart && !current && !coming) return;
  if (isNext && (!current || coming)) return;
  if (isNext) at = {current->index() + 1, 0};
  if (!programme || at.item >= programme->items.size()) {
    if (isStart) isPlaying_ = false;
    return;
  }
  if (request.kind == Request::Kind::Change && coming) {
    at = {std::min(coming->index(), programme->items.size() - 1), coming->position()};
  } else if (request.kind == Request::Kind::Change) {
    at.item = std::min(current->index(), programme->items.size() - 1);
    const ProgrammeItem& after = programme->items[at.item];
    const bool isSame = current->item().clip == after.clip && current->item().gain == after.gain &&
                        current->loop() == loop && haveSameStages(current->item().chain, after.chain);
    if (isSame && changeSettings(current->item(), after, current)) {
      if (hasNext) handle({Request::Kind::Next});  // its chain may be another one now, too
      const std::scoped_lock lock(mutex_);
      if (current_ && current_ != current) requests_.push_front(request);  // the next item began meanwhile
      return;
    }
    const double lead = kPlayerLeadSeconds * after.clip->format().sampleRate;
    at.frame = current->position() + static_cast<std::uint64_t>(lead);
    if (loop && at.frame >= loop->end && current->position() < loop->end)
      at.frame = loop->start + (at.frame - loop->end) % (loop->end - loop->start);
    at.frame = std::min(at.frame, after.clip->frames());
  }
  const ProgrammeItem& item = programme->items[at.item];
  const AudioFormat& format = item.clip->format();
  if (!openOutput(format.channels(), format.sampleRate)) {
    isPlaying_ = false;
    return;
  }
  auto voice =
      std::make_shared<Voice>(item, at.item, std::min(at.frame, item.clip->frames()), isNext ? std::nullopt : loop);
  {
    const std::scoped_lock lock(mutex_);
    if (isStart && request.era != era_) {
      retired_.push_back(std::move(voice));
      return;
    }
    const bool isLate = coming ? coming != pending_ : current != current_;
    if (!isStart && isLate) {  // the engine went on to another voice while this one was made
      if (!isNext) requests_.push_front(request);
      return;
    }
    if (pending_) retired_.push_back(pending_);
    pending_ = std::move(voice);
    isPendingNext_ = isNext;
    isPendingSeek_ = isStart || (coming && !isNext);
  }
  wake_.notify_all();
}

/// Hands new settings of the same stages to the engine. False when a stage's latency would change.
bool Player::changeSettings(const ProgrammeItem& before, const ProgrammeItem& after,
                            const std::shared_ptr<Voice>& voice) {
  std::vector<Command> commands;
  for (std::size_t i = 0; i < after.chain.stages.size(); ++i) {
    const Stage& stage = after.chain.stages[i];
    if (stage.settings == before.chain.stages[i].settings && stage.isBypassed == before.chain.stages[i].isBypassed)
      continue;
    voice->chain().getReady(i, stage.settings);
    commands.push_back({voice, i, stage.settings, stage.isBypassed});
  }
  const std::scoped_lock lock(mutex_);
  voice->setChainValue(after.chain);
  commands_.insert(commands_.end(), commands.begin(), commands.end());
  return true;
}

bool Player::openOutput(int channels, int rate) {
  const std::scoped_lock lock(mutex_);
  const bool fits = isOpen_ && tap_ && tap_->channels() == channels && request_.sampleRate == rate;
  if (fits) return true;
  try {
    if (isStarted_) output_->stop();
    isOpen_ = isStarted_ = false;
    OutputRequest request = request_;
    request.channels = std::max(channels, 2);
    request.sampleRate = rate;
    format_ = output_->open(
        request, [this](AudioView block) { fill(block); },
        [this](std::size_t frames) { return !isPlaying_ || isDraining_ || (ring_ && ring_->filled() >= frames); });
    request_.sampleRate = rate;
    heard_ = delivered_;
    ring_ = std::make_unique<SampleRing>(
        format_.channels, std::max<std::size_t>(static_cast<std::size_t>(kPlayerRingSeconds * format_.sampleRate),
                                                3 * static_cast<std::size_t>(request.blockFrames)));
    tap_ = std::make_unique<SampleRing>(channels, static_cast<std::size_t>(kPlayerTapSeconds * rate));
    resampler_.reset();
    if (format_.sampleRate != rate)
      resampler_ = std::make_unique<Resampler>(rate, format_.sampleRate, format_.channels);
    isOpen_ = true;
    return true;
  } catch (const Error& error) {
    problems_.push_back(error.what());
    return false;
  }
}

}  // namespace lathe
