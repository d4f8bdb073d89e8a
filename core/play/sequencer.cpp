// The steps of the player's shared state.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/sequencer.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lathe {
namespace {

constexpr auto kRest = std::chrono::milliseconds(50);
constexpr std::size_t kUsualRetired = 64;  ///< what the engine puts there seldom makes the list grow

}  // namespace

const Part* partOf(const Coming& coming) noexcept {
  if (const auto* seek = std::get_if<SeekTo>(&coming)) return &seek->part;
  if (const auto* change = std::get_if<ChangeTo>(&coming)) return &change->part;
  if (const auto* next = std::get_if<NextItem>(&coming)) return &next->part;
  return nullptr;
}

Sequencer::Sequencer() { retired_.reserve(kUsualRetired); }

// With the lock held.

/// Something is to be played after what plays now.
bool Sequencer::goesOn() const {
  const auto begins = [](const Request& request) { return request.kind == Request::Kind::Start; };
  return partOf(coming_) || (answering_ && begins(*answering_) && answering_->era == era_) ||
         std::ranges::any_of(requests_, begins);
}

void Sequencer::ask(Request request) {
  if (request.kind == Request::Kind::Start) requests_.clear();
  request.era = era_;
  requests_.push_back(request);
  changed_.notify_all();
}

void Sequencer::retireLocked(std::shared_ptr<const void> thing) {
  if (thing) retired_.push_back(std::move(thing));
}

void Sequencer::dropComing() {
  if (const Part* part = partOf(coming_)) retireLocked(part->voice);
  coming_ = {};
}

// The caller's.

void Sequencer::setProgramme(Programme programme) {
  const std::scoped_lock lock(mutex_);
  programme_ = std::make_shared<const Programme>(std::move(programme));
  if (current_.voice || goesOn()) ask({Request::Kind::Change});
}

void Sequencer::play(PlayPosition from) {
  const std::scoped_lock lock(mutex_);
  isStopping_ = false;
  ask({Request::Kind::Start, from});
}

void Sequencer::stop() {
  const std::scoped_lock lock(mutex_);
  ++era_;  // a beginning or a seek that is being prepared comes too late
  std::erase_if(requests_, [](const Request& request) { return request.kind == Request::Kind::Start; });
  if (!current_.voice || std::holds_alternative<SeekTo>(coming_)) dropComing();
  isStopping_ = current_.voice != nullptr;
  changed_.notify_all();
}

void Sequencer::setLoop(std::optional<LoopRange> loop) {
  const std::scoped_lock lock(mutex_);
  if (loop_ == loop) return;
  loop_ = loop;
  if (current_.voice || goesOn()) ask({Request::Kind::Change});
}

void Sequencer::setEnd(std::optional<std::uint64_t> frame) {
  const std::scoped_lock lock(mutex_);
  end_ = frame;
}

bool Sequencer::isPlaying() const {
  const std::scoped_lock lock(mutex_);
  return current_.voice || goesOn();
}

int Sequencer::programmeRate() const {
  const std::scoped_lock lock(mutex_);
  return programme_ && !programme_->items.empty() ? programme_->items.front().clip->format().sampleRate : 0;
}

std::vector<std::string> Sequencer::takeProblems() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(problems_, {});
}

void Sequencer::tell(std::string problem) {
  const std::scoped_lock lock(mutex_);
  problems_.push_back(std::move(problem));
}

// The builder's.

std::optional<Sequencer::Request> Sequencer::next(const std::stop_token& stop) {
  for (;;) {
    std::vector<std::shared_ptr<const void>> done;
    done.reserve(kUsualRetired);
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [&] { return !requests_.empty() || !retired_.empty(); });
      if (stop.stop_requested()) return {};
      done.swap(retired_);
      if (!requests_.empty()) {
        answering_ = requests_.front();
        requests_.pop_front();
        lock.unlock();
        done.clear();
        return answering_;
      }
    }
  }
}

void Sequencer::settle() {
  const std::scoped_lock lock(mutex_);
  answering_.reset();
  changed_.notify_all();
}

Sequencer::Plan Sequencer::plan() const {
  const std::scoped_lock lock(mutex_);
  return {programme_, current_, coming_, loop_};
}

void Sequencer::offer(const Request& request, const Plan& plan, Part part) {
  const std::scoped_lock lock(mutex_);
  const bool isStart = request.kind == Request::Kind::Start, isNext = request.kind == Request::Kind::Next;
  const bool wasSeeking = std::holds_alternative<SeekTo>(plan.coming);
  if (isStart && request.era != era_) return retireLocked(std::move(part.voice));
  // The engine went on to another voice while this one was made.
  const Part* coming = partOf(coming_);
  const bool isLate =
      wasSeeking ? !coming || coming->voice != partOf(plan.coming)->voice : plan.current.voice != current_.voice;
  if (!isStart && isLate) {
    if (!isNext) requests_.push_front(request);
    return retireLocked(std::move(part.voice));
  }
  dropComing();
  if (isNext)
    coming_ = NextItem{std::move(part)};
  else if (isStart || wasSeeking)
    coming_ = SeekTo{std::move(part)};
  else
    coming_ = ChangeTo{std::move(part)};
  changed_.notify_all();
}

void Sequencer::change(const Request& request, const Plan& plan, std::shared_ptr<const Chain> told,
                       std::shared_ptr<const SettingsChange> change) {
  const std::scoped_lock lock(mutex_);
  if (current_.voice == plan.current.voice) {
    current_.told = std::move(told);
    changes_.push_back(std::move(change));
  } else if (current_.voice) {
    requests_.push_front(request);  // the next item began meanwhile
  }
}

// The engine's.

void Sequencer::waitForPart(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, kRest, [&] { return partOf(coming_) != nullptr; });
}

Sequencer::Outlook Sequencer::outlook(std::size_t item) const {
  const std::scoped_lock lock(mutex_);
  const bool hasNext = !end_ && !loop_ && programme_ && item + 1 < programme_->items.size();
  return {end_, hasNext, isStopping_};
}

void Sequencer::askForNext() {
  const std::scoped_lock lock(mutex_);
  ask({Request::Kind::Next});
}

bool Sequencer::waitForNext(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto isDecided = [&] { return partOf(coming_) || isStopping_ || (requests_.empty() && !answering_); };
  changed_.wait(lock, stop, isDecided);
  return partOf(coming_) && !isStopping_;
}

void Sequencer::takeChanges(std::vector<std::shared_ptr<const SettingsChange>>& changes) {
  const std::scoped_lock lock(mutex_);
  changes.swap(changes_);
}

void Sequencer::renew(const Voice& voice) {
  const std::scoped_lock lock(mutex_);
  if (current_.voice.get() != &voice) return;
  current_.told = nullptr;
  ask({Request::Kind::Change});
}

void Sequencer::retire(std::shared_ptr<const void> thing) {
  const std::scoped_lock lock(mutex_);
  retireLocked(std::move(thing));
  changed_.notify_all();
}

void Sequencer::stopCurrent() {
  const std::scoped_lock lock(mutex_);
  isStopping_ = current_.voice != nullptr;
}

void Sequencer::end() {
  const std::scoped_lock lock(mutex_);
  retireLocked(std::move(current_.voice));
  retireLocked(std::move(current_.told));
  current_ = {};
  if (!std::holds_alternative<SeekTo>(coming_)) dropComing();
  isStopping_ = false;
  changed_.notify_all();
}

}  // namespace lathe
