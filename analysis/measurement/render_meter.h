// The full measurement as the meter that a render asks for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <utility>

#include "analysis/measurement/measurement.h"
#include "core/render/level_meter.h"

namespace lathe::analysis {

/// What measures the source and the written file of a render; ask it for the whole measurement afterwards.
class RenderMeter final : public LevelMeter {
 public:
  explicit RenderMeter(const AudioFormat& format) : meter_(std::in_place) { meter_->begin(format); }

  void add(ConstAudioView block) override { meter_->add(block); }
  Levels levels() const override;
  void finish() override;
  Measurement measurement() const { return meter_ ? meter_->result() : result_; }

 private:
  std::optional<Meter> meter_;  ///< until finish()
  Measurement result_;          ///< from then on
};

/// For the renderer.
MeterFactory renderMeters();

/// The whole measurement of a report's meter; the meter must come from renderMeters().
Measurement measurementOf(const LevelMeter& meter);

}  // namespace lathe::analysis
