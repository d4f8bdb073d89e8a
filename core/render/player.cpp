// What the player is asked to do and what it tells, from the caller's thread.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/player.h"

#include <algorithm>
#include <utility>

#include "core/render/player_times.h"

namespace lathe {

Player::Player(std::unique_ptr<AudioOutput> output, OutputRequest request)
    : output_(std::move(output)), request_(std::move(request)) {
  builder_ = std::jthread([this](std::stop_token stop) { build(stop); });
  engine_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

Player::~Player() {
  engine_.request_stop();
  builder_.request_stop();
  wake_.notify_all();
  engine_.join();
  builder_.join();
  if (isStarted_) output_->stop();
}

void Player::ask(Request request) {
  {
    const std::scoped_lock lock(mutex_);
    if (request.kind == Request::Kind::Start) requests_.clear();
    request.era = era_;
    requests_.push_back(request);
  }
  wake_.notify_all();
}

void Player::tell(const std::string& problem) {
  const std::scoped_lock lock(mutex_);
  problems_.push_back(problem);
}

std::vector<std::string> Player::takeProblems() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(problems_, {});
}

void Player::setProgramme(Programme programme) {
  {
    const std::scoped_lock lock(mutex_);
    programme_ = std::make_shared<const Programme>(std::move(programme));
  }
  if (isPlaying_) ask({Request::Kind::Change});
}

void Player::play(PlayPosition from) {
  stops_ = false;
  isPlaying_ = true;
  ask({Request::Kind::Start, from});
}

void Player::seek(PlayPosition to) {
  if (isPlaying_) play(to);
}

void Player::stop() {
  {
    const std::scoped_lock lock(mutex_);
    ++era_;  // a beginning or a seek that is being prepared comes too late
    std::erase_if(requests_, [](const Request& request) { return request.kind == Request::Kind::Start; });
    if (isPendingSeek_ && pending_) retired_.push_back(std::exchange(pending_, nullptr));
  }
  stops_ = true;
  wake_.notify_all();
}

void Player::setLoop(std::optional<LoopRange> loop) {
  {
    const std::scoped_lock lock(mutex_);
    if (loop_ == loop) return;
    loop_ = loop;
  }
  if (isPlaying_) ask({Request::Kind::Change});
}

void Player::setEnd(std::optional<std::uint64_t> frame) {
  const std::scoped_lock lock(mutex_);
  end_ = frame;
}

void Player::setOutput(std::unique_ptr<AudioOutput> output, OutputRequest request) {
  stop();
  for (int i = 0; i < 500 && isPlaying_; ++i) std::this_thread::sleep_for(kPlayerNap);
  const std::scoped_lock lock(mutex_);
  if (isStarted_) output_->stop();
  isOpen_ = isStarted_ = false;
  output_ = std::move(output);
  request_ = std::move(request);
}

OutputFormat Player::outputFormat() const {
  const std::scoped_lock lock(mutex_);
  return format_;
}

int Player::programmeRate() const {
  const std::scoped_lock lock(mutex_);
  return programme_ && !programme_->items.empty() ? programme_->items.front().clip->format().sampleRate : 0;
}

std::uint64_t Player::underruns() const noexcept {
  const std::scoped_lock lock(mutex_);
  return underruns_ + (output_ && isOpen_ ? output_->underruns() : 0);
}

std::vector<Activity> Player::activities() const {
  const std::scoped_lock lock(mutex_);
  return activities_;
}

PlayPosition Player::position() const {
  const std::scoped_lock lock(mutex_);
  if (marks_.empty()) return {};
  const double late = format_.latencySeconds * format_.sampleRate;
  const double heard = std::max(0.0, static_cast<double>(heard_) - late);
  const double ratio =
      programme_ && !programme_->items.empty() && format_.sampleRate > 0
          ? static_cast<double>(programme_->items.front().clip->format().sampleRate) / format_.sampleRate
          : 1;
  const Mark* mark = &marks_.front();
  for (const Mark& m : marks_)
    if (static_cast<double>(m.output) <= heard) mark = &m;
  const double since = std::max(0.0, heard - static_cast<double>(mark->output)) * ratio;
  return {mark->at.item, mark->at.frame + static_cast<std::uint64_t>(since)};
}

}  // namespace lathe
