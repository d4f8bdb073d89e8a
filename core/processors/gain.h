// Gain: level, polarity and balance.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/dsp/glide.h"
#include "core/processors/processor.h"

namespace lathe {

struct GainSettings {
  Decibels gain = 0.0_dB;
  bool invert = false;  ///< polarity of all channels
  double balance = 0;   ///< -1 left only .. +1 right only, stereo signals; the louder side keeps its level

  static const SettingsType& type();
  friend bool operator==(const GainSettings&, const GainSettings&) = default;
};

/// Multiplies the samples; changes glide over 20 ms. At 0 dB without inversion or balance samples pass bit for bit.
class Gain : public Processor {
 public:
  explicit Gain(const GainSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override { return 0; }

 private:
  double factor(int channel) const noexcept;

  GainSettings settings_;
  AudioFormat format_;
  std::vector<Glide> glides_;  ///< per channel
};

}  // namespace lathe
