// Repair of channels: offset, polarity, delay between channels and its drift, balance, phase, swapped or single
// channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <vector>

#include "core/dsp/glide.h"
#include "core/dsp/sample_history.h"
#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

enum class ChannelPolarity { Keep, Left, Right, Both };
enum class ChannelOutput { Stereo, Swapped, Mono, Left, Right };

struct ChannelRepairSettings {
  bool findsOffset = true;
  bool findsPolarity = true;
  bool findsDelay = true;
  bool followsDrift = true;
  bool findsBalance = false;
  bool findsPhase = false;
  Seconds delay;  ///< by which the right channel is late; 0: what is found, if that is asked for
  ChannelPolarity polarity = ChannelPolarity::Keep;
  Decibels balance;  ///< by which the right channel is turned up
  double phase = 0;  ///< degrees by which all channels are turned
  ChannelOutput output = ChannelOutput::Stereo;

  static const SettingsType& type();
  friend bool operator==(const ChannelRepairSettings&, const ChannelRepairSettings&) = default;
};

/// Turns the phase of all frequencies of a signal by one angle; a plain delay at 0 degrees. The Hilbert transform is a
/// windowed filter: above about 90 Hz it is within 0.1 dB.
class PhaseRotator {
 public:
  void prepare(int channels, double sampleRate, std::size_t maxFrames);
  void turnTo(double degrees) noexcept;
  void reset() noexcept;
  void process(AudioView block) noexcept;
  std::size_t latency() const noexcept { return reach_; }

 private:
  std::size_t reach_ = 0;
  std::vector<double> taps_;  ///< every second one, the others are zero
  SampleHistory history_;
  Glide cosine_, sine_;
};

/// Moves channels forward by fractions of a frame, by an interpolating filter; whole frames are copied.
class FineAdvance {
 public:
  void prepare(int channels, double sampleRate, std::size_t maxFrames);
  /// In frames, 0 to most(); of one channel.
  void moveTo(int channel, double advance) noexcept;
  void reset() noexcept;
  void process(AudioView block) noexcept;
  std::size_t latency() const noexcept { return most_ + kHalf; }
  std::size_t tail() const noexcept { return most_ + 2 * kHalf; }
  double most() const noexcept { return static_cast<double>(most_); }

 private:
  static constexpr std::size_t kHalf = 24, kPhases = 1024;
  std::size_t most_ = 0;
  std::vector<double> table_;  ///< [phase][2 * kHalf]
  SampleHistory history_;
  std::vector<Glide> advances_;
};

/// Live, it does what is set; in renders, what is set to be found is measured first. Where there is nothing to do,
/// samples pass bit for bit. Polarity, delay, balance and output are for stereo.
class ChannelRepair : public Processor {
 public:
  explicit ChannelRepair(const ChannelRepairSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return rotator_.latency() + advance_.latency(); }
  std::size_t tail() const noexcept override { return rotator_.latency() + advance_.tail(); }

  /// Taken off each channel.
  void setOffsets(std::vector<double> offsets) { offsets_ = std::move(offsets); }
  /// The delay from here on, in frames by which the right channel is late.
  void followDelay(double frames) noexcept;

 private:
  std::array<double, 4> matrix() const noexcept;
  void aim() noexcept;

  ChannelRepairSettings settings_;
  AudioFormat format_;
  std::vector<double> offsets_;
  PhaseRotator rotator_;
  FineAdvance advance_;
  std::array<Glide, 4> matrix_;  ///< left from left, left from right, right from left, right from right
};

OfflineForm channelRepairOffline();

}  // namespace lathe
