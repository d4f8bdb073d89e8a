// Plays a programme into an output: from anywhere, in loops, without gaps between its items or clicks in changes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/audio/sample_ring.h"
#include "core/dsp/resampler.h"
#include "core/render/audio_output.h"
#include "core/render/programme.h"
#include "core/render/voice.h"

namespace lathe {

/// Three threads: the output's, which only reads a ring; the engine's, which runs chains and keeps that ring filled;
/// and the builder's, which opens sounds and prepares chains. All public functions are for one further thread, and
/// return at once. Played from its start, an item gives the samples of its render; seeks and changes of a chain
/// cross-fade in
/// 10 ms; new settings of a stage reach the chain within a block.
class Player {
 public:
  /// The output is opened by the first play().
  explicit Player(std::unique_ptr<AudioOutput> output, OutputRequest request = {});
  ~Player();

  /// What is to be played. While it plays, the sound goes on at the same place through the new clips and chains.
  void setProgramme(Programme programme);
  /// From there to the programme's end, or round the loop. Errors come by takeProblems().
  void play(PlayPosition from);
  void stop();
  void seek(PlayPosition to);
  /// A stretch of the item that plays; nothing: on to the end.
  void setLoop(std::optional<LoopRange> loop);
  /// The item ends there, and the programme with it; nothing: at the sound's end.
  void setEnd(std::optional<std::uint64_t> frame);
  /// Factor on what is heard; 1 leaves samples as they are.
  void setVolume(double factor) noexcept { volume_ = factor; }
  /// Closes the output; the next play() opens it as asked here.
  void setOutput(std::unique_ptr<AudioOutput> output, OutputRequest request);

  bool isPlaying() const noexcept { return isPlaying_; }
  /// What is heard now: the device's latency is taken into account.
  PlayPosition position() const;
  /// Of the opened output; rate 0 before.
  OutputFormat outputFormat() const;
  /// Rate of the programme in Hz; that of the output may differ, and the sound is converted then.
  int programmeRate() const;
  /// Times that the output asked for more than was there, and those that the device counts itself.
  std::uint64_t underruns() const noexcept;
  /// Activities of the chain's stages of what plays now.
  std::vector<Activity> activities() const;
  /// Blocks as they were played (before the volume), at the programme's rate, for meters; frames that nobody takes are
  /// dropped.
  std::size_t readTap(AudioView out) noexcept { return tap_ ? tap_->read(out) : 0; }
  int tapChannels() const noexcept { return tap_ ? tap_->channels() : 0; }
  /// Sentences since the last call.
  std::vector<std::string> takeProblems();

 private:
  struct Request {
    enum class Kind { Start, Change, Next } kind;
    PlayPosition at = {};
    std::uint64_t era = 0;
  };
  struct Command {
    std::shared_ptr<Voice> voice;
    std::size_t stage;
    Settings settings;
    bool isBypassed;
  };
  /// Which frame of the programme a frame of the output is.
  struct Mark {
    std::uint64_t output;
    PlayPosition at;
  };

  void build(std::stop_token stop);
  bool goesOn() const;
  void handle(const Request& request);
  bool changeSettings(const ProgrammeItem& before, const ProgrammeItem& after, const std::shared_ptr<Voice>& voice);
  void run(std::stop_token stop);
  bool openOutput(int channels, int rate);
  void ask(Request request);
  void tell(const std::string& problem);

  // Of the engine's thread.
  std::size_t mixNext(AudioView block);
  void takeCommands();
  bool takeVoice();
  void deliver(ConstAudioView block);
  void push(ConstAudioView block);
  void fill(AudioView block) noexcept;
  void endPlaying();

  std::unique_ptr<AudioOutput> output_;
  OutputRequest request_;
  OutputFormat format_{{}, 0};
  bool isOpen_ = false, isStarted_ = false;
  std::unique_ptr<SampleRing> ring_, tap_;
  std::unique_ptr<Resampler> resampler_;

  mutable std::mutex mutex_;  ///< over what follows
  std::condition_variable_any wake_;
  std::shared_ptr<const Programme> programme_;
  std::deque<Request> requests_;
  std::uint64_t era_ = 0;                  ///< counts stops
  std::optional<std::uint64_t> starting_;  ///< era of a beginning that is being prepared
  std::vector<Command> commands_;
  std::shared_ptr<Voice> pending_;  ///< comes next: at once, at its place of the same item, or behind the item's end
  bool isPendingNext_ = false;      ///< behind the end
  bool isPendingSeek_ = false;      ///< at once, wherever the old voice is
  std::shared_ptr<Voice> current_;
  std::optional<LoopRange> loop_;
  std::optional<std::uint64_t> end_;
  std::deque<Mark> marks_;
  std::vector<std::string> problems_;
  std::vector<Activity> activities_;
  std::vector<std::shared_ptr<Voice>> retired_;  ///< to be destroyed by the builder

  std::atomic<bool> isPlaying_ = false, stops_ = false, isDraining_ = false, isPrimed_ = false;
  std::atomic<double> volume_ = 1;
  std::atomic<std::uint64_t> heard_ = 0;  ///< output frames that were asked for
  std::atomic<std::uint64_t> underruns_ = 0;
  std::uint64_t delivered_ = 0;  ///< output frames that were put into the ring
  std::uint64_t gapLeft_ = 0;    ///< frames of silence before the next item
  double fade_ = 1;              ///< of a beginning in the middle of a sound
  bool wantsNext_ = false;       ///< the next item was asked for
  std::uint64_t startOutput_ = 0;
  std::jthread builder_, engine_;
};

}  // namespace lathe
