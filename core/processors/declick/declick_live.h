// De-click, live: small clicks only, by a short model and a fixed rule; what a preview can know without the whole recording.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <vector>

#include "core/processors/declick/declick.h"
#include "core/processors/processor.h"

namespace lathe {

/// Finds and fills clicks of up to 1 ms (a model of order 32, least-squares interpolation), 46 ms late. Renders use the
/// whole-recording form, which weighs each click against all others, finds more, and fills better. A list of events is
/// for renders. Samples that are not filled pass bit for bit.
class DeclickLive : public Processor {
 public:
  explicit DeclickLive(const DeclickSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 2 * hop_; }
  std::size_t tail() const noexcept override { return longest_ + kOrder; }

  /// Clicks filled since reset(), each channel counted.
  std::uint64_t filled() const noexcept { return filled_; }

 private:
  static constexpr std::size_t kOrder = 32, kMost = 320;  ///< of the model; samples of a fill
  using Lags = std::array<double, kOrder + 1>;

  void repair(std::vector<float>& sound) noexcept;
  bool model() noexcept;
  void findScales() noexcept;
  bool fill(std::size_t first, std::size_t past) noexcept;
  std::size_t samplesOf(Seconds time) const noexcept {
    return static_cast<std::size_t>(time.value * sampleRate_ + 0.5);
  }

  DeclickSettings settings_;
  double sampleRate_ = 44100;
  std::size_t hop_ = 1024, longest_ = 44, place_ = 0;  ///< place_: in the newest hop
  std::vector<std::vector<float>> sounds_;             ///< per channel: three hops, and the newest one as it comes in
  std::vector<double> window_, x_, error_, scales_, sorted_, matrix_, values_;
  Lags coefficients_{}, correlation_{};
  std::uint64_t filled_ = 0;
};

}  // namespace lathe
