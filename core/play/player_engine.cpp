// A block at a time, fades where voices change, and the end of the sound.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/player_engine.h"

#include <algorithm>
#include <cmath>
#include <thread>
#include <utility>

#include "core/play/player_times.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 256;
constexpr int kMaxNaps = 150;
constexpr int kMaxDrainNaps = 1000;

std::uint64_t framesIn(double seconds, int rate) { return static_cast<std::uint64_t>(seconds * rate); }

/// Renders as much as there is; the rest is silent.
std::size_t renderInto(Voice& voice, AudioView out) {
  const std::size_t count = voice.render(out);
  clear(out.slice(count, out.frames() - count));
  return count;
}

}  // namespace

PlayerEngine::PlayerEngine(Sequencer& sequencer, std::unique_ptr<AudioOutput> output, OutputRequest request)
    : sequencer_(sequencer), output_(std::move(output)), request_(std::move(request)) {}

PlayerEngine::~PlayerEngine() {
  if (playout_) playout_->stop();
}

std::shared_ptr<Playout> PlayerEngine::playout() const {
  const std::scoped_lock lock(mutex_);
  return playout_;
}

std::vector<Activity> PlayerEngine::activities() const {
  const std::scoped_lock lock(mutex_);
  return activities_;
}

void PlayerEngine::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      if (!step(stop)) sequencer_.waitForPart(stop);
    } catch (const std::exception& error) {
      sequencer_.tell(error.what());
      end(false);
    }
  }
}

bool PlayerEngine::step(const std::stop_token& stop) {
  stop_ = stop;
  takeChanges();
  if (takePart()) return true;
  if (!voice_) return false;
  const Sequencer::Outlook outlook = sequencer_.outlook(voice_->index());
  if (outlook.isStopping || hasFailed_) {
    end(fade_ > 0);
    return true;
  }
  const std::size_t count = mix(block_.view(), outlook);
  if (count > 0) {
    publish();
    deliver(std::as_const(block_).view().slice(0, count));
  }
  if (const auto trouble = voice_->trouble()) {
    sequencer_.tell(trouble->what());
    end(true);
  } else if (count == 0 && !(outlook.hasNext && sequencer_.waitForNext(stop))) {
    end(sequencer_.outlook(voice_->index()).isStopping);
  }
  return true;
}

void PlayerEngine::takeChanges() {
  sequencer_.takeChanges(changes_);
  bool needsNewVoice = false;
  for (auto& change : changes_) {
    if (change->voice == voice_) {
      LiveChain& chain = voice_->chain();
      for (const SettingsChange::Stage& stage : change->stages) {
        chain.set(stage.index, stage.settings);
        chain.setBypassed(stage.index, stage.isBypassed);
      }
      needsNewVoice = needsNewVoice || chain.needsPrepare();
    }
    sequencer_.retire(std::move(change));
  }
  changes_.clear();
  if (needsNewVoice) sequencer_.renew(*voice_);
}

/// Puts what comes in the place of the current voice, when it is time.
bool PlayerEngine::takePart() {
  const Coming taken = sequencer_.take([this](const Coming& coming) { return isDue(coming); });
  const Part* part = partOf(taken);
  if (!part) return false;
  const std::shared_ptr<Voice>& next = part->voice;
  const bool isNext = std::holds_alternative<NextItem>(taken);
  hasAskedForNext_ = false;
  if (voice_ && playout_ && playout_->fits(next->item().clip->format())) {
    if (isNext)
      follow(next);
    else
      crossFade(next, std::holds_alternative<ChangeTo>(taken) && next->index() == voice_->index());
    return true;
  }
  if (voice_) {  // what was begun in one format is heard to its end before the output is opened for another
    if (!isNext) fadeOut();
    drain();
    sequencer_.retire(std::move(voice_));
    voice_ = nullptr;
  }
  if (!begin(next, isNext ? next->item().gapBefore : 0)) sequencer_.end();
  return true;
}

/// Asked with the sequencer locked.
bool PlayerEngine::isDue(const Coming& coming) const {
  if (!voice_ || std::holds_alternative<SeekTo>(coming)) return true;
  if (std::holds_alternative<NextItem>(coming)) return voice_->isOver() && gapLeft_ == 0;
  const Voice& next = *partOf(coming)->voice;
  const AudioFormat& format = next.item().clip->format();
  if (voice_->isOver() || next.index() != voice_->index() || !playout_ || !playout_->fits(format)) return true;
  if (gapLeft_ > 0) return false;
  const std::uint64_t here = voice_->position();
  const bool isFar = next.position() > here + 10 * framesIn(kPlayerLeadSeconds, format.sampleRate);  // behind a seam
  return isFar || next.position() <= here + kBlock;
}

/// From rest. False when the output cannot be opened, which has been told.
bool PlayerEngine::begin(const std::shared_ptr<Voice>& voice, std::uint64_t gap) {
  if (!openFor(voice->item().clip->format())) return false;
  voice_ = voice;
  gapLeft_ = gap;
  fade_ = voice->position() > 0 ? 0 : 1;
  playout_->begin({voice->index(), voice->position()}, gap);
  return true;
}

bool PlayerEngine::openFor(const AudioFormat& format) {
  hasFailed_ = false;
  if (playout_ && playout_->fits(format)) return true;
  std::shared_ptr<Playout> playout;
  try {
    playout = Playout::open(*output_, request_, format.channels(), format.sampleRate, controls_);
    const auto fade = static_cast<std::size_t>(framesIn(kPlayerFadeSeconds, format.sampleRate));
    block_ = AudioBuffer(format.channels(), kBlock);
    from_ = AudioBuffer(format.channels(), fade);
    to_ = AudioBuffer(format.channels(), fade);
  } catch (const Error& error) {
    sequencer_.tell(error.what());
  }
  const std::scoped_lock lock(mutex_);
  playout_ = std::move(playout);
  return playout_ != nullptr;
}

/// The next item comes without a gap but its own.
void PlayerEngine::follow(const std::shared_ptr<Voice>& next) {
  gapLeft_ = next->item().gapBefore;
  playout_->mark({next->index(), 0}, static_cast<double>(gapLeft_));
  sequencer_.retire(std::exchange(voice_, next));
}

void PlayerEngine::crossFade(const std::shared_ptr<Voice>& next, bool alignsPlaces) {
  if (alignsPlaces) align(*next);
  if (gapLeft_ > 0)
    clear(from_.view());
  else
    renderInto(*voice_, from_.view());
  const PlayPosition place{next->index(), next->position()};
  const std::size_t got = renderInto(*next, to_.view());
  for (int c = 0; c < to_.channels(); ++c)
    for (std::size_t n = 0; n < got; ++n) {
      const double share = (static_cast<double>(n) + 1) / (static_cast<double>(to_.frames()) + 1);
      to_[c][n] = static_cast<float>(from_[c][n] + share * (static_cast<double>(to_[c][n]) - from_[c][n]));
    }
  playout_->mark(place);
  gapLeft_ = 0;
  sequencer_.retire(std::exchange(voice_, next));
  deliver(std::as_const(to_).view().slice(0, got));
}

/// Both voices stand at the same place of their item, then they are mixed.
void PlayerEngine::align(Voice& next) {
  const auto rate = static_cast<std::uint64_t>(playout_->rate());
  const auto part = [](std::uint64_t frames) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, frames));
  };
  while (next.position() > voice_->position()) {
    const std::uint64_t left = next.position() - voice_->position();
    if (left > rate) break;
    const std::size_t got = voice_->render(block_.view().slice(0, part(left)));
    if (got == 0) break;
    deliver(std::as_const(block_).view().slice(0, got));
  }
  while (next.position() < voice_->position())
    if (next.render(block_.view().slice(0, part(voice_->position() - next.position()))) == 0) break;
}

/// The next frames of the voice; 0 at its end.
std::size_t PlayerEngine::mix(AudioView block, const Sequencer::Outlook& outlook) {
  if (gapLeft_ > 0) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(gapLeft_, block.frames()));
    clear(block.slice(0, count));
    gapLeft_ -= count;
    return count;
  }
  if (outlook.hasNext && !hasAskedForNext_ &&
      voice_->left().value_or(~0ull) < framesIn(kPlayerNextSeconds, playout_->rate())) {
    hasAskedForNext_ = true;
    sequencer_.askForNext();
  }
  const std::uint64_t before = voice_->position();
  std::size_t most = block.frames();
  if (outlook.end)
    most = static_cast<std::size_t>(std::min<std::uint64_t>(most, *outlook.end - std::min(*outlook.end, before)));
  const std::size_t count = voice_->render(block.slice(0, most));
  if (count > 0 && voice_->position() != before + count) {  // round the loop
    const std::uint64_t start = voice_->loop()->start, since = voice_->position() - start;
    playout_->mark({voice_->index(), start}, static_cast<double>(count - std::min<std::uint64_t>(count, since)));
  }
  const double step = 1 / (kPlayerFadeSeconds * playout_->rate());
  for (std::size_t n = 0; n < count && fade_ < 1; ++n, fade_ = std::min(1.0, fade_ + step))
    for (int c = 0; c < block.channels(); ++c) block[c][n] = static_cast<float>(block[c][n] * fade_);
  return count;
}

void PlayerEngine::publish() {
  const std::scoped_lock lock(mutex_);
  activities_.clear();
  for (std::size_t i = 0; i < voice_->chain().size(); ++i) activities_.push_back(voice_->chain().activity(i));
}

void PlayerEngine::deliver(ConstAudioView block) {
  for (std::size_t done = 0; done < block.frames();) {
    const std::size_t count = std::min(Playout::kMaxFrames, block.frames() - done);
    push(playout_->convert(block.slice(done, count)));
    done += count;
  }
}

void PlayerEngine::push(ConstAudioView converted) {
  int naps = 0;
  for (std::size_t done = 0; done < converted.frames();) {
    const std::size_t count = playout_->deliver(converted.slice(done, converted.frames() - done));
    done += count;
    if (!playout_->isStarted() && playout_->isHalfFull()) startOutput(true);
    if (done == converted.frames()) break;
    // A stop waits for the rest of the block, so that the fade-out continues it; not for an output that hangs.
    naps = count > 0 ? 0 : naps + 1;
    const bool isStopping = naps > kMaxNaps && (!voice_ || sequencer_.outlook(voice_->index()).isStopping);
    if (hasFailed_ || isStopping || stop_.stop_requested()) return;
    std::this_thread::sleep_for(kPlayerNap);
  }
}

void PlayerEngine::startOutput(bool moreComes) {
  try {
    if (!hasFailed_) playout_->start(moreComes);
  } catch (const Error& error) {
    sequencer_.tell(error.what());
    hasFailed_ = true;
  }
}

/// The next 10 ms of the voice, to silence.
void PlayerEngine::fadeOut() {
  const std::size_t got = renderInto(*voice_, to_.view());
  for (int c = 0; c < to_.channels(); ++c)
    for (std::size_t n = 0; n < got; ++n)
      to_[c][n] =
          static_cast<float>(to_[c][n] * (1 - (static_cast<double>(n) + 1) / static_cast<double>(to_.frames())));
  deliver(std::as_const(to_).view().slice(0, got));
}

/// Lets what was delivered be heard, and stops the output.
void PlayerEngine::drain() {
  push(playout_->rest());
  playout_->renew();
  playout_->drain();
  if (!playout_->isStarted() && !playout_->isEmpty()) startOutput(false);
  for (int i = 0; i < kMaxDrainNaps && playout_->isStarted() && !playout_->isEmpty() && !stop_.stop_requested(); ++i)
    std::this_thread::sleep_for(kPlayerNap);
  playout_->stop();
  // An output that did not take all is opened anew, so that nothing old is ever heard.
  if (playout_->isEmpty()) return;
  const std::scoped_lock lock(mutex_);
  playout_ = nullptr;
}

void PlayerEngine::end(bool fades) {
  if (voice_ && fades) fadeOut();
  if (playout_) drain();
  gapLeft_ = 0;
  hasAskedForNext_ = false;
  if (voice_) sequencer_.retire(std::move(voice_));
  voice_ = nullptr;
  sequencer_.end();
}

}  // namespace lathe
