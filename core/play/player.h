// Plays a programme into an output: from anywhere, in loops, without gaps between its items or clicks in changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/play/audio_output.h"
#include "core/play/player_builder.h"
#include "core/play/player_engine.h"
#include "core/play/programme.h"
#include "core/play/sequencer.h"

namespace lathe {

/// Three threads: the output's, which only reads a ring; the engine's, which runs chains and keeps that ring filled;
/// and the builder's, which opens sounds and prepares chains. All public functions are for one further thread, and
/// return at once. Played from its start, an item gives the samples of its render; seeks and changes of a chain
/// cross-fade in 10 ms; new settings of a stage reach the chain within a block. Items and programmes of another format
/// are played too: the sound fades out, and the output is opened anew.
class Player {
 public:
  /// The output is opened by the first play().
  explicit Player(std::unique_ptr<AudioOutput> output, OutputRequest request = {});
  ~Player();

  /// What is to be played. While it plays, the sound goes on at the same place through the new clips and chains; a
  /// programme without items stops it.
  void setProgramme(Programme programme);
  /// From there to the programme's end, or round the loop. Errors come by takeProblems().
  void play(PlayPosition from) { sequencer_.play(from); }
  void stop() { sequencer_.stop(); }
  void seek(PlayPosition to);
  /// A stretch of the item that plays; nothing: on to the end.
  void setLoop(std::optional<LoopRange> loop) { sequencer_.setLoop(loop); }
  /// The item ends there, and the programme with it; nothing: at the sound's end.
  void setEnd(std::optional<std::uint64_t> frame) { sequencer_.setEnd(frame); }
  /// Factor on what is heard; 1 leaves samples as they are.
  void setVolume(double factor) noexcept { engine_.setVolume(factor); }

  bool isPlaying() const { return sequencer_.isPlaying(); }
  /// What is heard now: the device's latency is taken into account.
  PlayPosition position() const;
  /// Of the opened output; rate 0 before.
  OutputFormat outputFormat() const;
  /// Rate of the programme in Hz; that of the output may differ, and the sound is converted then.
  int programmeRate() const { return sequencer_.programmeRate(); }
  /// Times that the output asked for more than was there, and those that the device counts itself.
  std::uint64_t underruns() const noexcept { return engine_.underruns(); }
  /// Activities of the chain's stages of what plays now.
  std::vector<Activity> activities() const { return engine_.activities(); }
  /// Blocks as they were played (before the volume), for meters; frames that nobody takes are dropped. `sampleRate`
  /// becomes theirs in Hz. 0 when `out` has not as many channels as tapChannels() says, which may change meanwhile.
  std::size_t readTap(AudioView out, int* sampleRate = nullptr);
  /// 0 before the first beginning.
  int tapChannels() const;
  /// Sentences since the last call.
  std::vector<std::string> takeProblems() { return sequencer_.takeProblems(); }

 private:
  Sequencer sequencer_;
  PlayerBuilder builder_;
  PlayerEngine engine_;
  std::jthread building_, playing_;  // last: they use the others
};

}  // namespace lathe
