// One stage of a live chain: a processor, and a bypass that neither clicks nor shifts time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>

#include "core/chain/chain.h"
#include "core/chain/stage_window.h"
#include "core/dsp/delay.h"
#include "core/dsp/glide.h"
#include "core/processors/processor.h"
#include "core/stages/registry.h"

namespace lathe {

/// A processor with the way around it: the same signal, as late as the processor is. Bypassing cross-fades between the
/// two in 20 ms, so the latency never changes. A stage that was bypassed from the start sleeps; once it has been on, it
/// keeps listening while bypassed, so that switching it back on continues the sound it would have had. A range, and
/// listening to what is removed, are done here too.
class LiveStage {
 public:
  /// `make` makes the live processor from the stage's settings.
  explicit LiveStage(const Stage& stage, std::unique_ptr<Processor> (*make)(const Settings&) = makeProcessor);

  void prepare(const ProcessFormat& format);
  void reset() noexcept;
  /// At most maxFrames frames.
  void process(AudioView block) noexcept;

  void getReady(const Settings& settings) { processor_->getReady(settings); }
  void set(const Settings& settings) noexcept { processor_->set(settings); }
  void setBypassed(bool isBypassed) noexcept;

  /// Which frame of the track comes in next; for a stage with a range. process() counts on from there.
  void setClock(std::int64_t frame) noexcept { clock_ = frame; }

  bool isBypassed() const noexcept { return isBypassed_; }
  /// Of prepare().
  std::size_t latency() const noexcept { return around_.frames(); }
  const Processor& processor() const noexcept { return *processor_; }
  const SettingsType& type() const noexcept { return *type_; }

 private:
  enum class Mode {
    Asleep,     ///< bypassed, the processor does not run
    Waking,     ///< bypassed, the processor fills up
    Listening,  ///< the processor runs; `wet_` says how much of it is heard
  };

  void processAwake(AudioView block) noexcept;
  void mix(ConstAudioView around, AudioView block) noexcept;
  void mixWindowed(ConstAudioView around, AudioView block) noexcept;

  const SettingsType* type_;
  std::unique_ptr<Processor> processor_;
  bool isBypassed_;
  Stage place_;  ///< range, and whether what is removed is heard
  StageWindow window_;
  std::int64_t clock_ = 0;
  Delay around_;
  AudioBuffer scratch_;  ///< maxFrames of the signal around the processor
  Mode mode_ = Mode::Listening;
  Glide wet_;
  std::size_t fillFrames_ = 0;  ///< from waking to being heard
  std::size_t fillLeft_ = 0;
};

}  // namespace lathe
