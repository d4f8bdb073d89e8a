// The player's engine: running chains, going from voice to voice, and keeping the output supplied.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "core/play/audio_output.h"
#include "core/play/playout.h"
#include "core/play/sequencer.h"

namespace lathe {

/// Runs on a thread of its own and owns the output: it alone opens, starts and stops it. While a voice plays without
/// change it allocates nothing.
class PlayerEngine {
 public:
  PlayerEngine(Sequencer& sequencer, std::unique_ptr<AudioOutput> output, OutputRequest request);
  /// Stops the output.
  ~PlayerEngine();
  PlayerEngine(const PlayerEngine&) = delete;
  PlayerEngine& operator=(const PlayerEngine&) = delete;

  /// Plays what the sequencer has, until `stop`. What goes wrong is told to the sequencer.
  void run(const std::stop_token& stop);
  /// One block, or one change of voices; false when nothing is to be played. For run() and tests.
  bool step(const std::stop_token& stop);

  // For any thread.
  /// Null before the first beginning, and when the output cannot be opened.
  std::shared_ptr<Playout> playout() const;
  /// Activities of the stages of the voice that plays.
  std::vector<Activity> activities() const;
  void setVolume(double factor) noexcept { controls_->volume = factor; }
  std::uint64_t underruns() const noexcept { return controls_->underruns + output_->underruns(); }

 private:
  bool takePart();
  bool isDue(const Coming& coming) const;
  void takeChanges();
  bool begin(const std::shared_ptr<Voice>& voice, std::uint64_t gap);
  void follow(const std::shared_ptr<Voice>& next);
  void crossFade(const std::shared_ptr<Voice>& next, bool alignsPlaces);
  void align(Voice& next);
  bool openFor(const AudioFormat& format);
  std::size_t mix(AudioView block, const Sequencer::Outlook& outlook);
  void publish();
  void deliver(ConstAudioView block);
  void push(ConstAudioView converted);
  void startOutput(bool moreComes);
  void fadeOut();
  void drain();
  void end(bool fades);

  Sequencer& sequencer_;
  const std::unique_ptr<AudioOutput> output_;
  const OutputRequest request_;
  const std::shared_ptr<PlayoutControls> controls_ = std::make_shared<PlayoutControls>();

  mutable std::mutex mutex_;  ///< over what other threads read; this one alone writes it
  std::shared_ptr<Playout> playout_;
  std::vector<Activity> activities_;

  // Of the engine's thread.
  std::stop_token stop_;
  std::shared_ptr<Voice> voice_;
  AudioBuffer block_, from_, to_;  ///< a block, and both sides of a fade
  std::vector<std::shared_ptr<const SettingsChange>> changes_;
  std::uint64_t gapLeft_ = 0;  ///< frames of silence before the voice
  double fade_ = 1;            ///< of a beginning in the middle of a sound
  bool hasAskedForNext_ = false;
  bool hasFailed_ = false;  ///< the output cannot be started
};

}  // namespace lathe
