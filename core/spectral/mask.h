// A selection in time and frequency: shapes with soft edges, added, subtracted and intersected, on some channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/audio/units.h"

namespace lathe {

/// A place on the spectrogram.
struct TimeFrequency {
  Seconds time;
  Hertz frequency;

  friend bool operator==(const TimeFrequency&, const TimeFrequency&) = default;
};

struct TimeSpan {
  Seconds start;
  Seconds end;

  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

struct FrequencySpan {
  Hertz low;
  Hertz high;

  friend bool operator==(const FrequencySpan&, const FrequencySpan&) = default;
};

/// A box.
struct RectangleShape {
  TimeSpan time;
  FrequencySpan frequency;
  friend bool operator==(const RectangleShape&, const RectangleShape&) = default;
};
/// A band over all time.
struct BandShape {
  FrequencySpan frequency;
  friend bool operator==(const BandShape&, const BandShape&) = default;
};
/// A passage over all frequencies.
struct PassageShape {
  TimeSpan time;
  friend bool operator==(const PassageShape&, const PassageShape&) = default;
};
/// A lasso: the inside of a closed polygon (even-odd rule), its last corner joined to its first.
struct PolygonShape {
  std::vector<TimeFrequency> corners;  ///< 3 or more
  friend bool operator==(const PolygonShape&, const PolygonShape&) = default;
};
/// A brush stroke: all within an ellipse that is drawn along a line.
struct BrushShape {
  std::vector<TimeFrequency> points;  ///< 1 or more
  Seconds width;                      ///< of the brush, from edge to edge in time
  Hertz height;                       ///< and in frequency
  double hardness = 1;  ///< 0..1: the share of the radius that has full weight; from there it falls to 0 at the edge
  friend bool operator==(const BrushShape&, const BrushShape&) = default;
};
/// A magic wand: the connected cells around a seed that are as strong as it, within a tolerance. It depends on the
/// sound.
struct WandShape {
  TimeFrequency seed;
  Decibels tolerance = 12.0_dB;  ///< how far below the seed's level a cell may be
  TimeSpan within;               ///< cells outside are never taken
  int fftSize = 2048;            ///< of the spectrogram it looks at
  friend bool operator==(const WandShape&, const WandShape&) = default;
};
/// A line at one frequency and at its multiples: a hum partial and its harmonics. Without a time span over the whole
/// file.
struct HarmonicsShape {
  Hertz base;
  int count = 1;        ///< the base counts as the first
  Hertz width = 20_Hz;  ///< of each line, from edge to edge
  std::optional<TimeSpan> time = {};
  friend bool operator==(const HarmonicsShape&, const HarmonicsShape&) = default;
};
/// The same shape again at multiples of its frequencies: the harmonics of a note that was selected.
struct MultipliedPolygonShape {
  PolygonShape base;
  int count = 1;  ///< multiples 1, 2, ... count
  friend bool operator==(const MultipliedPolygonShape&, const MultipliedPolygonShape&) = default;
};

using Shape = std::variant<RectangleShape, BandShape, PassageShape, PolygonShape, BrushShape, WandShape, HarmonicsShape,
                           MultipliedPolygonShape>;

enum class MaskOperation {
  Add,       ///< the larger weight of both
  Subtract,  ///< what is selected already, less the shape
  Intersect  ///< the smaller weight of both
};

/// How far a shape's edge reaches outwards: the weight falls from 1 at the shape's edge to 0 there, as a raised cosine.
struct Feather {
  Seconds time = 0.0_s;
  Hertz frequency = 0_Hz;
  friend bool operator==(const Feather&, const Feather&) = default;
};

struct MaskPart {
  Shape shape;
  MaskOperation operation = MaskOperation::Add;
  Feather feather = {};
  friend bool operator==(const MaskPart&, const MaskPart&) = default;
};

/// Which channels, or which of mid and side, are selected.
struct ChannelScope {
  enum class Kind { All, Mid, Side, Set };
  Kind kind = Kind::All;
  std::uint64_t channels = 0;  ///< for Set: bit n is channel n

  static ChannelScope only(int channel) { return {Kind::Set, std::uint64_t{1} << channel}; }
  friend bool operator==(const ChannelScope&, const ChannelScope&) = default;
};

/// A soft weight, 0..1, for each moment and frequency. Parts are combined first to last, beginning with nothing
/// selected.
struct Mask {
  std::vector<MaskPart> parts;
  ChannelScope scope = {};
  bool isInverted = false;  ///< all but that, within the time that the parts span

  friend bool operator==(const Mask&, const Mask&) = default;
};

/// Throws Error (Invalid) with one sentence when a shape makes no sense: spans that end before they start, too few
/// corners, numbers that are not finite, more than 100 000 points.
void checkMask(const Mask& mask);

/// The time from the first to the last moment with a weight, feathers included; nothing: the whole recording. An empty
/// mask, and one whose parts select nothing, spans no time (start == end).
std::optional<TimeSpan> timeSpan(const Mask& mask);

/// The stretches of time that added shapes cover, without their feathers, joined where they touch, in order. Empty when
/// a shape has no end in time, or the mask is inverted.
std::vector<TimeSpan> timeSpans(const Mask& mask);

/// The mask that selects the same sound after `by` has been cut off the recording's start; nothing: that sound is gone.
std::optional<Mask> shiftedBack(const Mask& mask, Seconds by);

/// True when the weights depend on time alone: passages over all frequencies and nothing else.
bool isBroadband(const Mask& mask);

/// Of a broadband mask, at a moment: 1 inside a passage, less along its feather.
double weightAt(const Mask& mask, Seconds time);

/// True when a part is a wand, so that the weights depend on the sound.
bool dependsOnSound(const Mask& mask);

}  // namespace lathe
