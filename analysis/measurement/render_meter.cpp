// From a measurement to the levels that a render is steered by.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/render_meter.h"

namespace lathe::analysis {

Levels RenderMeter::levels() const {
  const Measurement all = measurement();
  Levels levels;
  levels.integrated = all.integrated;
  if (all.truePeak) levels.truePeak = all.truePeak->level;
  if (all.maxMomentary) levels.maxMomentary = all.maxMomentary->loudness;
  if (all.maxShortTerm) levels.maxShortTerm = all.maxShortTerm->loudness;
  if (all.loudnessRange) levels.loudnessRange = all.loudnessRange->value;
  return levels;
}

void RenderMeter::finish() {
  if (meter_) result_ = meter_->result();
  meter_.reset();
}

MeterFactory renderMeters() {
  return [](const AudioFormat& format) { return std::make_unique<RenderMeter>(format); };
}

Measurement measurementOf(const LevelMeter& meter) { return dynamic_cast<const RenderMeter&>(meter).measurement(); }

}  // namespace lathe::analysis
