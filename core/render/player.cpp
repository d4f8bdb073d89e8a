// The player's three threads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/player.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace lathe {
namespace {

constexpr double kRingSeconds = 0.06;  ///< what a change of settings has to wait for, at most
constexpr double kFadeSeconds = 0.01;
constexpr double kLeadSeconds = 0.08;  ///< a changed chain is prepared for a moment that far ahead
constexpr double kNextSeconds = 3;     ///< the next item is opened that long before the end of this one
constexpr double kTapSeconds = 0.5;
constexpr std::size_t kBlock = 256;
constexpr auto kNap = std::chrono::milliseconds(3);
constexpr int kMostNaps = 150;

bool haveSameStages(const Chain& a, const Chain& b) {
  return std::ranges::equal(a.stages, b.stages, [](const Stage& x, const Stage& y) {
    return &x.settings.type() == &y.settings.type() && x.range == y.range && x.listensToRemoved == y.listensToRemoved;
  });
}

}  // namespace

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
  for (int i = 0; i < 500 && isPlaying_; ++i) std::this_thread::sleep_for(kNap);
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

// The builder

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
    const double lead = kLeadSeconds * after.clip->format().sampleRate;
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
        format_.channels, std::max<std::size_t>(static_cast<std::size_t>(kRingSeconds * format_.sampleRate),
                                                3 * static_cast<std::size_t>(request.blockFrames)));
    tap_ = std::make_unique<SampleRing>(channels, static_cast<std::size_t>(kTapSeconds * rate));
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

// The engine

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
    const bool isFar = pending_->position() >
                       current_->position() +
                           10 * static_cast<std::uint64_t>(
                                    kLeadSeconds * current_->item().clip->format().sampleRate);  // behind a loop's seam
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
  const auto frames = static_cast<std::size_t>(kFadeSeconds * format.sampleRate);
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
  if (hasNext && !wantsNext_ && current_->left().value_or(~0ull) < static_cast<std::uint64_t>(kNextSeconds) * rate) {
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
    const double step = 1 / (kFadeSeconds * static_cast<double>(rate));
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
    std::this_thread::sleep_for(kNap);
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
    const auto frames = static_cast<std::size_t>(kFadeSeconds * format.sampleRate);
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
  for (int i = 0; i < 1000 && isStarted_ && ring_->filled() > 0; ++i) std::this_thread::sleep_for(kNap);
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
