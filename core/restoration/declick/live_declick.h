// The de-clicker in a live chain: the same search and the same filling, a quarter of a second late.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/processors/processor.h"
#include "core/restoration/declick/click_share.h"
#include "core/restoration/declick/declick.h"

namespace lathe {

/// Works in steps of 46 ms with what lies 190 ms ahead. What differs from the whole-recording form: the share of clicks
/// among the candidates, which moves the odds of the doubtful ones, is that of the last 20 s and not of all of the
/// recording (so at first only sure clicks are repaired), and the long models are made of the sound without all
/// candidates, not only without those that are repaired. A list of clicks is not used: it belongs to places in one
/// recording. Samples that are not repaired are the input's own, bit for bit.
class Declick : public Processor {
 public:
  explicit Declick(const DeclickSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return ahead_ + step_ + margin_; }
  std::size_t tail() const noexcept override { return margin_; }

 private:
  struct Channel {
    std::vector<double> heard;  ///< a window on what came in
    std::vector<float> sound;   ///< the same, repaired as far as it is decided
    std::vector<float> coming;  ///< what goes out next
  };
  void work() noexcept;

  DeclickSettings settings_;
  double sampleRate_ = 44100;
  std::size_t step_ = 0, ahead_ = 0, margin_ = 0, window_ = 0;
  std::size_t origin_ = 0, filled_ = 0;
  double fade_ = 1;
  std::vector<Channel> channels_;
  std::optional<ClickFinder> find_;
  ClickShare share_;
};

}  // namespace lathe
