// The player's threads, and what it tells of what is heard.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/player.h"

#include <utility>

namespace lathe {

Player::Player(std::unique_ptr<AudioOutput> output, OutputRequest request)
    : builder_(sequencer_), engine_(sequencer_, std::move(output), std::move(request)) {
  building_ = std::jthread([this](const std::stop_token& stop) { builder_.run(stop); });
  playing_ = std::jthread([this](const std::stop_token& stop) { engine_.run(stop); });
}

Player::~Player() {
  building_.request_stop();
  playing_.request_stop();
}

void Player::setProgramme(Programme programme) {
  if (programme.items.empty()) stop();
  sequencer_.setProgramme(std::move(programme));
}

void Player::seek(PlayPosition to) {
  if (isPlaying()) play(to);
}

OutputFormat Player::outputFormat() const {
  const auto playout = engine_.playout();
  return playout ? playout->format() : OutputFormat{{}, 0};
}

PlayPosition Player::position() const {
  const auto playout = engine_.playout();
  return playout ? playout->position() : PlayPosition{};
}

std::size_t Player::readTap(AudioView out, int* sampleRate) {
  const auto playout = engine_.playout();
  if (!playout) return 0;
  if (sampleRate) *sampleRate = playout->rate();
  return playout->readTap(out);
}

int Player::tapChannels() const {
  const auto playout = engine_.playout();
  return playout ? playout->channels() : 0;
}

}  // namespace lathe
