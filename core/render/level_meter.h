// What the renderer needs to know of its own output; the measuring itself is supplied from above (analysis).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/audio/audio_buffer.h"
#include "core/audio/audio_format.h"
#include "core/audio/units.h"

namespace lathe {

struct Levels {
  std::optional<Lufs> integrated;    ///< absent for silence and for less than 400 ms
  std::optional<Decibels> truePeak;  ///< dBTP, highest of all channels; absent for digital silence
  std::optional<Lufs> maxMomentary;
  std::optional<Lufs> maxShortTerm;
  std::optional<double> loudnessRange;  ///< LU
};

/// A streaming meter. Implemented in analysis/, so that core does not depend on it.
class LevelMeter {
 public:
  virtual ~LevelMeter() = default;
  virtual void add(ConstAudioView block) = 0;
  virtual Levels levels() const = 0;
  /// Nothing more is added: gives back the memory that only adding needs, and keeps the figures.
  virtual void finish() {}
};

/// Makes a meter for a format.
using MeterFactory = std::function<std::unique_ptr<LevelMeter>(const AudioFormat&)>;

}  // namespace lathe
