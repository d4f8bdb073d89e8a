// What plays, what comes next, and what was asked for: the state that the player's threads share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/play/programme.h"
#include "core/play/voice.h"

namespace lathe {

/// A voice, and the chain whose settings it was told last; null when that is not known.
struct Part {
  std::shared_ptr<Voice> voice;
  std::shared_ptr<const Chain> told;
};

/// A beginning or a seek: at once, wherever the old voice is.
struct SeekTo {
  Part part;
};
/// The same item through another chain, clip or loop: where the old voice gets to its place.
struct ChangeTo {
  Part part;
};
/// The next item, behind the end of the old voice.
struct NextItem {
  Part part;
};
/// What follows the voice that plays; nothing, or one of these.
using Coming = std::variant<std::monostate, SeekTo, ChangeTo, NextItem>;

/// Null when nothing comes.
const Part* partOf(const Coming& coming) noexcept;

/// New settings for stages of a voice's chain.
struct SettingsChange {
  struct Stage {
    std::size_t index;
    Settings settings;
    bool isBypassed;
  };
  std::shared_ptr<Voice> voice;
  std::vector<Stage> stages;
};

/// A monitor: each function is one step that no other thread sees half done. The caller's thread asks, the builder's
/// makes voices and offers them, the engine's takes them.
class Sequencer {
 public:
  struct Request {
    enum class Kind {
      Start,   ///< play from `at`
      Change,  ///< go on through the programme as it is now
      Next,    ///< prepare the item after the one that plays
    } kind;
    PlayPosition at = {};
    std::uint64_t era = 0;
  };
  /// What a request is answered from.
  struct Plan {
    std::shared_ptr<const Programme> programme;
    Part current;
    Coming coming;
    std::optional<LoopRange> loop;
  };
  /// What the engine asks before each block.
  struct Outlook {
    std::optional<std::uint64_t> end;  ///< frame of the item at which the programme ends
    bool hasNext = false;              ///< another item follows
    bool isStopping = false;
  };

  Sequencer();

  // For the caller's thread.
  void setProgramme(Programme programme);
  void play(PlayPosition from);
  void stop();
  void setLoop(std::optional<LoopRange> loop);
  void setEnd(std::optional<std::uint64_t> frame);
  bool isPlaying() const;
  /// Of the programme's first item, Hz; 0 without one.
  int programmeRate() const;
  std::vector<std::string> takeProblems();

  // For any thread.
  void tell(std::string problem);

  // For the builder's thread.
  /// Waits for a request; destroys what was retired meanwhile. Nothing: the player ends. Answered when settle() is
  /// called.
  std::optional<Request> next(const std::stop_token& stop);
  void settle();
  Plan plan() const;
  /// A voice for a request that was answered from `plan`; one that comes too late is retired, and its request asked
  /// again where that makes sense.
  void offer(const Request& request, const Plan& plan, Part part);
  /// Hands settings to the engine, which the voice in `plan` was made ready for.
  void change(const Request& request, const Plan& plan, std::shared_ptr<const Chain> told,
              std::shared_ptr<const SettingsChange> change);

  // For the engine's thread.
  /// Waits a while for something to be played.
  void waitForPart(const std::stop_token& stop);
  Outlook outlook(std::size_t item) const;
  void askForNext();
  /// Waits until something follows the item that has ended; false: nothing does.
  bool waitForNext(const std::stop_token& stop);
  /// What comes, if it is due; it is the current part from then on. `isDue` is called with the state locked.
  template <class IsDue>
  Coming take(IsDue isDue) {
    const std::scoped_lock lock(mutex_);
    const Part* part = partOf(coming_);
    const bool mayFollow = !std::holds_alternative<NextItem>(coming_) || (!end_ && !loop_);
    if (!part || !mayFollow || !isDue(std::as_const(coming_))) return {};
    retireLocked(std::move(current_.told));
    current_ = *part;
    return std::exchange(coming_, {});
  }
  /// Changes since the last call, put into `changes`.
  void takeChanges(std::vector<std::shared_ptr<const SettingsChange>>& changes);
  /// The voice has to be made anew: its chain's latency changed.
  void renew(const Voice& voice);
  /// To be destroyed by the builder.
  void retire(std::shared_ptr<const void> thing);
  /// What plays ends with a fade.
  void stopCurrent();
  /// The current part has ended; only a seek or a beginning outlives it.
  void end();

 private:
  bool goesOn() const;
  void ask(Request request);
  void retireLocked(std::shared_ptr<const void> thing);
  void dropComing();

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::shared_ptr<const Programme> programme_;
  std::optional<LoopRange> loop_;
  std::optional<std::uint64_t> end_;
  std::deque<Request> requests_;
  std::optional<Request> answering_;  ///< that the builder is at
  std::uint64_t era_ = 0;             ///< counts stops
  Part current_;                      ///< no voice: nothing plays
  Coming coming_;
  bool isStopping_ = false;  ///< the current part ends with a fade
  std::vector<std::shared_ptr<const SettingsChange>> changes_;
  std::vector<std::shared_ptr<const void>> retired_;
  std::vector<std::string> problems_;
};

}  // namespace lathe
