// A chain at work: its processors in order, with the latency of all, and bypasses that make no click.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/chain/chain.h"
#include "core/chain/live_stage.h"

namespace lathe {

/// Throws Error (Invalid) when a chain makes no sense: more than one dither, or a dither that is not last.
void checkChain(const Chain& chain);

/// The live processors of a chain. The rules of Processor hold: prepare() allocates, the rest does not, any split into
/// blocks gives the same samples. NaN and infinite samples at its input are read as 0 and never come out.
class LiveChain {
 public:
  /// Throws Error (Invalid, NotFound) as checkChain() and the registry do.
  explicit LiveChain(const Chain& chain, std::unique_ptr<Processor> (*make)(const Settings&) = makeProcessor);

  /// Throws Error (Unsupported) when a processor cannot work on that format.
  void prepare(const ProcessFormat& format);
  /// Forgets all sound.
  void reset() noexcept;
  /// Works in place on any number of frames.
  void process(AudioView block) noexcept;

  /// Prepares new settings for a stage, as Processor::getReady() does: before set(), from another thread than the audio
  /// one. Throws Error.
  void getReady(std::size_t stage, const Settings& settings);
  /// New settings for a stage, of that stage's type, between two blocks. Follow it with a look at needsPrepare().
  void set(std::size_t stage, const Settings& settings) noexcept;
  /// Cross-fades in 20 ms; the latency stays. The first time that a stage which began bypassed is switched on, the fade
  /// starts once its processor has filled up.
  void setBypassed(std::size_t stage, bool isBypassed) noexcept;

  /// Which frame of the track comes in next, for stages with a range; 0 after reset().
  void setClock(std::int64_t frame) noexcept;

  std::size_t size() const noexcept { return stages_.size(); }
  bool isBypassed(std::size_t stage) const noexcept { return stages_[stage].isBypassed(); }
  /// Frames by which the output is late, bypassed stages included; fixed from prepare() on.
  std::size_t latency() const noexcept;
  /// Frames after the input's end, beyond the latency, in which the output may still exceed -120 dBFS: each stage's
  /// tail rings through the stages behind it, so those of the stages that are on add up.
  std::size_t tail() const noexcept;
  /// True when set() has changed a stage's latency: the bypass of that stage is no longer in time until prepare().
  bool needsPrepare() const noexcept;
  Activity activity(std::size_t stage) const noexcept { return stages_[stage].processor().activity(); }

 private:
  std::vector<LiveStage> stages_;
  std::size_t maxFrames_ = 0;
};

}  // namespace lathe
