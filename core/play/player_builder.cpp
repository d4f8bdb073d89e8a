// Where a voice begins, and whether the one that plays can go on with other settings.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/player_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/play/player_times.h"

namespace lathe {
namespace {

using Kind = Sequencer::Request::Kind;

bool haveSameStages(const Chain& a, const Chain& b) {
  return std::ranges::equal(a.stages, b.stages, [](const Stage& x, const Stage& y) {
    return &x.settings.type() == &y.settings.type() && x.range == y.range && x.listensToRemoved == y.listensToRemoved;
  });
}

/// The same moment in frames of another rate.
std::uint64_t converted(std::uint64_t frame, int from, int to) {
  if (from == to) return frame;
  return static_cast<std::uint64_t>(std::llround(static_cast<double>(frame) * to / from));
}

int rateOf(const ProgrammeItem& item) { return item.clip->format().sampleRate; }

/// The place of a voice, in a programme which may have been made anew.
PlayPosition placeIn(const Programme& programme, const Voice& voice) {
  const std::size_t index = std::min(voice.index(), programme.items.size() - 1);
  return {index, converted(voice.position(), rateOf(voice.item()), rateOf(programme.items[index]))};
}

/// A moment ahead of `now`, round the loop where it would be passed.
std::uint64_t ahead(std::uint64_t now, const ProgrammeItem& item, const std::optional<LoopRange>& loop) {
  std::uint64_t frame = now + static_cast<std::uint64_t>(kPlayerLeadSeconds * rateOf(item));
  if (loop && loop->end > loop->start && frame >= loop->end && now < loop->end)
    frame = loop->start + (frame - loop->end) % (loop->end - loop->start);
  return std::min(frame, item.clip->frames());
}

}  // namespace

void PlayerBuilder::run(const std::stop_token& stop) {
  while (step(stop)) {
  }
}

bool PlayerBuilder::step(const std::stop_token& stop) {
  const auto request = sequencer_.next(stop);
  if (!request) return false;
  try {
    answer(*request);
  } catch (const std::exception& error) {
    sequencer_.tell(error.what());
  }
  sequencer_.settle();
  return true;
}

void PlayerBuilder::answer(const Sequencer::Request& request) {
  const Sequencer::Plan plan = sequencer_.plan();
  const Voice* current = plan.current.voice.get();
  // What a seek or a beginning is about to put in the place of the current voice.
  const auto* seek = std::get_if<SeekTo>(&plan.coming);
  if (!plan.programme || plan.programme->items.empty()) return;
  const auto& items = plan.programme->items;
  PlayPosition at = request.at;
  if (request.kind == Kind::Next) {
    // Behind a seek or a change another next item is asked for.
    if (!current || seek || std::holds_alternative<ChangeTo>(plan.coming)) return;
    at = {current->index() + 1, 0};
  } else if (request.kind == Kind::Change) {
    if (!current && !seek) return;
    at = placeIn(*plan.programme, seek ? *seek->part.voice : *current);
    if (!seek) {
      if (changeSettings(request, plan, items[at.item])) {
        // The chain of the next item may be another one now, too.
        if (std::holds_alternative<NextItem>(plan.coming)) answer({Kind::Next});
        return;
      }
      at.frame = ahead(at.frame, items[at.item], plan.loop);
    }
  }
  if (at.item >= items.size()) return;
  const ProgrammeItem& item = items[at.item];
  auto voice = std::make_shared<Voice>(item, at.item, std::min(at.frame, item.clip->frames()),
                                       request.kind == Kind::Next ? std::nullopt : plan.loop);
  sequencer_.offer(request, plan, {std::move(voice), std::make_shared<const Chain>(item.chain)});
}

/// False when the voice that plays cannot become `after` by new settings of its stages.
bool PlayerBuilder::changeSettings(const Sequencer::Request& request, const Sequencer::Plan& plan,
                                   const ProgrammeItem& after) {
  const Part& current = plan.current;
  const ProgrammeItem& before = current.voice->item();
  if (!current.told || before.clip != after.clip || before.gain != after.gain || current.voice->loop() != plan.loop ||
      !haveSameStages(*current.told, after.chain))
    return false;
  auto change = std::make_shared<SettingsChange>();
  change->voice = current.voice;
  for (std::size_t i = 0; i < after.chain.stages.size(); ++i) {
    const Stage &was = current.told->stages[i], &is = after.chain.stages[i];
    if (is.settings == was.settings && is.isBypassed == was.isBypassed) continue;
    current.voice->chain().getReady(i, is.settings);
    change->stages.push_back({i, is.settings, is.isBypassed});
  }
  sequencer_.change(request, plan, std::make_shared<const Chain>(after.chain), std::move(change));
  return true;
}

}  // namespace lathe
