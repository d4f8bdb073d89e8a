// The way from the player to its output for one format: conversion, a ring that the output reads, and a tap for meters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "core/audio/sample_ring.h"
#include "core/dsp/resampler.h"
#include "core/play/audio_output.h"
#include "core/play/programme.h"

namespace lathe {

/// What outlives a change of format: read and counted on the output's thread.
struct PlayoutControls {
  std::atomic<double> volume = 1;  ///< factor on what is heard
  std::atomic<std::uint64_t> underruns = 0;
};

/// Its format never changes: for another one another Playout is opened and handed over by shared_ptr, so that whoever
/// still reads the old one reads memory that is there. Three threads meet here: the player's engine writes, the output
/// reads through fill(), and a third one reads the tap and the position.
class Playout {
 public:
  static constexpr std::size_t kMaxFrames = 1024;  ///< of one block

  /// Opens the output for a programme of that many channels at `rate` Hz; mono is played on both of two channels.
  /// `output` must outlive its last stop(). Throws Error as AudioOutput::open() and Resampler do.
  static std::shared_ptr<Playout> open(AudioOutput& output, const OutputRequest& request, int channels, int rate,
                                       std::shared_ptr<PlayoutControls> controls);

  // For any thread.
  const OutputFormat& format() const noexcept { return format_; }
  int channels() const noexcept { return channels_; }  ///< of the programme
  int rate() const noexcept { return rate_; }          ///< of the programme, Hz
  bool fits(const AudioFormat& format) const noexcept {
    return format.channels() == channels_ && format.sampleRate == rate_;
  }
  /// What is heard now, the device's latency taken into account; before anything was delivered, where it began.
  PlayPosition position() const;

  /// Blocks as they were delivered; 0 when `out` has another number of channels. For one thread.
  std::size_t readTap(AudioView out) noexcept { return out.channels() == channels_ ? tap_.read(out) : 0; }

  // For the engine's thread.
  /// The next frame that is converted is that moment of the programme, and nothing before it counts any more.
  void begin(PlayPosition at, std::uint64_t inFrames = 0);
  /// So many frames of the programme behind what was delivered, the programme stands at `at`.
  void mark(PlayPosition at, double inFrames = 0);
  /// To the tap, and to the output's rate and channels: at most kMaxFrames. Valid until the next call.
  ConstAudioView convert(ConstAudioView block);
  /// What the conversion still holds at the end of a sound. Valid until renew().
  ConstAudioView rest();
  /// Makes the conversion new, after rest().
  void renew();
  /// Frames taken from the front of what was converted: as many as there is room for.
  std::size_t deliver(ConstAudioView converted) noexcept;
  bool isHalfFull() const noexcept;
  bool isEmpty() const noexcept { return ring_.filled() == 0; }

  bool isStarted() const noexcept { return isStarted_; }
  /// `moreComes`: a gap is an underrun until drain(). Throws Error as AudioOutput::start() does.
  void start(bool moreComes);
  /// No more comes: what is there is heard, and gaps are silence.
  void drain() noexcept { isExpecting_ = false; }
  void stop();

 private:
  /// Which frame of the programme a frame of the output is.
  struct Mark {
    std::uint64_t output;
    PlayPosition at;
  };

  Playout(AudioOutput& output, const OutputFormat& format, const OutputRequest& request, int channels, int rate,
          std::shared_ptr<PlayoutControls> controls);
  /// In real time, on the output's thread.
  void fill(AudioView block) noexcept;
  bool isReady(std::size_t frames) const noexcept { return !isExpecting_ || ring_.filled() >= frames; }

  AudioOutput& output_;
  const OutputFormat format_;
  const int channels_, rate_;
  const double ratio_;  ///< output frames of a frame of the programme
  const std::shared_ptr<PlayoutControls> controls_;
  SampleRing ring_, tap_;
  std::atomic<bool> isExpecting_ = false;
  std::atomic<std::uint64_t> heard_ = 0;  ///< frames that the output took

  // Of the engine's thread.
  std::optional<Resampler> resampler_;
  AudioBuffer wide_;  ///< a block with the output's channels
  bool isStarted_ = false;
  std::uint64_t delivered_ = 0;  ///< frames that were put into the ring

  mutable std::mutex mutex_;  ///< over the marks
  std::array<Mark, 64> marks_{};
  std::size_t markCount_ = 0;
};

}  // namespace lathe
