// One stage of a chain, live: the interface that every processor of sound has.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"
#include "core/processors/settings.h"

namespace lathe {

/// What a processor is prepared for.
struct ProcessFormat {
  AudioFormat audio;
  std::size_t maxFrames = 4096;  ///< no block is longer
};

/// What a dynamics processor did since it was reset; for reports and meters.
struct Activity {
  Decibels reduction;      ///< of the last block, deepest, as a positive number
  Decibels deepest;        ///< since reset
  double activeShare = 0;  ///< share of the frames since reset that were turned down by more than 0.1 dB
};

/// One stage: `prepare` allocates, `set` changes, `reset` forgets, `process` works in place, `latency` and `tail`
/// confess. The laws that tests hold every registered processor to: any split into blocks gives the same samples,
/// silence stays silent, `reset` equals new, `process` and `set` allocate nothing, 1 to 12 channels, 44.1 to 192 kHz,
/// no NaN or denormal spreads.
class Processor {
 public:
  virtual ~Processor() = default;

  /// Allocates and computes for a format, takes on its settings at once and forgets all sound. Call before the rest.
  /// Throws Error (Unsupported) when the processor cannot work on that format, and what reading a file of its settings
  /// throws.
  virtual void prepare(const ProcessFormat& format) = 0;
  /// Does what new settings need beforehand and set() may not do: allocates, reads files, computes. Call it before
  /// set() with the same settings, from any thread but the audio one, while that may be in process() or set(); from one
  /// thread at a time, and not during prepare(). Without it, set() leaves alone what would have needed it. Throws
  /// Error.
  virtual void getReady(const Settings&) {}
  /// Takes new settings of its own type, without a click: audible values glide over a few milliseconds.
  virtual void set(const Settings& settings) noexcept = 0;
  /// Forgets all sound and ends all glides: as if new.
  virtual void reset() noexcept = 0;
  /// Works in place on at most maxFrames frames of the prepared channels.
  virtual void process(AudioView block) noexcept = 0;

  /// Frames by which the output is late; fixed from prepare() on, whatever the settings, except where `set` documents
  /// more.
  virtual std::size_t latency() const noexcept = 0;
  /// Frames after the input's end (beyond the latency) in which the output may still exceed -120 dBFS for a full-scale
  /// input.
  virtual std::size_t tail() const noexcept = 0;
  virtual Activity activity() const noexcept { return {}; }
};

}  // namespace lathe
